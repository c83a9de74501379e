"""Questions of fact and choice, and the wave's own: how the answers are spread."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from maturity.disclosure import lower_end
from maturity.framework import Item
from maturity.result import Document
from reports import words
from reports.story.coverage import told_by_coverage
from reports.story.iceberg import told_by_iceberg
from reports.story.material import Material
from reports.story.staff import questions_told
from reports.story.turnover import told_by_turnover

KINDS = {"choice", "several"}


@dataclass(frozen=True)
class ChoiceRow:
    """A question, or one answer to a question, with what stands in its columns."""

    text: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class ChoiceTable:
    """Questions with the same answers, or the answers to one question; ``first`` heads them."""

    first: str
    columns: tuple[str, ...]
    is_list: bool
    rows: tuple[ChoiceRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ChoiceSection:
    """What one audience was asked about one theme; ``hidden`` names what no number is shown of."""

    title: str
    tables: tuple[ChoiceTable, ...]
    hidden: str


def choice_sections(material: Material) -> tuple[ChoiceSection, ...]:
    """Tell every question of choice, theme by theme, and then the wave's own."""
    told = {
        code: told_by_iceberg(material, code)
        | told_by_coverage(material, code)
        | told_by_turnover(material, code)
        | questions_told(material, code)
        for code in material.shown
    }
    sections = [
        _section(
            _("%(theme)s: %(audience)s") % {"theme": theme.name, "audience": words.audience(code)},
            material.shown[code],
            _asked(material, code, theme.code, told[code]),
            code,
        )
        for theme in material.framework.themes
        for code in material.shown
    ]
    sections += [
        _own(
            _("Questions of this wave’s own: %(audience)s") % {"audience": words.audience(code)},
            material,
            code,
        )
        for code in material.shown
    ]
    return tuple(section for section in sections if section.tables or section.hidden)


def _asked(material: Material, code: str, theme: str, told: set[str]) -> list[Item]:
    """Return the questions of a theme, but for those told in a part of their own."""
    choices = material.shown[code].get("choices", {})
    return [
        item
        for item in material.framework.questionnaire(code).items
        if item.kind in KINDS
        and item.theme == theme
        and item.code in choices
        and item.code not in told
    ]


def _section(title: str, audience: Document, items: list[Item], code: str) -> ChoiceSection:
    choices = audience["choices"] if items else {}
    told = [item for item in items if _tells(choices[item.code])]
    hidden = [item.text(code) for item in items if item not in told]
    return ChoiceSection(title, _tables(audience, told, code), _hidden(hidden))


def _tells(cell: Document) -> bool:
    """Whether a question has any number but how many answered it; a row of dashes says nothing."""
    return bool(cell["shown"]) and not (cell["shares"] is None and cell["dont_know"] is None)


def _hidden(questions: Sequence[str]) -> str:
    if not questions:
        return ""
    quoted = words.joined([words.quoted(question) for question in questions])
    return f"{words.capitalised(words.not_shown())}: {quoted}."


def _tables(audience: Document, items: list[Item], code: str) -> tuple[ChoiceTable, ...]:
    """Put questions side by side that follow each other and have the same answers."""
    tables = []
    for _same, group in groupby(items, key=lambda item: (item.several or item.scale, item.when)):
        together, choices = list(group), audience["choices"]
        if together[0].several:
            tables += [_several(item, choices[item.code], code) for item in together]
        else:
            tables.append(_matrix(together, choices, code))
    return tuple(tables)


def _matrix(items: list[Item], choices: Document, code: str) -> ChoiceTable:
    """Tell questions with the same answers: a row each."""
    scale = items[0].scale
    unsure = (scale.dont_know,) if scale.has_dont_know else ()
    cells = [choices[item.code] for item in items]
    return ChoiceTable(
        first=_("Question"),
        columns=(_("Answers"), *items[0].options(), *unsure),
        is_list=False,
        rows=tuple(
            ChoiceRow(item.text(code), _values(choices[item.code], scale.points, bool(unsure)))
            for item in items
        ),
        notes=tuple(_notes(cells, is_branch=items[0].when is not None)),
    )


def _values(cell: Document, points: int, has_dont_know: bool) -> tuple[str, ...]:
    shares = _shares(cell, points)
    return (words.number(cell["n"]), *(shares if has_dont_know else shares[:-1]))


def _several(item: Item, cell: Document, code: str) -> ChoiceTable:
    """Tell a question of which several answers may be chosen: a row an option."""
    notes = _notes([cell], is_branch=item.when is not None)
    notes.append(_("Several could be chosen, so the percentages may add up to more than 100%."))
    labels = [option.text for option in item.several]
    return _list(item.text(code), labels, item.scale.dont_know, cell, notes)


def _own(title: str, material: Material, code: str) -> ChoiceSection:
    """Tell the wave's own questions, whose wording the result holds."""
    choices = material.shown[code].get("choices", {})
    own = [
        (asked, choices[key])
        for key, asked in sorted(material.result.get("own_questions", {}).items())
        if key in choices
    ]
    tables = tuple(
        _list(asked["text"], asked["answers"], _("Don’t know"), cell, _notes([cell]))
        for asked, cell in own
        if _tells(cell)
    )
    return ChoiceSection(
        title, tables, _hidden([asked["text"] for asked, cell in own if not _tells(cell)])
    )


def _list(
    question: str, labels: Sequence[str], dont_know: str, cell: Document, notes: list[str]
) -> ChoiceTable:
    texts = [*labels, *([dont_know] if dont_know else [])]
    counted = _("Answers: %(n)s.") % {"n": words.number(cell["n"])}
    return ChoiceTable(
        first=question,
        columns=(_("Share"),),
        is_list=True,
        rows=tuple(
            ChoiceRow(text, (share,))
            for text, share in zip(texts, _shares(cell, len(labels)), strict=False)
        ),
        notes=(counted, *notes),
    )


def _shares(cell: Document, points: int) -> tuple[str, ...]:
    """Return the share of every answer and of "don't know"."""
    n = lower_end(cell["n"])
    shares = cell["shares"] or [None] * points
    dont_know = words.share(cell["dont_know"], words.replies(cell.get("dont_know_n"), cell["n"]))
    return (*(words.share(share, n) for share in shares), dont_know)


def _notes(cells: list[Document], *, is_branch: bool = False) -> list[str]:
    notes = []
    if is_branch:
        notes.append(
            _("Of those who were asked: only some were, by what they had answered before.")
        )
    if any(cell["shares"] is None for cell in cells):
        notes.append(words.dash_means())
    return notes
