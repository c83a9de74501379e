"""The matrix of a level: who names whom, in numbers and shades."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.network.openness import share_in_row
from maturity.result import Document
from reports import words

# From so many per cent on a cell is a shade darker.
SHADES = (10, 25, 50, 75)


@dataclass(frozen=True)
class MatrixCell:
    """How many of a row's people name a column's department; None if that is not told.

    ``shade`` from 0, hardly anybody, to 4, most; ``is_own`` where a department names itself.
    """

    percent: int | None
    text: str
    shade: int
    is_own: bool


@dataclass(frozen=True)
class MatrixRow:
    """A department, or all staff, and whom its people name."""

    number: str
    name: str
    n: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class Matrix:
    """A level of the tree: its departments are rows and columns, in the same order."""

    names: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    whole: MatrixRow

    @property
    def told(self) -> float:
        """Which part of the rows is told."""
        told = [any(cell.percent is not None for cell in row.cells) for row in self.rows]
        return sum(told) / len(told)

    @property
    def legend(self) -> str:
        """How the drawing is read; of what is not in it nothing is said."""
        text = _(
            "Per cent of the row’s people who got help from the column’s department. Framed: from"
            " their own."
        )
        cells = [cell for row in (*self.rows, self.whole) for cell in row.cells]
        if all(cell.percent is not None for cell in cells):
            return text
        return text + " " + _("Hatched: %(what)s.") % {"what": words.not_shown()}


def matrix(level: Document, everybody: str) -> Matrix:
    """Return the matrix of a level; ``everybody`` is the name of the row of all staff."""
    names = tuple(str(department["name"]) for department in level["departments"])
    return Matrix(
        names,
        tuple(
            _row(str(place), name, row, len(names), place - 1)
            for place, (name, row) in enumerate(zip(names, level["rows"], strict=True), start=1)
        ),
        _row("", everybody, level["whole"], len(names), None),
    )


def _row(
    number: str, name: str, row: Document | None, departments: int, own: int | None
) -> MatrixRow:
    shares: list[int | None] = row["shares"] if row else [None] * departments
    cells = tuple(_cell(row, percent, is_own=place == own) for place, percent in enumerate(shares))
    return MatrixRow(number, name, words.number(row["n"]) if row else words.DASH, cells)


def _cell(row: Document | None, percent: int | None, *, is_own: bool) -> MatrixCell:
    if row is None or percent is None:
        return MatrixCell(None, words.DASH, 0, is_own)
    found = share_in_row(row, percent)
    shade = sum(percent >= least for least in SHADES) if found.end != "at_most" else 0
    return MatrixCell(percent, words.told_share(found), shade, is_own)
