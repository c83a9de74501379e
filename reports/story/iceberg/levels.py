"""Who had a problem, who told of it, how it ended, and what it was about."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.figures import ComplaintItems
from maturity.iceberg.branches import Branch
from maturity.iceberg.losses import Iceberg, ranked
from maturity.items import Item
from maturity.result import Document
from maturity.shares import Share, shares_in
from reports import words
from reports.story.material import Material

INDICATIVE = "~ "


@dataclass(frozen=True)
class Level:
    """A layer of the iceberg: its share of all customers, 0..1, above or below the water."""

    name: str
    share: float
    share_text: str
    is_visible: bool


@dataclass(frozen=True)
class ShareRow:
    """A share and of whom it is one."""

    name: str
    of: str
    n: str
    share_text: str
    interval_text: str


@dataclass(frozen=True)
class ShareTable:
    """What was chosen from a list, most often first; ``hidden`` stands where nothing is shown."""

    title: str
    rows: tuple[ShareRow, ...]
    note: str
    hidden: str


def levels(found: Iceberg) -> tuple[Level, ...]:
    """Return the layers from the top down; none unless it is shown who told."""
    problem, told = found.problem, found.told
    if problem is None or told is None:
        return ()
    heard, silent = problem.share * told.share, problem.share * (1 - told.share)
    never = _level(_("Never told"), silent, is_visible=False)
    if found.recorded is None:
        return _level(_("Told"), heard, is_visible=True), never
    recorded = heard * found.recorded.share
    return (
        _level(_("Told, on record"), recorded, is_visible=True),
        _level(_("Told, not on record"), heard - recorded, is_visible=True),
        never,
    )


def _level(name: str, share: float, *, is_visible: bool) -> Level:
    text = _("%(share)s of customers") % {"share": words.percent(share)}
    return Level(name, share, text, is_visible)


def way(
    material: Material, items: ComplaintItems, part: Document, found: Iceberg
) -> tuple[ShareRow, ...]:
    """Return the way from problem to outcome, a row a share."""
    everybody, had = _("all who answered"), _("those with a problem")
    tellers = _("those who told")
    rows = [_row(_("Had a problem"), everybody, part["problem"], found.problem)]
    rows.append(_row(_("Told of it"), had, part["told"], found.told))
    rows.append(_row(_("By a channel that is recorded"), tellers, part["recorded"], found.recorded))
    solved = shares_in(part["solved"])
    question = _item(material, items.solved)
    for place, label in enumerate(question.options(), start=1):
        name = f"{question.text(items.audience)} {label}"
        rows.append(_row(name, tellers, part["solved"], solved.get(str(place))))
    names = {
        Branch.SATISFIED: _("Satisfied with the outcome"),
        Branch.NEITHER: _("Neither satisfied nor dissatisfied"),
        Branch.DISSATISFIED: _("Dissatisfied with the outcome"),
    }
    rows += [
        _row(name, tellers, part["outcome"], found.outcomes.get(branch))
        for branch, name in names.items()
    ]
    return tuple(rows)


def tables(material: Material, items: ComplaintItems, part: Document) -> tuple[ShareTable, ...]:
    """Rank what problems were about, why people kept silent, and how they told."""
    return (
        _ranked(material, items, items.causes, part["causes"], _("those with a problem")),
        _ranked(material, items, items.reasons, part["reasons"], _("those who did not tell")),
        _ranked(material, items, items.channels, part["channels"], _("those who told")),
    )


def _ranked(
    material: Material, items: ComplaintItems, code: str, cell: Document, of: str
) -> ShareTable:
    item = _item(material, code)
    names = {option.code: option.text for option in item.several}
    order = ranked(cell)
    rows = tuple(_row(names[option], of, cell, share) for option, share in order)
    hidden = "" if rows else words.capitalised(words.not_shown()) + "."
    return ShareTable(item.text(items.audience), rows, _order_note(order), hidden)


def _order_note(order: list[tuple[str, Share]]) -> str:
    """Say whether the first is clearly ahead; several could be chosen in any case."""
    if len(order) < 2:
        return ""
    first, second = order[0][1], order[1][1]
    several = _("Several could be chosen.")
    if first.low > second.high:
        return several
    return several + " " + _("The intervals of the first two overlap, so which is first is open.")


def _row(name: str, of: str, cell: Document, share: Share | None) -> ShareRow:
    if share is None:
        return ShareRow(name, of, words.DASH, words.DASH, words.DASH)
    return ShareRow(
        name,
        of,
        words.number(cell["n"]),
        indicative(share) + words.told_share(share),
        words.shares(share.low, share.high),
    )


def indicative(share: Share) -> str:
    """Return the mark of a share of few answers, or nothing."""
    return INDICATIVE if share.indicative else ""


def _item(material: Material, code: str) -> Item:
    return next(item for item in material.framework.items if item.code == code)
