"""What a drawing may be made of: elements, attributes, and how their values are written.

Everything else is left out, so nothing has to be known about what could do harm.
"""

import re
from collections.abc import Mapping

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use"})
GRADIENTS = frozenset({"linearGradient", "radialGradient"})
ELEMENTS = SHAPES | GRADIENTS | {"g", "defs", "symbol", "stop", "clipPath", "mask"}
# Drawing programs wrap a drawing in these; what is in them is drawn as in a group.
AS_GROUPS = frozenset({"a", "switch"})
# Say something to people or programs and draw nothing: nobody misses them.
SILENT = frozenset({"title", "desc", "metadata", "style"})
# Words are set in a font, which the reader may not have.
WORDS = frozenset({"text", "tspan", "textPath"})
# Elements that may point to another one by an address.
POINTING = GRADIENTS | {"use"}

# Where a report is drawn greater numbers would leave the paper, or its arithmetic.
MOST = 1_000_000
# Of values whose white space is single spaces. Atomic, so that a number is never taken apart and
# tried in all ways: a value that fits nowhere is refused at once, however long it is.
NUMBER = r"(?>[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?)"
_LENGTH = rf"(?>{NUMBER}(?:px|pt|pc|mm|cm|in|em|ex|%)?)"
_BETWEEN = "[ ,]*+"
_NUMBERS = rf"{NUMBER}(?:{_BETWEEN}{NUMBER})*+"


def _row(*parts: str) -> str:
    return _BETWEEN.join(parts)


_ONE_LENGTH = re.compile(_LENGTH)
_POINTS = re.compile(_NUMBERS)
# An arc has seven numbers, the fourth and fifth of them a single 0 or 1; with fewer, or more, the
# report could not draw anything of the logo.
_ARC = _row(NUMBER, NUMBER, NUMBER, "[01]", "[01]", NUMBER, NUMBER)
_PATH = re.compile(
    rf"(?:[MmZzLlHhVvCcSsQqTt ,]|{NUMBER}"
    rf"|[Aa](?:{_BETWEEN}{_ARC})++(?={_BETWEEN}(?:[A-Za-z]|$)))*+"
)
_WORD = re.compile(r"[A-Za-z-]+")
_STEPS = (
    rf"(?:translate|scale) ?\( ?{NUMBER}(?:{_BETWEEN}{NUMBER})? ?\)"
    rf"|rotate ?\( ?{NUMBER}(?:{_BETWEEN}{_row(NUMBER, NUMBER)})? ?\)"
    rf"|skew[XY] ?\( ?{NUMBER} ?\)|matrix ?\( ?{_row(*[NUMBER] * 6)} ?\)"
)
_TRANSFORM = re.compile(rf"(?:(?:{_STEPS}){_BETWEEN})*+")
_COLOUR = re.compile(
    r"#[0-9A-Fa-f]{3,8}|[A-Za-z]+"
    rf"|(?:rgb|hsl)a?\( ?{NUMBER}(?:deg|%)?(?:[ ,/]++{NUMBER}%?){{2,3}} ?\)"
)

_KINDS: Mapping[re.Pattern[str], str] = {
    _ONE_LENGTH: """
        x y width height cx cy r rx ry x1 y1 x2 y2 fx fy fr offset opacity fill-opacity
        stroke-opacity stop-opacity stroke-width stroke-miterlimit
    """,
    _POINTS: "points",
    _PATH: "d",
    _TRANSFORM: "transform gradientTransform",
    _COLOUR: "fill stroke color stop-color",
    _WORD: """
        fill-rule clip-rule stroke-linecap stroke-linejoin gradientUnits clipPathUnits
        maskUnits maskContentUnits mask-type display visibility overflow clip-path mask
    """,
}
# How the value of each attribute is written.
ATTRIBUTES: Mapping[str, re.Pattern[str]] = {
    name: kind for kind, names in _KINDS.items() for name in names.split()
}
# Repeat what they draw: a thousandth of a unit between two dashes keeps every reader of the PDF
# busy for minutes. With the values that say nothing.
REPEATING: Mapping[str, str] = {
    "spreadMethod": "pad",
    "stroke-dasharray": "none",
}
# In #1f4e79 there is no number.
COLOURS = frozenset({"fill", "stroke", "color", "stop-color"})
# Attributes that a sheet of styles may set as well.
PROPERTIES = frozenset(name for name in ATTRIBUTES if "-" in name) | {
    "fill", "stroke", "color", "opacity", "display", "visibility", "overflow", "mask",
    "stroke-dasharray",
}  # fmt: skip
# Attributes that may point to an element of the same drawing.
REFERRING = frozenset({"fill", "stroke", "clip-path", "mask"})
REFERENCE = re.compile(r"""url\( ?["']?#([^"'()\\ ]+)["']? ?\).*""")
