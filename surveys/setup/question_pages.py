"""The consultant's pages about a wave's own questions."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maturity.own_questions import MOST_QUESTIONS
from organisations.access import Level
from organisations.confirming import Question, ask
from surveys import services
from surveys.access import wave_for
from surveys.forms import OwnQuestionForm
from surveys.framework.own_questions import wave_framework
from surveys.setup.steps import lengths


@login_required
def own_questions(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Which questions a wave asks besides its framework's, and how long all of it takes."""
    wave = wave_for(request, pk, Level.CONSULT)
    framework = wave_framework(wave)
    form = OwnQuestionForm(request.POST or None, framework=framework)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_own_question(wave=wave, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The question is added."))
        return redirect("surveys:own_questions", wave.pk)
    questions = wave.own_questions.order_by("number")
    context = {
        "wave": wave,
        "organisation": wave.assessment.organisation,
        "questions": questions,
        "most": MOST_QUESTIONS,
        "may_add": wave.is_draft and len(questions) < MOST_QUESTIONS,
        "agreement": form.agreement,
        "lengths": lengths(framework),
        "form": form,
    }
    return render(request, "surveys/own_questions.html", context)


@login_required
def own_question_remove(request: HttpRequest, pk: uuid.UUID, question: uuid.UUID) -> HttpResponse:
    """Take a question out again."""
    wave = wave_for(request, pk, Level.CONSULT)
    if request.method != "POST":
        found = get_object_or_404(wave.own_questions, pk=question)
        asked = Question(
            _("Remove this question?"),
            means=[f"“{found.text}”", _("Its words and answers are deleted.")],
            yes=_("Yes, remove it"),
            back=reverse("surveys:own_questions", args=[wave.pk]),
        )
        return ask(request, asked, {"organisation": wave.assessment.organisation, "wave": wave})
    try:
        services.remove_own_question(wave=wave, question=question)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The question is removed."))
    return redirect("surveys:own_questions", wave.pk)
