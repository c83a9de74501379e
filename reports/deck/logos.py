"""Logos on the cover and on the layout of every slide; drawings become pictures of dots."""

import io
from base64 import b64decode
from typing import Any

import resvg_py
from pptx.oxml.shapes.picture import CT_Picture

from reports.deck.frame import MARGIN, TITLE_TOP, WIDTH, Box
from reports.story.look import Look, Picture

SVG = "data:image/svg+xml"
# Sharp on a large screen.
SCALE = 3
# That of a slide ends above the headline, which may reach below it.
SMALL_HEIGHT, SMALL_GAP = 384_000, 20_000
SMALL = Box(0, TITLE_TOP - SMALL_HEIGHT - SMALL_GAP, 1_460_000, SMALL_HEIGHT)
CLIENT = Box(MARGIN, 720_000, 3_600_000, 1_000_000)
FIRM = Box(0, 720_000, 2_600_000, 720_000)
# Above the numbers of the shapes of a layout.
NUMBER = 90


def add_cover_logos(slide: Any, look: Look) -> None:
    """Put the client's logo on the left and the firm's on the right of the cover."""
    if look.organisation.logo:
        _add(slide, look.organisation.logo, CLIENT, NUMBER, is_right=False)
    if look.firm.logo:
        _add(slide, look.firm.logo, FIRM, NUMBER + 1, is_right=True)


def add_layout_logo(layout: Any, look: Look) -> None:
    """Put the client's logo in the corner of every slide."""
    if look.organisation.logo:
        _add(layout, look.organisation.logo, SMALL, NUMBER, is_right=True)


def _add(holder: Any, picture: Picture, box: Box, number: int, *, is_right: bool) -> None:
    """Fit a picture into a box; that of a layout is decoration, as it is on every slide."""
    factor = min(box.width / picture.width, box.height / picture.height)
    width, height = round(picture.width * factor), round(picture.height * factor)
    left = WIDTH - MARGIN - width if is_right else box.left
    _part, relation = holder.part.get_or_add_image_part(io.BytesIO(_png(picture)))
    new: Any = CT_Picture.new_pic
    drawn = new(number, "Logo", "", relation, left, box.top, width, height)
    holder.shapes._spTree.append(drawn)


def _png(picture: Picture) -> bytes:
    data = b64decode(picture.data_uri.partition(",")[2])
    if picture.data_uri.startswith(SVG):
        # No font of the machine: the same logo is the same picture everywhere.
        return resvg_py.svg_to_bytes(data.decode(), zoom=SCALE, skip_system_fonts=True)
    return data
