"""The pages on which an edition is looked at, released and withdrawn."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from organisations.access import signed_in_user
from organisations.models import Membership
from reports import comments, services
from reports.access import edition_for, result_for
from reports.editions.differences import differences
from reports.editions.forms import ReleaseForm, WithdrawForm, sent
from reports.editions.working import is_ahead, newest
from reports.models import LeaderLetter
from surveys.framework.own_questions import asked_framework


@login_required
def edition_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One edition: what it says otherwise than the one before, its reports and letters."""
    edition = edition_for(request, pk)
    wave = edition.result.wave
    before = edition.result.editions.filter(number=edition.number - 1).first()
    letters = edition.letters.select_related("user").order_by("-kind", "user__name")
    context = {
        "wave": wave,
        "organisation": wave.assessment.organisation,
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
    wave = result.wave
    form = ReleaseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        user, now = signed_in_user(request), timezone.now()
        try:
            services.release_newest(result=result, user=user, now=now, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            text = _("Released. Leaders see the final report as soon as its PDF is ready.")
            messages.success(request, text)
        return redirect("reports:result_detail", wave.pk)
    leaders = wave.assessment.organisation.memberships.filter(role=Membership.Role.LEADER)
    context = {
        "wave": wave,
        "organisation": wave.assessment.organisation,
        "form": form,
        "newest": newest(result),
        "is_ahead": is_ahead(result),
        "waiting": comments.waiting(wave),
        "leaders": leaders.select_related("user").order_by("user__name"),
    }
    return render(request, "reports/edition/release.html", context)


@login_required
def edition_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a released edition back, with the reason the leaders read."""
    edition = edition_for(request, pk)
    wave = edition.result.wave
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
    context = {
        "wave": wave,
        "organisation": wave.assessment.organisation,
        "edition": edition,
        "form": form,
    }
    return render(request, "reports/edition/withdraw.html", context)


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
