"""A story as a PowerPoint deck for the consultant's own slides: native charts, tables and notes.

``chapters`` tell a story as slides, which are values; ``drawing`` and ``plots`` write them, and
``frame`` is the presentation around them. The only place that knows python-pptx.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from html import unescape
from typing import Any

from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from pptx.oxml.ns import qn

from reports.deck.chapters import CHAPTERS
from reports.deck.drawing import add_cover, add_slide
from reports.deck.frame import SLIDE_LAYOUT, footer, new_deck
from reports.deck.logos import add_layout_logo
from reports.deck.slides import Slide
from reports.deck.writable import writable
from reports.packing import packed
from reports.stages import Progress, unheard
from reports.story import Story
from reports.story.claims import Claim
from reports.story.outline import Chapter

__all__ = ["render_deck"]


def render_deck(story: Story, *, progress: Progress = unheard) -> bytes:
    """Return the report as a deck: a cover, then the slides of every chapter there is.

    ``progress`` is told what is being made and, in per cent, how far it is; it may raise to stop
    the work. The words are in the story's language, whatever the caller's. The same story gives
    the same bytes.
    """
    story = writable(story)
    with translation.override(story.language):
        slides = list(_slides_of(story))
        deck = new_deck(story)
        add_layout_logo(deck.slide_layouts[SLIDE_LAYOUT], story.look)
        add_cover(deck, story)
        draft = "" if story.cover.is_final else _("Draft").upper()
        for number, (section, slide) in enumerate(slides, start=1):
            add_slide(deck, slide, footer=footer(story), draft=draft)
            progress(f"slide:{section}:{number}:{len(slides)}", 5 + 90 * number // len(slides))
    _say_language(deck, story.language)
    file = io.BytesIO()
    deck.save(file)
    progress("file", 95)
    return packed(file.getvalue(), story.as_of)


def _slides_of(story: Story) -> Iterator[tuple[str, Slide]]:
    """Return the slides of every chapter, each with its code, in the report's order."""
    for chapter in story.chapters:
        tell = CHAPTERS.get(chapter.code)
        if tell is not None:
            claim = story.headlines[chapter.code]
            for place, slide in enumerate(_led_by(claim, list(tell(story)))):
                yield chapter.code, _finished(story, chapter, slide, None if place else claim)


def _led_by(claim: Claim, slides: Sequence[Slide]) -> list[Slide]:
    """Put the slide first on which the numbers of a chapter's headline stand."""
    leading = next(
        (
            slide
            for slide in slides
            for source in claim.sources
            if any(fnmatch(source, f"{place}*") for place in slide.sources)
        ),
        slides[0],
    )
    return [leading, *(slide for slide in slides if slide is not leading)]


def _finished(story: Story, chapter: Chapter, slide: Slide, claim: Claim | None) -> Slide:
    """Add the chapter's topic, and to the notes where the numbers come from.

    The first slide of a chapter is headed by its ``claim``; every slide says its own sentence
    below.
    """
    slide = replace(slide, foot=(slide.sentence, *slide.foot))
    if claim is not None:
        slide = replace(
            slide,
            headline=claim.text,
            sources=tuple(dict.fromkeys((*claim.sources, *slide.sources))),
        )
    said = [_said(story.commentary[part]) for part in chapter.parts if part in story.commentary]
    notes = [slide.headline, *slide.notes]
    if said:
        notes += [_("The consultant’s commentary:"), *said]
    notes.append(
        _("Where the numbers come from: %(places)s") % {"places": ", ".join(slide.sources)}
    )
    topic = _("%(mark)s · %(topic)s") % {"mark": chapter.mark, "topic": chapter.topic}
    return replace(slide, topic=topic, notes=tuple(filter(None, notes)))


def _said(html: str) -> str:
    """Return commentary without its mark-up."""
    return re.sub(r"\s+", " ", unescape(strip_tags(html.replace("</p>", " ")))).strip()


def _say_language(deck: Any, language: str) -> None:
    """Name the language of every text, by which it is read aloud and its spelling checked."""
    for slide in deck.slides:
        for part in (slide, slide.notes_slide):
            for kind in ("a:rPr", "a:endParaRPr"):
                for each in part._element.iter(qn(kind)):
                    each.set("lang", language)
