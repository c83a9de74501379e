"""How what people say beyond the dimensions has moved: scores of customers, shares of figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.change import Direction
from maturity.comparison import change_of_cells
from maturity.moved_figures import MovedFigure, moved_figures
from maturity.movement import SMALLEST_SHARE
from maturity.result import Document
from maturity.singles import is_of_accounts
from reports import words
from reports.story.material import Material
from reports.story.moved import MovedRow, direction_text, score_row
from reports.story.spread import with_range

CLEAR = (Direction.RISEN, Direction.FALLEN)
# What is compared, by its address in a figure.
NAMES: Mapping[tuple[str, str], Callable[[], str]] = {
    ("problem", "yes"): lambda: _("Had a problem"),
    ("told", "yes"): lambda: _("Told of it, of those with a problem"),
    ("told", "no"): lambda: _("Never told of it, of those with a problem"),
    ("solved", "1"): lambda: _("Problem solved, of those who told"),
    ("outcome", "satisfied"): lambda: _("Satisfied with the outcome, of those who told"),
    ("outcome", "dissatisfied"): lambda: _("Dissatisfied with the outcome, of those who told"),
    ("kinds", "ambassador"): lambda: _("Ambassadors"),
    ("kinds", "detractor"): lambda: _("Detractors"),
}
FIGURES: Mapping[str, Callable[[], str]] = {
    "iceberg": lambda: _("problems and complaints"),
    "ambassadors": lambda: _("ambassadors"),
}


@dataclass(frozen=True)
class FiguresTable:
    """What one audience says beyond the dimensions, then and now; ``notes`` say how to read it."""

    audience: str
    title: str
    sentence: str
    rows: tuple[MovedRow, ...]
    notes: tuple[str, ...]


def figures_tables(
    material: Material, earlier: Document, codes: Sequence[str]
) -> Iterator[FiguresTable]:
    """Set the figures of these audiences beside the earlier ones, where both results tell some.

    Those of customers include the scores of everything they rate besides the dimensions.
    """
    for code in codes:
        then, now = earlier["audiences"][code], material.shown[code]
        are_customers = _are_customers(material, code)
        scores = tuple(_scores(material, code, then, now)) if are_customers else ()
        moved = moved_figures(then, now)
        rows = (*scores, *map(_row, moved))
        if rows:
            audience = words.audience_title(code)
            yield FiguresTable(
                audience=audience,
                title=_("%(audience)s, beyond the dimensions") % {"audience": audience},
                sentence=_sentence(code, rows),
                rows=rows,
                notes=(
                    *_about_shares(moved, then, now, are_customers=are_customers),
                    *([words.dash_means()] if any(map(_has_dash, rows)) else []),
                ),
            )


def figures_left_out(material: Material, earlier: Document, codes: Sequence[str]) -> list[str]:
    """Name the figures of which the earlier result does not tell what this one does."""
    return [
        say()
        for code in codes
        for figure, say in FIGURES.items()
        if material.shown[code].get(figure) and not earlier["audiences"][code].get(figure)
    ]


def _are_customers(material: Material, code: str) -> bool:
    complaints = material.framework.figures.complaints
    return complaints is not None and complaints.audience == code


def _scores(material: Material, code: str, then: Document, now: Document) -> Iterator[MovedRow]:
    """Tell every scale besides the dimensions that both results hold and one of them shows."""
    asked = material.framework.questionnaire(code).items
    points = {item.construct: item.scale.points for item in asked if item.construct}
    for construct in material.framework.constructs:
        before, after = (each.get("constructs", {}).get(construct.code) for each in (then, now))
        if before and after and (before["shown"] or after["shown"]):
            name = _("%(name)s, 1 to %(points)s") % {
                "name": construct.name,
                "points": points[construct.code],
            }
            yield score_row(name, before, after, change_of_cells(before, after))


def _row(moved: MovedFigure) -> MovedRow:
    change = moved.change
    return MovedRow(
        name=NAMES[moved.cell, moved.answer](),
        then_text=with_range(moved.then) if moved.then else words.DASH,
        now_text=with_range(moved.now) if moved.now else words.DASH,
        difference_text=words.points_moved(change.difference),
        interval_text=words.points_between(change.low, change.high),
        direction=change.direction,
        direction_text=direction_text(change),
    )


def _sentence(code: str, rows: Sequence[MovedRow]) -> str:
    """Name what rose and what fell; say so where nothing clearly did, or it cannot be told."""
    values = {"audience": words.audience(code)}
    names = {
        direction: words.joined([words.quoted(row.name) for row in found])
        for direction in CLEAR
        if (found := [row for row in rows if row.direction == direction])
    }
    if names:
        told = {
            Direction.RISEN: _("clearly risen: %(names)s"),
            Direction.FALLEN: _("clearly fallen: %(names)s"),
        }
        parts = [told[each] % {"names": found} for each, found in names.items()]
        return _("Of the figures on %(audience)s, %(what)s.") % {**values, "what": "; ".join(parts)}
    untold = [row for row in rows if row.direction == Direction.TOO_FEW]
    if len(untold) == len(rows):
        return _("Of the figures on %(audience)s, none can be compared.") % values
    if untold:
        return (
            _("Of the figures on %(audience)s, none that can be compared has clearly moved.")
            % values
        )
    return _("Of the figures on %(audience)s, none has clearly moved.") % values


def _has_dash(row: MovedRow) -> bool:
    return words.DASH in (row.then_text, row.now_text)


def _about_shares(
    moved: Sequence[MovedFigure], then: Document, now: Document, *, are_customers: bool
) -> Iterator[str]:
    """Say what a share's movement is, and why of some there is none."""
    if any(each.change.difference is not None for each in moved):
        yield _(
            "A share has risen or fallen if it moved by at least %(least)s and the interval leaves"
            " out zero."
        ) % {"least": words.points_moved(SMALLEST_SHARE)}
    if moved and any(map(is_of_accounts, (then, now))):
        yield _(
            "The intervals of shares take every customer for one voice, also where several belong"
            " to one account and tend to answer alike; so it cannot be told whether a share has"
            " moved. Those of scores allow for it."
        )
    elif moved and are_customers:
        yield _(
            "The intervals take every customer for one voice, also where several belong to one"
            " account."
        )
    if any(each.is_covered for each in moved):
        yield _("Of a share that is told as “at most” or “at least” there is no change.")
