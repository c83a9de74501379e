"""The assessor's workbook: an overview, a page a section, and entries saved one by one."""

import uuid
from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from maturity.framework import Framework
from organisations.records import Act, note
from organisations.tables import EXPORT
from organisations.workbooks import spreadsheet
from reports.access import assessed_wave_for
from reports.workbook import contents
from reports.workbook.rows import (
    Row,
    address_of,
    item_of,
    label_of,
    page_context,
    rows_of,
    written,
)
from surveys.framework.pinned import pinned_framework
from surveys.models import Wave


@login_required
@never_cache
def overview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All sections and how far each is; or all entries as a spreadsheet."""
    wave = assessed_wave_for(request, pk)
    framework = pinned_framework(wave.assessment)
    if request.GET.get(EXPORT) == "xlsx":
        note(Act.EXPORTED, wave, organisation=wave.assessment.organisation, fields=["workbook"])
        with timezone.override(wave.assessment.organisation.zone):
            return spreadsheet(_lines(wave, framework), name="workbook")
    found = contents.progress(contents.sections(framework), contents.answers_of(wave))
    parts = [
        (part, [each for each in found if each.section.part == part]) for part in contents.Part
    ]
    context = {
        **page_context(wave),
        "parts": [(part, rows) for part, rows in parts if rows],
        "next": next((each.section for each in found if not each.is_complete), None),
    }
    return render(request, "reports/workbook.html", context)


@login_required
@never_cache
def section(request: HttpRequest, pk: uuid.UUID, part: str, code: str) -> HttpResponse:
    """One section; without scripts its entries are saved together."""
    wave = assessed_wave_for(request, pk)
    framework = pinned_framework(wave.assessment)
    found = contents.sections(framework)
    place = next((n for n, s in enumerate(found) if (s.part, s.code) == (part, code)), None)
    if place is None:
        raise Http404
    here = found[place]
    if wave.is_discarded:
        return redirect("reports:workbook", wave.pk)
    rows = list(rows_of(request, wave, framework, here.items))
    if request.method == "POST":
        rows = [written(request, wave, row) for row in rows]
        if not _say_what_was_saved(request, rows):
            return redirect(request.path)
    by_code = {row.item.code: row for row in rows}
    context = {
        **page_context(wave),
        "section": here,
        "groups": [(g.title, [by_code[item.code] for item in g.items]) for g in here.groups],
        "before": found[place - 1] if place else None,
        "after": found[place + 1] if place + 1 < len(found) else None,
    }
    return render(request, "reports/workbook_section.html", context)


@login_required
@never_cache
def entry(request: HttpRequest, pk: uuid.UUID, item: str) -> HttpResponse:
    """Save one entry; or show it as it stands, to whom somebody else came before."""
    wave = assessed_wave_for(request, pk)
    framework = pinned_framework(wave.assessment)
    here, found = item_of(framework, item)
    (row,) = rows_of(request, wave, framework, [found])
    if request.method == "POST":
        row = written(request, wave, row)
        template = "reports/_workbook_state.html"
    else:
        template = "reports/_workbook_fields.html"
    if not getattr(request, "htmx", False):
        _say_what_was_saved(request, [row])
        return redirect(address_of(wave, here, item))
    return render(request, template, {**page_context(wave), "row": row, "is_fragment": True})


def _say_what_was_saved(request: HttpRequest, rows: Iterable[Row]) -> int:
    """Say it in messages; return how many entries were not saved."""
    rows = list(rows)
    kept_back = [row for row in rows if row.faults or row.theirs]
    if kept_back:
        text = ngettext(
            "%(n)d entry was not saved; it says why.",
            "%(n)d entries were not saved; each says why.",
            len(kept_back),
        )
        messages.error(request, text % {"n": len(kept_back)})
    elif any(row.is_saved for row in rows):
        messages.success(request, _("Saved."))
    return len(kept_back)


def _lines(wave: Wave, framework: Framework) -> Iterator[list[object]]:
    """The workbook as rows of a spreadsheet."""
    yield [
        _("Section"), _("About"), _("Statement"), _("Rating"), _("Note"), _("Links"),
        _("Attached files"), _("Changed"), _("By"),
    ]  # fmt: skip
    for here in contents.sections(framework):
        entries = contents.entries_of(wave, here.items)
        for item in here.items:
            entry = entries[item.code]
            yield [
                here.title,
                contents.title_of(framework, item),
                item.text(framework.assessor),
                label_of(item, entry),
                entry.note,
                "\n".join(entry.links),
                "\n".join(file.name for file in entry.files.all()) if entry.pk else "",
                entry.changed_at,
                str(entry.changed_by or ""),
            ]
