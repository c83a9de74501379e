"""Staff turnover: how many leave by what leaders say, and what it costs, with every assumption."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.figures import TurnoverItems
from maturity.items import Item
from maturity.result import Document
from maturity.turnover import cost_of_leaver, named_band
from reports import words
from reports.story.material import Material
from reports.story.turnover.ranges import span_text
from reports.story.turnover.rows import (
    BandRow,
    EffectRow,
    ElementRow,
    band_rows,
    effect_row,
    element_rows,
)
from reports.story.turnover.sentences import told_sentences

__all__ = ["TurnoverStory", "told_by_turnover", "turnover"]


@dataclass(frozen=True)
class TurnoverStory:
    """What leaders tell of it; ``whole_text`` is what a leaver costs, "" if that is unknown."""

    sentences: tuple[str, ...]
    bands: tuple[BandRow, ...]
    elements: tuple[ElementRow, ...]
    whole_text: str
    effects: tuple[EffectRow, ...]
    assumptions: tuple[str, ...]
    notes: tuple[str, ...]


def told_by_turnover(material: Material, audience: str) -> set[str]:
    """Return the codes of an audience's questions of which this part tells every answer."""
    figure = material.framework.figures.turnover
    if figure is None or figure.audience != audience or turnover(material) is None:
        return set()
    return {figure.rate, *figure.elements, *figure.effects}


def turnover(material: Material) -> TurnoverStory | None:
    """Tell turnover; None where leaders were not asked, or nothing they said is shown."""
    figure = material.framework.figures.turnover
    audience = material.shown.get(figure.audience, {}) if figure else {}
    cells: Document = audience.get("choices", {})
    if figure is None or figure.rate not in cells:
        return None
    asked = (figure.rate, *figure.elements, *figure.effects)
    if not any(cells[code].get("shares") for code in asked):
        return None
    items = {item.code: item for item in material.framework.items}
    named = {
        code: named_band(cells[code], items[code].scale) for code in (figure.rate, *figure.elements)
    }
    cost = cost_of_leaver(*(named[code] for code in figure.elements))
    return TurnoverStory(
        sentences=tuple(told_sentences(material, figure, items, named[figure.rate], cost)),
        bands=band_rows(figure, items[figure.rate], cells[figure.rate], named[figure.rate]),
        elements=element_rows(figure, items, cells, named, cost),
        whole_text=span_text(cost.whole) if cost else "",
        effects=tuple(effect_row(figure, items[code], cells[code]) for code in figure.effects),
        assumptions=tuple(_assumptions(material)) if cost else (),
        notes=tuple(_notes(figure, items, [cells[code] for code in asked])),
    )


def _assumptions(material: Material) -> list[str]:
    """Say what the costs rest on."""
    given = material.edition.get("people") or {}
    told = (
        _("As the consultant gave it: %(staff)s staff, average pay of one in a year %(pay)s.")
        % {
            "staff": words.count(given["staff"]),
            "pay": f"{given['currency']} {words.count(round(given['pay_each']))}",
        }
        if given
        else _("Number of staff and average pay were not given, so no cost is told in money.")
    )
    return [
        _(
            "Each element is the band that leaders name most often; where several are named as"
            " often, all from the lowest to the highest. So every cost is a range."
        ),
        _(
            "Until fully productive somebody new is counted as half productive (our rule): each"
            " week of it costs half a week’s pay, of 52 in a year."
        ),
        _("Everybody who leaves is replaced, and is paid like everybody else."),
        _(
            "What customers lose and what it does to colleagues is not in the costs; whether"
            " leaders notice it stands beside them."
        ),
        told,
    ]


def _notes(figure: TurnoverItems, items: dict[str, Item], cells: Sequence[Document]) -> list[str]:
    """Say how to read the shares."""
    noticed = [items[code] for code in figure.effects][:1]
    labels = [words.quoted(text) for item in noticed for text in item.options()]
    notes = [
        _("Noticed is %(answers)s. Intervals are Wilson’s.")
        % {"answers": words.either(labels[figure.noticed_from - 1 :])}
    ]
    if any(cell.get("shares") is None for cell in cells):
        notes.append(words.dash_means())
    return notes
