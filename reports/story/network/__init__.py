"""Who helps whom, by department: what staff named, and how far help crosses departments.

``matrix`` tells who names whom, ``departments`` how open each is, and bridges one way only.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.network.openness import (
    EiIndex,
    Openness,
    density,
    ei_of,
    expected_ei,
    says_enough,
    share_in_row,
    told,
)
from maturity.network.question import AUDIENCE
from maturity.result import Document
from reports import words
from reports.story import saying
from reports.story.material import Material
from reports.story.network.departments import (
    MOST_LISTED,
    BridgeRow,
    DepartmentRow,
    bridge_rows,
    department_rows,
    index_text,
)
from reports.story.network.matrix import Matrix, MatrixCell, MatrixRow, matrix

__all__ = [
    "BridgeRow",
    "DepartmentRow",
    "Matrix",
    "MatrixCell",
    "MatrixRow",
    "NetworkStory",
    "network",
    "was_hidden",
]

# A larger matrix cannot be read: the level above is drawn (our rule).
MOST_DRAWN = 30
# A matrix with fewer of its rows says less than the one above (our rule).
ROWS_NEEDED = 0.5
# So many are named in a sentence.
MOST_IN_A_SENTENCE = 3


@dataclass(frozen=True)
class NetworkStory:
    """The network in words, numbers and lists.

    ``drawn`` is a matrix that fits on a page, None where no level does; ``matrices`` are all,
    the topmost level first. ``departments`` and ``bridges`` are of the deepest level;
    ``bridges`` are empty where too few answered, which ``caveat`` then says.
    """

    sentences: tuple[str, ...]
    caveat: str
    drawn: Matrix | None
    matrices: tuple[Matrix, ...]
    departments: tuple[DepartmentRow, ...]
    bridges: tuple[BridgeRow, ...]
    notes: tuple[str, ...]

    @property
    def listed_departments(self) -> tuple[DepartmentRow, ...]:
        """The departments paper lists: of very many those that have numbers of their own."""
        if len(self.departments) <= MOST_DRAWN:
            return self.departments
        return tuple(row for row in self.departments if row.n != words.DASH)

    @property
    def listed(self) -> tuple[BridgeRow, ...]:
        """The bridges a page lists."""
        return self.bridges[:MOST_LISTED]

    @property
    def unlisted(self) -> int:
        """How many stand in the spreadsheet alone."""
        return len(self.bridges) - len(self.listed)


def network(material: Material) -> NetworkStory | None:
    """Tell the network; None where staff were not asked, or nothing of it is shown."""
    found = _part(material)
    if found is None or not found["shown"]:
        return None
    enough, level = says_enough(found), found["levels"][-1]
    matrices = tuple(matrix(each, _("All staff")) for each in found["levels"])
    departments = department_rows(level, says_enough=enough)
    bridges = bridge_rows(level) if enough else ()
    return NetworkStory(
        sentences=tuple(_sentences(found, level, departments, bridges)) if enough else (),
        caveat="" if enough else _caveat(found),
        drawn=_drawn(matrices),
        matrices=matrices,
        departments=departments,
        bridges=bridges,
        notes=tuple(_notes(found, level, departments)),
    )


def _drawn(matrices: tuple[Matrix, ...]) -> Matrix | None:
    """Return the deepest matrix that fits on a page and has half of its rows; else the fullest."""
    fitting = [each for each in matrices if len(each.names) <= MOST_DRAWN]
    # Of several as full the first one found is taken.
    return max(reversed(fitting), key=lambda each: min(each.told, ROWS_NEEDED), default=None)


def was_hidden(material: Material) -> bool:
    """Whether staff were asked, and nothing of it may be shown."""
    found = _part(material)
    return found is not None and not found["shown"]


def _part(material: Material) -> Document | None:
    """Return the part of the result; None in results that have none."""
    return material.shown.get(AUDIENCE, {}).get("network")


def _sentences(
    found: Document,
    level: Document,
    departments: tuple[DepartmentRow, ...],
    bridges: tuple[BridgeRow, ...],
) -> Iterator[str]:
    """Say how dense and how open the whole is, which departments are, and what runs one way."""
    whole, part = level["whole"], density(level)
    if part is not None:
        yield _(
            "Asked which departments had helped them for a customer, staff named on average "
            "%(density)s of the %(departments)s that can be shown."
        ) % {"departments": saying.number(len(told(level))), "density": words.percent(part)}
    index, expected = ei_of(whole), expected_ei(level, level["has_own"])
    if index is not None and expected is not None:
        yield _(
            "The balance of help, from −1 (all from within) to +1 (all from other departments), is "
            "%(index)s; it would be %(expected)s if everybody named every department."
        ) % {"index": index_text(index), "expected": index_text(EiIndex(expected, None))}
    yield from _verdicts(departments)
    yield from _one_way(bridges)


def _verdicts(departments: tuple[DepartmentRow, ...]) -> Iterator[str]:
    kinds = (
        (Openness.OPEN, _("In %(names)s, most people get help from other departments.")),
        (Openness.CLOSED, _("In %(names)s, most people get no help from other departments.")),
    )
    for kind, text in kinds:
        names = [row.name for row in departments if row.openness == kind]
        if names:
            yield text % {"names": _some(names)}


def _one_way(bridges: tuple[BridgeRow, ...]) -> Iterator[str]:
    pairs = [
        _("from %(named)s to %(name)s") % {"name": row.name, "named": row.named}
        for row in bridges
        if row.is_one_way
    ]
    if pairs:
        yield _("Help runs one way only: %(pairs)s.") % {"pairs": _some(pairs)}
    elif bridges:
        yield _("There are no two departments between which help surely runs one way only.")


def _some(names: list[str]) -> str:
    """Return the first of some names, and how many more there are."""
    more = len(names) - MOST_IN_A_SENTENCE
    if more <= 1:
        return words.joined(names)
    first = ", ".join(names[:MOST_IN_A_SENTENCE])
    return _("%(names)s and %(n)d more") % {"names": first, "n": more}


def _caveat(found: Document) -> str:
    rate = found["response_rate"]
    if rate is None:
        return _("How many of those asked answered is not known, so only the matrix is told.")
    return _(
        "Fewer than half of those asked answered this question (%(rate)s). Whom the others would "
        "have named is not known, so only the matrix is told and nothing is worked out from it."
    ) % {"rate": rate}


def _notes(
    found: Document, level: Document, departments: tuple[DepartmentRow, ...]
) -> Iterator[str]:
    """Say how to read what stands there; mention only what occurs."""
    expected = expected_ei(level)
    if expected is not None and any(row.openness for row in departments):
        yield _(
            "Balance: from −1, all help from within, to +1, all from other departments; it would "
            "be %(expected)s if a department’s people named every department."
        ) % {"expected": index_text(EiIndex(expected, None))}
    silent = sum(row is None for row in level["rows"])
    if silent:
        above = _("the departments above and in all staff")
        yield ngettext(
            "%(n)d department has no numbers of its own, to protect those who answered; they count "
            "in %(whole)s.",
            "%(n)d departments have no numbers of their own, to protect those who answered; they "
            "count in %(whole)s.",
            silent,
        ) % {"n": silent, "whole": above if len(found["levels"]) > 1 else _("all staff")}
    unnamed = len(level["departments"]) - len(told(level))
    if unnamed:
        yield ngettext(
            "%(n)d department has too few people for it to be told how many named it.",
            "%(n)d departments have too few people for it to be told how many named them.",
            unnamed,
        ) % {"n": unnamed}
    most = share_in_row(level["whole"], found["named_most"])
    if most.end is None:
        yield _(
            "%(share)s named %(most)d departments, as many as could be named, and may have had "
            "help from more."
        ) % {
            "share": words.capitalised(words.spoken(words.told_share(most))),
            "most": found["most"],
        }
    if any(row.named_text == words.DASH or row.outside_text == words.DASH for row in departments):
        yield words.dash_means()
