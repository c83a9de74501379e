"""How the audiences see the same things, side by side and never averaged together."""

from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.framework import Dimension, Item
from reports import words
from reports.story.material import Material, Side


@dataclass(frozen=True)
class Mark:
    """What one audience says of one dimension; mean and interval None if not shown.

    An audience that has no statement about the dimension was not asked, which is no secret.
    """

    audience: str
    side: Side
    is_asked: bool
    is_shown: bool
    mean: float | None
    low: float | None
    high: float | None
    mean_text: str
    interval_text: str


@dataclass(frozen=True)
class PerceptionRow:
    """One dimension: a mark for every side, in their order, and the wordings they answered."""

    name: str
    marks: tuple[Mark, ...]
    wordings: tuple[str, ...]


@dataclass(frozen=True)
class Perception:
    """All rows. ``labels`` name the points of the scale, the first being 1."""

    is_shown: bool
    sides: tuple[Side, ...]
    labels: tuple[str, ...]
    rows: tuple[PerceptionRow, ...]
    sentences: tuple[str, ...]


def perception(material: Material) -> Perception:
    """Tell the parallel items of every audience."""
    audiences = [code for code, audience in material.shown.items() if audience["experience"]]
    items = {
        each.code: item
        for each in material.framework.dimensions
        if (item := _item(material, each)) is not None
    }
    dimensions = [each for each in material.framework.dimensions if each.code in items]
    rows = tuple(_row(material, each, items[each.code], audiences) for each in dimensions)
    rows = tuple(row for row in rows if any(mark.is_shown for mark in row.marks))
    first = next(iter(items.values()), None)
    return Perception(
        is_shown=bool(rows),
        sides=tuple(material.side(code) for code in audiences),
        labels=first.options() if first else (),
        rows=rows,
        sentences=tuple(_sentences(material, rows, audiences)),
    )


def _item(material: Material, dimension: Dimension) -> Item | None:
    """Return the parallel item of a dimension; those of a framework share one scale."""
    return next(
        (
            item
            for item in material.framework.items
            if item.kind == "parallel" and item.dimension == dimension.code
        ),
        None,
    )


def _row(
    material: Material, dimension: Dimension, item: Item, audiences: list[str]
) -> PerceptionRow:
    marks = tuple(_mark(material, code, dimension) for code in audiences)
    # The same wording for two audiences is printed once.
    texts = dict.fromkeys(item.text(code) for code in audiences if code in item.audiences)
    return PerceptionRow(dimension.name, marks, tuple(texts))


def _mark(material: Material, code: str, dimension: Dimension) -> Mark:
    found = material.shown[code]["experience"].get(dimension.code)
    cell = found or {"shown": False}
    return Mark(
        audience=code,
        side=material.side(code),
        is_asked=found is not None,
        is_shown=cell["shown"],
        mean=cell.get("mean"),
        low=cell.get("low"),
        high=cell.get("high"),
        mean_text=words.score(cell.get("mean")),
        interval_text=words.interval(cell.get("low"), cell.get("high")),
    )


def _sentences(
    material: Material, rows: tuple[PerceptionRow, ...], audiences: list[str]
) -> list[str]:
    """Read the chart in plain words; no claim beyond whether intervals overlap."""
    missing = [
        f"{words.audience_title(code)} {words.DASH} {words.not_shown()}."
        for code in material.hidden
    ]
    if not rows:
        return missing
    pairs = [
        (abs((a.mean or 0) - (b.mean or 0)), row, a, b)
        for row in rows
        for a, b in combinations([mark for mark in row.marks if mark.is_shown], 2)
    ]
    if not pairs:
        return [_("Only one view can be shown, so there is nothing to set beside it."), *missing]
    gap, row, a, b = max(pairs, key=lambda pair: round(pair[0], 1))
    if round(gap, 1) == 0:
        return [_("All who were asked give the same scores, dimension by dimension."), *missing]
    said = _(
        "%(a)s and %(b)s are furthest apart on %(dimension)s: %(a_mean)s against %(b_mean)s."
    ) % {
        "a": a.side.title,
        "b": words.audience(b.audience),
        "dimension": words.quoted(row.name),
        "a_mean": a.mean_text,
        "b_mean": b.mean_text,
    }
    return [f"{said} {_overlap(a, b)}", *_apart(rows, a, b), *missing]


def _overlap(a: Mark, b: Mark) -> str:
    if _lie_apart(a, b):
        return _("Their 95% intervals do not overlap.")
    return _("Their 95% intervals overlap.")


def _lie_apart(a: Mark, b: Mark) -> bool:
    ends = (a.low, a.high, b.low, b.high)
    if any(end is None for end in ends):
        return False
    return (a.low or 0) > (b.high or 0) or (b.low or 0) > (a.high or 0)


def _apart(rows: tuple[PerceptionRow, ...], a: Mark, b: Mark) -> list[str]:
    """Say on how many dimensions these two audiences' intervals lie apart."""
    both = []
    for row in rows:
        marks = {mark.audience: mark for mark in row.marks if mark.is_shown}
        if a.audience in marks and b.audience in marks:
            both.append(_lie_apart(marks[a.audience], marks[b.audience]))
    if len(both) < 2:
        return []
    if not any(both):
        return [_("Between these two, the intervals overlap on every dimension.")]
    if all(both):
        return [_("Between these two, the intervals lie apart on every dimension.")]
    return [
        ngettext(
            "Between these two, the intervals lie apart on %(apart)s of %(all)s dimension.",
            "Between these two, the intervals lie apart on %(apart)s of %(all)s dimensions.",
            len(both),
        )
        % {"apart": sum(both), "all": len(both)}
    ]
