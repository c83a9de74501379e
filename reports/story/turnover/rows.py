"""The rate, the elements of what a leaver costs and what is noticed, row by row."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.coverage import share_from
from maturity.figures import TurnoverItems
from maturity.items import Item
from maturity.result import Document
from maturity.turnover import Cost, Named
from reports import words
from reports.story.spread import share_texts, spread, unsure_text
from reports.story.turnover.ranges import bands_named, span_text


@dataclass(frozen=True)
class BandRow:
    """A band of the rate and how many leaders name it; ``remark`` says what it is, if anything."""

    name: str
    share_text: str
    remark: str


@dataclass(frozen=True)
class ElementRow:
    """An element of what a leaver costs, as leaders name it and in shares of a year's pay."""

    name: str
    said: str
    share_text: str
    cost_text: str
    n: str
    n_text: str
    answers_text: str

    @property
    def is_told(self) -> bool:
        """Whether some band is named most often, and may be shown."""
        return self.said != words.DASH


@dataclass(frozen=True)
class EffectRow:
    """Something that is noticed when people leave, and how many leaders notice it."""

    name: str
    share_text: str
    interval_text: str
    n: str
    n_text: str
    answers_text: str


def band_rows(
    figure: TurnoverItems, item: Item, cell: Document, named: Named | None
) -> tuple[BandRow, ...]:
    """Return every band with its share; none if they are not shown."""
    if named is None:
        return ()
    n = words.replies(None, cell["n"])
    rows = []
    for answer, (label, share) in enumerate(
        zip(item.options(), cell["shares"], strict=True), start=1
    ):
        low, high = item.scale.bands[answer - 1]
        remarks = []
        if share == max(cell["shares"]):
            remarks.append(_("named most often"))
        if figure.usual[0] <= low and high <= figure.usual[1]:
            remarks.append(_("not uncommon in retail, service and hospitality"))
        rows.append(BandRow(label, words.share(share, n), "; ".join(remarks)))
    if item.scale.has_dont_know and cell["dont_know"] is not None:
        rows.append(BandRow(item.scale.dont_know, unsure_text(cell), ""))
    return tuple(rows)


def element_rows(
    figure: TurnoverItems,
    items: dict[str, Item],
    cells: Document,
    named: dict[str, Named | None],
    cost: Cost | None,
) -> tuple[ElementRow, ...]:
    """Return the three elements with what each makes of a year's pay."""
    costs = (cost.hiring, cost.training, cost.lost) if cost else (None, None, None)
    rows = []
    for code, part in zip(figure.elements, costs, strict=True):
        band, item = named[code], items[code]
        rows.append(
            ElementRow(
                name=item.text(figure.audience),
                said=bands_named(item, band) if band else words.DASH,
                share_text=words.told_share(band.share) if band else words.DASH,
                cost_text=span_text(part) if part else words.DASH,
                n=words.number(cells[code]["n"]) if band else words.DASH,
                n_text=words.answers(cells[code]["n"]) if band else words.DASH,
                answers_text=spread(item, cells[code]),
            )
        )
    return tuple(rows)


def effect_row(figure: TurnoverItems, item: Item, cell: Document) -> EffectRow:
    """Return how many leaders notice an effect."""
    share = share_from(cell, figure.noticed_from)
    return EffectRow(
        item.text(figure.audience),
        *share_texts(share),
        words.number(cell["n"]) if share else words.DASH,
        words.answers(cell["n"]) if share else words.DASH,
        spread(item, cell),
    )
