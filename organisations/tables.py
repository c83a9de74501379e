"""Tables that are sorted, filtered and paged on the server, and go into a spreadsheet.

A page in a few lines: a ``DeskTable`` says the columns, ``Filters`` what can be looked for, and
``respond`` answers with the page or, where the address ends in ``?export=xlsx``, with the file::

    class RecordTable(DeskTable):
        caption, export_name = _("What was done"), "records"
        at = Column(_("When"))

    return respond(request, RecordTable, organisation.records.all(), filters=RecordFilters,
                   organisation=organisation, template="organisations/records.html", context={})

The template includes ``organisations/_table.html``; ``listing.is_empty`` says that there is
nothing at all yet, and the page then says the next step.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import django_filters
import django_tables2
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from organisations.access import signed_in_user
from organisations.models import Organisation
from organisations.records import Act, note

Column = django_tables2.Column

ROWS_A_PAGE = 50
# Settings of a listing in its address, beside the filters.
SORT, PAGE, EXPORT = "sort", "page", "export"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What spreadsheets, also by way of CSV, take for the beginning of a formula or an error.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "#")
COLUMN_WIDTH = 24
# Of the name of a page in a file, and what may not stand in it.
LONGEST_TAB = 31
NOT_IN_TABS = re.compile(r"[\[\]:*?/\\]")


class DeskTable(django_tables2.Table):  # type: ignore[misc]  # carries no types
    """A table of the desk. The first column is the name of its row.

    Columns with ``visible=False`` are in the file only; ``exclude_from_export`` on the page only.
    """

    caption: Any = ""
    # The name of the file, and of what was exported in the records.
    export_name = "table"

    def counted(self, n: int) -> str:
        """Say how many rows there are."""
        return ngettext("%(n)d entry", "%(n)d entries", n) % {"n": n}

    def values(self) -> Iterator[list[object]]:
        """Yield the titles, then the values of each row, for a file; None where there is none.

        What as_values of the base does, at a tenth of its time: lists have many thousand rows.
        ``value_<column>(record)`` says what to write where that is not what lies there.
        """
        columns = [c for c in self.columns.iterall() if not c.column.exclude_from_export]
        yield [str(column.header) for column in columns]
        readers = [
            getattr(self, f"value_{column.name}", None) or _reader(str(column.accessor))
            for column in columns
        ]
        for record in self.data.data.iterator(chunk_size=2000):
            yield [read(record) for read in readers]


class Filters(django_filters.FilterSet):  # type: ignore[misc]  # carries no types
    """What a table can be searched for and narrowed down to, as a plain form."""

    @property
    def form(self) -> forms.Form:
        """The form, in the looks of the others."""
        form: forms.Form = super().form
        for field in form.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"
        return form


def search_filter(method: str, label: Any) -> Any:
    """Return a search box; ``method`` names the FilterSet's function of queryset, name, value."""
    widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    return django_filters.CharFilter(method=method, label=label, widget=widget, max_length=200)


@dataclass(frozen=True)
class Listing:
    """A table as the page shows it."""

    table: DeskTable
    filters: Filters | None
    # Rows of all pages.
    count: int
    # Nothing there at all, whatever is looked for.
    is_empty: bool
    is_filtered: bool

    @property
    def counted(self) -> str:
        """The number of rows, in words."""
        return self.table.counted(self.count)


def respond(
    request: HttpRequest,
    table_class: type[DeskTable],
    rows: QuerySet[Any],
    *,
    template: str,
    context: Mapping[str, object],
    organisation: Organisation | None,
    filters: type[Filters] | None = None,
    filter_options: Mapping[str, object] | None = None,
    **options: Any,
) -> HttpResponse:
    """Answer with the page, or with the rows looked for as a spreadsheet, which is recorded.

    ``rows`` are sorted as the address says, else as they come. The template finds the table as
    ``listing``. ``filter_options`` go to the filters, other ``options`` to the table. Times are
    those of the organisation.
    """
    chosen = filters(request.GET, queryset=rows, **(filter_options or {})) if filters else None
    found = rows if chosen is None else chosen.qs
    table = table_class(found, order_by=request.GET.get(SORT) or None, default="–", **options)
    # Rows that are alike in what they are sorted by stand in one order on all pages.
    by = (*table.data.data.query.order_by, *rows.query.order_by, "pk")
    table.data.data = table.data.data.order_by(*by)
    with timezone.override(organisation.zone) if organisation else nullcontext():
        if request.GET.get(EXPORT) == "xlsx":
            # Of a list across clients it is known whose it was.
            whose = organisation or signed_in_user(request)
            note(Act.EXPORTED, whose, organisation=organisation, fields=[table.export_name])
            return spreadsheet(table.values(), name=table.export_name)
        table.paginate(per_page=ROWS_A_PAGE)
        table.page = table.paginator.get_page(request.GET.get(PAGE))
        count = table.paginator.count
        looked_for = chosen is not None and any(request.GET.get(name) for name in chosen.filters)
        listing = Listing(
            table=table,
            filters=chosen,
            count=count,
            is_empty=not count and not (looked_for and rows.exists()),
            is_filtered=looked_for,
        )
        return render(request, template, {**context, "listing": listing})


def _reader(accessor: str) -> Callable[[Any], object]:
    """Return what reads a value along a path as ``unit__path``; of a choice, its label."""
    *path, last = accessor.split("__")
    # Looked up once each: a label takes its time.
    labels: dict[object, object] = {}

    def read(record: Any) -> object:
        for name in path:
            if record is None:
                return None
            record = getattr(record, name)
        if isinstance(record, Mapping):
            return record.get(last)
        value = getattr(record, last, None)
        label = getattr(record, f"get_{last}_display", None)
        if label is None:
            return value
        if value not in labels:
            labels[value] = label()
        return labels[value]

    return read


@dataclass(frozen=True)
class Sheet:
    """A table for a file: its rows, the first of them the header, and what is said above it."""

    name: str
    rows: Iterable[Iterable[object]]
    caption: str = ""


def spreadsheet(rows: Iterable[Iterable[object]], *, name: str) -> HttpResponse:
    """Return rows, the first of them the header, as an XLSX file in which nothing is computed."""
    return workbook([Sheet(name, rows)], name=name)


def workbook(sheets: Iterable[Sheet], *, name: str) -> HttpResponse:
    """Return tables as an XLSX file in which nothing is computed.

    Texts stay texts whatever they begin with; times lose their zone, which XLSX does not know.
    """
    book = Workbook(write_only=True)
    pages = list(sheets)
    for place, sheet in enumerate(pages, start=1):
        # Numbered, no two are alike, whatever people call their attributes.
        number = f"{place} " if len(pages) > 1 else ""
        tab = number + NOT_IN_TABS.sub(" ", sheet.name)
        # Excel takes a file for damaged in which a tab ends with an apostrophe.
        _write(book.create_sheet(tab[:LONGEST_TAB].rstrip(" '")), sheet)
    file = io.BytesIO()
    book.save(file)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "no-store, private"
    return response


def _write(page: Any, sheet: Sheet) -> None:
    """Write a table on a page of a file; what is above the rows stays in sight."""
    lines = iter(sheet.rows)
    titles = list(next(lines))
    page.freeze_panes = "A3" if sheet.caption else "A2"
    for place in range(len(titles)):
        page.column_dimensions[get_column_letter(place + 1)].width = COLUMN_WIDTH
    if sheet.caption:
        page.append([_cell(page, sheet.caption)])
    page.append([_cell(page, title, Font(bold=True)) for title in titles])
    for line in lines:
        page.append([_cell(page, value) for value in line])


def _cell(sheet: Any, value: object, font: Font | None = None) -> object:
    """Return what to write for a value; a text that could be computed as one that is not."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).replace(tzinfo=None)
    if value is None or value == "":
        return None
    if isinstance(value, date | bool | int | float):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    if font is None and not text.startswith(FORMULA_MARKS):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if font is not None:
        cell.font = font
    # The apostrophe in front, as spreadsheets call it: nothing is computed when it is edited.
    cell.quotePrefix = text.startswith(FORMULA_MARKS)
    return cell
