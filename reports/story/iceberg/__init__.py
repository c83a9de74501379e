"""The complaint iceberg in words: what customers told of problems, and what it may cost.

``levels`` tells who had a problem and what became of it, ``staying`` who intends to stay,
``register`` what the organisation has on record beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.iceberg.branches import Branch
from maturity.iceberg.losses import Iceberg, published_iceberg
from reports import words
from reports.story.iceberg.levels import (
    INDICATIVE,
    Level,
    ShareRow,
    ShareTable,
    levels,
    tables,
    way,
)
from reports.story.iceberg.register import RegisterStory, register
from reports.story.iceberg.staying import BranchRow, LossStory, branch_rows, losses
from reports.story.material import Material

__all__ = [
    "BranchRow",
    "IcebergStory",
    "Level",
    "LossStory",
    "RegisterStory",
    "ShareRow",
    "ShareTable",
    "iceberg",
    "told_by_iceberg",
]


@dataclass(frozen=True)
class IcebergStory:
    """What customers tell of problems; lists are empty, and parts None, where nothing is shown.

    ``levels`` are drawn; ``way`` is the way from problem to outcome; ``tables`` rank causes,
    reasons for silence and channels; ``branches`` say who intends to stay.
    """

    sentences: tuple[str, ...]
    levels: tuple[Level, ...]
    way: tuple[ShareRow, ...]
    tables: tuple[ShareTable, ...]
    branches: tuple[BranchRow, ...]
    losses: LossStory | None
    register: RegisterStory | None
    notes: tuple[str, ...]

    @property
    def level_legend(self) -> tuple[str, ...]:
        """What belongs below the drawing of the layers."""
        return (
            _(
                "A layer is worked out from several shares, so none has an interval of its own;"
                " those of the shares stand beside them."
            ),
        )

    @property
    def problem_revenue(self) -> str:
        """The revenue that problems may cost; "" where it is not told."""
        return self.losses.revenue if self.losses else ""


def told_by_iceberg(material: Material, audience: str) -> set[str]:
    """Return the codes of an audience's questions of which the iceberg tells every answer."""
    items = material.framework.figures.complaints
    if items is None or items.audience != audience or iceberg(material) is None:
        return set()
    return {items.problem, items.causes, items.told, items.reasons, items.channels, items.solved}


def iceberg(material: Material) -> IcebergStory | None:
    """Tell the iceberg; None where it was not asked about or nothing of it is shown."""
    items = material.framework.figures.complaints
    audience = material.shown.get(items.audience) if items else None
    found = published_iceberg(audience) if audience else None
    if items is None or audience is None or found is None or not found.problem:
        return None
    rows, steps = branch_rows(found), way(material, items, audience["iceberg"], found)
    ranks = tables(material, items, audience["iceberg"])
    texts = [row.share_text for row in rows]
    texts += [row.share_text for table in (steps, *(each.rows for each in ranks)) for row in table]
    return IcebergStory(
        sentences=tuple(_sentences(material, found)),
        levels=levels(found),
        way=steps,
        tables=ranks,
        branches=rows,
        losses=losses(material, found),
        register=register(material, items, audience["iceberg"], found),
        notes=tuple(_notes(material, items.problem, found, texts)),
    )


def _sentences(material: Material, found: Iceberg) -> list[str]:
    """Say the whole in two sentences, as far as it is shown."""
    assert found.problem is not None
    values = {
        "problem": words.told_share(found.problem),
        "organisation": material.organisation,
    }
    if found.told is None:
        return [_("%(problem)s of customers had a problem.") % values]
    values["told"] = words.told_share(found.told)
    satisfied = found.outcomes.get(Branch.SATISFIED)
    if satisfied is None:
        first = _(
            "%(problem)s of customers had a problem; %(told)s of these told %(organisation)s."
        )
    else:
        values["satisfied"] = words.told_share(satisfied)
        first = _(
            "%(problem)s of customers had a problem; %(told)s of these told %(organisation)s, and"
            " %(satisfied)s of those who told are satisfied with the outcome."
        )
    sentences = [first % values]
    if found.multiplier and found.visible:
        sentences.append(_behind(found.multiplier, found.visible.low, found.visible.high))
    return sentences


def _behind(multiplier: float, low: float, high: float) -> str:
    """Say how many problems stand behind each that comes on record."""
    values = {"n": words.score(multiplier), "low": words.score(1 / high)}
    if not low:
        return (
            _(
                "For each problem that comes on record there are about %(n)s in all, and at least"
                " %(low)s."
            )
            % values
        )
    return _(
        "For each problem that comes on record there are about %(n)s in all (%(low)s to %(high)s)."
    ) % {**values, "high": words.score(1 / low)}


def _notes(material: Material, problem: str, found: Iceberg, texts: Sequence[str]) -> list[str]:
    """Say how to read the shares, of which ``texts`` are all that stand there."""
    items = {item.code: item for item in material.framework.items}
    audience = material.framework.figures.complaints
    assert audience is not None
    notes = [
        _("Asked was: %(question)s")
        % {"question": words.quoted(items[problem].text(audience.audience))},
        _(
            "Each share has its 95% interval (Wilson), which takes every customer for one voice,"
            " also where several belong to one account."
        ),
    ]
    if any(text.startswith(INDICATIVE) for text in texts):
        notes.append(_("A tilde (~) marks shares of fewer than 30 answers: they only point a way."))
    if found.only_identified:
        notes.append(
            _(
                "Who intends to stay is told of those customers alone who agreed to be seen with"
                " their account, to protect the others."
            )
        )
    if words.DASH in texts:
        notes.append(words.dash_means())
    return notes
