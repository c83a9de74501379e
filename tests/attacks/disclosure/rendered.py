"""Reading the numbers about groups back out of what a person sees."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from maturity.framework import Framework
from tests.attacks.disclosure.shown import Group, Number

MEAN = re.compile(r"(?P<end>[≤≥]?)\s*(?P<mean>\d\.\d)")
ENDS = {"≤": "at_most", "≥": "at_least", "": None}
REST = "Others"
# What heads the tables that follow.
EXPERIENCE = "groups on what customers experience"
NOT_GIVEN = "not given"


class _Tables(HTMLParser):
    """The tables of a page: of each its part, its caption, and its rows as lists of texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[tuple[str, str, list[list[str]]]] = []
        self.part = "dimensions"
        self.text: list[str] | None = None
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append((self.part, "", []))
        elif tag == "tr":
            self.tables[-1][2].append([])
        elif tag in {"th", "td", "caption"}:
            self.text = []
        elif tag == "span" and (
            self.hidden or "visually-hidden" in (dict(attrs).get("class") or "")
        ):
            self.hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self.hidden:
            self.hidden -= 1
        elif tag in {"th", "td", "caption"} and self.text is not None:
            text = " ".join("".join(self.text).split())
            if tag == "caption":
                self.tables[-1] = (self.part, text, self.tables[-1][2])
            else:
                self.tables[-1][2][-1].append(text)
            self.text = None

    def handle_data(self, data: str) -> None:
        if EXPERIENCE in data:
            self.part = "experience"
        if self.text is not None and not self.hidden:
            self.text.append(data)


def numbers_on_page(html: str, framework: Framework, units: Mapping[str, str]) -> Iterator[Number]:
    """Return the means of all groups on a result's page; ``units`` is {name: path}."""
    parser = _Tables()
    parser.feed(html)
    codes = {dimension.name: dimension.code for dimension in framework.dimensions}
    for part, caption, rows in parser.tables:
        title, _, about = caption.partition(": ")
        audience = about.partition(", ")[0]
        if title != "Departments" and not title.startswith("By "):
            continue
        head = rows[0]
        for row in rows[1:]:
            group = group_of(title, row[0], units)
            for column, text in zip(head[1:], row[1:], strict=True):
                found = MEAN.match(text)
                if column in codes and found:
                    mean, end = float(found["mean"]), ENDS[found["end"]]
                    yield Number(audience.lower(), part, codes[column], group, mean, end)


def group_of(title: str, name: str, units: Mapping[str, str]) -> Group:
    if title != "Departments":
        values = ["" if value == NOT_GIVEN else value for value in re.split(r", | or ", name)]
        return ("attribute", title.removeprefix("By "), *values)
    if name.startswith(REST):
        return ("rest", units[name.removeprefix(f"{REST} in ")] if name != REST else "")
    return ("unit", units[name])
