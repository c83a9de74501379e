"""What everybody who was asked is told: the answer on one page, without what only leaders read.

Pure functions, as all of the story: the same result, and nothing else of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity import plan
from maturity.framework import Framework
from maturity.result import Document
from reports import words
from reports.story.answer import Answer, answer
from reports.story.confidence import answered
from reports.story.groups import groups
from reports.story.material import Material
from reports.story.trend import Trend, trend


@dataclass(frozen=True)
class Doing:
    """Something that will be done: what, and until when; "" where no day is set."""

    what: str
    until: str


@dataclass(frozen=True)
class SummaryStory:
    """One page. ``doing`` is None where it is not told; ``not_shown`` says what and why.

    ``moved`` is what a pulse asked again, wave beside wave, in place of stages and strengths; None
    of a full wave.
    """

    organisation: str
    assessment: str
    wave: str
    sentence: str
    answer: Answer
    moved: Trend | None
    doing: tuple[Doing, ...] | None
    answered: tuple[str, ...]
    not_shown: tuple[str, ...]


def summary(
    framework: Framework,
    result: Document,
    edition: Document,
    *,
    earlier: Document | None = None,
    tells_actions: bool,
) -> SummaryStory:
    """Tell a result and an edition to everybody who was asked.

    ``earlier`` is the result the edition is compared with: a pulse stands beside it.
    """
    material, scope = Material(framework, result, edition), result["scope"]
    moved = trend(material, earlier) if material.is_pulse else None
    told = answer(material, moved=moved.sentence if moved else "")
    return SummaryStory(
        organisation=material.organisation,
        assessment=scope["assessment"],
        wave=scope["wave"],
        sentence=_sentence(material, told),
        answer=told,
        moved=moved,
        # A pulse has no plan of its own.
        doing=_doing(edition) if tells_actions and not material.is_pulse else None,
        answered=tuple(answered(code, each) for code, each in material.shown.items()),
        not_shown=tuple(_not_shown(material)),
    )


def _sentence(material: Material, told: Answer) -> str:
    """Say where the organisation stands; there are no following pages here."""
    if material.headline and material.overall is None and not material.is_pulse:
        return _(
            "No stage for the whole of %(organisation)s can be given, because some dimensions are"
            " %(not_shown)s."
        ) % {"organisation": material.organisation, "not_shown": words.not_shown()}
    return told.sentence


def _doing(edition: Document) -> tuple[Doing, ...]:
    """Return what is open, the earliest day first; whoever answers for it is not named."""
    actions = [plan.whole_action(each) for each in edition.get("actions", [])]
    still_open = [each for each in actions if plan.is_open(each)]
    # What has no day comes last.
    still_open.sort(key=lambda each: (not each["due_on"], each["due_on"]))
    return tuple(Doing(each["what"], words.day(each["due_on"])) for each in still_open)


def _not_shown(material: Material) -> Iterator[str]:
    """Say what is not on the page, and why; the cause is one phrase, as everywhere."""
    hidden = [words.audience(code) for code in material.hidden]
    if hidden:
        yield _("What %(audiences)s answered: %(not_shown)s.") % {
            "audiences": words.joined(hidden),
            "not_shown": words.not_shown(),
        }
    names = [each.name for each in material.asked if not material.cells[each.code]["shown"]]
    if names:
        quoted = words.joined([words.quoted(name) for name in names])
        yield f"{quoted}: {words.not_shown()}."
    yield _(
        "No number about fewer than %(k)s people is shown to anybody, the leaders and the"
        " consultant among them, and none from which one could be worked out."
    ) % {"k": material.smallest_group}
    yield _(
        "This page tells of the whole organisation. Departments and groups, and comments that may"
        " be quoted, stand in the report for the leaders, under the same rule."
    )
    told = groups(material)
    yield from (table.hidden for table in (told.departments.tables if told else ()) if table.hidden)
