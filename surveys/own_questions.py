"""What a wave asks: its framework, and its own questions at the end."""

from django.utils import translation
from django.utils.translation import gettext as _

from maturity.framework import Framework
from maturity.own_questions import Question, with_own_questions
from surveys.models import Wave
from surveys.pinned import pinned_framework


def wave_framework(wave: Wave, language: str = "en") -> Framework:
    """Return the assessment's framework with the wave's own questions in its questionnaires.

    Raises FrameworkError if the framework's files have changed.
    """
    framework = pinned_framework(wave.assessment, language)
    questions = [
        Question(own.number, own.audience, own.text, tuple(own.answers))
        for own in wave.own_questions.all()
    ]
    if not questions:
        return framework
    with translation.override(language):
        return with_own_questions(
            framework,
            questions,
            title=_("Further questions"),
            intro=_("These were added for this survey."),
        )
