"""Reading the numbers about groups back out of the PDF's text."""

import re
from collections.abc import Iterator, Mapping

from maturity.framework import Framework
from tests.attacks.disclosure.organisations import VALUES
from tests.attacks.disclosure.rendered import ENDS, NOT_GIVEN, group_of
from tests.attacks.disclosure.shown import Number

# A dash, or a mean with its interval, its stage and how many answered as a range.
CELL = r"(?:–|(?:[≤≥] ?)?\d\.\d(?: \d\.\d to \d\.\d)?(?: stage \d ·)? (?:\d+–\d+|\d+\+))(?= |$)"
ROW = re.compile(rf"{CELL}(?: {CELL})+")
MEAN = re.compile(r"(?P<end>[≤≥]?) ?(?P<mean>\d\.\d)")
# A heading may be broken into lines.
EXPERIENCE = re.compile(r"Departments\s+and\s+groups\s+on\s+what\s+customers\s+experience")
HEADING = re.compile(r"^(Departments(?= in numbers$|$)|By (?:tenure|place|grade)$)", re.MULTILINE)
UNIT = re.compile(r"Unit \d\d|Others(?: in Unit \d\d)?")


def numbers_on_paper(text: str, framework: Framework, units: Mapping[str, str]) -> Iterator[Number]:
    """Return the means of all groups in a report's text; ``units`` is {name: path}."""
    columns = [dimension.code for dimension in framework.dimensions]
    first, second = (*EXPERIENCE.split(text, maxsplit=1), "")[:2]
    for part, pages in (("dimensions", first), ("experience", second)):
        _before, *sections = HEADING.split(pages)
        for title, section in zip(sections[::2], sections[1::2], strict=True):
            words = " ".join(section.split())
            end = 0
            for row in ROW.finditer(words):
                name = _name(words[end : row.start()])
                end = row.end()
                cells = re.findall(rf"{CELL}", row[0])[-len(columns) :]
                if name is None or len(cells) < len(columns):
                    continue
                for code, cell in zip(columns, cells, strict=True):
                    if found := MEAN.match(cell):
                        mean, covered = float(found["mean"]), ENDS[found["end"]]
                        group = group_of(title, name, units)
                        yield Number("staff", part, code, group, mean, covered)


def _name(before: str) -> str | None:
    """Return the name of a row: the longest that ends the words before its cells."""
    words = before.split()
    tails = (" ".join(words[start:]) for start in range(len(words)))
    return next(filter(_is_name, tails), None)


def _is_name(words: str) -> bool:
    values = re.split(r", | or ", words)
    return bool(UNIT.fullmatch(words)) or all(value in (*VALUES, NOT_GIVEN) for value in values)
