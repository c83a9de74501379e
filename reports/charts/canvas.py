"""A canvas in pixels, and the chart that is drawn on it."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from html import escape
from math import sqrt
from unicodedata import normalize

from reports.charts.base import FONT, HATCHING, INK, PADDING, WIDTH, DataTable
from reports.charts.letters import CAPITAL, LINE, width_of, wrapped
from reports.charts.scripts import visual

# How far apart the lines of a hatching lie.
HATCH = 7
# What is drawn, from the lowest layer to the highest.
LINES, BOXES, MARKS, TEXTS = range(4)
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
# The corners of marks, from -1 to 1 either way; a mark's size is the square around it.
_CORNERS = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "triangle-up": ((0, -1.1), (1.2, 0.95), (-1.2, 0.95)),
    "triangle-down": ((0, 1.1), (1.2, -0.95), (-1.2, -0.95)),
    "cross": (
        (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4),
        (0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """A line of text where it stands: its box in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Chart:
    """A chart and the same said in words and as a table; drawn when ``svg`` is first asked for.

    ``svg`` has no style attribute, no style sheet and no script, so it may stand inline under
    a policy of ``style-src 'self'``; it carries role, title and description itself. An <img> needs
    ``alt`` beside it: that is what WeasyPrint tags as a figure. A page that names ``width`` and
    ``height`` keeps the room free. Where the description ``leaves_out`` numbers and says so, a page
    says besides where they stand.
    """

    canvas: "Canvas"
    title: str
    description: str
    table: DataTable
    leaves_out: bool = False

    @property
    def alt(self) -> str:
        """Title and description, for those who cannot see the chart."""
        return f"{self.title}. {self.description}."

    @property
    def width(self) -> int:
        """How wide the drawing is in pixels."""
        return WIDTH + 2 * PADDING

    @property
    def height(self) -> int:
        """How high the drawing is in pixels."""
        return round(self.canvas.height) + 2 * PADDING

    @cached_property
    def svg(self) -> str:
        """The drawing, with its title and description."""
        drawn = "".join(part for layer in self.canvas.layers for part in layer)
        # Several charts may stand on one page, each with ids of its own.
        name = f"chart-{sha256((self.alt + drawn).encode()).hexdigest()[:12]}"
        return (
            f'<svg role="img" aria-labelledby="{name}-title" aria-describedby="{name}-desc"'
            f' xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}"'
            f' viewBox="{-PADDING} {-PADDING} {self.width} {self.height}"'
            f' font-family="{FONT}">'
            f'<title id="{name}-title">{escape(self.title)}</title>'
            f'<desc id="{name}-desc">{escape(self.description)}.</desc>{drawn}</svg>'
        )

    @property
    def data_uri(self) -> str:
        """The drawing as an address for <img src>."""
        return f"data:image/svg+xml;base64,{b64encode(self.svg.encode()).decode()}"


@dataclass
class Canvas:
    """Things drawn at places given in pixels from the upper left corner.

    Lines lie lowest, then boxes, marks and texts, whatever the order in which they were drawn.
    ``words`` are the lines of text as they stand, so that a test can see whether any overlap.
    """

    height: float
    layers: tuple[list[str], ...] = field(default_factory=lambda: ([], [], [], []))
    words: list[Words] = field(default_factory=list)

    def line(
        self, x: float, y: float, x2: float, y2: float, color: str, width: float = 1, dash: str = ""
    ) -> None:
        """Draw a line."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.layers[LINES].append(
            f'<path d="M{_n(x)} {_n(y)}L{_n(x2)} {_n(y2)}" stroke="{color}"'
            f' stroke-width="{_n(width)}"{dashes}/>'
        )

    def box(self, x: float, y: float, x2: float, y2: float, fill: str, *, stroke: str = "") -> None:
        """Draw a box between two corners, with an edge if ``stroke`` is given, thick if in ink."""
        edge = f' stroke="{stroke}" stroke-width="{2 if stroke == INK else 1}"' if stroke else ""
        self.layers[BOXES].append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(x2 - x)}" height="{_n(y2 - y)}"'
            f' fill="{fill}"{edge}/>'
        )

    def hatch(self, x: float, y: float, x2: float, y2: float, color: str = HATCHING) -> None:
        """Draw a box that is hatched: what may not be shown."""
        width, height = x2 - x, y2 - y
        path = ""
        at = HATCH / 2.0
        while at < width + height:
            # From the upper or right edge down to the left or lower one.
            right, down = min(at, width), max(0.0, at - width)
            left, low = max(0.0, at - height), min(at, height)
            path += f"M{_n(x + right)} {_n(y + down)}L{_n(x + left)} {_n(y + low)}"
            at += HATCH
        self.box(x, y, x2, y2, "white")
        self.layers[BOXES].append(f'<path d="{path}" stroke="{color}" fill="none"/>')

    def mark(
        self, x: float, y: float, shape: str, fill: str, *, stroke: str = "", size: float = 110
    ) -> None:
        """Draw a mark of a shape, as large as a square of ``size`` pixels."""
        look = f'fill="{fill}" stroke="{stroke or fill}" stroke-width="2"'
        half = sqrt(size) / 2
        if shape == "circle":
            # A circle as large as that square is a little wider.
            part = f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(half * 1.13)}" {look}/>'
        else:
            corners = " ".join(
                f"{_n(x + half * right)},{_n(y + half * down)}" for right, down in _CORNERS[shape]
            )
            part = f'<polygon points="{corners}" {look}/>'
        self.layers[MARKS].append(part)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        width: float = WIDTH,
        most: int = 9,
        align: str = "left",
        size: float = 12,
        color: str = INK,
        bold: bool = False,
        ground: str = "",
    ) -> None:
        """Write a text centred on the height y, broken after ``width`` pixels.

        ``ground`` is laid below it where lines would cross the words.
        """
        # Letters with their marks as one: they are set letter by letter.
        text = normalize("NFC", text)
        lines = wrapped(text, width, size, bold=bold, most=most)
        first = y - (len(lines) - 1) * size * LINE / 2
        weight = ' font-weight="bold"' if bold else ""
        for place, line in enumerate(lines):
            at = first + place * size * LINE
            self._note(line, x, at, align, size, bold=bold)
            if ground:
                found = self.words[-1]
                self.box(found.left - 2, found.top, found.right + 2, found.bottom, ground)
            shown = visual(line)
            order = "" if shown == line else ' direction="ltr" unicode-bidi="bidi-override"'
            self.layers[TEXTS].append(
                f'<text x="{_n(x)}" y="{_n(at + size * CAPITAL / 2)}" font-size="{_n(size)}"'
                f' text-anchor="{_ANCHORS[align]}" fill="{color}"{weight}{order}>'
                f"{escape(shown)}</text>"
            )

    def _note(self, line: str, x: float, y: float, align: str, size: float, *, bold: bool) -> None:
        width = width_of(line, size, bold=bold)
        left = x - {"left": 0.0, "center": width / 2, "right": width}[align]
        self.words.append(Words(line, left, y - size / 2, left + width, y + size / 2))

    def draw(
        self, title: str, said: Iterable[str], table: DataTable, *, left_out: str = ""
    ) -> Chart:
        """Return the chart, of which each row is ``said`` for those who cannot see it.

        ``left_out`` tells them first which numbers are not.
        """
        lines = [left_out, *said] if left_out else said
        return Chart(self, title, "; ".join(lines), table, leaves_out=bool(left_out))


def _n(value: float) -> str:
    """Return a number of pixels with two decimals at most."""
    return f"{value + 0:.2f}".rstrip("0").rstrip(".")
