"""What can be done about a wave's mail while it is open."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisations.access import Level, signed_in_user
from organisations.confirming import Question, ask
from surveys import services
from surveys.access import wave_for
from surveys.mail.health import mail_health
from surveys.models import Mailing, Wave


@login_required
def wave_progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The moving part of a wave's page, fetched again while letters go out."""
    wave = wave_for(request, pk, Level.COORDINATE)
    return render(request, "surveys/_mailing.html", mail_health(wave, now=timezone.now()))


@login_required
def wave_invite(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Have the invitations that were not sent yet mailed."""
    wave = wave_for(request, pk, Level.COORDINATE)
    if request.method != "POST":
        means = _("Everybody who is asked and was not sent one yet gets their link by e-mail.")
        return _ask(request, wave, _("Send the invitations?"), means)
    return _mail(request, wave, services.send_invitations)


@login_required
@require_POST
def wave_resend(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Have those mailed again whose letter was interrupted."""
    wave = wave_for(request, pk, Level.COORDINATE)
    return _mail(request, wave, services.send_unsure_again)


@login_required
def wave_remind(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Have those reminded who have not answered; who they are is told to nobody."""
    wave = wave_for(request, pk, Level.COORDINATE)
    if request.method != "POST":
        means = _(
            "Everybody who got an invitation by e-mail and has not answered is written to. Who "
            "they are, and how many, is shown to nobody."
        )
        return _ask(request, wave, _("Send a reminder now?"), means)
    return _mail(request, wave, services.remind_now)


def _ask(request: HttpRequest, wave: Wave, title: str, means: str) -> HttpResponse:
    """Ask before letters go out."""
    question = Question(
        title,
        means=[means, _("Letters that are sent cannot be called back.")],
        yes=_("Yes, send them"),
        is_loss=False,
        back=reverse("surveys:wave_detail", args=[wave.pk]),
    )
    return ask(request, question, {"organisation": wave.assessment.organisation, "wave": wave})


def _mail(request: HttpRequest, wave: Wave, act: Callable[..., Mailing]) -> HttpResponse:
    try:
        act(wave=wave, user=signed_in_user(request), now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("surveys:wave_detail", wave.pk)
