"""The pages on which an edition is looked at, released and withdrawn."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from organisations.access import signed_in_user
from organisations.confirming import Question, ask
from organisations.models import Membership, Organisation
from reports import comments, services
from reports.access import edition_for, result_for
from reports.editions.content import mark_of
from reports.editions.differences import differences
from reports.editions.forms import ReleaseForm, WithdrawForm, sent
from reports.editions.working import content_of, is_ahead, newest
from reports.models import RELEASED, Edition, LeaderLetter, Report, Result, Summary
from surveys.framework.own_questions import asked_framework
from surveys.models import Wave


def _context(wave: Wave) -> dict[str, object]:
    return {"wave": wave, "organisation": wave.assessment.organisation}


@login_required
def edition_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One edition: what it says otherwise than the one before, its reports and letters."""
    edition = edition_for(request, pk)
    wave = edition.result.wave
    before = edition.result.editions.filter(number=edition.number - 1).first()
    letters = edition.letters.select_related("user").order_by("-kind", "user__name")
    context = {
        **_context(wave),
        "edition": edition,
        "before": before,
        "differences": differences(asked_framework(wave), before.content, edition.content)
        if before
        else [],
        "reports": edition.reports.select_related("edition").order_by("-asked_at"),
        "letters": letters,
        "has_failed": any(letter.state == LeaderLetter.State.FAILED for letter in letters),
    }
    return render(request, "reports/edition/detail.html", context)


@login_required
def edition_release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what a release means, and let the leaders see what was written so far."""
    result = result_for(request, pk)
    seen = {"shown": mark_of(content_of(result)), "paper": _paper_of(result)}
    form = ReleaseForm(sent(request), initial=seen)
    summary = Summary.objects.filter(result=result).select_related("edition").first()
    is_told = summary is not None and summary.is_published
    if is_told or not result.wave.invitations.exists():
        del form.fields["tells_everybody"]
    if request.method == "POST" and form.is_valid():
        user, now = signed_in_user(request), timezone.now()
        try:
            report = services.release_newest(result=result, user=user, now=now, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            if report:
                text = _("Released. Leaders see the final report as soon as its PDF is ready.")
                messages.success(request, text)
            else:
                text = _("It had been released already, so nothing was done; no note was sent.")
                messages.info(request, text)
        return redirect("reports:result_detail", result.wave_id)
    context = {**_context(result.wave), "waiting": comments.waiting(result.wave)}
    context["is_told"] = is_told
    context["nothing_new"] = newest(result).is_released and not is_ahead(result)
    return ask(
        request,
        _asked_to_release(result),
        context,
        form=form,
        template="reports/edition/release.html",
    )


def _paper_of(result: Result) -> str:
    """Return the paper that the last PDF of a result was made for."""
    made = Report.objects.filter(edition__result=result, kind=Report.Kind.PDF)
    last = made.order_by("-asked_at").first()
    return last.paper if last else Report.Paper.A4


def _asked_to_release(result: Result) -> Question:
    number = newest(result).number
    what = _("Edition %(n)s becomes the one the leaders read. Read a draft of it first.")
    if services.becomes_new(result):
        number += 1
        what = _("What you release becomes edition %(n)s. Read a draft of it first.")
    current = result.editions.filter(RELEASED).first()
    replaced = _("Edition %(n)s is replaced by it: leaders see one at a time.")
    replaces = [replaced % {"n": current.number}] if current else []
    return Question(
        _("Release the report to the leaders?"),
        means=[
            what % {"n": number},
            _("The final PDF is made, with the comments that may be quoted."),
            *replaces,
            _who_is_told(result.wave.assessment.organisation),
            _("It can be withdrawn, with a reason; copies people made cannot be called back."),
        ],
        yes=_("Yes, release it"),
        no=_("Not yet"),
        back=reverse("reports:result_detail", args=[result.wave_id]),
        is_loss=False,
    )


def _who_is_told(organisation: Organisation) -> str:
    members = organisation.memberships.filter(role=Membership.Role.LEADER)
    leaders = [str(each.user) for each in members.select_related("user").order_by("user__name")]
    if not leaders:
        return _("Nobody has access as a leader yet, so nobody is written to.")
    return ngettext(
        "As soon as it is ready, one leader can download it and gets a letter: %(names)s.",
        "As soon as it is ready, %(n)s leaders can download it and get a letter: %(names)s.",
        len(leaders),
    ) % {"n": len(leaders), "names": ", ".join(leaders)}


@login_required
def edition_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a released edition back, with the reason the leaders read."""
    edition = edition_for(request, pk)
    form = WithdrawForm(sent(request))
    if request.method == "POST" and form.is_valid():
        user, now = signed_in_user(request), timezone.now()
        try:
            services.withdraw_edition(
                edition=edition, reason=form.cleaned_data["reason"], user=user, now=now
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Withdrawn. The leaders can no longer download it."))
        return redirect("reports:edition_detail", edition.pk)
    if not edition.is_released:
        messages.error(request, _("This edition is not released, so it cannot be withdrawn."))
        return redirect("reports:edition_detail", edition.pk)
    return ask(request, _asked_to_withdraw(edition), _context(edition.result.wave), form=form)


def _asked_to_withdraw(edition: Edition) -> Question:
    return Question(
        _("Withdraw edition %(n)s?") % {"n": edition.number},
        means=[
            _("The leaders can no longer download its report, and read your reason in its place."),
            _("Those who were told of it, or could read it, get a letter with the reason."),
            _(
                "It stays withdrawn, and what it replaced does not come back. You can write and "
                "release a new edition, and decide on the comments anew."
            ),
            _("Copies people have made of it cannot be called back."),
        ],
        yes=_("Yes, withdraw it"),
        no=_("Leave it as it is"),
        back=reverse("reports:edition_detail", args=[edition.pk]),
    )


@login_required
@require_POST
def letters_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try the letters to leaders that failed again."""
    edition = edition_for(request, pk)
    n = services.retry_letters(edition=edition)
    if n:
        text = ngettext("%(n)s letter is sent again.", "%(n)s letters are sent again.", n)
        messages.success(request, text % {"n": n})
    else:
        messages.info(request, _("There is no letter that failed."))
    return redirect("reports:edition_detail", edition.pk)
