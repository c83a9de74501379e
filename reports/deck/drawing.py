"""Slides from values to PowerPoint: headline, words, tables, charts, notes and footers."""

from typing import Any

from django.utils.translation import gettext as _
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Pt

from reports.deck import frame
from reports.deck.frame import ROOM, SLIDE_LAYOUT, TITLE_LAYOUT, Box
from reports.deck.logos import add_cover_logos
from reports.deck.measuring import (
    CELL_MARGIN,
    INDENT,
    PARAGRAPH_GAP,
    SIDES,
    TITLE_SIZE,
    has_room,
    height_of_title,
    height_of_words,
    lines_of,
    row_heights,
)
from reports.deck.plots import add_plot
from reports.deck.slides import Cell, Placed, Plot, Slide, Table, Words
from reports.story import Story
from reports.story.provenance import Fact

GAP = Pt(14)
# The sizes of letters, the largest first; the smallest can still be read in a room.
WORDS_SIZES = (18, 16, 14, 13, 12, 11, 10)
TABLE_SIZES = (14, 13, 12, 11, 10, 9)
SMALLEST_TITLE = 18
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
# How far each shade of a cell lies from the first colour to white; on the last, words are white.
SHADES = (1, 0.85, 0.72, 0.58, 0)
WHITE_FROM = 4
FOOT_SIZE, FOOT_LINES = 10, 3
SCALE_HEIGHT = Pt(20)
COVER_FACTS = Box(ROOM.left, Pt(430), ROOM.width, Pt(60))


def add_cover(deck: Deck, story: Story) -> None:
    """Add the first slide: what the deck is about, and what it was made from."""
    cover = story.cover
    made: Any = deck.slides.add_slide(deck.slide_layouts[TITLE_LAYOUT])
    made.shapes.title.text = cover.organisation
    add_cover_logos(made, story.look)
    lines = [cover.model, " · ".join(filter(None, [cover.assessment, cover.wave]))]
    lines.append(f"{cover.status}. {cover.status_note}" if cover.status_note else cover.status)
    lines += [cover.demonstration, story.look.firm.name]
    holder = made.placeholders[1].text_frame
    holder.text = "\n".join(filter(None, lines))
    facts = _text_box(made, COVER_FACTS, _("What it rests on"))
    for fact in cover.facts:
        _paragraph(facts, f"{fact.label}: {fact.value}", 10, colour=MSO_THEME_COLOR.ACCENT_4)
    frame.add_footers(made, frame.footer(story))
    made.notes_slide.notes_text_frame.text = "\n".join(
        [story.title, *(f"{fact.label}: {fact.value}" for fact in facts_of(story))]
    )


def facts_of(story: Story) -> list[Fact]:
    """Return what a reader can check the deck by, each fact once."""
    return list(dict.fromkeys((*story.cover.facts, *story.provenance)))


def add_slide(deck: Deck, slide: Slide, *, footer: str, draft: str) -> None:
    """Add a slide; ``draft`` is what marks it as one, "" for a final deck."""
    made: Any = deck.slides.add_slide(deck.slide_layouts[SLIDE_LAYOUT])
    made.shapes.title.text = slide.headline
    _fit_title(made.shapes.title, slide.headline)
    _add_topic(made, slide.topic, draft)
    words_size = _size_of_words(slide)
    for placed in slide.blocks:
        _add_block(made, placed, words_size)
    foot, rest = _that_fits(tuple(filter(None, slide.foot)))
    if foot:
        box = Box(ROOM.left, frame.FOOT_TOP, ROOM.width, frame.FOOT_HEIGHT)
        found = _text_box(made, box, _("How to read it"))
        _paragraph(found, " ".join(foot), FOOT_SIZE, colour=MSO_THEME_COLOR.ACCENT_4)
    frame.add_footers(made, footer)
    first, *notes = slide.notes
    made.notes_slide.notes_text_frame.text = "\n".join([first, *rest, *notes])


def _that_fits(lines: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines that have room in the foot, and the others."""
    fitting = 0
    while fitting < len(lines):
        text = " ".join(lines[: fitting + 1])
        if lines_of(text, ROOM.width / Pt(1), FOOT_SIZE) > FOOT_LINES:
            break
        fitting += 1
    return lines[:fitting], lines[fitting:]


def _fit_title(shape: Any, text: str) -> None:
    """Make a long headline smaller, so that it keeps to its two lines."""
    height = frame.TITLE_HEIGHT.pt
    for size in range(frame.TITLE_SIZE, SMALLEST_TITLE - 1, -2):
        if height_of_words(Words("", (text,)), ROOM.width / Pt(1), size) <= height:
            break
    if size < frame.TITLE_SIZE:
        for run in shape.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)


def _add_topic(made: Any, topic: str, draft: str) -> None:
    box = Box(ROOM.left, frame.TOPIC_TOP, ROOM.width, frame.TOPIC_HEIGHT)
    found = _text_box(made, box, _("Topic"))
    paragraph = _paragraph(found, topic, 13, colour=MSO_THEME_COLOR.ACCENT_4)
    if draft:
        run = paragraph.add_run()
        run.text = f"   {draft}"
        run.font.bold, run.font.size = True, Pt(13)
        run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_2


def _add_block(made: Any, placed: Placed, words_size: int) -> None:
    box = _box(placed)
    block = placed.block
    if isinstance(block, Words):
        _add_words(made, block, box, words_size)
        return
    if block.title:
        high = Pt(height_of_title(block.title, box.width / Pt(1)))
        found = _text_box(made, Box(box.left, box.top, box.width, high), block.title)
        _paragraph(found, block.title, TITLE_SIZE, is_bold=True)
        box = Box(box.left, box.top + high, box.width, box.height - high)
    if isinstance(block, Table):
        _add_table(made, block, box)
        return
    if block.scale:
        low = Box(box.left, box.top + box.height - SCALE_HEIGHT, box.width, SCALE_HEIGHT)
        box = Box(box.left, box.top, box.width, box.height - SCALE_HEIGHT)
        _described(add_plot(made, block, box), block.title, said(block))
        found = _text_box(made, low, _("Scale"))
        _paragraph(found, block.scale, 10, colour=MSO_THEME_COLOR.ACCENT_4)
        return
    _described(add_plot(made, block, box), block.title, said(block))


def _box(placed: Placed) -> Box:
    """Return where a block stands, with room between it and the next."""
    right = 0 if placed.x + placed.width > 0.999 else GAP
    below = 0 if placed.y + placed.height > 0.999 else GAP
    return Box(
        Emu(round(ROOM.left + ROOM.width * placed.x)),
        Emu(round(ROOM.top + ROOM.height * placed.y)),
        Emu(round(ROOM.width * placed.width - right)),
        Emu(round(ROOM.height * placed.height - below)),
    )


def said(plot: Plot) -> str:
    """Return a chart's values in words, for those who cannot see it."""
    lines = []
    for place, name in enumerate(plot.categories):
        values = [
            f"{series.name}: {series.points[place].text}"
            if len(plot.series) > 1
            else series.points[place].text
            for series in plot.series
        ]
        lines.append(f"{name}: {', '.join(values)}")
    return f"{plot.title}. {'; '.join(lines)}."


def _described(shape: Any, name: str, words: str) -> None:
    """Name a chart or a table, and say it in words."""
    properties = shape._element.find(f".//{qn('p:cNvPr')}")
    properties.set("name", name or words[:60])
    properties.set("descr", words)


def _text_box(made: Any, box: Box, name: str) -> Any:
    shape = made.shapes.add_textbox(box.left, box.top, box.width, box.height)
    shape.name = name or _("Text")
    found = shape.text_frame
    found.word_wrap = True
    found.margin_left = found.margin_right = found.margin_top = found.margin_bottom = 0
    return found


def _paragraph(
    found: Any, text: str, size: float, *, colour: Any = None, is_bold: bool = False
) -> Any:
    """Write a paragraph below what stands there."""
    is_first = not found.paragraphs[0].runs
    paragraph = found.paragraphs[0] if is_first else found.add_paragraph()
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), is_bold
    if colour is not None:
        run.font.color.theme_color = colour
    return paragraph


def _size_of_words(slide: Slide) -> int:
    """Return the largest size in which all lists of a slide keep to their room; else the least."""
    lists = [(each.block, _box(each)) for each in slide.blocks if isinstance(each.block, Words)]
    return next(
        (
            size
            for size in WORDS_SIZES
            if all(
                height_of_words(block, box.width / Pt(1), size) <= box.height / Pt(1)
                for block, box in lists
            )
        ),
        WORDS_SIZES[-1],
    )


def _add_words(made: Any, block: Words, box: Box, size: int) -> None:
    found = _text_box(made, box, block.title)
    if block.title:
        _paragraph(found, block.title, TITLE_SIZE, is_bold=True)
    for line in block.lines:
        paragraph = _paragraph(found, line, size)
        paragraph.space_before = Pt(size * PARAGRAPH_GAP)


def _add_table(made: Any, block: Table, box: Box) -> None:
    width, height = box.width / Pt(1), box.height / Pt(1)
    size = table_size(block, width, height)
    shape = made.shapes.add_table(
        len(block.rows) + 1, len(block.header), box.left, box.top, box.width, Pt(10)
    )
    _described(shape, block.title, _("Table: %(columns)s") % {"columns": ", ".join(block.header)})
    table = shape.table
    shape._element.find(f".//{qn('a:tableStyleId')}").text = PLAIN_TABLE
    table.horz_banding, table.first_row = False, True
    whole = sum(block.widths)
    for column, part in zip(table.columns, block.widths, strict=True):
        column.width = Emu(round(box.width * part / whole))
    heights = row_heights(block, width, size)
    for row, high in zip(table.rows, heights, strict=True):
        row.height = Pt(high)
    shape.height = Pt(sum(heights))
    for place, text in enumerate(block.header):
        _fill(
            table.cell(0, place),
            Cell(text, is_strong=True),
            size,
            is_centred=block.is_centred and place > 0,
        )
    for number, cells in enumerate(block.rows, start=1):
        for place, cell in enumerate(cells):
            _fill(table.cell(number, place), cell, size, is_centred=block.is_centred and place > 0)


def table_size(block: Table, width: float, height: float) -> int:
    """Return the largest size in which a table keeps to its room; else the smallest."""
    return next(
        (
            size
            for size in TABLE_SIZES
            if sum(row_heights(block, width, size)) <= height and has_room(block, width, size)
        ),
        TABLE_SIZES[-1],
    )


def _fill(made: Any, cell: Cell, size: int, *, is_centred: bool) -> None:
    found = made.text_frame
    found.word_wrap = True
    made.margin_left = made.margin_right = Pt(SIDES / 2)
    made.margin_top = made.margin_bottom = Pt(CELL_MARGIN - 0.5)
    made.vertical_anchor = MSO_ANCHOR.MIDDLE
    dark = cell.shade >= WHITE_FROM
    colour = MSO_THEME_COLOR.BACKGROUND_1 if dark else MSO_THEME_COLOR.TEXT_1
    for line in cell.text.split("\n"):
        paragraph = _paragraph(found, line, size, colour=colour, is_bold=cell.is_strong)
        paragraph.alignment = PP_ALIGN.CENTER if is_centred else PP_ALIGN.LEFT
        if cell.level:
            paragraph._p.get_or_add_pPr().set("marL", str(Pt(INDENT * cell.level)))
    if cell.shade:
        made.fill.solid()
        made.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
        made.fill.fore_color.brightness = SHADES[cell.shade]
    _line_below(made)


def _line_below(made: Any) -> None:
    properties = made._tc.get_or_add_tcPr()
    line = parse_xml(
        f'<a:lnB {nsdecls("a")} w="6350"><a:solidFill><a:schemeClr val="accent5"/></a:solidFill>'
        "</a:lnB>"
    )
    # Lines come before the fill.
    properties.insert(0, line)
