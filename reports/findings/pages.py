"""The pages on which a result is read: the answer first, then a page for every chapter."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import words
from reports.findings.filtering import chosen_of, page_filter, query_of
from reports.findings.narrowing import narrowed
from reports.findings.reading import Drawings, Reading, reading_for
from reports.models import Report
from reports.story import Story
from reports.story.outline import Chapter

# The overview begins with it.
ANSWER = "answer"


@dataclass(frozen=True)
class Page:
    """A chapter with its message; "" for one that has none."""

    chapter: Chapter
    message: str


@login_required
@require_safe
def overview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The answer, and every chapter with its message."""
    reading = reading_for(request, pk)
    if reading.is_withdrawn:
        return _withdrawn(request, reading)
    story = reading.story(timezone.now())
    context = {
        **_context(reading, story),
        "pages": _pages(story),
        "charts": Drawings(story),
        "following": next(iter(_pages(story)), None),
        "nothing_shown": "" if story.facets.audiences else words.nothing_shown(),
        "reports": _reports(reading),
    }
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
    whole = reading.story(timezone.now())
    pages = _pages(whole)
    here = next((n for n, each in enumerate(pages) if each.chapter.code == code), None)
    if here is None:
        raise Http404
    chosen = chosen_of(request.GET, whole.facets)
    story = narrowed(whole, chosen)
    context = {
        **_context(reading, story),
        "pages": pages,
        "query": query_of(chosen),
        "filter": page_filter(whole.facets, chosen, pages[here].chapter.parts),
        **{part: getattr(story, part) for part in pages[here].chapter.parts},
        "here": pages[here],
        "parts": [f"reports/_{part}.html" for part in pages[here].chapter.parts],
        "charts": Drawings(story),
        "previous": pages[here - 1] if here else None,
        "following": pages[here + 1] if here + 1 < len(pages) else None,
    }
    return render(request, "reports/findings/chapter.html", context)


@login_required
@require_safe
def chart(request: HttpRequest, pk: uuid.UUID, name: str) -> HttpResponse:
    """One chart of those pages, as an image."""
    reading = reading_for(request, pk)
    if reading.is_withdrawn:
        raise Http404
    whole = reading.story(timezone.now())
    drawn = reading.drawn(name, narrowed(whole, chosen_of(request.GET, whole.facets)))
    if drawn is None:
        raise Http404
    response = HttpResponse(drawn, content_type="image/svg+xml")
    response["Cache-Control"] = "no-store, private"
    return response


def _pages(story: Story) -> Sequence[Page]:
    """Return the chapters that have a page beside the overview."""
    return [
        Page(each, claim.text if (claim := story.headlines.get(each.code)) else "")
        for each in story.chapters
        if each.code != ANSWER
    ]


def _context(reading: Reading, story: Story) -> dict[str, object]:
    wave = reading.result.wave
    return {
        "wave": wave,
        "organisation": wave.assessment.organisation,
        "reading": reading,
        "story": story,
        "first": next((each for each in story.chapters if each.code == ANSWER), None),
    }


def _reports(reading: Reading) -> QuerySet[Report]:
    """Return the files of what leaders can read."""
    return Report.objects.released().filter(edition=reading.edition).order_by("-asked_at")


def _withdrawn(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Say that what could be read was withdrawn, and why."""
    wave, edition = reading.result.wave, reading.edition
    context = {"wave": wave, "organisation": wave.assessment.organisation, "edition": edition}
    return render(request, "reports/findings/withdrawn.html", context, status=410)
