"""The item tables: every question of a scale with its answers, mean and distribution."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from maturity.disclosure import lower_end
from maturity.framework import Item
from maturity.result import Document
from reports import words
from reports.story.material import Material


@dataclass(frozen=True)
class ItemRow:
    """One question. Everything is text; dashes stand for what is not shown."""

    code: str
    text: str
    n: str
    mean: str
    shares: tuple[str, ...]
    dont_know: str


@dataclass(frozen=True)
class ItemTable:
    """The questions of one audience on one scale; ``answers`` head the columns of shares."""

    title: str
    note: str
    answers: tuple[str, ...]
    has_dont_know: bool
    rows: tuple[ItemRow, ...]


# The kinds of item whose answers stand in these tables.
KINDS = {"anchored", "parallel", "rating", "single"}


def item_tables(material: Material) -> tuple[ItemTable, ...]:
    """Tell every question that is part of a scale, of every audience that may be shown."""
    tables = []
    for code, audience in material.shown.items():
        items = sorted(
            (
                item
                for item in material.framework.questionnaire(code).items
                if item.kind in KINDS and material.was_asked(code, item)
            ),
            key=lambda item: list(_scales(material)).index(item.scale.code),
        )
        for _scale, group in groupby(items, key=lambda item: item.scale.code):
            tables.append(_table(material, code, audience, list(group)))
    return tuple(tables)


def _scales(material: Material) -> dict[str, None]:
    """The codes of all scales, in the order in which items use them."""
    return dict.fromkeys(item.scale.code for item in material.framework.items)


def _table(material: Material, code: str, audience: Document, items: list[Item]) -> ItemTable:
    scale = items[0].scale
    rows = tuple(item_row(item, code, audience) for item in items)
    return ItemTable(
        title=_("%(audience)s: %(what)s")
        % {"audience": words.audience_title(code), "what": _what(items)},
        note=_note(material, items),
        answers=tuple(str(answer) for answer in range(1, scale.points + 1)),
        has_dont_know=scale.has_dont_know,
        rows=rows,
    )


def _what(items: list[Item]) -> str:
    """Name what people answered to."""
    if items[0].anchors:
        return _("descriptions of daily work")
    if any(item.kind == "parallel" for item in items):
        return _("statements")
    labels = items[0].scale.labels
    return _("answers from “%(low)s” to “%(high)s”") % {"low": labels[0], "high": labels[-1]}


def _note(material: Material, items: list[Item]) -> str:
    """Say what the numbers at the head of the columns stand for, and who was asked."""
    if items[0].anchors:
        names = [stage.name for stage in material.framework.stages]
        note = _("Columns: the description of %(names)s.")
    else:
        names = list(items[0].scale.labels)
        note = _("Columns: %(names)s.")
    note %= {"names": ", ".join(f"{i} {name}" for i, name in enumerate(names, start=1))}
    if any(item.when is not None for item in items):
        note += " " + _("A range stands for the number of answers where only some were asked.")
    return note


def items_note(tables: tuple[ItemTable, ...]) -> str:
    """Say once, for all tables, what a dash means; nothing where there is none."""
    rows = [row for table in tables for row in table.rows]
    if any(words.DASH in (row.n, row.dont_know, *row.shares) for row in rows):
        return words.dash_means()
    return ""


def item_row(item: Item, code: str, audience: Document) -> ItemRow:
    """Tell one question as an audience answered it."""
    found = audience["items"].get(item.code)
    if found is None:
        dashes = (words.DASH,) * item.scale.points
        return ItemRow(item.code, item.text(code), words.DASH, words.DASH, dashes, words.DASH)
    shares = found["shares"]
    return ItemRow(
        code=item.code,
        text=item.text(code),
        n=words.number(found["n"]),
        mean=words.score(found["mean"], found.get("end")),
        shares=tuple(words.share(each, lower_end(found["n"])) for each in shares)
        if shares is not None
        else (words.DASH,) * item.scale.points,
        dont_know=words.share(
            found["dont_know"],
            words.replies(found.get("dont_know_n", audience["n"]), found["n"]),
        ),
    )
