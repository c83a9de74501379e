"""The consultant's pages about the words of a wave's letters."""

import time
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.access import Level, signed_in_user
from organisations.confirming import Question, ask
from organisations.models import Audience
from surveys import services
from surveys.access import wave_for
from surveys.forms import LetterForm
from surveys.mail.letters import (
    Words,
    audiences_asked,
    letter_name,
    sample_letter,
    words_of,
)
from surveys.mail.placeholders import IN_SUBJECT, PLACEHOLDERS
from surveys.models import MailText, Wave
from surveys.setup.checklist import Step
from surveys.setup.steps import setup_context

MOST_TESTS = 10
TESTS_COUNTED_FOR = 3600
TESTS = "test_letters"


@login_required
def letters(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Which letters a wave sends to whom, and whether their words can be sent."""
    wave = wave_for(request, pk, Level.CONSULT)
    rows = [
        {
            "audience": audience,
            "kind": kind,
            "name": letter_name(audience, kind),
            "words": words_of(wave, audience, kind),
        }
        for kind in MailText.Kind
        for audience in audiences_asked(wave)
    ]
    steps = setup_context(wave, Step.LETTERS) if wave.is_draft else {}
    return render(request, "surveys/letters.html", {**_context(wave), **steps, "letters": rows})


@login_required
def letter(request: HttpRequest, pk: uuid.UUID, audience: str, kind: str) -> HttpResponse:
    """The words of one letter, how it will look, and a test of it."""
    wave = wave_for(request, pk, Level.CONSULT)
    _check_is_asked(wave, audience, kind)
    words = words_of(wave, audience, kind)
    form = LetterForm(request.POST or None, initial={"subject": words.subject, "body": words.body})
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        return _save(request, wave, audience, kind, form)
    context = {
        **_context(wave),
        "audience": Audience(audience),
        "kind": MailText.Kind(kind),
        "name": letter_name(audience, kind),
        "form": form,
        "is_own": words.is_own,
        "placeholders": {f"{{{name}}}": meaning for name, meaning in PLACEHOLDERS.items()},
        "in_subject": [f"{{{name}}}" for name in IN_SUBJECT],
        **_preview(wave, form.words, audience, kind),
    }
    only_preview = getattr(request, "htmx", False) and "preview" in request.POST
    template = "surveys/letters_preview.html" if only_preview else "surveys/letters_edit.html"
    return render(request, template, context)


@login_required
def letter_reset(request: HttpRequest, pk: uuid.UUID, audience: str, kind: str) -> HttpResponse:
    """Back to the product's words."""
    wave = wave_for(request, pk, Level.CONSULT)
    _check_is_asked(wave, audience, kind)
    if request.method != "POST":
        question = Question(
            _("Go back to the standard words?"),
            means=[
                _("Your own words of “%(letter)s” are deleted; that cannot be undone.")
                % {"letter": letter_name(audience, kind)},
                _("Letters already sent stay as they were."),
            ],
            yes=_("Yes, delete my words"),
            back=reverse("surveys:letter", args=[wave.pk, audience, kind]),
        )
        return ask(request, question, {"organisation": wave.assessment.organisation, "wave": wave})
    try:
        services.take_product_words(wave=wave, audience=audience, kind=kind)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The letter has the standard words again."))
    return redirect("surveys:letter", wave.pk, audience, kind)


def _save(
    request: HttpRequest, wave: Wave, audience: str, kind: str, form: LetterForm
) -> HttpResponse:
    """Keep the words, and mail a test of them if that was asked for."""
    try:
        services.write_letter(wave=wave, audience=audience, kind=kind, **form.cleaned_data)
        messages.success(request, _("The words are saved."))
        if "test" in request.POST:
            _send_test(request, wave, audience, kind)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("surveys:letter", wave.pk, audience, kind)


def _send_test(request: HttpRequest, wave: Wave, audience: str, kind: str) -> None:
    """Mail a test to whoever is signed in; a slip of the finger shall not fill their mailbox."""
    user = signed_in_user(request)
    since = time.time() - TESTS_COUNTED_FOR
    recent = [moment for moment in request.session.get(TESTS, []) if moment > since]
    if len(recent) >= MOST_TESTS:
        raise ValidationError(
            _("You have had %(n)d tests within an hour; wait a while before the next one.")
            % {"n": MOST_TESTS}
        )
    request.session[TESTS] = [*recent, time.time()]
    # A wave instance that has not read its letters yet: the words were saved just now.
    fresh = Wave.objects.select_related("assessment__organisation__firm").get(pk=wave.pk)
    services.send_test_letter(wave=fresh, audience=audience, kind=kind, user=user)
    messages.success(request, _("A test is on its way to %(email)s.") % {"email": user.email})


def _check_is_asked(wave: Wave, audience: str, kind: str) -> None:
    """Answer as if there were nothing here where the wave sends no such letter."""
    if audience not in audiences_asked(wave) or kind not in MailText.Kind.values:
        raise Http404


def _context(wave: Wave) -> dict[str, object]:
    return {
        "wave": wave,
        "organisation": wave.assessment.organisation,
        "is_over": wave.is_sealed or wave.is_discarded,
    }


def _preview(wave: Wave, words: Words, audience: str, kind: str) -> dict[str, object]:
    subject, body = sample_letter(wave, words, audience, kind)
    return {"subject": subject, "text": body, "faults": words.faults}
