"""Departments and groups: what may be told of the parts of an audience, side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports import words
from reports.story.group_tables import Part
from reports.story.grouped import EXPERIENCE, STAGES, GroupRow, GroupTable
from reports.story.material import Material
from reports.story.staff.beside import is_beside


@dataclass(frozen=True)
class GroupSection:
    """Tables of one kind; the notes say how to read a cell of a table.

    ``not_shown`` has a sentence for every way to divide of which nothing is told.
    """

    tables: tuple[GroupTable, ...]
    notes: tuple[str, ...]
    not_shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Groups:
    """Stages and scores by department and by attribute, of every audience that has them.

    ``experience`` is both once more, as these people see what customers experience.
    """

    departments: GroupSection
    attributes: GroupSection
    experience: GroupSection

    @property
    def drawn(self) -> GroupTable | None:
        """The departments that are drawn: of the first audience that shows some, if one does."""
        found = [table for table in self.departments.tables if table.rows or table.hidden]
        return next((table for table in found if table.rows), found[0] if found else None)


def groups(material: Material) -> Groups | None:
    """Tell the groups; None where there are none, and in results that know of none."""
    audiences = [code for code, audience in material.shown.items() if audience.get("groups")]
    stages = [Part(material, code, STAGES) for code in audiences]
    experience = [Part(material, code, EXPERIENCE) for code in audiences]
    departments = [table for part in stages for table in part.departments()]
    attributes = [table for part in stages for table in part.attributes()]
    not_shown = tuple(sentence for part in stages for sentence in part.attributes_not_shown())
    if not departments and not attributes and not not_shown:
        return None
    seen = [table for part in experience for table in _seen(part) if table.rows]
    return Groups(
        departments=GroupSection(tuple(departments), tuple(_notes(material, departments))),
        attributes=GroupSection(tuple(attributes), tuple(_notes(material, attributes)), not_shown),
        experience=GroupSection(tuple(seen), tuple(_experience_notes(experience[0], seen))),
    )


def _seen(part: Part) -> Iterator[GroupTable]:
    """Return how groups see what customers experience, but for what stands beside customers."""
    if not is_beside(part.material, part.code):
        yield from part.departments()
    yield from part.attributes()


def _notes(material: Material, tables: Sequence[GroupTable]) -> Iterator[str]:
    """Say what stands in a cell; mention only what occurs."""
    cells = [cell for table in tables for cell in table.cells]
    if any(cell.is_shown for cell in cells):
        yield _(
            "A cell of the table gives the score, its 95% interval, and as a range how many"
            " answered."
        )
    if any(cell.stage_rank for cell in cells):
        names = enumerate((stage.name for stage in material.framework.stages), start=1)
        yield _("Stages, given where every question has at least ten answers: %(names)s.") % {
            "names": ", ".join(f"{i} {name}" for i, name in names)
        }
    yield from _shared_notes(tables)


def _experience_notes(part: Part, tables: Sequence[GroupTable]) -> Iterator[str]:
    """Say what the scores of statements are."""
    if not tables:
        return
    answers = part.answers(part.dimensions[0].code)
    yield _(
        "How these people see what customers experience: the score from 1 (%(low)s) to %(points)s"
        " (%(high)s), its 95%% interval, and as a range how many answered."
    ) % {"low": answers[0].lower(), "points": len(answers), "high": answers[-1].lower()}
    yield from _shared_notes(tables)


def others_note(rows: Iterable[GroupRow]) -> str:
    """Say who “Others” are, where a row is theirs; "" where none is."""
    if not any(row.is_rest for row in rows):
        return ""
    return _(
        "“Others” are the people who are in none of the parts shown; which parts are shown may"
        " change from one dimension to the next."
    )


def _shared_notes(tables: Sequence[GroupTable]) -> Iterator[str]:
    others = others_note(row for table in tables for row in table.rows)
    if others:
        yield others
    if any(table.has_dash for table in tables):
        yield words.dash_means()
