"""What every chart shares: its look, a canvas in pixels, and the way to SVG."""

import textwrap
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from html import escape
from typing import Any

import altair as alt
import vl_convert

# One stack for page and PDF. Liberation Sans is as wide as Arial, Inter a little wider:
# labels are broken early enough for the widest of them.
FONT = "Inter, Liberation Sans, DejaVu Sans, sans-serif"

INK = "#1d2733"
QUIET = "#566270"
FAINT = "#d5dbe2"
PALE = "#e3ebf3"
MAIN = "#1f4e79"
MIDDLE = "#86a8c8"
# The target differs by shape too, and stays apart from MAIN in greyscale.
TARGET = "#b3541e"

# The width of a page's text in pixels; an SVG scales down from it.
WIDTH = 660
PADDING = 2

Rows = Sequence[dict[str, Any]]
# The properties of a mark, in the library's words.
Look = tuple[tuple[str, Any], ...]


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


@dataclass(frozen=True)
class Chart:
    """A chart and the same said in words and as a table; drawn when ``svg`` is first asked for.

    ``svg`` has no style attribute, no style sheet and no script, so it may stand inline under
    a policy of ``style-src 'self'``; it carries role, title and description itself. An <img> needs
    ``alt`` beside it: that is what WeasyPrint tags as a figure. A page that names ``width`` and
    ``height`` keeps the room free, and draws nothing.
    """

    canvas: "Canvas"
    title: str
    description: str
    table: DataTable

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
        drawn = self.canvas.svg()
        # Several charts may stand on one page, each with ids of its own.
        name = f"chart-{sha256((self.alt + drawn).encode()).hexdigest()[:12]}"
        label = f'role="img" aria-labelledby="{name}-title" aria-describedby="{name}-desc"'
        words = (
            f'<title id="{name}-title">{escape(self.title)}</title>'
            f'<desc id="{name}-desc">{escape(self.description)}.</desc>'
        )
        tag, _, rest = drawn.removeprefix("<svg ").partition(">")
        return f"<svg {label} {tag}>{words}{rest}"

    @property
    def data_uri(self) -> str:
        """The drawing as an address for <img src>."""
        return f"data:image/svg+xml;base64,{b64encode(self.svg.encode()).decode()}"


@dataclass
class Canvas:
    """Things drawn at places given in pixels from the upper left corner.

    Places are ours, not the library's, because it measures text with fonts of its own and
    WeasyPrint misplaces rotated titles. Things that look alike share a layer, because drawing
    takes time by the layer; lines lie lowest, then boxes, marks and texts.
    """

    height: int
    layers: dict[str, dict[Look, list[dict[str, Any]]]] = field(
        default_factory=lambda: {kind: {} for kind in ("rule", "rect", "point", "text")}
    )

    def _add(self, kind: str, rows: Rows, **look: Any) -> None:
        self.layers[kind].setdefault(tuple(look.items()), []).extend(rows)

    def lines(self, rows: Rows, color: str, width: float = 1) -> None:
        """Draw lines from (x, y) to (x2, y2)."""
        self._add("rule", rows, color=color, strokeWidth=width)

    def boxes(self, rows: Rows, fill: str) -> None:
        """Draw boxes from (x, y) to (x2, y2)."""
        self._add("rect", rows, fill=fill)

    def marks(
        self, rows: Rows, shape: str, fill: str, *, stroke: str | None = None, size: int = 110
    ) -> None:
        """Draw marks of one shape at (x, y)."""
        look = {"shape": shape, "fill": fill, "stroke": stroke or fill, "size": size}
        self._add("point", rows, strokeWidth=2, opacity=1, **look)

    def texts(
        self,
        rows: Rows,
        *,
        wrap: int = 99,
        align: str = "left",
        size: int = 12,
        color: str = INK,
        bold: bool = False,
    ) -> None:
        """Write ``text`` centred on the height y, broken after ``wrap`` characters."""
        height = size + 3
        broken = []
        for row in rows:
            parts = wrapped(row["text"], wrap)
            broken.append({**row, "y": row["y"] - (len(parts) - 1) * height / 2, "text": parts})
        self._add(
            "text",
            broken,
            align=align,
            baseline="middle",
            fontSize=size,
            lineHeight=height,
            color=color,
            fontWeight="bold" if bold else "normal",
        )

    def draw(self, title: str, said: Iterable[str], table: DataTable) -> Chart:
        """Return the chart, of which each row is ``said`` for those who cannot see it."""
        return Chart(self, title, "; ".join(said), table)

    def svg(self) -> str:
        """Turn everything into a drawing."""
        layers = [
            self._layer(kind, look, rows)
            for kind, looks in self.layers.items()
            for look, rows in looks.items()
            if rows
        ]
        chart = alt.layer(*layers).properties(width=WIDTH, height=self.height)
        # Checking a declaration against the schema takes longer than drawing it; ours have one
        # form, which the tests draw.
        spec = chart.to_dict(validate=False)
        config = {
            "aria": False,
            "background": None,
            "padding": PADDING,
            "font": FONT,
            "text": {"font": FONT},
            "view": {"stroke": None},
        }
        drawn: str = vl_convert.vegalite_to_svg(spec, config=config, allowed_base_urls=[])
        return drawn

    def _layer(self, kind: str, look: Look, rows: Rows) -> alt.Chart:
        places: dict[str, Any] = {
            "x": alt.X("x:Q", scale=alt.Scale(domain=[0, WIDTH], nice=False), axis=None),
            "y": alt.Y("y:Q", scale=alt.Scale(domain=[self.height, 0], nice=False), axis=None),
        }
        if kind in {"rule", "rect"}:
            places |= {"x2": "x2:Q", "y2": "y2:Q"}
        if kind == "text":
            places["text"] = "text:N"
        data = alt.Data(values=list(rows))  # type: ignore[no-untyped-call]
        chart: alt.Chart = getattr(alt.Chart(data), f"mark_{kind}")(**dict(look))
        return chart.encode(**places)


def wrapped(text: str, width: int) -> list[str]:
    """Break a label into lines of at most ``width`` characters, longer words left whole."""
    return textwrap.wrap(text, width, break_long_words=False) or [""]
