"""The tables of groups: an audience divided by department, and by each attribute."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.framework import Dimension
from maturity.result import Document
from reports import words
from reports.story.differences import Contest, Place, difference
from reports.story.grouped import EXPERIENCE, SHADES, STAGES, GroupCell, GroupRow, GroupTable
from reports.story.material import Material

# What stands between the names of a unit's path.
BELOW = " / "


@dataclass(frozen=True)
class Part:
    """The groups of one audience, as one part of the result tells them."""

    material: Material
    code: str
    part: str

    @property
    def audience(self) -> Document:
        """What the result says of the audience."""
        return self.material.shown[self.code]

    @property
    def dimensions(self) -> list[Dimension]:
        """The columns: what the audience was asked about."""
        asked = self.audience[self.part]
        return [each for each in self.material.framework.dimensions if each.code in asked]

    # The tables

    def departments(self) -> Iterator[GroupTable]:
        """Return the table of the department tree, if there is one."""
        told = self.audience["groups"]
        units: list[Document] = told["units"]
        if not self.dimensions or not (units or told["units_not_shown"]):
            return
        rows = list(self._below("", _children(units)))
        others = self._rest(_("Others"), told["rest"])
        yield GroupTable(
            title=_("Departments"),
            audience=words.audience(self.code),
            part=self.part,
            labels=self.labels,
            first=_("Department"),
            columns=tuple(each.name for each in self.dimensions),
            rows=tuple(rows if others.is_empty else [*rows, others]),
            sentence=self._sentence(_top(units), is_tree=True),
            hidden=self._hidden_units(told),
        )

    def _below(self, path: str, children: dict[str, list[Document]]) -> Iterator[GroupRow]:
        """Return what is told below a unit; a unit of which nothing is, if something below is."""
        for unit in children.get(path, []):
            own, found = self._unit(unit), list(self._below(unit["path"], children))
            if found or not own.is_empty:
                yield own
            yield from found
            name = _("Others in %(unit)s") % {"unit": unit["name"]}
            rest = self._rest(name, unit["rest"], within=unit["path"], level=unit["level"] + 1)
            if not rest.is_empty:
                yield rest

    def _unit(self, unit: Document) -> GroupRow:
        return self._row(unit["name"], unit, within=_above(unit), level=unit["level"])

    def attributes(self) -> Iterator[GroupTable]:
        """Return a table for every attribute."""
        for attribute in self.audience["groups"]["attributes"] if self.dimensions else []:
            named = [(_category(each), each) for each in attribute["categories"]]
            rows = [self._row(name, each) for name, each in named]
            shown = tuple(row for row in rows if not row.is_empty)
            yield GroupTable(
                title=_("By %(attribute)s") % {"attribute": attribute["name"]},
                audience=words.audience(self.code),
                part=self.part,
                labels=self.labels,
                first=words.capitalised(attribute["name"]),
                columns=tuple(each.name for each in self.dimensions),
                rows=shown,
                sentence=self._sentence(named),
                hidden=_hidden_groups(len(rows) - len(shown), len(rows)),
            )

    def attributes_not_shown(self) -> list[str]:
        """Return a sentence for every attribute of which the result tells nothing.

        Results of before they were named have none.
        """
        names = self.audience["groups"].get("attributes_not_shown", []) if self.dimensions else []
        return [
            _("By %(attribute)s: %(not_shown)s.")
            % {"attribute": name, "not_shown": words.not_shown()}
            for name in names
        ]

    # Rows and cells

    def whole(self, name: str, dimensions: Sequence[Dimension]) -> GroupRow:
        """Return the whole audience as one row, in the columns of another's table."""
        cells = [self.audience[self.part].get(each.code) for each in dimensions]
        shown = [cell if cell and cell["shown"] else None for cell in cells]
        named = zip(dimensions, shown, strict=True)
        return GroupRow(name, "", 0, tuple(self._cell(each.code, cell) for each, cell in named))

    def _row(self, name: str, group: Document, *, within: str = "", level: int = 0) -> GroupRow:
        found = group[self.part]
        cells = tuple(self._cell(each.code, found.get(each.code)) for each in self.dimensions)
        return GroupRow(name, within, level, cells)

    def _rest(self, name: str, group: Document, *, within: str = "", level: int = 0) -> GroupRow:
        return replace(self._row(name, group, within=within, level=level), is_rest=True)

    def _cell(self, dimension: str, cell: Document | None) -> GroupCell:
        if cell is None:
            return GroupCell()
        stage = self.material.stage(cell.get("stage"))
        has_interval = cell["low"] is not None
        return GroupCell(
            mean_text=words.score(cell["mean"], cell["end"]),
            interval_text=words.interval(cell["low"], cell["high"]) if has_interval else "",
            stage_rank=stage.rank if stage else None,
            stage_name=stage.name if stage else "",
            n=words.number(cell["n"]),
            shade=_shade(cell["mean"], len(self.answers(dimension))),
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """What the points of the scale are called: all dimensions share one."""
        return tuple(self.answers(self.dimensions[0].code))

    def answers(self, dimension: str) -> Sequence[str]:
        """Return what the points of a dimension's scale are called."""
        if self.part == STAGES:
            return [stage.name for stage in self.material.framework.stages]
        items = self.material.framework.questionnaire(self.code).items
        return next(
            item.options()
            for item in items
            if item.kind == "parallel" and item.dimension == dimension
        )

    # Sentences

    def _sentence(self, named: Sequence[Place], *, is_tree: bool = False) -> str:
        """Say which of these groups differ clearly."""
        return difference(
            [
                Contest(
                    each.name,
                    [
                        (name, group[self.part][each.code])
                        for name, group in named
                        if each.code in group[self.part]
                    ],
                    is_tree=is_tree,
                    departments=self.audience[self.part][each.code].get("departments"),
                )
                for each in self.dimensions
            ]
        )

    def _hidden_units(self, told: Document) -> str:
        number = told["units_not_shown"] + sum(_is_told(unit) for unit in told["units"])
        hidden = number - sum(not self._unit(unit).is_empty for unit in told["units"])
        if not hidden:
            return ""
        return ngettext(
            "%(n)s of %(all)s departments is %(not_shown)s.",
            "%(n)s of %(all)s departments are %(not_shown)s.",
            hidden,
        ) % {"n": hidden, "all": number, "not_shown": words.not_shown()}


def _is_told(unit: Document) -> bool:
    """Whether anything is told of a unit; it may also stand there for what is below it."""
    return bool(unit[STAGES] or unit[EXPERIENCE])


def _hidden_groups(hidden: int, number: int) -> str:
    if not hidden:
        return ""
    return ngettext(
        "%(n)s of %(all)s groups is %(not_shown)s.",
        "%(n)s of %(all)s groups are %(not_shown)s.",
        hidden,
    ) % {"n": hidden, "all": number, "not_shown": words.not_shown()}


def _children(units: Sequence[Document]) -> dict[str, list[Document]]:
    """Return the units below each path, in their order; "" for the whole."""
    children: dict[str, list[Document]] = {}
    for unit in units:
        children.setdefault(_above(unit), []).append(unit)
    return children


def _above(unit: Document) -> str:
    """Return the path of the unit above; empty for none."""
    path: str = unit["path"]
    return path.removesuffix(BELOW + unit["name"]) if unit["level"] else ""


def _top(units: Sequence[Document]) -> list[Place]:
    """Return the departments, with their names; what is below them is a part of them."""
    return [(unit["name"], unit) for unit in units if not unit["level"]]


def _category(category: Document) -> str:
    """Return the values that were joined; people without one are named too."""
    return words.either([value or _("not given") for value in category["values"]])


def _shade(mean: float, points: int) -> int:
    """Return which of so many equal parts of the scale a score lies in, the lowest being 1."""
    return min(SHADES, 1 + int(SHADES * (mean - 1) / (points - 1)))
