"""A story of which only some audiences or dimensions are looked at: less of it, and nothing else.

What is kept is kept as it is told. So what is not shown in the whole is not shown here either,
and sentences go on speaking of the whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any, TypeVar

from reports.story import Story
from reports.story.facets import Facet
from reports.story.gaps import widest_gaps
from reports.story.groups import GroupSection
from reports.story.perception import Perception
from reports.words import capitalised

AUDIENCE, DIMENSION = "audience", "dimension"
# The parts that can be looked at by each.
NARROWED: Mapping[str, frozenset[str]] = {
    AUDIENCE: frozenset(
        {"perception", "certainty", "groups", "progress", "dimensions", "themes", "voices"}
    ),
    DIMENSION: frozenset(
        {"profile", "grid", "next_stage", "evidence", "perception", "certainty", "groups"}
        | {"progress", "dimensions"}
    ),
}
T = TypeVar("T")


@dataclass(frozen=True)
class Chosen:
    """What is looked at; all of it where nothing is named."""

    audiences: tuple[Facet, ...] = ()
    dimensions: tuple[Facet, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.audiences or self.dimensions)

    def has_audience(self, name: str) -> bool:
        """Whether an audience is looked at, by its name at the head of a line or within one."""
        return not self.audiences or capitalised(name) in {each.name for each in self.audiences}

    def has_dimension(self, name: str) -> bool:
        """Whether a dimension is looked at, by its name."""
        return not self.dimensions or name in {each.name for each in self.dimensions}

    def rows(self, rows: Iterable[T]) -> tuple[T, ...]:
        """Return the rows, each called by its dimension, that are looked at."""
        named: Iterable[Any] = rows
        return tuple(row for row in named if self.has_dimension(row.name))

    def of_audiences(self, rows: Iterable[T]) -> tuple[T, ...]:
        """Return the rows about the audiences that are looked at."""
        said: Iterable[Any] = rows
        return tuple(row for row in said if self.has_audience(row.audience))


def narrowed(story: Story, chosen: Chosen) -> Story:
    """Return the story with what is chosen alone, wherever it stands by itself."""
    if not chosen:
        return story
    certainty, next_stage, evidence = story.certainty, story.next_stage, story.evidence
    return replace(
        story,
        profile=replace(story.profile, rows=chosen.rows(story.profile.rows)),
        grid=replace(story.grid, rows=chosen.rows(story.grid.rows)),
        next_stage=next_stage and replace(next_stage, rows=chosen.rows(next_stage.rows)),
        evidence=evidence and replace(evidence, rows=chosen.rows(evidence.rows)),
        perception=_perception(story.perception, chosen),
        certainty=certainty
        and replace(
            certainty,
            answered=chosen.of_audiences(certainty.answered),
            stages=_spreads(certainty.stages, chosen),
            statements=_spreads(certainty.statements, chosen),
        ),
        groups=story.groups
        and replace(
            story.groups,
            departments=_section(story.groups.departments, chosen),
            attributes=_section(story.groups.attributes, chosen),
            experience=_section(story.groups.experience, chosen),
        ),
        progress=story.progress
        and replace(
            story.progress,
            tables=tuple(
                replace(table, rows=chosen.rows(table.rows), points=_beside(table, chosen))
                for table in chosen.of_audiences(story.progress.tables)
            ),
            figures=chosen.of_audiences(story.progress.figures),
        ),
        dimensions=tuple(
            replace(page, seen=chosen.of_audiences(page.seen))
            for page in story.dimensions
            if chosen.has_dimension(page.row.name)
        ),
        themes=tuple(
            replace(theme, rows=found)
            for theme in story.themes
            if (found := chosen.of_audiences(theme.rows))
        ),
        voices=replace(story.voices, sections=chosen.of_audiences(story.voices.sections)),
    )


def _perception(told: Perception, chosen: Chosen) -> Perception:
    """Keep a comparison that an audience chosen has a part in."""
    seen = [chosen.has_audience(side.title) for side in told.sides]
    rows = tuple(
        replace(row, marks=tuple(compress(row.marks, seen))) for row in chosen.rows(told.rows)
    )
    gaps = tuple(
        gap
        for gap in told.gaps
        if chosen.has_dimension(gap.dimension) and any(map(chosen.has_audience, gap.audiences))
    )
    return replace(
        told,
        is_shown=any(mark.is_shown for row in rows for mark in row.marks),
        sides=tuple(compress(told.sides, seen)),
        rows=rows,
        gaps=gaps,
        widest=tuple(gap.sentence for gap in widest_gaps(gaps)),
    )


def _spreads(spreads: Sequence[Any], chosen: Chosen) -> tuple[Any, ...]:
    return tuple(each for each in chosen.rows(spreads) if chosen.has_audience(each.side.title))


def _beside(table: Any, chosen: Chosen) -> tuple[Any, ...]:
    """Return the points that stand beside the rows looked at."""
    return tuple(compress(table.points, (chosen.has_dimension(row.name) for row in table.rows)))


def _section(section: GroupSection, chosen: Chosen) -> GroupSection:
    """Keep the columns of the dimensions in the tables of the audiences that are looked at."""
    tables = []
    for table in chosen.of_audiences(section.tables):
        kept = [chosen.has_dimension(name) for name in table.columns]
        rows = (replace(row, cells=tuple(compress(row.cells, kept))) for row in table.rows)
        if any(kept):
            columns = tuple(compress(table.columns, kept))
            tables.append(replace(table, columns=columns, rows=tuple(rows)))
    return replace(section, tables=tuple(tables))
