"""Departments and groups as sheets of a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet
from reports.sheets.base import (
    Row,
    agreement,
    ends,
    interval_of,
    measured,
    number,
    sheet,
    stage_score,
    under,
)
from reports.story.grouped import GroupTable
from reports.story.groups import Groups


def groups_sheets(groups: Groups | None) -> Iterator[Sheet]:
    """Return a sheet for every way to divide an audience of which anything is told."""
    if groups is None:
        return
    for section in (groups.departments, groups.attributes, groups.experience):
        for table in section.tables:
            if table.rows:
                yield group_sheet(table)


def group_sheet(table: GroupTable) -> Sheet:
    """Return a way to divide an audience; the path above a department has a column of its own."""
    header = [table.first, _("Within")]
    units: dict[str, str] = {}
    unit = stage_score(table.labels) if table.tells_stages else agreement(table.labels)
    for name in table.columns:
        stage, answers = under(name, _("stage")), under(name, _("answers"))
        header += [name, *interval_of(name), *([stage] if table.tells_stages else []), answers]
        units |= {**measured(unit, name, of=name), answers: _("people")}
    rows: list[Row] = []
    for row in table.rows:
        line: list[object] = [row.name, row.within]
        for cell in row.cells:
            line += [number(cell.mean_text), *ends(cell.interval_text)]
            line += [cell.stage_name] if table.tells_stages else []
            line.append(number(cell.n))
        rows.append(line)
    return sheet(_name(table), table.caption, header, rows, units)


def _name(table: GroupTable) -> str:
    """Return a title that no other way to divide an audience has."""
    about = _("stages") if table.tells_stages else _("customers’ experience")
    return _("%(title)s, %(about)s (%(audience)s)") % {
        "title": table.title,
        "about": about,
        "audience": table.audience,
    }
