"""What is claimed of movement: since an earlier wave, and from a wave to a pulse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maturity.change import Direction
from maturity.comparison import change_of_cells
from maturity.disclosure import lower_end
from maturity.gaps import SMALLEST_N
from maturity.plan import State
from maturity.result import Document
from maturity.singles import single_cell
from reports import words
from reports.story import saying
from reports.story.claims.addresses import EARLIER, EDITION, RESULT, address
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds
from reports.story.material import PARTS
from reports.story.progress import SCALES

NOT_SHOWN: Document = {"shown": False}
# What a score's movement is worked out from; the last count where they are so.
NUMBERS, MARKS = ("n", "mean", "low", "high"), ("end", "indicative", "complete")
ITEM = ("n", "mean", "shares")


@dataclass(frozen=True)
class Movement:
    """Something scored both times: its name, how it moved, and where both scores stand."""

    name: str
    direction: Direction
    sources: tuple[str, ...]


def _audience(grounds: Grounds) -> str:
    """Return the audience of which movement is claimed: "" where none may be compared."""
    compared = (grounds.material.edition.get("comparison") or {}).get("audiences", [])
    codes = [code for code in grounds.material.shown if code in compared]
    return grounds.headline if grounds.headline in codes else next(iter(codes), "")


def _movements(grounds: Grounds) -> list[Movement]:
    code = _audience(grounds)
    if grounds.earlier is None or not code:
        return []
    found = _scales(grounds, code) if grounds.material.is_pulse else _dimensions(grounds, code)
    return list(found)


def _dimensions(grounds: Grounds, code: str) -> Iterator[Movement]:
    """Yield how each dimension has moved, as the table of both waves tells it."""
    assert grounds.earlier is not None
    now, then = grounds.material.shown[code], grounds.earlier["audiences"][code]
    scale = next((each for each in SCALES if now[each] and then[each]), SCALES[0])
    for each in grounds.material.framework.dimensions:
        if each.code in now[scale] and each.code in then[scale]:
            yield _movement(grounds, each.name, code, (scale, each.code))


def _scales(grounds: Grounds, code: str) -> Iterator[Movement]:
    """Yield how everything a pulse scores has moved: whole scales, and single questions."""
    framework, now = grounds.material.framework, grounds.material.shown[code]
    names = {each.code: each.name for each in framework.dimensions}
    names |= {each.code: each.name for each in framework.constructs}
    names |= {each.code: each.name for each in framework.steps}
    for part in PARTS.values():
        for about in now.get(part, {}):
            yield _movement(grounds, names[about], code, (part, about))
    texts = {item.code: item.text(code) for item in framework.questionnaire(code).items}
    for single in now.get("singles", {}):
        yield _single(grounds, texts[single], code, single)


def _movement(grounds: Grounds, name: str, code: str, way: tuple[str, str]) -> Movement:
    assert grounds.earlier is not None
    part, about = way
    documents = {EARLIER: grounds.earlier, RESULT: grounds.material.result}
    audiences = {name: each["audiences"][code] for name, each in documents.items()}
    cells = {name: each.get(part, {}).get(about) for name, each in audiences.items()}
    then, now = (cell or NOT_SHOWN for cell in cells.values())
    moved = change_of_cells(then, now).direction
    sources = [
        address(document, "audiences", code, *keys)
        for document, cell in cells.items()
        for keys in ([(*way, key) for key in _keys(cell, moved)] if cell else [(part,)])
        if cell or part in audiences[document]
    ]
    return Movement(name, moved, tuple(sources))


def _keys(cell: Document, moved: Direction) -> list[str]:
    """Return what of a cell its movement is worked out from, or what keeps it from being told."""
    if not cell["shown"]:
        return ["shown"]
    marks = [key for key in MARKS if cell.get(key)]
    if moved != Direction.TOO_FEW:
        return [*NUMBERS, *marks]
    few = ["n"] if lower_end(cell["n"]) < SMALLEST_N else []
    few += ["low"] if cell["low"] is None else []
    return [*few, *(key for key in marks if key != "complete")] or ["shown"]


def _single(grounds: Grounds, name: str, code: str, item: str) -> Movement:
    """Tell a question that a pulse asked singly; of a full wave its answers say how it stood."""
    assert grounds.earlier is not None
    then, now = (
        single_cell(each["audiences"][code], item)
        for each in (grounds.earlier, grounds.material.result)
    )
    moved = change_of_cells(then, now).direction
    at = ("audiences", code)
    sources = [address(RESULT, *at, "singles", item, key) for key in _keys(now, moved)]
    items = grounds.earlier["audiences"][code]["items"]
    sources += [address(EARLIER, *at, "items", item, key) for key in ITEM if item in items]
    return Movement(name, moved, tuple(sources))


def _of(found: Sequence[Movement], direction: Direction) -> list[Movement]:
    return [each for each in found if each.direction == direction]


def _sources(found: Sequence[Movement]) -> list[str]:
    return [source for each in found for source in each.sources]


def _wave(grounds: Grounds) -> str:
    """Return the name of the wave that is compared with, in quotes."""
    pinned = grounds.material.edition.get("comparison") or {}
    return words.quoted(pinned.get("wave", "") or grounds.material.result["scope"]["pulse_of"])


def _moved(grounds: Grounds) -> Said | None:
    """Say what an audience surely rates higher or lower than in the earlier wave."""
    found = _movements(grounds)
    risen, fallen = _of(found, Direction.RISEN), _of(found, Direction.FALLEN)
    if not risen and not fallen:
        return None
    values = {
        "audience": words.audience_title(_audience(grounds)),
        "wave": _wave(grounds),
        "risen": _what(risen, len(found), grounds.material.is_pulse),
        "fallen": _what(fallen, len(found), grounds.material.is_pulse),
    }
    if risen and fallen:
        text = _("%(audience)s rate %(risen)s higher than in %(wave)s, and %(fallen)s lower")
    elif risen:
        text = _("%(audience)s rate %(risen)s higher than in %(wave)s")
    else:
        text = _("%(audience)s rate %(fallen)s lower than in %(wave)s")
    return Said(text % values, _sources(found))


def _what(found: Sequence[Movement], everything: int, is_pulse: bool) -> str:
    """Name what moved if it is little, else count it."""
    if is_pulse:
        text = ngettext("%(told)s matter", "%(told)s matters", everything)
        return text % {"told": saying.of_all(len(found), everything)}
    if len(found) <= saying.MOST_NAMED:
        return saying.quoted([each.name for each in found])
    return saying.of_dimensions(len(found), everything)


def _nothing_moved(grounds: Grounds) -> Said | None:
    found = _movements(grounds)
    if not _of(found, Direction.NO_CLEAR_CHANGE):
        return None
    text = (
        _("As %(audience)s see it, nothing has surely moved since %(wave)s")
        if grounds.material.is_pulse
        else _("As %(audience)s see it, no dimension has surely moved since %(wave)s")
    )
    values = {"audience": words.audience(_audience(grounds)), "wave": _wave(grounds)}
    return Said(text % values, _sources(found))


def _too_few(grounds: Grounds) -> Said | None:
    found = _movements(grounds)
    if not found:
        return None
    text = (
        _("What has moved since %(wave)s cannot be told")
        if grounds.material.is_pulse
        else _("Which dimensions have moved since %(wave)s cannot be told")
    )
    return Said(text % {"wave": _wave(grounds)}, _sources(found))


def _carried(grounds: Grounds) -> Said | None:
    """Say what became of the actions planned on an earlier wave, where no scores are compared."""
    carried: Document = grounds.material.edition.get("carried") or {}
    actions: list[Document] = carried.get("actions", [])
    if not actions:
        return None
    done = sum(each["state"] == State.DONE for each in actions)
    planned = ngettext(
        "%(told)s action planned after %(wave)s",
        "%(told)s actions planned after %(wave)s",
        len(actions),
    ) % {"told": saying.of_all(done, len(actions)), "wave": words.quoted(carried["wave"])}
    text = ngettext("%(told)s is done", "%(told)s are done", max(done, 1))
    values = {"told": saying.sentence(planned)}
    places = range(len(actions))
    return Said(text % values, [address(EDITION, "carried", "actions", n, "state") for n in places])


def _alone(grounds: Grounds) -> Said | None:
    text = _("Nothing can be set beside an earlier wave")
    return Said(text, [grounds.in_edition("comparison")])


PROGRESS = (
    Rule(
        "progress.moved",
        gettext_lazy("A score moved by enough, and the interval of the change leaves out zero."),
        _moved,
    ),
    Rule(
        "progress.nothing",
        gettext_lazy("Scores are compared, and of none the change is clear."),
        _nothing_moved,
    ),
    Rule(
        "progress.too_few",
        gettext_lazy("Of no score can it be told how it has moved."),
        _too_few,
    ),
    Rule(
        "progress.carried",
        gettext_lazy("No scores are compared; actions were planned on an earlier wave."),
        _carried,
    ),
    Rule("progress.alone", gettext_lazy("There is nothing to compare."), _alone),
)
