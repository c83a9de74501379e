"""Single answers wave beside wave: of every question of choice, the share that gave each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.change import Direction
from maturity.disclosure import lower_end
from maturity.items import Item
from maturity.movement import MovedShare, change_of_shares
from maturity.result import Document
from maturity.shares import share_of
from maturity.singles import is_of_accounts, worth
from reports import words
from reports.story.material import Material
from reports.story.trend.rows import verdict
from reports.story.trend.series import Told, shown_parts

NOT_SHOWN: Document = {"shown": False}
KINDS = {"choice", "several"}


@dataclass(frozen=True)
class ShareRow:
    """The share that gave one answer in every wave, and how it moved."""

    answer: str
    shares: tuple[str, ...]
    difference_text: str
    interval_text: str
    direction: str
    direction_text: str


@dataclass(frozen=True)
class ShareTable:
    """One question of choice; ``waves`` head the shares."""

    title: str
    question: str
    waves: tuple[str, ...]
    rows: tuple[ShareRow, ...]

    @property
    def is_compared(self) -> bool:
        """Whether there is more than one wave."""
        return len(self.waves) > 1


def share_tables(
    material: Material, series: Sequence[Told], asked: Sequence[Document], code: str
) -> Iterator[ShareTable]:
    """Tell the questions of choice an audience was asked in ``asked``, one by one."""
    told = [each for each in series if code in each.audiences]
    parts = shown_parts(asked, code)
    for item in material.framework.questionnaire(code).items:
        if item.kind in KINDS and any(item.code in each["choices"] for each in parts):
            yield ShareTable(
                title=words.audience_title(code),
                question=item.text(code),
                waves=tuple(each.name for each in told),
                rows=tuple(_rows(item, told, code)),
            )


def _rows(item: Item, told: Sequence[Told], code: str) -> Iterator[ShareRow]:
    parts = [each.audience(code) for each in told]
    cells = [part.get("choices", {}).get(item.code, NOT_SHOWN) for part in parts]
    answers = [option.text for option in item.several] or list(item.options())
    for place, answer in enumerate(answers):
        shares = [_share(cell, place) for cell in cells]
        texts = tuple(
            words.DASH if share is None else words.share(share, lower_end(cell["n"]))
            for share, cell in zip(shares, cells, strict=True)
        )
        moved = _moved(parts, cells, shares)
        if moved is None:
            dashes = (words.DASH, words.DASH)
            yield ShareRow(answer, texts, *dashes, Direction.TOO_FEW, _("cannot be told"))
        else:
            change = moved.change
            yield ShareRow(
                answer=answer,
                shares=texts,
                difference_text=_points(change.difference, moved.end),
                interval_text=_both(change.low, change.high),
                direction=change.direction,
                direction_text=verdict(change.direction)
                if change.difference is not None
                else _("cannot be told"),
            )


def _moved(
    parts: Sequence[Document], cells: Sequence[Document], shares: Sequence[float | None]
) -> MovedShare | None:
    """Return how a share moved from the first wave to the last; None where it cannot be told.

    Of customers drawn by whole accounts the interval would be too narrow.
    """
    then, now = shares[0], shares[-1]
    if then is None or now is None or any(map(is_of_accounts, (parts[0], parts[-1]))):
        return None
    n = [lower_end(cells[place]["n"]) for place in (0, -1)]
    worths = [worth(parts[place], each) for place, each in zip((0, -1), n, strict=True)]
    return change_of_shares(
        share_of(then, n[0], worths[0]), share_of(now, n[1], worths[1]), worths[0], worths[1]
    )


def _share(cell: Document, place: int) -> float | None:
    if not cell["shown"] or cell["shares"] is None:
        return None
    share: float = cell["shares"][place]
    return share


def _points(difference: float | None, end: str | None) -> str:
    if difference is None:
        return words.DASH
    sign = {"at_most": "≤ ", "at_least": "≥ "}.get(end or "", "")
    return sign + words.points(difference)


def _both(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return words.DASH
    return _("%(low)s to %(high)s") % {"low": words.points(low), "high": words.points(high)}
