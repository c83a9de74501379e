"""What every page behind a respondent's link has in common."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from maturity.disclosure import SMALLEST_GROUP_FOR_COMMENTS, SMALLEST_GROUP_FOR_SHARES
from maturity.framework import FrameworkError
from surveys.collecting import FORGOTTEN_AFTER
from surveys.respond.visits import LinkProblem, Problem, Visit, visit

P = ParamSpec("P")
VisitView = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]
RespondentView = Callable[Concatenate[HttpRequest, uuid.UUID, str, P], HttpResponse]


def respondent_page(view: VisitView[P]) -> RespondentView[P]:
    """Follow the link for the view; explain it where it leads nowhere.

    What is typed here must not appear in an error report. There is no cookie that a forged form
    could ride on: whoever can post here has the link. (With ``no-referrer`` browsers send the
    origin "null", which the usual protection would refuse.)
    """

    @csrf_exempt
    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def page(
        request: HttpRequest, wave: uuid.UUID, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        found = None
        try:
            found = visit(wave, token)
            return view(request, found, *args, **kwargs)
        except LinkProblem as problem:
            return link_problem(request, problem, found)
        except FrameworkError:
            return link_problem(request, LinkProblem(Problem.UNAVAILABLE), found)

    return cast(RespondentView[P], page)


def until_submitted(view: VisitView[P]) -> VisitView[P]:
    """Show the view while its wave is open; thanks in its place once the ballot is in."""

    @wraps(view)
    def page(request: HttpRequest, found: Visit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if found.has_submitted():
            return render(request, "surveys/respond/thanks.html", context_of(found))
        if not found.wave.is_open:
            raise LinkProblem(Problem.CLOSED, found.wave)
        return view(request, found, *args, **kwargs)

    return cast(VisitView[P], page)


def link_problem(
    request: HttpRequest, problem: LinkProblem, found: Visit | None = None
) -> HttpResponse:
    """Say why a link leads to no questionnaire, and what to do.

    Where the link itself is good, what else it opens is offered.
    """
    wave = problem.wave
    context = {
        "problem": problem.problem.code,
        "wave": wave,
        "organisation": wave.assessment.organisation if wave else None,
        "token": found.token if found and problem.problem == Problem.CLOSED else None,
    }
    return render(
        request, "surveys/respond/link_problem.html", context, status=problem.problem.status
    )


def context_of(found: Visit) -> dict[str, object]:
    """Return what the templates of these pages know."""
    return {
        "visit": found,
        "wave": found.wave,
        "organisation": found.wave.assessment.organisation,
        "audience": found.invitation.audience,
        "token": found.token,
        "days_kept": FORGOTTEN_AFTER.days,
        "fewest_comments": max(found.wave.smallest_group, SMALLEST_GROUP_FOR_COMMENTS),
        "fewest_named": max(found.wave.smallest_group, SMALLEST_GROUP_FOR_SHARES),
    }
