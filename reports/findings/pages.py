"""The pages on which a result is read: the answer first, then a page for every chapter."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports import words
from reports.charts import CHARTS
from reports.findings.filtering import chosen_of, page_filter, query_of
from reports.findings.narrowing import Chosen, narrowed
from reports.findings.reading import Drawings, Reading, kept, reading_for
from reports.models import Report
from reports.story import Story
from reports.story.outline import Chapter

# The overview begins with it.
ANSWER = "answer"


@dataclass(frozen=True)
class Told:
    """What a page tells, the same for everybody who reads the same: its title and its HTML."""

    title: str
    content: SafeString


@login_required
@require_safe
def overview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The answer, and every chapter with its message."""
    reading = reading_for(request, pk)
    if reading.is_withdrawn:
        return _withdrawn(request, reading)
    now = timezone.now()
    told = kept(f"page-{reading.told_on(now)}", lambda: _overview(reading, reading.story(now)))
    context = {**_context(reading), "told": told, "reports": _reports(reading)}
    return render(request, "reports/findings/overview.html", context)


@login_required
@require_safe
def chapter(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """One chapter, with the ways to the one before and the next."""
    reading = reading_for(request, pk)
    if code == ANSWER:
        return redirect("reports:findings", pk)
    if reading.is_withdrawn:
        return _withdrawn(request, reading)
    now = timezone.now()
    facets = kept(f"facets-{reading.told_on(now)}", lambda: reading.story(now).facets)
    chosen = chosen_of(request.GET, facets)
    told = kept(
        f"page-{reading.told_on(now)}-{code}-{query_of(chosen)}",
        lambda: _chapter(reading, reading.story(now), code, chosen),
    )
    if told is None:
        raise Http404
    context = {**_context(reading), "here": code, "told": told}
    return render(request, "reports/findings/base.html", context)


@login_required
@require_safe
def chart(request: HttpRequest, pk: uuid.UUID, name: str) -> HttpResponse:
    """One chart of those pages, as an image."""
    reading = reading_for(request, pk)
    if reading.is_withdrawn:
        raise Http404
    whole = reading.story(timezone.now())
    story = narrowed(whole, chosen_of(request.GET, whole.facets))
    drawn = CHARTS[name](story) if name in CHARTS else None
    if drawn is None:
        raise Http404
    response = HttpResponse(drawn.svg, content_type="image/svg+xml")
    response["Cache-Control"] = "no-store, private"
    return response


def _overview(reading: Reading, story: Story) -> Told:
    pages = _pages(story)
    context = {
        **_shared(reading, story, pages),
        "following": next(iter(pages), None),
        "nothing_shown": "" if story.facets.audiences else words.nothing_shown(),
    }
    content = render_to_string("reports/findings/_overview.html", context)
    return Told(_("What the result says"), content)


def _chapter(reading: Reading, whole: Story, code: str, chosen: Chosen) -> Told | None:
    """Return a chapter with what is chosen of it; None if there is no such chapter."""
    pages = _pages(whole)
    place = next((n for n, each in enumerate(pages) if each.code == code), None)
    if place is None:
        return None
    here, story = pages[place], narrowed(whole, chosen)
    context = {
        **_shared(reading, story, pages),
        **{part: getattr(story, part) for part in here.parts},
        "here": here,
        "path": reverse("reports:findings_chapter", args=[reading.result.wave_id, code]),
        "query": query_of(chosen),
        "filter": page_filter(whole.facets, chosen, here.parts),
        "parts": [f"reports/_{part}.html" for part in here.parts],
        "previous": pages[place - 1] if place else None,
        "following": pages[place + 1] if place + 1 < len(pages) else None,
    }
    return Told(here.topic, render_to_string("reports/findings/_chapter.html", context))


def _shared(reading: Reading, story: Story, pages: Sequence[Chapter]) -> dict[str, object]:
    first = next((each for each in story.chapters if each.code == ANSWER), None)
    context = {"story": story, "charts": Drawings(story), "pages": pages, "first": first}
    return {**_context(reading), **context}


def _pages(story: Story) -> Sequence[Chapter]:
    """Return the chapters that have a page beside the overview."""
    return [each for each in story.chapters if each.code != ANSWER]


def _context(reading: Reading) -> dict[str, object]:
    wave = reading.result.wave
    return {"wave": wave, "organisation": wave.assessment.organisation, "reading": reading}


def _reports(reading: Reading) -> QuerySet[Report]:
    """Return the files of what leaders can read."""
    return Report.objects.released().filter(edition=reading.edition).order_by("-asked_at")


def _withdrawn(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Say that what could be read was withdrawn, and why."""
    wave, edition = reading.result.wave, reading.edition
    context = {"wave": wave, "organisation": wave.assessment.organisation, "edition": edition}
    return render(request, "reports/findings/withdrawn.html", context, status=410)
