"""How sentences say numbers and names: as words where that is short."""

from collections.abc import Callable, Sequence
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.framework import Framework, Stage, Step
from reports import words

# More names than these make a list of a sentence; longer it is no headline (both our rule).
MOST_NAMED = 2
LONGEST = 110


def number(n: int) -> str:
    """Return a whole number, as a word up to twelve."""
    told = (
        _("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"),
        _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve"),
    )  # fmt: skip
    return told[n] if 0 <= n < len(told) else words.count(n)


def of_all(n: int, everything: int) -> str:
    """Return that it is so many of so many; all of two are both, and none of one is no."""
    if n < everything == 1:
        return _("no")
    if (n, everything) == (0, 2):
        return _("neither of two")
    if n == everything:
        return {1: _("the one"), 2: _("both")}.get(n, _("all %(n)s") % {"n": number(n)})
    return _("%(n)s of %(all)s") % {"n": number(n), "all": number(everything)}


def of_dimensions(n: int, everything: int) -> str:
    """Return that it is so many of so many dimensions."""
    values = {"told": of_all(n, everything)}
    return ngettext("%(told)s dimension", "%(told)s dimensions", everything) % values


def dimensions(n: int) -> str:
    """Return a number of dimensions."""
    return ngettext("%(n)s dimension", "%(n)s dimensions", n) % {"n": number(n)}


def of_actions(n: int, everything: int) -> str:
    """Return that it is so many of so many actions that are still to be done."""
    text = ngettext(
        "%(told)s action still to be done", "%(told)s actions still to be done", everything
    )
    return text % {"told": of_all(n, everything)}


class Reached(Protocol):
    """A dimension that is at its target or beyond."""

    @property
    def may_miss(self) -> bool:
        """Whether it could have missed it."""

    @property
    def is_provisional(self) -> bool:
        """Whether it is not sure to be there."""

    @property
    def is_unsure(self) -> bool:
        """Whether too few answers tell how sure it is."""

    @property
    def is_refuted(self) -> bool:
        """Whether evidence does not confirm it."""


def reservations(dimensions: Sequence[Reached]) -> str:
    """Return how many of these are not sure to have reached it, or not by evidence; "" of none."""
    in_doubt = [each for each in dimensions if each.may_miss]
    return _reservations(
        len(dimensions),
        provisional=sum(each.is_provisional for each in in_doubt),
        unsure=sum(each.is_unsure for each in in_doubt),
        refuted=sum(each.is_refuted for each in dimensions),
    )


def _reservations(reached: int, *, provisional: int, unsure: int, refuted: int) -> str:
    """Say it in numbers; of those that are ``unsure`` too few answers tell."""
    if unsure:
        return _beyond_knowing(reached, reached - provisional - unsure, provisional, refuted)
    values = {"provisional": number(provisional), "refuted": number(refuted)}
    if not (provisional or refuted):
        return ""
    if not refuted:
        is_all = provisional == reached
        text = (
            _(", though provisionally") if is_all else _(", %(provisional)s of them provisionally")
        )
    elif not provisional:
        is_all = refuted == reached
        text = (
            _(", though not confirmed by evidence")
            if is_all
            else _(", %(refuted)s of them not by evidence")
        )
    elif provisional == refuted == reached:
        text = _(", provisionally and not by evidence")
    else:
        text = _(", %(provisional)s of them provisionally and %(refuted)s not by evidence")
    return text % values


def _beyond_knowing(reached: int, sure: int, provisional: int, refuted: int) -> str:
    """Say of how many it is sure that they reached something, where of some it is not known."""
    values = {"sure": number(sure), "refuted": number(refuted)}
    if sure or provisional:
        text = _(", %(sure)s of them surely")
    else:
        text = _(", by too few answers to be sure")
    if refuted:
        text += (
            _(" and not by evidence")
            if refuted == reached
            else _(" and %(refuted)s not by evidence")
        )
    return text % values


def seen_by(audience: str, *, is_unsure: bool) -> str:
    """Return who sees a stage, and whether they are too few for it to be sure."""
    title = words.audience_title(audience)
    return _("%(audience)s, too few to be sure,") % {"audience": title} if is_unsure else title


def stages(n: int) -> str:
    """Return a number of stages."""
    return ngettext("%(n)s stage", "%(n)s stages", n) % {"n": number(n)}


def stage(framework: Framework, found: Stage) -> str:
    """Return a stage's name inside a sentence.

    English writes it small there; how other languages would is not known.
    """
    if framework.language.split("-")[0] != "en":
        return words.quoted(found.name)
    return words.uncapitalised(found.name)


def step(found: Step) -> str:
    """Return a step inside a sentence: its number and its name."""
    values = {"n": number(found.rank), "name": words.quoted(found.name)}
    return _("step %(n)s, %(name)s") % values


def steps(found: Sequence[Step]) -> str:
    """Return steps inside a sentence: one with its name, several by their numbers."""
    if len(found) == 1:
        return step(found[0])
    return _("steps %(n)s") % {"n": words.joined([number(each.rank) for each in found])}


def quoted(names: Sequence[str]) -> str:
    """Return names as one would say them."""
    return words.joined([words.quoted(name) for name in names])


def naming(names: Sequence[str], say: Callable[[str], str]) -> str:
    """Return a sentence that names its subjects; where they are many or it is long, their number.

    One alone is always named.
    """
    named = say(quoted(names))
    if len(names) == 1 or (len(names) <= MOST_NAMED and len(named) <= LONGEST):
        return named
    return say(number(len(names)))


def sentence(text: str) -> str:
    """Return a headline: it begins with a large letter and has no full stop."""
    return words.capitalised(text)
