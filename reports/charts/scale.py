"""A horizontal scale with labelled points, shared by the charts that place scores on one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports.charts.base import FAINT, INK, QUIET, WIDTH
from reports.charts.canvas import Canvas
from reports.charts.letters import fitting

# Where the labels of rows begin and end, and where the scale does.
LABEL = 180
LEFT = 196
HEAD = 46


def name(canvas: Canvas, y: float, text: str, *, most: int = 2, **look: Any) -> None:
    """Write the name of a row at its height."""
    canvas.text(0, y, text, width=LABEL, most=most, **look)


def unseen(canvas: Canvas, y: float, text: str, *, right: float = WIDTH, half: float = 8) -> None:
    """Hatch the place of what may not be shown, and say so on it."""
    canvas.hatch(LEFT, y - half, right, y + half)
    canvas.text(
        (LEFT + right) / 2, y, text, most=1, align="center", size=10, color=INK, ground="white"
    )


def heads(
    canvas: Canvas,
    texts: Sequence[str],
    height: float,
    *,
    left: float = LEFT,
    marked: int | None = None,
) -> float:
    """Write the names of columns over the room right of the names of rows; return their width.

    They are all as small as the longest of their words needs; the ``marked`` one is bold.
    """
    width = (WIDTH - left) / len(texts)
    room = width - 6
    size = min(fitting(text, room, 11, bold=True) for text in texts)
    for place, text in enumerate(texts):
        canvas.text(
            left + width * (place + 0.5),
            height / 2,
            text,
            width=room,
            most=4,
            align="center",
            size=size,
            color=INK if place == marked else QUIET,
            bold=place == marked,
        )
    return width


@dataclass(frozen=True)
class Scale:
    """Points 1.. under their labels, between LEFT and ``right``."""

    labels: tuple[str, ...]
    right: int

    @property
    def gap(self) -> float:
        """Pixels from one point to the next."""
        return (self.right - LEFT) / max(1, len(self.labels) - 1)

    def x(self, value: float) -> float:
        """Return where a value lies."""
        return LEFT + (value - 1) * self.gap

    def draw(self, canvas: Canvas, bottom: float) -> None:
        """Draw the labels and a line down from each."""
        for place, label in enumerate(self.labels, start=1):
            canvas.line(self.x(place), HEAD, self.x(place), bottom, FAINT)
            self.write(canvas, place, label, HEAD / 2 - 2)

    def write(self, canvas: Canvas, point: int, label: str, y: float, **look: Any) -> None:
        """Write the number and the name of a point where it lies."""
        canvas.text(
            self.x(point),
            y,
            f"{point} {label}",
            width=max(60.0, self.gap - 8),
            most=3,
            align="center",
            size=11,
            color=QUIET,
            **look,
        )
