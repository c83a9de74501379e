"""The coverage: what is there, what leaders alone claim, and what is missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.coverage import Verdict, is_claimed, judge, share_from
from maturity.disclosure import lower_end
from maturity.figures import CoverageItems
from maturity.items import Item
from maturity.result import Document
from maturity.scales import NOT_SHOWN
from maturity.shares import share_of
from reports import words
from reports.story import saying
from reports.story.material import Material
from reports.story.notes import Note, note
from reports.story.spread import share_texts, spread

# Filled where it is there, in halves where one side says so, empty where it is missing.
MARKS = {
    Verdict.THERE: "●",
    Verdict.CLAIMED: "◐",
    Verdict.UNSEEN: "◑",
    Verdict.MISSING: "○",
    Verdict.FOUND: "●",
    Verdict.NOT_FOUND: "○",
    Verdict.OPEN: words.DASH,
}
# Verdicts for which leaders and the consultant were both heard.
BOTH_TOLD = (Verdict.THERE, Verdict.CLAIMED, Verdict.UNSEEN, Verdict.MISSING)


@dataclass(frozen=True)
class CoverageRow:
    """A matter as leaders and the consultant see it; ``answers_text`` is what leaders answered."""

    name: str
    share_text: str
    interval_text: str
    n: str
    n_text: str
    answers_text: str
    found_text: str
    verdict: Verdict
    verdict_text: str
    mark: str


@dataclass(frozen=True)
class CoverageGroup:
    """The matters of a subject; ``counted`` says which answers count as there."""

    title: str
    question: str
    rows: tuple[CoverageRow, ...]
    counted: str


@dataclass(frozen=True)
class MoneyRow:
    """Something money goes into: how many leaders say so, and whether it was found."""

    name: str
    share_text: str
    interval_text: str
    found_text: str


@dataclass(frozen=True)
class Money:
    """What the money goes into."""

    question: str
    rows: tuple[MoneyRow, ...]
    note: str


@dataclass(frozen=True)
class CoverageStory:
    """The matrix; ``money`` is None where it was neither told nor looked into."""

    sentence: str
    groups: tuple[CoverageGroup, ...]
    money: Money | None
    notes: tuple[str, ...]
    written: tuple[Note, ...]


def told_by_coverage(material: Material, audience: str) -> set[str]:
    """Return the codes of an audience's questions of which the matrix tells every answer."""
    figure = material.framework.figures.coverage
    if figure is None or figure.audience != audience or coverage(material) is None:
        return set()
    return {*figure.there, figure.money}


def coverage(material: Material) -> CoverageStory | None:
    """Tell the coverage; None where the consultant has looked into nothing of it."""
    figure = material.framework.figures.coverage
    if figure is None or not material.edition.get("coverage"):
        return None
    matters = [item for item in material.framework.items if item.code in figure.there]
    themes = {item.theme for item in matters}
    groups = tuple(
        CoverageGroup(
            theme.name,
            theme.question,
            tuple(_row(material, figure, item) for item in matters if item.theme == theme.code),
            _counted(figure, [item for item in matters if item.theme == theme.code]),
        )
        for theme in material.framework.themes
        if theme.code in themes
    )
    rows = [row for group in groups for row in group.rows]
    money = _money(material, figure)
    return CoverageStory(
        sentence=_sentence(rows),
        groups=groups,
        money=money,
        notes=tuple(_notes(material, figure, rows, money)),
        written=tuple(_written(material)),
    )


def _row(material: Material, figure: CoverageItems, item: Item) -> CoverageRow:
    cell = _cell(material, figure, item)
    answer, rating = figure.there[item.code], material.edition["coverage"].get(item.code)
    share = share_from(cell, answer) if cell else None
    verdict = judge(is_claimed(share), None if rating is None else rating >= answer)
    share_text, interval_text = share_texts(share)
    return CoverageRow(
        name=item.text(figure.audience),
        share_text=share_text if cell else _("not asked"),
        interval_text=interval_text,
        n=words.number(cell["n"]) if share and cell else words.DASH,
        n_text=words.answers(cell["n"]) if share and cell else words.DASH,
        answers_text=spread(item, cell),
        found_text=item.options()[rating - 1] if rating else words.DASH,
        verdict=verdict,
        verdict_text=_verdict(verdict),
        mark=MARKS[verdict],
    )


def _cell(material: Material, figure: CoverageItems, item: Item) -> Document | None:
    """Return what a result says of a question to leaders; None where they were not asked."""
    if figure.audience in material.shown:
        choices: Document = material.shown[figure.audience].get("choices", {})
        return choices.get(item.code)
    return NOT_SHOWN if figure.audience in material.result["audiences"] else None


def _verdict(verdict: Verdict) -> str:
    return {
        Verdict.THERE: _("There"),
        Verdict.CLAIMED: _("Claimed by leaders only"),
        Verdict.UNSEEN: _("Found, but leaders do not see it"),
        Verdict.MISSING: _("Missing"),
        Verdict.FOUND: _("Found"),
        Verdict.NOT_FOUND: _("Not found"),
        Verdict.OPEN: _("Not looked into"),
    }[verdict]


def _counted(figure: CoverageItems, items: Sequence[Item]) -> str:
    """Say which answers count as there, once for questions with the same ones."""
    answers = {item.options()[figure.there[item.code] - 1 :]: None for item in items}
    told = [words.either([words.quoted(label) for label in labels]) for labels in answers]
    return _("Counts as there: %(answers)s.") % {"answers": "; ".join(told)}


def _sentence(rows: Sequence[CoverageRow]) -> str:
    """Count the matters by verdict."""
    number = Counter(row.verdict for row in rows)
    told = [_how_many(verdict, number[verdict]) for verdict in BOTH_TOLD if number[verdict]]
    found, alone = number[Verdict.FOUND], number[Verdict.FOUND] + number[Verdict.NOT_FOUND]
    if alone:
        text = ngettext(
            "%(n)s was judged by the consultant alone (%(found)s found)",
            "%(n)s were judged by the consultant alone (%(found)s found)",
            alone,
        )
        told.append(text % {"n": saying.number(alone), "found": saying.number(found)})
    if number[Verdict.OPEN]:
        told.append(_how_many(Verdict.OPEN, number[Verdict.OPEN]))
    values = {"all": saying.number(len(rows)), "told": words.joined(told)}
    text = ngettext("Of %(all)s matter %(told)s.", "Of %(all)s matters %(told)s.", len(rows))
    return text % values


def _how_many(verdict: Verdict, n: int) -> str:
    """Return how many matters have a verdict, as part of a sentence."""
    text = {
        Verdict.THERE: ngettext("%(n)s is there", "%(n)s are there", n),
        Verdict.CLAIMED: ngettext(
            "%(n)s is claimed by leaders only", "%(n)s are claimed by leaders only", n
        ),
        Verdict.UNSEEN: ngettext(
            "%(n)s is there without leaders seeing it",
            "%(n)s are there without leaders seeing them",
            n,
        ),
        Verdict.MISSING: ngettext("%(n)s is missing", "%(n)s are missing", n),
        Verdict.OPEN: ngettext("%(n)s was not looked into", "%(n)s were not looked into", n),
    }[verdict]
    return text % {"n": saying.number(n)}


def _money(material: Material, figure: CoverageItems) -> Money | None:
    item = next((each for each in material.framework.items if each.code == figure.money), None)
    if item is None:
        return None
    cell, chosen = _cell(material, figure, item), material.edition["coverage"].get(item.code)
    shares = cell.get("shares") if cell else None
    if shares is None and chosen is None:
        return None
    rows = []
    for place, option in enumerate(item.several):
        share = share_of(shares[place], lower_end(cell["n"])) if shares and cell else None
        found = words.DASH if chosen is None else _("Yes") if option.code in chosen else _("No")
        rows.append(MoneyRow(option.text, *share_texts(share), found))
    several = _("Several could be chosen.")
    if shares and cell:
        several = _("Answers: %(n)s.") % {"n": words.number(cell["n"])} + " " + several
    return Money(item.text(figure.audience), tuple(rows), several)


def _notes(
    material: Material, figure: CoverageItems, rows: Sequence[CoverageRow], money: Money | None
) -> list[str]:
    """Say how to read the matrix."""
    notes = [
        _("The consultant answered by what was found, before any answer of the leaders was known.")
    ]
    if any(row.answers_text for row in rows):
        notes.append(
            _(
                "Leaders claim a matter where more than half of those who answered say that it is"
                " there. The 95% interval (Wilson) says how much chance there is in that share;"
                " where it holds 50%, a few answers more could turn the verdict."
            )
        )
    told = {row.share_text for row in rows}
    told |= {row.share_text for row in money.rows} if money else set()
    if words.DASH in told:
        notes.append(
            _("A dash in place of a share means “%(what)s”.") % {"what": words.not_shown()}
        )
    return notes


def _written(material: Material) -> list[Note]:
    """Return what the consultant wrote, in the order of the workbook."""
    framework, texts = material.framework, material.edition.get("coverage_notes", {})
    themes = {theme.code: theme.name for theme in framework.themes}
    written = (
        note(
            material,
            item,
            texts.get(item.code, ""),
            title=themes[item.theme],
            about=item.text(framework.assessor),
        )
        for item in framework.coverage_items
    )
    return [each for each in written if each]
