"""The pages on which a wave comes to its end: what sealing means, and how far it is."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.access import Level, signed_in_user
from organisations.confirming import Question, ask
from reports import services
from reports.models import Sealing
from reports.workbook import contents
from surveys import queries
from surveys.access import wave_for
from surveys.framework.own_questions import asked_framework
from surveys.models import Wave


@login_required
def seal(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say what sealing means, ask for it, and show how far it is."""
    wave = wave_for(request, pk, Level.CONSULT)
    if request.method == "POST":
        try:
            services.ask_to_seal(wave=wave, user=signed_in_user(request), now=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("surveys:wave_detail", wave.pk)
        return redirect("reports:seal", wave.pk)
    sealing = Sealing.objects.filter(wave=wave).first()
    if sealing is None or sealing.state == Sealing.State.DONE:
        if wave.is_sealed:
            return redirect("reports:result_detail", wave.pk)
        if wave.is_discarded:
            return redirect("surveys:wave_detail", wave.pk)
    shared = {"wave": wave, "organisation": wave.assessment.organisation, "sealing": sealing}
    is_still_to_ask = sealing is None or sealing.state == Sealing.State.FAILED
    if is_still_to_ask and not (wave.is_sealed or wave.is_discarded):
        framework, rated = asked_framework(wave), contents.answers_of(wave)
        context = {
            **shared,
            "statements": len(framework.evidence_items),
            "statements_rated": sum(item.code in rated for item in framework.evidence_items),
            "cells": len(framework.roadmap_items),
            "cells_rated": sum(item.code in rated for item in framework.roadmap_items),
            "matters": len(framework.coverage_items),
            "matters_rated": sum(item.code in rated for item in framework.coverage_items),
            "is_counted": queries.is_counted(wave),
            "invited": queries.by_audience(wave.invitations.all()),
        }
        question = _what_the_end_means(wave)
        return ask(request, question, context, template="reports/seal_ask.html")
    return render(request, "reports/seal.html", shared)


def _what_the_end_means(wave: Wave) -> Question:
    """Return what is asked before a wave is sealed, or a rehearsal ended."""
    links = _("Every link and every unfinished questionnaire is destroyed.")
    back = reverse("surveys:wave_detail", args=[wave.pk])
    if wave.is_rehearsal:
        return Question(
            _("End the rehearsal for good?"),
            means=[
                _("It happens once and cannot be undone."),
                _("All answers and comments are erased unread."),
                links,
                _("No result and no report is made."),
            ],
            yes=_("End the rehearsal for good"),
            no=_("Not yet"),
            back=back,
        )
    few = _("An audience with fewer than %(k)d answers gets no result.")
    return Question(
        _("Seal the wave for good?"),
        means=[
            _("It happens once and cannot be undone."),
            _("All answers are opened together and turned into the result."),
            few % {"k": wave.smallest_group},
            _(
                "All single answers are destroyed. Only those of customers who agreed to be seen "
                "are kept, and the comments of enough people."
            ),
            links,
            *(
                []
                if wave.is_pulse
                else [_("The workbook and the targets are frozen as they are now.")]
            ),
        ],
        yes=_("Seal the wave for good"),
        no=_("Not yet"),
        back=back,
    )


@login_required
def seal_progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The moving part of the sealing's page."""
    wave = wave_for(request, pk, Level.CONSULT)
    sealing = Sealing.objects.filter(wave=wave).first()
    if sealing is None:
        raise Http404
    return render(request, "reports/_sealing.html", {"wave": wave, "sealing": sealing})
