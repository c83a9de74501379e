"""How the audiences see the same things, side by side and never averaged together."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.framework import Dimension, Item
from maturity.gaps import SMALLEST_GAP
from maturity.result import Document
from maturity.scoring import CLUSTERS_NEEDED
from reports import words
from reports.story.gaps import GapRow, gap_rows, gap_sentences, has_chance, widest_gaps
from reports.story.material import Material, Side, interval, interval_text


@dataclass(frozen=True)
class Mark:
    """What one audience says of one dimension; mean and interval None if not shown.

    Nor has an exact score an interval.
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
    """All rows, those with the widest clear gaps first.

    ``labels`` name the points of the scale, the first being 1; ``widest`` are sentences on the
    widest clear gaps, ``gaps`` all comparisons, and ``notes`` say how to read them.
    """

    is_shown: bool
    sides: tuple[Side, ...]
    labels: tuple[str, ...]
    rows: tuple[PerceptionRow, ...]
    sentences: tuple[str, ...]
    widest: tuple[str, ...]
    gaps: tuple[GapRow, ...]
    notes: tuple[str, ...]

    @property
    def has_intervals(self) -> bool:
        """Whether any score that is shown has an interval."""
        return any(mark.low is not None for row in self.rows for mark in row.marks)


def perception(material: Material) -> Perception:
    """Tell the parallel items of every audience."""
    audiences = [code for code, audience in material.shown.items() if audience["experience"]]
    items = {
        each.code: item
        for each in material.framework.dimensions
        if (item := statement_of(material, each)) is not None
    }
    gaps = gap_rows(material)
    first_gap = {row.code: place for place, row in reversed(list(enumerate(gaps)))}
    dimensions = [each for each in material.framework.dimensions if each.code in items]
    dimensions.sort(key=lambda each: first_gap.get(each.code, len(gaps)))
    rows = tuple(_row(material, each, items[each.code], audiences) for each in dimensions)
    rows = tuple(row for row in rows if any(mark.is_shown for mark in row.marks))
    first = next(iter(items.values()), None)
    return Perception(
        is_shown=bool(rows),
        sides=tuple(material.side(code) for code in audiences),
        labels=first.options() if first else (),
        rows=rows,
        sentences=tuple(_sentences(material, rows, gaps)),
        widest=tuple(row.sentence for row in widest_gaps(gaps)),
        gaps=gaps,
        notes=tuple(_notes(material, gaps, audiences)),
    )


def statement_of(material: Material, dimension: Dimension) -> Item | None:
    """Return the statement on a dimension; those of a framework share one scale."""
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
    low, high = interval(cell)
    return Mark(
        audience=code,
        side=material.side(code),
        is_asked=found is not None,
        is_shown=cell["shown"],
        mean=cell.get("mean"),
        low=low,
        high=high,
        mean_text=words.score(cell.get("mean"), cell.get("end")),
        interval_text=interval_text(cell),
    )


def _sentences(
    material: Material, rows: tuple[PerceptionRow, ...], gaps: tuple[GapRow, ...]
) -> list[str]:
    """Say what the comparison found, and which views are missing."""
    missing = [
        f"{words.audience_title(code)} {words.DASH} {words.not_shown()}."
        for code in material.hidden
    ]
    if not rows:
        return missing
    if max(sum(mark.is_shown for mark in row.marks) for row in rows) < 2:
        return [_("Only one view can be shown, so there is nothing to set beside it."), *missing]
    return [*gap_sentences(material, gaps), *missing]


def _notes(material: Material, gaps: tuple[GapRow, ...], audiences: list[str]) -> list[str]:
    """Explain how the table of gaps is to be read; mention only what occurs in it."""
    lines = []
    if any(row.difference is not None for row in gaps):
        lines.append(_clear_note(gaps))
    if has_chance(gaps) and any(_excludes_zero(gap) for gap in material.result.get("gaps", [])):
        lines.append(
            _(
                "The intervals stand each for itself and are not adjusted; therefore one may lie"
                " beside zero although no clear difference is claimed."
            )
        )
    lines += _size_notes(gaps)
    indicative = [
        words.audience(code)
        for code in audiences
        if any(c.get("indicative") for c in material.shown[code]["experience"].values())
    ]
    if indicative:
        lines.append(
            _(
                "The intervals of %(audiences)s are only indicative: their answers come from fewer"
                " than %(accounts)s accounts, or largely from a few."
            )
            % {"audiences": words.joined(indicative), "accounts": CLUSTERS_NEEDED}
        )
    return lines


def _clear_note(gaps: tuple[GapRow, ...]) -> str:
    values = {"gap": words.score(SMALLEST_GAP)}
    if not has_chance(gaps):
        text = _("A difference counts as clear if it is at least %(gap)s points before rounding.")
    else:
        text = _(
            "A difference counts as clear if it is at least %(gap)s points before rounding and"
            " too large to be put down to chance, however many are compared; the test stands in the"
            " method."
        )
    return text % values


def _size_notes(gaps: tuple[GapRow, ...]) -> list[str]:
    """Explain the sizes, if any stand in the table."""
    lines = []
    if any(row.size_text != words.DASH for row in gaps):
        lines.append(
            _(
                "Size: from 1 (everyone of the audience named first answers higher"
                " than everyone of the other) through 0 (neither answers higher more often) to −1"
                " (the other way round)."
            )
        )
    if any(row.is_contrary for row in gaps):
        lines.append(
            _(
                "Where it is negative beside a difference above zero, the two point different ways:"
                " the average of the audience named first is higher, but person by person the other"
                " one more often gave the higher answer."
            )
        )
    return lines


def _excludes_zero(gap: Document) -> bool:
    """Whether a gap that is not called clear has an interval beside zero."""
    if gap["verdict"] != "no_clear_difference" or gap.get("low") is None:
        return False
    return bool(gap["low"] > 0 or gap["high"] < 0)
