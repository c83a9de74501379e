"""The respondent's pages. No sign-in, no cookie, no JavaScript needed."""

import re
from contextlib import suppress
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from surveys import services
from surveys.forms import QuestionnairePageForm
from surveys.privacy import ballots
from surveys.respond.link_pages import context_of, link_problem, respondent_page, until_submitted
from surveys.respond.route import Route
from surveys.respond.visits import LinkProblem, Problem, Visit

# Whoever leaves a page open for longer has gone away from it.
LONGEST_LOOK_SECONDS = 3600
# Follows the address of a page that is shown in the place of one not asked any more.
PASSED_OVER = "passed"
# The box that a customer ticks to be seen with the account.
AGREED = "with_account"


@csrf_exempt
def wrong_link(request: HttpRequest) -> HttpResponse:
    """An address that is no link."""
    return link_problem(request, LinkProblem(Problem.UNKNOWN))


def sample(request: HttpRequest) -> HttpResponse:
    """Where the link in a test letter leads: it belongs to nobody and opens nothing."""
    return render(request, "surveys/respond/sample.html")


@respondent_page
@until_submitted
def enter(request: HttpRequest, found: Visit) -> HttpResponse:
    """The link itself: back to where one was, or the beginning."""
    progress = found.progress()
    return _go(found, progress.page) if progress.is_begun else _about(request, found, progress)


@respondent_page
@until_submitted
def about(request: HttpRequest, found: Visit) -> HttpResponse:
    """Who asks, what happens to the answers, whom to ask, how long it takes."""
    return _about(request, found, found.progress())


def _about(request: HttpRequest, found: Visit, progress: ballots.Progress) -> HttpResponse:
    context = {
        **context_of(found),
        "progress": progress,
        "page_number": progress.page + 1,
        "minutes": found.questionnaire.minutes,
    }
    return render(request, "surveys/respond/about.html", context)


@respondent_page
@until_submitted
def page(request: HttpRequest, found: Visit, number: int) -> HttpResponse:
    """One page of questions; every button on it saves first."""
    if not 1 <= number <= len(found.pages):
        raise LinkProblem(Problem.UNKNOWN)
    progress = found.progress()
    route = found.route(progress.answers)
    if not route.asks(number - 1):
        return _go(found, route.after(number - 1), is_passed_over=request.method == "POST")
    form = QuestionnairePageForm(
        request.POST if request.method == "POST" else None,
        page=found.pages[number - 1],
        asked=route.asked,
        audience=found.invitation.audience,
        progress=progress,
    )
    if request.method == "POST" and form.is_valid():
        # An answer on this very page may lead past the next one.
        route = found.route({**progress.answers, **form.answers})
        following = _following(request.POST.get("go", ""), route, number - 1)
        _save(request, found, form, following, route.percent(following))
        return _go(found, following)
    context = {
        **context_of(found),
        "form": form,
        "page": found.pages[number - 1],
        "number": number,
        "pages": len(found.pages),
        "branches": route.branches,
        "percent": max(progress.percent, route.percent(number - 1)),
        "has_seen_all": progress.page >= len(found.pages),
        # A page shown again, with a mistake to correct, has been looked at since the first time.
        "shown": request.POST.get("shown") or int(timezone.now().timestamp()),
    }
    status = 400 if form.is_bound else 200
    return render(request, "surveys/respond/page.html", context, status=status)


def _following(button: str, route: Route, index: int) -> int:
    """Return the page a button leads to from a page."""
    if button == "end":
        return len(route.pages)
    return route.before(index) if button == "back" else route.after(index)


def _save(
    request: HttpRequest, found: Visit, form: QuestionnairePageForm, following: int, percent: int
) -> None:
    """Keep what a page says; if nothing takes it any more, the page gone on to says why."""
    now = timezone.now()
    with suppress(ballots.AlreadySubmitted, ballots.LinkEnded):
        services.save_page(
            visit=found,
            answers=form.answers,
            comments=form.comments,
            page=following,
            percent=percent,
            seconds=seconds_between(request.POST.get("shown", ""), now),
            now=now,
        )


def seconds_between(shown: str, now: datetime) -> int | None:
    """Return for how long a page was looked at, at most an hour; None if ``shown`` is no time."""
    if not re.fullmatch(r"[0-9]{1,12}", shown):
        return None
    seconds = int(now.timestamp()) - int(shown)
    return min(seconds, LONGEST_LOOK_SECONDS) if seconds >= 0 else None


@respondent_page
@until_submitted
def check(request: HttpRequest, found: Visit) -> HttpResponse:
    """The last look before submitting: which questions were left out."""
    return _check(request, found)


def _check(request: HttpRequest, found: Visit, error: str = "") -> HttpResponse:
    route = found.route(found.progress().answers)
    context = {
        **context_of(found),
        "left_out": [(index + 1, page, count) for index, page, count in route.left_out()],
        "last_page": route.before(len(found.pages)) + 1,
        "error": error,
        "agrees": _agrees(request),
    }
    return render(request, "surveys/respond/check.html", context, status=400 if error else 200)


def _agrees(request: HttpRequest) -> bool:
    """Whether the answers may be seen with the account; only what the form itself sends counts."""
    return request.POST.get(AGREED) == "yes"


@require_POST
@respondent_page
@until_submitted
def submit(request: HttpRequest, found: Visit) -> HttpResponse:
    """Turn the draft into a ballot, once."""
    try:
        services.submit_response(visit=found, with_account=_agrees(request))
    except ballots.NothingAnswered:
        return _check(request, found, _("You have not answered any question yet."))
    except ballots.NotOpen:
        raise LinkProblem(Problem.CLOSED, found.wave) from None
    except ballots.LinkEnded:
        raise LinkProblem(Problem.REVOKED, found.wave) from None
    except ballots.AlreadySubmitted:
        pass
    return redirect("respond:enter", found.wave.pk, found.token)


def _go(found: Visit, page_index: int, *, is_passed_over: bool = False) -> HttpResponse:
    """Go to a page by its place in the questionnaire; past the last one is the check.

    It says so there if what was sent belongs to a page that is not asked any more.
    """
    place = (found.wave.pk, found.token)
    if page_index >= len(found.pages):
        address = reverse("respond:check", args=place)
    else:
        address = reverse("respond:page", args=(*place, page_index + 1))
    return redirect(f"{address}?{PASSED_OVER}" if is_passed_over else address)
