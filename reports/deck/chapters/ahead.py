"""What comes first, the roadmap and the next 100 days, as slides."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from reports.deck.paging import plain, told_in_pages, told_note
from reports.deck.slides import Cell, Placed, Slide, Table, Words, above, beside
from reports.story import Story, TrackStep
from reports.story.plan import PlanRow
from reports.story.steps import RoadmapStory

# The shades of statuses, from white to the darkest.
STATUS_SHADES = {"fully": 4, "largely": 3, "partly": 1}


def priorities(story: Story) -> Iterator[Slide]:
    """Say what the consultant proposes to do first."""
    found = story.priorities
    if found is None:
        return
    table = Table(
        "",
        (_("What comes first"), _("Where it stands"), _("Why")),
        plain((row.name, row.standing, row.text) for row in found.rows),
        (1.6, 1.4, 3),
    )
    yield from told_in_pages(
        _("What comes first"), table, foot=(found.note,), sources=("edition:/priorities",)
    )


def roadmap(story: Story) -> Iterator[Slide]:
    """Show how firmly each step stands, and what it rests on."""
    found = story.roadmap
    if found is not None:
        yield Slide(
            _("Steps and their foundations"),
            _steps_and_foundations(found),
            sentence=" ".join(found.sentences[:2]),
            foot=found.warnings,
            notes=(*found.sentences, *found.pace, *map(told_note, found.notes)),
            sources=("result:/roadmap", "edition:/target_step"),
        )
        if found.views:
            yield from _views(found)
    yield from _coverage(story)


def _steps_and_foundations(found: RoadmapStory) -> tuple[Placed, ...]:
    """Return the steps in a row, and below them what each rests on."""
    steps = Table(
        _("The steps"),
        tuple(f"{step.rank} {step.name}" for step in found.track),
        (
            tuple(
                Cell(_track_text(step), STATUS_SHADES.get(step.status, 0), step.is_next)
                for step in found.track
            ),
        ),
        tuple(1.0 for _step in found.track),
    )
    if not found.heat:
        return beside((steps, 1))
    heat = Table(
        _("What each step rests on, as the consultant rated it"),
        (_("Foundation"), *(f"{step.rank}" for step in found.track)),
        tuple(
            (Cell(row.name, is_strong=True), *(Cell(cell.text, cell.shade) for cell in row.cells))
            for row in found.heat
        ),
        (1.6, *(1.0 for _step in found.track)),
        is_centred=True,
    )
    return above(beside((steps, 1)), beside((heat, 1)), 0.29)


def _track_text(step: TrackStep) -> str:
    marks = [_("next step") if step.is_next else "", _("goal") if step.is_target else ""]
    return "\n".join(filter(None, [step.status_text, ", ".join(filter(None, marks))]))


def _views(found: RoadmapStory) -> Iterator[Slide]:
    table = Table(
        "",
        (_("Step"), _("The consultant found"), *found.view_sides),
        plain(
            (
                row.name,
                row.assessed_text,
                *("\n".join(filter(None, [s.status_text, s.score_text])) for s in row.seen),
            )
            for row in found.views
        ),
        (1.8, *(1.2 for _side in ("", *found.view_sides))),
    )
    yield from told_in_pages(
        _("The same steps as people see them"),
        table,
        foot=(found.views_note,),
        sources=("result:/audiences", "result:/roadmap"),
    )


def _coverage(story: Story) -> Iterator[Slide]:
    found = story.coverage
    if found is None:
        return
    table = Table(
        "",
        (
            *(_("Subject"), _("Matter"), _("Verdict"), _("Leaders who say it is there")),
            *(_("95% interval"), _("The consultant found")),
        ),
        plain(
            (
                *(group.title, row.name, f"{row.mark} {row.verdict_text}", row.share_text),
                *(row.interval_text, row.found_text),
            )
            for group in found.groups
            for row in group.rows
        ),
        (1.4, 2.4, 1.4, 1.1, 1.1, 1.2),
    )
    yield from told_in_pages(
        _("What is there, what is claimed, what is missing"),
        table,
        sentence=found.sentence,
        notes=(*found.notes, *map(told_note, found.written)),
        sources=("result:/audiences", "edition:/coverage"),
    )


def plan(story: Story) -> Iterator[Slide]:
    """Say who does what until when."""
    found = story.plan
    if found is None:
        return
    opening = found.opening
    table = Table(
        "",
        (_("What is done"), _("For"), _("Who"), _("Until"), _("State"), _("Done when")),
        plain(
            (
                *(row.what, row.priority, row.owner, row.due_text),
                f"{row.state_text}, {_('late')}" if row.is_late else row.state_text,
                row.done,
            )
            for row in found.rows
        ),
        (2.4, 1.6, 1.1, 1.1, 1, 2),
    )
    headline, sentence = _("The plan"), found.sentence or opening.sentence
    notes = (*opening.warnings, opening.sentence, *opening.pace, *_worth(found.rows))
    if not found.rows:
        yield Slide(
            headline,
            beside((Words("", notes), 1)),
            sentence=sentence,
            sources=("edition:/actions",),
        )
        return
    foot = (*opening.warnings, opening.sentence)
    yield from told_in_pages(
        headline,
        table,
        sentence=sentence,
        foot=foot,
        notes=notes,
        sources=("edition:/actions",),
    )


def _worth(rows: Iterable[PlanRow]) -> list[str]:
    return [
        f"{row.what}: {'; '.join(f'{whom}: {text}' for whom, text in row.worth)}"
        for row in rows
        if row.worth
    ]
