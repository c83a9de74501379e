"""What is claimed of talk against walk: who rates higher than whom."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maturity.result import Document
from reports import words
from reports.story import saying
from reports.story.claims.addresses import RESULT, address
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds


def _gaps(grounds: Grounds) -> list[tuple[int, Document]]:
    """Return the comparisons of which a verdict is told, with their places."""
    found = grounds.material.result.get("gaps", [])
    return [(place, gap) for place, gap in enumerate(found) if gap["verdict"] != "too_few"]


def _verdicts(places: Sequence[tuple[int, Document]]) -> list[str]:
    keys = ("first", "second", "dimension", "verdict")
    return [address(RESULT, "gaps", place, key) for place, _gap in places for key in keys]


def _of_pair(
    grounds: Grounds, one: str, other: str
) -> tuple[list[tuple[int, Document]], set[str], set[str]]:
    """Return the comparisons of two audiences, and where each clearly rates higher."""
    pair = [
        each for each in _gaps(grounds) if {each[1]["first"], each[1]["second"]} == {one, other}
    ]
    higher: dict[str, set[str]] = {one: set(), other: set()}
    for _place, gap in pair:
        if gap["verdict"] != "no_clear_difference":
            side = "first" if gap["verdict"] == "first_higher" else "second"
            higher[gap[side]].add(gap["dimension"])
    return pair, higher[one], higher[other]


def _above_all(grounds: Grounds) -> Said | None:
    """Name an audience that rates higher than each of the two others, and nowhere lower."""
    codes = list(grounds.material.shown)
    for code in codes:
        others = [each for each in codes if each != code]
        found = [_of_pair(grounds, code, other) for other in others]
        if len(found) != saying.MOST_NAMED or any(lower for _pair, _higher, lower in found):
            continue
        dimensions = [{gap["dimension"] for _place, gap in pair} for pair, *_sides in found]
        both = set.intersection(*(higher for _pair, higher, _lower in found))
        if both:
            text = _("%(audience)s rate %(told)s higher than both %(others)s do")
            values = {
                "audience": words.audience_title(code),
                "told": saying.of_dimensions(len(both), len(set.intersection(*dimensions))),
                "others": words.joined([words.audience(each) for each in others]),
            }
            return Said(text % values, [at for pair, *_s in found for at in _verdicts(pair)])
    return None


def _pairs(grounds: Grounds) -> Iterator[tuple[str, str]]:
    codes = list(grounds.material.shown)
    yield from ((one, other) for one in codes for other in codes if one != other)


def _one_above(grounds: Grounds) -> Said | None:
    """Say of two audiences who rates higher on how many dimensions, where that is most."""
    most = max(_pairs(grounds), key=lambda pair: len(_of_pair(grounds, *pair)[1]), default=None)
    if most is None:
        return None
    pair, higher, lower = _of_pair(grounds, *most)
    if not higher:
        return None
    values = {
        "audience": words.audience_title(most[0]),
        "other": words.audience(most[1]),
        "told": saying.of_dimensions(len(higher), len(pair)),
        "lower": saying.number(len(lower)),
    }
    text = (
        _("%(audience)s rate %(told)s higher than %(other)s, and %(lower)s lower")
        if lower
        else _("%(audience)s rate %(told)s higher than %(other)s")
    )
    return Said(text % values, _verdicts(pair))


def above(grounds: Grounds, code: str) -> tuple[str, int, list[str]] | None:
    """Return below whom an audience rates on no, but above on some dimensions, and on how many.

    That is the other audience with most of them; None where there is none.
    """
    found = {
        other: _of_pair(grounds, code, other) for other in grounds.material.shown if other != code
    }
    clear = {other: each for other, each in found.items() if each[1] and not each[2]}
    other = max(clear, key=lambda each: len(clear[each][1]), default="")
    if not other:
        return None
    pair, higher, _lower = clear[other]
    return other, len(higher), _verdicts(pair)


def _alike(grounds: Grounds) -> Said | None:
    compared = _gaps(grounds)
    if not compared or any(gap["verdict"] != "no_clear_difference" for _place, gap in compared):
        return None
    return Said(_("No two audiences differ clearly on any dimension"), _verdicts(compared))


def _not_compared(grounds: Grounds) -> Said | None:
    gaps = grounds.material.result.get("gaps", [])
    if any(gap["shown"] for gap in gaps):
        text = _("Too few answered to say whether views differ")
        return Said(text, _verdicts(list(enumerate(gaps))))
    if gaps:
        text = _("Whether views differ is %(not_shown)s") % {"not_shown": words.not_shown()}
        return Said(text, [address(RESULT, "gaps", n, "shown") for n in range(len(gaps))])
    text = _("No two views are set side by side")
    return Said(text, [address(RESULT, *(["gaps"] if "gaps" in grounds.material.result else []))])


PERCEPTION = (
    Rule(
        "perception.above_all",
        gettext_lazy(
            "One of three audiences clearly rates higher than each of the others on some dimension,"
            " and lower than them on none."
        ),
        _above_all,
    ),
    Rule(
        "perception.one_above",
        gettext_lazy("One audience clearly rates higher than another on some dimension."),
        _one_above,
    ),
    Rule(
        "perception.alike",
        gettext_lazy("Audiences are compared, and no difference is clear."),
        _alike,
    ),
    Rule("perception.not_compared", gettext_lazy("No comparison can be made."), _not_compared),
)
