"""The answer, and how sure it is, as slides."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from reports import words
from reports.deck.paging import named, plain
from reports.deck.slides import (
    Cell,
    Kind,
    Plot,
    Series,
    Slide,
    Table,
    Words,
    above,
    beside,
)
from reports.deck.slides import (
    Point as Value,
)
from reports.story import LadderStage, Story
from reports.story.certainty import Certainty, Spread, covered_note
from reports.story.strengths import Point

# So many bars can be told apart on a slide.
MOST_BARS = 14


def answer(story: Story) -> Iterator[Slide]:
    """Say where the organisation stands, what is strong, what is missing."""
    told = story.answer
    said = (
        Words(told.strengths_title, _points(told.strengths, told.strengths_note)),
        Words(told.gaps_title, _points(told.gaps, told.gaps_note)),
        Words(_("Three decisions"), tuple(claim.text for claim in told.decisions)),
    )
    lists = beside(*((each, 1) for each in said if any(each.lines)))
    ladder = _ladder(story)
    yield Slide(
        _("Where the organisation stands"),
        above(beside((ladder, 1)), lists, 0.42) if ladder else lists,
        foot=(_since(story), told.certainty, told.order_note),
        notes=(told.stage_summary, *told.views, told.views_note, *told.confidence, *told.reading),
        sources=("result:/audiences", "edition:/targets"),
    )


def _since(story: Story) -> str:
    """Say what has changed since an earlier wave; "" where there is none."""
    if story.since is None:
        return ""
    values = {"title": story.since.title, "sentence": story.since.sentence}
    return _("%(title)s: %(sentence)s") % values


def _points(points: tuple[Point, ...], note: str) -> tuple[str, ...]:
    return tuple(f"{point.name}. {point.text}" for point in points) or (note,)


def _ladder(story: Story) -> Table | None:
    """Return the stages as columns, those reached shaded."""
    ladder = story.answer.ladder
    if ladder is None:
        return None
    stages = ladder.stages
    rows = (
        (
            Cell(_("Reached"), is_strong=True),
            *(
                Cell(_marks(each) or words.DASH, 3 * each.is_reached, each.is_here)
                for each in stages
            ),
        ),
        (
            Cell(_("Seen there by"), is_strong=True),
            *(Cell(", ".join(side.title for side in each.here) or words.DASH) for each in stages),
        ),
        (Cell(_("Dimensions there"), is_strong=True), *(Cell(each.dimensions) for each in stages)),
    )
    return Table(
        _("The stages"),
        ("", *(f"{each.rank} {each.name}" for each in stages)),
        rows,
        (1.0, *(1.4 for _stage in stages)),
        is_centred=True,
    )


def _marks(stage: LadderStage) -> str:
    here = _("stands here") if stage.is_here else _("reached") if stage.is_reached else ""
    return ", ".join(filter(None, [here, _("target") if stage.is_target else ""]))


def certainty(story: Story) -> Iterator[Slide]:
    """Say who answered, how far chance reaches, and what is not shown."""
    rows = story.profile.rows
    said = Words(_("What it rests on"), story.answer.confidence)
    table = Table(
        _("How sure each dimension is"),
        (_("Dimension"), _("Score"), _("95% interval"), _("Stage"), _("View")),
        plain(
            (
                row.name,
                row.mean_text,
                row.interval_text if row.is_shown else words.DASH,
                row.certainty_text or words.DASH,
                row.view_text or words.DASH,
            )
            for row in rows
        ),
        (2.2, 0.8, 1.4, 1.2, 1.7),
    )
    yield Slide(
        _("How sure we are"),
        beside((said, 1), (table, 1.7)) if rows else beside((said, 1)),
        foot=(words.dash_means(),) if any(not row.is_shown for row in rows) else (),
        notes=tuple(remark for row in rows for remark in _remarks(row.name, row.remarks)),
        sources=("result:/audiences", "result:/rules"),
    )
    if story.certainty:
        yield from _spreads(story.certainty)


def _spreads(found: Certainty) -> Iterator[Slide]:
    """Show how answers are spread, from the lowest to the highest."""
    stages, statements = found.stages, found.statements
    for title, rows, foot in (
        (_("How the answers are spread over the stages"), stages, found.notes),
        (_("How the answers to the statements are spread"), statements, ()),
    ):
        if any(row.segments for row in rows):
            for place, part in enumerate(_in_parts(rows)):
                more = _("%(title)s (continued)") % {"title": title} if place else title
                yield Slide(
                    more,
                    beside((replace(_spread(title, part), is_diverging=rows is statements), 1)),
                    foot=(*foot, *covered_note(part)),
                    notes=tuple(f"{row.name}, {row.side.title}: {row.view_text}" for row in part),
                    sources=("result:/audiences",),
                )


def _in_parts(rows: Sequence[Spread]) -> Iterator[Sequence[Spread]]:
    for first in range(0, len(rows), MOST_BARS):
        yield rows[first : first + MOST_BARS]


def _spread(title: str, rows: Sequence[Spread]) -> Plot:
    labels = next(([each.label for each in row.segments] for row in rows if row.segments), [])
    names = (_("%(name)s, %(audience)s") % {"name": r.name, "audience": r.side.title} for r in rows)
    return Plot(
        Kind.STACK,
        title,
        tuple(
            named(name, is_shown=bool(row.segments)) for name, row in zip(names, rows, strict=True)
        ),
        tuple(
            Series(
                label,
                tuple(
                    _part(row, place) if row.segments else Value(None, words.DASH) for row in rows
                ),
            )
            for place, label in enumerate(labels)
        ),
    )


def _part(row: Spread, place: int) -> Value:
    told = row.segments[place]
    return Value(row.lengths[place], told.text, is_covered=told.is_covered)


def _remarks(name: str, remarks: tuple[str, ...]) -> list[str]:
    return [f"{name}: {remark}" for remark in remarks]
