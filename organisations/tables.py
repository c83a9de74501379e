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

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import django_filters
import django_tables2
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext

from organisations.access import signed_in_user
from organisations.models import Organisation
from organisations.records import Act, note
from organisations.workbooks import spreadsheet

Column = django_tables2.Column

ROWS_A_PAGE = 50
# Settings of a listing in its address, beside the filters.
SORT, PAGE, EXPORT = "sort", "page", "export"


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
