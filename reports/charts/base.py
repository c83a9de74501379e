"""What every chart shares: its look and the table of its numbers."""

from dataclasses import dataclass

# One stack for page and PDF, which knows the first and the last but one; labels are broken by the
# widths of the first.
FONT = "FiraGO, Arial, Liberation Sans, DejaVu Sans, Noto Sans CJK JP, sans-serif"

INK = "#1d2733"
QUIET = "#566270"
FAINT = "#d5dbe2"
PALE = "#dfe8f1"
MAIN = "#1f4e79"
HATCHING = "#aeb8c4"
MIDDLE = "#86a8c8"
# From little to much, and from no to yes: in grey each stands off from the ones beside it.
SHADES = ("white", PALE, "#b3c8dc", MIDDLE, MAIN)
NO, YES = ("#8a4117", "#b97a54", "#dcab8a"), ("#a9c1d8", "#6189b0", MAIN)
NEUTRAL = "#eceff2"
# Stands where a share may be nobody's.
COVERED = "≤"
# The target differs by shape too, and stays apart from MAIN in greyscale.
TARGET = "#b3541e"

# The width of a page's text in pixels; an SVG scales down from it.
WIDTH = 660
PADDING = 2
# Tables with more columns are set in smaller letters.
MOST_COLUMNS = 10


@dataclass(frozen=True)
class Sign:
    """The look of an audience's marks. Shapes differ, so that colour is never needed."""

    shape: str
    fill: str
    stroke: str


# The diamond is the target's.
_SIGNS = (
    Sign("circle", MAIN, MAIN),
    Sign("triangle-up", "white", INK),
    Sign("square", MIDDLE, INK),
    Sign("cross", "white", MAIN),
)


def sign(place: int) -> Sign:
    """Return the sign of the audience that stands at a place in the framework."""
    return _SIGNS[place % len(_SIGNS)]


@dataclass(frozen=True)
class DataTable:
    """The numbers of a chart as text, row by row; the first cell of a row is its name."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def is_wide(self) -> bool:
        """Whether it has so many columns that they are set small."""
        return len(self.header) > MOST_COLUMNS


def both_sides(points: int) -> list[str]:
    """Return so many fills from no to yes, dark at both ends."""
    half = points // 2
    places = [round(place * 2 / max(1, half - 1)) for place in range(half)]
    middle = [NEUTRAL] if points % 2 else []
    return [*(NO[place] for place in places), *middle, *(YES[place] for place in places)]


def ink_on(fill: str) -> str:
    """Return the ink that can be read on a fill."""
    return "white" if fill in {MAIN, NO[0]} else INK
