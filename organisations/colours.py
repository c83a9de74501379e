"""The colours of clients and firms, and whether words can be read on them.

By relative luminance and contrast of WCAG 2.2.
"""

import re

# The least contrast of words with what they stand on, 1.4.3 (AA).
READABLE = 4.5
# And of lines and marks, 1.4.11 (AA).
VISIBLE = 3
DEFAULT_COLOUR = "#2b7695"
DEFAULT_SECOND_COLOUR = "#b0561a"
DEFAULT_FIRM_COLOUR = "#1f4e79"
DEFAULT_FIRM_SECOND_COLOUR = "#2b7695"
COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def is_colour(text: str) -> bool:
    """Whether a text is a colour as #rrggbb."""
    return COLOUR.fullmatch(text) is not None


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of a colour, as #rrggbb, with white: 1 of white, 21 of black."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def written_on(colour: str) -> str:
    """Return the colour of words on a colour: white, or black where white cannot be read.

    One of both always can: black is readable from a luminance of 0.175 on, white up to 0.183.
    """
    return "#ffffff" if contrast_with_white(colour) >= READABLE else "#000000"


def _linear(value: float) -> float:
    """Undo the gamma of sRGB."""
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
