"""Scores wave beside wave: of scales asked whole, and of single questions of the others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.change import Direction
from maturity.comparison import change_of_cells
from maturity.framework import Framework
from maturity.framework_rules import SCORED_BY
from maturity.items import Item
from maturity.result import Document
from maturity.singles import single_cell
from reports import words
from reports.story.material import PARTS, Material, interval, interval_text
from reports.story.trend.series import Told, shown_parts

NOT_SHOWN: Document = {"shown": False}
ABOUT = {**SCORED_BY, "step": "step"}


@dataclass(frozen=True)
class TrendPoint:
    """A score in one wave; without it mean and interval are None."""

    text: str
    interval_text: str
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class TrendRow:
    """A score in every wave, and how it moved from the first to the last."""

    name: str
    points: tuple[TrendPoint, ...]
    difference_text: str
    interval_text: str
    direction: str
    direction_text: str


@dataclass(frozen=True)
class ScaleTable:
    """What one audience says on one scale; ``waves`` head the points, ``labels`` name its points.

    ``is_compared`` is False where it stands for one wave alone.
    """

    code: str
    title: str
    waves: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[TrendRow, ...]

    @property
    def is_compared(self) -> bool:
        """Whether there is more than one wave."""
        return len(self.waves) > 1


@dataclass(frozen=True)
class Scored:
    """What is scored: its name, the questions' answers, and its score in a part of a result."""

    name: str
    labels: tuple[str, ...]
    cell: Callable[[Document], Document]


def scale_tables(
    material: Material, series: Sequence[Told], asked: Sequence[Document], code: str
) -> Iterator[ScaleTable]:
    """Tell the scales and single questions an audience was asked in ``asked``, scale by scale."""
    told = [each for each in series if code in each.audiences]
    parts = shown_parts(asked, code)
    by_labels: dict[tuple[str, ...], list[Scored]] = {}
    for scored in _scored(material.framework, code, parts):
        by_labels.setdefault(scored.labels, []).append(scored)
    for labels, found in by_labels.items():
        yield ScaleTable(
            code=code,
            title=_("%(audience)s: 1 %(low)s to %(points)s %(high)s")
            % {
                "audience": words.audience_title(code),
                "low": labels[0],
                "points": len(labels),
                "high": labels[-1],
            },
            waves=tuple(each.name for each in told),
            labels=labels,
            rows=tuple(_row(scored, [each.audience(code) for each in told]) for scored in found),
        )


def _scored(framework: Framework, code: str, parts: Sequence[Document]) -> Iterator[Scored]:
    """Return what was scored, in the order in which it was asked, each once."""
    seen: set[tuple[str, str]] = set()
    for item in framework.questionnaire(code).items:
        part, about = _about(item)
        whole = [each for each in parts if part and about in each.get(part, {})]
        if whole and (part, about) not in seen:
            seen.add((part, about))
            yield Scored(_name(framework, item), _labels(framework, item), _whole(part, about))
        is_single = item.kind == "single" or (
            item.kind in SCORED_BY
            and any(item.code in each["items"] for each in parts if each not in whole)
        )
        if is_single:
            text = item.text(code)
            yield Scored(text, _labels(framework, item), _single(item.code))


def _about(item: Item) -> tuple[str, str]:
    """Return the part of a result that scores an item's scale, and the scale's name there."""
    part = PARTS.get(item.kind, "")
    return part, getattr(item, ABOUT[item.kind]) if part else ""


def _whole(part: str, about: str) -> Callable[[Document], Document]:
    return lambda audience: audience.get(part, {}).get(about, NOT_SHOWN)


def _single(code: str) -> Callable[[Document], Document]:
    return lambda audience: single_cell(audience, code)


def _name(framework: Framework, item: Item) -> str:
    names: Mapping[str, str] = {
        **{each.code: each.name for each in framework.dimensions},
        **{each.code: each.name for each in framework.constructs},
        **{each.code: f"{each.rank} {each.name}" for each in framework.steps},
    }
    return names[_about(item)[1]]


def _labels(framework: Framework, item: Item) -> tuple[str, ...]:
    if item.anchors:
        return tuple(stage.name for stage in framework.stages)
    return item.scale.labels


def _row(scored: Scored, audiences: Sequence[Document]) -> TrendRow:
    cells = [scored.cell(audience) for audience in audiences]
    moved = change_of_cells(cells[0], cells[-1])
    is_told = moved.difference is not None
    return TrendRow(
        name=scored.name,
        points=tuple(map(point_of, cells)),
        difference_text=words.difference(moved.difference),
        interval_text=words.differences(moved.low, moved.high),
        direction=moved.direction,
        direction_text=verdict(moved.direction) if is_told else _("cannot be told"),
    )


def point_of(cell: Document) -> TrendPoint:
    """Return a score as a point of a wave."""
    if not cell["shown"]:
        return TrendPoint(words.DASH, "", None, None, None)
    low, high = interval(cell)
    text = interval_text(cell)
    return TrendPoint(
        text=words.score(cell["mean"], cell.get("end")),
        interval_text="" if text == words.DASH else text,
        mean=cell["mean"],
        low=low,
        high=high,
    )


def verdict(direction: Direction) -> str:
    """Say what may be said of a change."""
    verdicts: Mapping[Direction, Callable[[], str]] = {
        Direction.RISEN: lambda: _("risen"),
        Direction.FALLEN: lambda: _("fallen"),
        Direction.NO_CLEAR_CHANGE: lambda: _("no clear change"),
        Direction.TOO_FEW: lambda: _("too few to say"),
    }
    return verdicts[direction]()
