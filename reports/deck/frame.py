"""The presentation around the slides: its size, its master, colours, footers and properties."""

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Inches

from reports.charts.base import FAINT, INK, MAIN, MIDDLE, PALE, QUIET
from reports.story import Story
from reports.story.look import Look

FONT = "Arial"
# Widescreen, as PowerPoint makes a new presentation.
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
TEXT_WIDTH = Emu(WIDTH - 2 * MARGIN)
TITLE_TOP, TITLE_HEIGHT = Inches(0.66), Inches(0.95)
TOPIC_TOP, TOPIC_HEIGHT = Inches(0.36), Inches(0.32)
ROOM_TOP, ROOM_HEIGHT = Inches(1.72), Inches(4.66)
FOOT_TOP, FOOT_HEIGHT = Inches(6.42), Inches(0.56)
FOOTER_TOP, FOOTER_HEIGHT = Inches(7.06), Inches(0.26)
NUMBER_WIDTH = Inches(0.9)
LAYOUTS_KEPT = {"Title Slide", "Title Only"}
TITLE_LAYOUT, SLIDE_LAYOUT = 0, 1
TITLE_SIZE, COVER_SIZE = 26, 40
BAND = Inches(0.3)
# Far above the numbers of the shapes that stand between.
FOOTER_IDS = 900


@dataclass(frozen=True)
class Box:
    """A place on a slide."""

    left: int
    top: int
    width: int
    height: int


ROOM = Box(MARGIN, ROOM_TOP, TEXT_WIDTH, ROOM_HEIGHT)


def new_deck(story: Story) -> Deck:
    """Return a presentation without slides, in the story's look."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for layout in list(deck.slide_layouts):
        if layout.name not in LAYOUTS_KEPT:
            deck.slide_layouts.remove(layout)
    _set_theme(deck, story.look)
    _set_master(deck)
    _draw_band(deck)
    _set_properties(deck, story)
    return deck


def _set_theme(deck: Deck, look: Look) -> None:
    """Name fonts every machine has, and the colours, so that all can be changed in one place."""
    part: Any = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = part.blob.decode()
    theme = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FONT}"', theme)
    colours = {"dk2": INK, "lt2": PALE, "accent3": MIDDLE}
    colours |= {"accent4": QUIET, "accent5": FAINT, "accent6": INK, "hlink": MAIN}
    colours |= {"accent1": look.organisation.colour, "accent2": look.organisation.second_colour}
    for name, colour in colours.items():
        value = f'<a:{name}><a:srgbClr val="{colour[1:].upper()}"/></a:{name}>'
        theme = re.sub(f"<a:{name}>.*?</a:{name}>", value, theme)
    ink = f'<a:dk1><a:srgbClr val="{INK[1:].upper()}"/></a:dk1>'
    part._blob = re.sub("<a:dk1>.*?</a:dk1>", ink, theme).encode()


def _set_master(deck: Deck) -> None:
    """Put title, footer and number where every slide has them."""
    master = deck.slide_master
    for style, size in (("titleStyle", TITLE_SIZE), ("bodyStyle", 14)):
        first = master._element.find(f"{qn('p:txStyles')}/{qn(f'p:{style}')}/{qn('a:lvl1pPr')}")
        first.set("algn", "l")
        first.find(qn("a:defRPr")).set("sz", str(size * 100))
    for holder in (master, *deck.slide_layouts):
        for shape in list(holder.placeholders):
            _place(shape)


def _kind(shape: Any) -> str:
    kind: str = shape._element.find(f".//{qn('p:ph')}").get("type")
    return kind


def _place(shape: Any) -> None:
    kind = _kind(shape)
    if kind == "dt":
        shape._element.getparent().remove(shape._element)
        return
    boxes = {
        "title": Box(MARGIN, TITLE_TOP, TEXT_WIDTH, TITLE_HEIGHT),
        "ctrTitle": Box(MARGIN, Inches(2.1), TEXT_WIDTH, Inches(1.5)),
        "subTitle": Box(MARGIN, Inches(3.7), TEXT_WIDTH, Inches(2.6)),
        "body": ROOM,
        "ftr": Box(MARGIN, FOOTER_TOP, TEXT_WIDTH - NUMBER_WIDTH, FOOTER_HEIGHT),
        "sldNum": Box(WIDTH - MARGIN - NUMBER_WIDTH, FOOTER_TOP, NUMBER_WIDTH, FOOTER_HEIGHT),
    }
    box = boxes[kind]
    shape.left, shape.top, shape.width, shape.height = box.left, box.top, box.width, box.height
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = 0
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if kind == "ctrTitle" else MSO_ANCHOR.TOP
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT if kind == "sldNum" else PP_ALIGN.LEFT
    styles = shape._element.find(f".//{qn('a:lstStyle')}")
    for old in list(styles):
        styles.remove(old)
    styles.append(_level(kind))


def _level(kind: str) -> Any:
    """Say how the text of a placeholder looks."""
    size = {"title": TITLE_SIZE, "ctrTitle": COVER_SIZE, "subTitle": 18, "body": 14}.get(kind, 9)
    is_bold = int(kind in {"title", "ctrTitle"})
    colour = "accent4" if kind in {"ftr", "sldNum"} else "tx1"
    side = "r" if kind == "sldNum" else "l"
    return parse_xml(
        f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="{side}"><a:buNone/>'
        f'<a:defRPr sz="{size * 100}" b="{is_bold}"><a:solidFill><a:schemeClr val="{colour}"/>'
        "</a:solidFill></a:defRPr></a:lvl1pPr>"
    )


def _draw_band(deck: Deck) -> None:
    """Draw a band of the first colour above the cover."""
    band = (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{FOOTER_IDS - 1}" name="Band"/>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{WIDTH}" cy="{BAND}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        "</p:sp>"
    )
    deck.slide_layouts[TITLE_LAYOUT].shapes._spTree.insert(2, parse_xml(band))


def _set_properties(deck: Deck, story: Story) -> None:
    made = datetime.combine(story.as_of, time())
    found = deck.core_properties
    found.title, found.subject = story.title, story.cover.assessment
    found.author = found.last_modified_by = found.keywords = found.comments = ""
    found.language, found.revision = story.language, 1
    found.created = found.modified = made


def footer(story: Story) -> str:
    """Return what every slide says of itself."""
    cover = story.cover
    parts = [cover.organisation, cover.demonstration and _("Demonstration"), cover.status]
    parts.append(story.short_provenance)
    return " · ".join(filter(None, parts))


def add_footers(slide: Any, text: str) -> None:
    """Give a slide its footer and its number, as PowerPoint's own command does."""
    for holder in slide.slide_layout.placeholders:
        if _kind(holder) not in {"ftr", "sldNum"}:
            continue
        copied = deepcopy(holder._element)
        slide.shapes._spTree.append(copied)
        shape = slide.shapes[-1]
        shape._element.nvSpPr.cNvPr.set("id", str(shape.shape_id + FOOTER_IDS))
        if _kind(holder) == "ftr":
            shape.text_frame.text = text
            shape.name = _("Footer")
        else:
            shape.name = _("Slide number")
