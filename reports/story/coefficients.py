"""The numbers behind the scores: chances of each stage, agreement, consistency, the silent."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.result import Document
from reports import words
from reports.story.material import Material, view_of


@dataclass(frozen=True)
class ChanceRow:
    """A dimension, or the whole: the probability of each stage, and which one was attained."""

    name: str
    chances: tuple[str, ...]
    attained: int
    certainty: str


@dataclass(frozen=True)
class ChanceTable:
    """The probabilities as one audience's answers give them."""

    title: str
    stage_names: tuple[str, ...]
    rows: tuple[ChanceRow, ...]


@dataclass(frozen=True)
class QualityRow:
    """One scale of one audience: how far people and questions agree, and what silence could do.

    Everything is text; dashes stand for what could not be computed or is not shown.
    """

    name: str
    view: str
    values: tuple[str, ...]
    dont_know: str
    bounds: str


@dataclass(frozen=True)
class QualityTable:
    """The scales of one audience; ``note`` says how many count, and why bounds are missing."""

    title: str
    note: str
    rows: tuple[QualityRow, ...]


def chance_tables(material: Material) -> tuple[ChanceTable, ...]:
    """Tell the probability of every stage; nothing in results that have none."""
    tables = [
        ChanceTable(
            words.audience_title(code),
            tuple(stage.name for stage in material.framework.stages),
            tuple(_chances(material, audience)),
        )
        for code, audience in material.shown.items()
    ]
    return tuple(table for table in tables if table.rows)


def _chances(material: Material, audience: Document) -> list[ChanceRow]:
    cells = [
        (each.name, audience["dimensions"][each.code])
        for each in material.framework.dimensions
        if each.code in audience["dimensions"]
    ]
    whole = audience.get("stage_probability") or {}
    cells.append((_("The whole"), {"stage": audience["stage"], **whole}))
    return [
        _chance(material, name, cell, cell["probability"])
        for name, cell in cells
        if cell.get("probability")
    ]


def _chance(material: Material, name: str, cell: Document, chances: Document) -> ChanceRow:
    stage = material.stage(cell["stage"])
    rank = stage.rank if stage else 0
    return ChanceRow(
        name=name,
        chances=tuple(chances[each.code] for each in material.framework.stages),
        attained=rank,
        certainty=words.certainty(cell["certainty"]) if rank > 1 else _("entry stage"),
    )


def quality_tables(material: Material) -> tuple[QualityTable, ...]:
    """Tell how far every audience agrees, scale by scale; nothing where it was not computed."""
    tables = [
        QualityTable(
            words.audience_title(code),
            " ".join([_asked(code, audience), *_unbounded(material, code)]),
            tuple(_rows(material, audience)),
        )
        for code, audience in material.shown.items()
    ]
    return tuple(table for table in tables if table.rows)


def _asked(code: str, audience: Document) -> str:
    values = {"people": words.people(code, audience["n"])}
    if audience["response_rate"] is None:
        return _("%(people)s counted.") % values
    values["rate"] = words.response_rate(audience["response_rate"])
    return _("%(people)s counted; %(rate)s answered.") % values


def _unbounded(material: Material, code: str) -> list[str]:
    """Say why scores have no bounds, if some have none."""
    audience = material.shown[code]
    without = [cell for cell in material.scored[code] if not cell.get("bounds")]
    if not without:
        return []
    if audience["response_rate"] is None:
        reasons = [_("it is not shown how many were asked")]
    elif (audience.get("weighting") or {}).get("applied"):
        reasons = [_("scores are weighted")]
    else:
        exact = [cell for cell in without if cell.get("complete")]
        reasons = [_("nobody kept silent")] if exact else []
        if len(exact) < len(without):
            reasons.append(_("a question was not asked of everybody"))
    return [
        _("Where a dash stands for “If the silent …”: %(reasons)s.")
        % {"reasons": _(" or ").join(reasons)}
    ]


def _rows(material: Material, audience: Document) -> list[QualityRow]:
    framework = material.framework
    named = [
        ("dimensions", _("%(name)s (stages)"), {e.code: e.name for e in framework.dimensions}),
        ("experience", _("%(name)s (statements)"), {e.code: e.name for e in framework.dimensions}),
        ("constructs", "%(name)s", {e.code: e.name for e in framework.constructs}),
        ("steps", _("%(name)s (step)"), {e.code: e.name for e in framework.steps}),
    ]
    return [
        _row(label % {"name": name}, cell, audience["n"])
        for part, label, names in named
        for code, name in names.items()
        if (cell := audience.get(part, {}).get(code, {})).get("view")
    ]


def _row(name: str, cell: Document, asked: int) -> QualityRow:
    agreement, reliability = cell["agreement"] or {}, cell["reliability"] or {}
    departments, bounds = cell["departments"] or {}, cell["bounds"]
    dont_know = cell["dont_know"]
    found = (
        agreement.get("rwg_j_uniform"),
        agreement.get("rwg_j_slight_skew"),
        agreement.get("ad"),
        reliability.get("alpha"),
        reliability.get("omega"),
        departments.get("icc1"),
        departments.get("icc2"),
    )
    return QualityRow(
        name=name,
        view=words.capitalised(words.view(view_of(cell))),
        values=tuple(words.coefficient(value) for value in found),
        dont_know=words.share(
            dont_know["share"], words.replies(dont_know.get("n", asked), cell["n"])
        ),
        bounds=words.interval(bounds["low"], bounds["high"]) if bounds else words.DASH,
    )
