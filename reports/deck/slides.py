"""What stands on the slides of a deck, as values: words, tables and charts, each at its place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum


@dataclass(frozen=True)
class Words:
    """Paragraphs below a heading, "" for none."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``shade`` 0 is white, 4 the darkest. ``is_strong`` is what is meant.

    ``level`` says how far a name stands in: below how many others it belongs.
    """

    text: str
    shade: int = 0
    is_strong: bool = False
    level: int = 0


@dataclass(frozen=True)
class Table:
    """A table; ``widths`` are those of the columns beside each other."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    is_centred: bool = False


class Kind(Enum):
    """How a chart is drawn: marks with intervals, bars, parts of a whole, or lines over time."""

    DOTS = "dots"
    BARS = "bars"
    STACK = "stack"
    LINES = "lines"


@dataclass(frozen=True)
class Point:
    """A value with its interval; None where it is not shown, or has none.

    ``is_covered`` says that it is so small that it is told as "at most".
    """

    value: float | None
    text: str
    low: float | None = None
    high: float | None = None
    is_covered: bool = False


@dataclass(frozen=True)
class Series:
    """What one audience, wave or matter has at every category; a few need no values beside."""

    name: str
    points: tuple[Point, ...]
    is_labelled: bool = True


@dataclass(frozen=True)
class Plot:
    """A chart that PowerPoint draws and its reader can change.

    ``scale`` says what stands at both ends of the axis; ``of`` is how many points it has, None
    for shares. Parts of a whole are shaded from little to much, or ``is_diverging`` from no to yes.
    """

    kind: Kind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    scale: str = ""
    of: int | None = None
    is_diverging: bool = False


Block = Words | Table | Plot


@dataclass(frozen=True)
class Placed:
    """A block and its place, in parts of the room below the headline."""

    block: Block
    x: float = 0
    y: float = 0
    width: float = 1
    height: float = 1


def beside(*blocks: tuple[Block, float]) -> tuple[Placed, ...]:
    """Place blocks side by side, each as wide as its part of the whole."""
    whole = sum(width for _block, width in blocks)
    placed: list[Placed] = []
    x = 0.0
    for block, width in blocks:
        placed.append(Placed(block, x=x, width=width / whole))
        x += width / whole
    return tuple(placed)


def above(upper: Iterable[Placed], lower: Iterable[Placed], share: float) -> tuple[Placed, ...]:
    """Place blocks above others; the upper ones take a share of the height."""
    return (
        *(replace(each, y=each.y * share, height=each.height * share) for each in upper),
        *(
            replace(each, y=share + each.y * (1 - share), height=each.height * (1 - share))
            for each in lower
        ),
    )


@dataclass(frozen=True)
class Slide:
    """A slide; ``foot`` says how to read it, ``notes`` what the speaker should know.

    The headline names what the slide is about; its ``sentence`` says what is seen there.
    Of the foot, what has no room follows in the notes. ``sources`` are the places in result and
    edition from which the numbers come, "*" standing for any of several.
    """

    headline: str
    blocks: tuple[Placed, ...]
    foot: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    topic: str = ""
    sentence: str = ""
