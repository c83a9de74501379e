"""The pages on which the next edition of a report is written, part by part."""

from dataclasses import replace
from typing import Any, Protocol
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maturity.disclosure import lower_end
from maturity.result import Document
from organisations.access import signed_in_user
from reports import services
from reports.access import result_for
from reports.editions.content import Part, mark_of
from reports.editions.earlier import earlier_results
from reports.editions.forms import (
    CommentaryForm,
    ComparisonForm,
    EditionTargetsForm,
    PriorityForms,
    sent,
)
from reports.editions.people_form import PeopleForm
from reports.editions.steps import EditionStep, has_part, steps_of, url_of
from reports.editions.working import content_of
from reports.markdown import render as render_markdown
from reports.models import Result
from reports.portfolio.forms import CustomersForm
from reports.story import Story
from reports.story.commentary import Section
from reports.story.subjects import names_of
from reports.telling import tell_content
from surveys.framework.own_questions import asked_framework


@login_required
def edition_targets(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What management aims at, as the next edition says it."""
    result = _result_for(request, pk, Part.TARGETS)
    content = content_of(result)
    framework = asked_framework(result.wave)
    form = EditionTargetsForm(sent(request), framework=framework, content=content)
    if _is_saved(request, result, Part.TARGETS, form):
        return _go_on(result, Part.TARGETS)
    return _page(request, result, Part.TARGETS, content, {"form": form})


@login_required
def edition_commentary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the consultant says beside each part of the report, with how it will look."""
    result = _result_for(request, pk, Part.COMMENTARY)
    content = content_of(result)
    story = _story(result, content)
    sections = _sections(result, story)
    form = CommentaryForm(sent(request), sections=sections, written=content["commentary"])
    only_looks = "preview" in request.POST
    if not only_looks and _is_saved(request, result, Part.COMMENTARY, form):
        return _go_on(result, Part.COMMENTARY)
    boxes = [
        {"field": form[code], "code": code, "html": render_markdown(text)}
        for code, text in form.typed.items()
    ]
    if getattr(request, "htmx", False) and only_looks:
        return render(request, "reports/edition/_previews.html", {"boxes": boxes})
    return _page(request, result, Part.COMMENTARY, content, {"form": form, "boxes": boxes})


@login_required
def edition_priorities(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What comes first, and why."""
    result = _result_for(request, pk, Part.PRIORITIES)
    content = content_of(result)
    names = names_of(asked_framework(result.wave))
    forms = PriorityForms(
        sent(request), initial=content["priorities"], form_kwargs={"names": names}
    )
    if _is_saved(request, result, Part.PRIORITIES, forms):
        return _go_on(result, Part.PRIORITIES)
    story = _story(result, content)
    context = {"forms": forms, "profile": story.profile, "roadmap": story.roadmap}
    return _page(request, result, Part.PRIORITIES, content, context)


@login_required
def edition_comparison(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which earlier wave the report is compared with."""
    result = _result_for(request, pk, Part.COMPARISON)
    content = content_of(result)
    earlier = earlier_results(result)
    form = ComparisonForm(sent(request), offered=earlier, chosen=content["comparison"])
    if _is_saved(request, result, Part.COMPARISON, form):
        return _go_on(result, Part.COMPARISON)
    story = _story(result, content)
    context = {
        "form": form,
        "earlier": earlier,
        "progress": story.progress,
        "trend": story.trend,
    }
    return _page(request, result, Part.COMPARISON, content, context)


@login_required
def edition_customers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which files of customers the report tells of, and what it assumes of them."""
    result = _result_for(request, pk, Part.CUSTOMERS)
    content = content_of(result)
    form = CustomersForm(sent(request), result=result, content=content, now=timezone.now())
    if _is_saved(request, result, Part.CUSTOMERS, form):
        return _go_on(result, Part.CUSTOMERS)
    return _page(request, result, Part.CUSTOMERS, content, {"form": form})


@login_required
def edition_people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How many staff there are and what they are paid, for what turnover costs."""
    result = _result_for(request, pk, Part.PEOPLE)
    content = content_of(result)
    staff = result.content["audiences"].get("staff", {})
    answered = lower_end(staff["n"]) if staff.get("shown") else 0
    form = PeopleForm(sent(request), given=content.get("people", {}), answered=answered)
    if _is_saved(request, result, Part.PEOPLE, form):
        return _go_on(result, Part.PEOPLE)
    turnover = _story(result, content).turnover
    context = {"form": form, "is_told": bool(turnover and turnover.whole_text)}
    return _page(request, result, Part.PEOPLE, content, context)


def _result_for(request: HttpRequest, pk: UUID, part: Part) -> Result:
    """Return a result in whose edition the part may be written."""
    result = result_for(request, pk)
    if not has_part(result, part):
        raise Http404(_("A pulse has no such part; it belongs to the wave the pulse follows."))
    return result


def _sections(result: Result, story: Story) -> list[Section]:
    """Return the parts of the report; comments come into it only with the release."""
    quotes = result.wave.comments.exists()
    return [
        replace(each, is_there=each.is_there or (quotes and each.code == "voices"))
        for each in story.sections
    ]


def _story(result: Result, content: Document) -> Story:
    return tell_content(result, content, is_final=False, now=timezone.now())


class _Writes(Protocol):
    """A form, or several, in which a part is written."""

    def is_valid(self) -> bool:
        """Whether it can be kept."""

    @property
    def values(self) -> Document:
        """What is kept."""


def _is_saved(request: HttpRequest, result: Result, part: Part, form: _Writes) -> bool:
    """Keep what was sent; False where nothing was, where it is faulty, or written meanwhile."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        services.change_part(
            result=result,
            part=part,
            values=form.values,
            shown=request.POST.get("shown", ""),
            user=signed_in_user(request),
            now=timezone.now(),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, _("Saved for the next edition."))
    return True


def _go_on(result: Result, part: Part) -> HttpResponse:
    """Lead to the page of the next part, after the last one to the result."""
    parts = [each for each in Part if has_part(result, each)]
    place = parts.index(part) + 1
    if place == len(parts):
        return redirect("reports:result_detail", result.wave_id)
    return redirect(url_of(result, parts[place]))


def _page(
    request: HttpRequest, result: Result, part: Part, content: Document, context: dict[str, Any]
) -> HttpResponse:
    # A page that is shown again because of a fault still knows what its reader had seen.
    shown = request.POST.get("shown") or mark_of(content, part)
    steps: list[EditionStep] = steps_of(result, content)
    shared = {
        "wave": result.wave,
        "organisation": result.wave.assessment.organisation,
        "steps": steps,
        "here": next(step for step in steps if step.part == part),
        "shown": shown,
    }
    return render(request, f"reports/edition/{part}.html", {**shared, **context})
