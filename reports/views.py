"""Pages about results, and the reports leaders read."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from organisations.access import Level, organisations_of, signed_in_user
from organisations.confirming import Question, ask
from organisations.models import Membership
from organisations.records import Act, note
from organisations.tables import EXPORT, respond
from organisations.workbooks import book_of_tables
from reports import comments as own_words
from reports import services, words
from reports.access import edition_for, report_for, result_for
from reports.editions.next_step import next_step
from reports.editions.steps import steps_of
from reports.editions.working import content_of, withdrawn_of
from reports.findings.reading import next_reading
from reports.forms import CommentsForm
from reports.models import Report, Sealing
from reports.sheets import story_sheets
from reports.tables import ReportFilters, ReportTable
from surveys.models import Wave

COMMENTS_A_PAGE = 50


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Leaders go to their reports, everybody else to their clients."""
    user = signed_in_user(request)
    roles = set(user.memberships.values_list("role", flat=True))
    if roles == {Membership.Role.LEADER}:
        return redirect("reports:report_list")
    return redirect("organisations:organisation_list")


@login_required
def report_list(request: HttpRequest) -> HttpResponse:
    """The released reports of the leader's own organisations."""
    user = signed_in_user(request)
    organisations = organisations_of(user, Level.READ)
    reports = (
        Report.objects.released()
        .of_organisations(organisations)
        .listed()
        .order_by("-edition__released_at", "-asked_at")
    )
    return respond(
        request,
        ReportTable,
        reports,
        filters=ReportFilters,
        organisation=None,
        template="reports/report_list.html",
        context={
            "withdrawn": withdrawn_of(organisations),
            "reads_reports": organisations.exists(),
            "led": organisations.filter(
                memberships__user=user, memberships__role=Membership.Role.LEADER
            ).order_by("name"),
            "may_release": organisations_of(user, Level.CONSULT).exists(),
        },
    )


@login_required
def result_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The consultant's desk of a sealed wave; all tables with ``?export=xlsx``."""
    result = result_for(request, pk)
    editions = result.editions.defer("document").order_by("-number")
    content = content_of(result)
    reading = next_reading(result, content)
    story = reading.story(timezone.now())
    is_ahead, tells_anything = reading.edition is None, bool(story.facets.audiences)
    if request.GET.get(EXPORT) == "xlsx" and tells_anything:
        client = result.wave.assessment.organisation
        note(Act.EXPORTED, result.wave, organisation=client, fields=["tables"])
        name = slugify(f"{client} {result.wave}") or "result"
        return book_of_tables(story_sheets(story), name=name)
    context = {
        "wave": result.wave,
        "result": result,
        "editions": editions,
        "released": next((each for each in editions if each.is_released), None),
        "next_step": next_step(result, is_ahead=is_ahead),
        "steps": steps_of(result, content),
        "is_ahead": is_ahead,
        "is_final": reading.is_final,
        "nothing_shown": "" if tells_anything else words.nothing_shown(),
        "story": story,
        "reports": Report.objects.filter(edition__result=result).listed().order_by("-asked_at"),
        "comments_waiting": own_words.waiting(result.wave),
        "has_comments": result.wave.comments.exists(),
        "sealing": Sealing.objects.filter(wave=result.wave).first(),
    }
    return render(request, "reports/result_detail.html", context)


def _review(request: HttpRequest, wave: Wave, form: CommentsForm) -> None:
    """Keep what was decided on a page of comments, and say what somebody else decided meanwhile."""
    changed = services.review_comments(
        wave=wave, reviews=form.reviews, blacked_out=form.blacked_out, shown=form.shown
    )
    if changed:
        text = ngettext(
            "%(n)s comment was changed meanwhile by somebody else; look at it again.",
            "%(n)s comments were changed meanwhile by somebody else; look at them again.",
            changed,
        )
        messages.warning(request, text % {"n": changed})


@login_required
def comments(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What people wrote in their own words, for the consultant to read and to release or not."""
    wave = result_for(request, pk).wave
    pages = Paginator(own_words.comments_of(wave), COMMENTS_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    questions = own_words.questions_of(wave)
    form = CommentsForm(request.POST or None, comments=page.object_list, questions=questions)
    if "withhold_unread" in request.GET and request.method != "POST":
        return _ask_to_withhold(request, wave)
    is_for_unread = "withhold_unread" in request.POST
    if request.method == "POST" and (is_for_unread or form.is_valid()):
        try:
            if is_for_unread:
                services.withhold_unread_comments(wave=wave)
            else:
                _review(request, wave, form)
            messages.success(request, _("Saved."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(f"{request.path}?page={page.number}")
    context = {
        "wave": wave,
        "page": page,
        "form": form,
        "readings": own_words.readings(wave),
        "waiting": own_words.waiting(wave),
        "is_frozen": own_words.are_frozen(wave),
        "not_shown": words.not_shown(),
    }
    return render(request, "reports/comments.html", context)


def _ask_to_withhold(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Ask before all comments nobody has read are withheld at once."""
    waiting = own_words.waiting(wave)
    question = Question(
        ngettext(
            "Withhold %(n)d comment nobody has read?",
            "Withhold %(n)d comments nobody has read?",
            waiting,
        )
        % {"n": waiting},
        means=[
            _("What nobody has read is never quoted."),
            _("You can still let single ones through until the report is released."),
        ],
        yes=_("Yes, withhold them"),
        back=reverse("reports:comments", args=[wave.pk]),
    )
    return ask(request, question, {"organisation": wave.assessment.organisation, "wave": wave})


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Return who asks for a file, when, and for which: a PDF on A4 if the button says nothing."""
    kind, paper = (request.POST.get(name, "") for name in ("kind", "paper"))
    return {
        "user": signed_in_user(request),
        "now": timezone.now(),
        "kind": kind if kind in Report.Kind.values else Report.Kind.PDF,
        "paper": paper if paper in Report.Paper.values else Report.Paper.A4,
    }


def _try(request: HttpRequest, do: Callable[[], object]) -> None:
    """Do something to a report, or say why it cannot be done."""
    try:
        do()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


@login_required
@require_POST
def draft_create(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask for a file of what was written so far."""
    result = result_for(request, pk)
    _try(request, lambda: services.ask_for_draft(result=result, **_asked(request)))
    return redirect("reports:result_detail", result.wave_id)


@login_required
@require_POST
def report_create(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask for a file of an edition, once more if there is one."""
    edition = edition_for(request, pk)
    _try(request, lambda: services.ask_for_report(edition=edition, **_asked(request)))
    return redirect("reports:edition_detail", edition.pk)


@login_required
def report_progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One report's row, fetched again while a worker makes it."""
    report = report_for(request, pk, Level.CONSULT)
    return render(request, "reports/_report.html", {"report": report})


@login_required
@require_POST
def report_cancel(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Call a report off that is not made yet."""
    report = report_for(request, pk, Level.CONSULT)
    _try(request, lambda: services.cancel_report(report=report))
    return redirect("reports:result_detail", report.edition.result.wave_id)


@login_required
@require_POST
def report_retry(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Try a report again that failed or was cancelled."""
    report = report_for(request, pk, Level.CONSULT)
    _try(request, lambda: services.retry_report(report=report))
    return redirect("reports:result_detail", report.edition.result.wave_id)


@login_required
def report_download(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The file itself."""
    report = report_for(request, pk, Level.READ)
    if report.state != Report.State.DONE:
        raise Http404
    wave = report.edition.result.wave
    status = "" if report.is_final else _("draft")
    name = slugify(f"{wave.assessment.organisation} {wave.assessment} {wave} {status}") or "report"
    response = FileResponse(
        report.file.open("rb"), as_attachment=True, filename=f"{name}.{report.ending}"
    )
    response["Cache-Control"] = "no-store, private"
    return response
