"""What a wave asks: its part of the framework, the network, and its own questions at the end."""

from django.utils import translation
from django.utils.translation import gettext as _

from maturity.framework import Framework
from maturity.narrowing import narrowed, pulse
from maturity.own_questions import Question, with_own_questions
from surveys.framework.network import asking_network
from surveys.framework.pinned import pinned_framework
from surveys.models import Wave


def asked_framework(wave: Wave, language: str = "en") -> Framework:
    """Return the assessment's framework with what the wave asks of it, own questions left out.

    Of a pulse that is its part of what the wave it follows asked. Raises FrameworkError if the
    framework's files have changed, or if the wave leaves out what cannot be left out.
    """
    framework = pinned_framework(wave.assessment, language)
    framework = narrowed(framework, wave.audiences, wave.left_out)
    if not wave.is_pulse:
        return framework
    return pulse(framework, wave.pulse_module, wave.pulse_items)


def asked_again(wave: Wave) -> list[str]:
    """Return what a pulse asks, in words: its part of the questionnaire, or its questions."""
    framework = pinned_framework(wave.assessment)
    if wave.pulse_module:
        return [each.name for each in framework.modules if each.code == wave.pulse_module]
    chosen = (item for item in framework.items if item.code in wave.pulse_items)
    return [item.text(item.audiences[0]) for item in chosen]


def wave_framework(wave: Wave, language: str = "en") -> Framework:
    """Return the same with the question on the network and the wave's own, as far as it asks them.

    Raises FrameworkError as ``asked_framework`` does.
    """
    framework = asking_network(asked_framework(wave, language), wave, language)
    questions = [
        Question(own.number, own.audience, own.text, tuple(own.answers))
        for own in wave.own_questions.all()
        if own.audience in framework.respondents
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
