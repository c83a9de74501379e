"""The answer, and how sure it is, as slides."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports import words
from reports.deck.paging import plain
from reports.deck.slides import Cell, Slide, Table, Words, above, beside
from reports.story import LadderStage, Story
from reports.story.answer import Point


def answer(story: Story) -> Iterator[Slide]:
    """Say where the organisation stands, what is strong, what is missing."""
    told = story.answer
    said = (
        Words(told.strengths_title, _points(told.strengths, told.strengths_note)),
        Words(told.gaps_title, _points(told.gaps, told.gaps_note)),
        Words(_("Where views lie furthest apart"), told.views or (told.views_note,)),
    )
    lists = beside(*((each, 1) for each in said if any(each.lines)))
    ladder = _ladder(story)
    yield Slide(
        told.sentence,
        above(beside((ladder, 1)), lists, 0.42) if ladder else lists,
        foot=(told.certainty, told.order_note),
        notes=(told.stage_summary, *told.confidence, *told.reading),
        sources=("result:/audiences", "edition:/targets"),
    )


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
            *(Cell(_marks(each), 3 * each.is_reached, each.is_here) for each in stages),
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
        foot=(_("A dash means “%(what)s”.") % {"what": story.not_shown},)
        if any(not row.is_shown for row in rows)
        else (),
        notes=tuple(remark for row in rows for remark in _remarks(row.name, row.remarks)),
        sources=("result:/audiences", "result:/rules"),
    )


def _remarks(name: str, remarks: tuple[str, ...]) -> list[str]:
    return [f"{name}: {remark}" for remark in remarks]
