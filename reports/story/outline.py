"""The order of a report: its chapters and appendices, numbered as far as they are there."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from reports.topics import TOPICS

# Every chapter with the parts that stand in it, in the order in which a board reads.
CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "answer": ("answer",),
    "profile": ("profile",),
    "next_stage": ("grid", "next_stage", "evidence"),
    "perception": ("perception",),
    "certainty": ("certainty",),
    "priorities": ("priorities",),
    "roadmap": ("roadmap", "coverage"),
    "plan": ("plan",),
    "staff": ("staff", "turnover"),
    "customers": ("iceberg", "portfolio"),
    "departments": ("groups", "network"),
    "progress": ("progress", "trend", "carried"),
}
APPENDICES: Mapping[str, tuple[str, ...]] = {
    "dimensions": ("dimensions",),
    "method": ("method",),
    "items": ("items", "themes", "choices", "voices"),
}


@dataclass(frozen=True)
class Chapter:
    """A chapter: its code, its number or letter, what it is about, its parts, and its message."""

    code: str
    mark: str
    topic: str
    parts: tuple[str, ...]
    is_appendix: bool
    headline: str = ""

    @property
    def title(self) -> str:
        """The topic with its number, as contents and bookmarks name it."""
        return f"{self.mark} {self.topic}"


def outline(is_there: Callable[[str], bool], *, is_pulse: bool) -> tuple[Chapter, ...]:
    """Return the chapters of which some part ``is_there``; a pulse begins with what has moved."""
    codes = list(CHAPTERS)
    if is_pulse:
        codes.remove("answer")
        codes.sort(key=lambda code: code != "progress")
    numbers = map(str, range(1, len(codes) + 1))
    chapters = _marked({code: CHAPTERS[code] for code in codes}, numbers, is_there)
    appendices = _marked(APPENDICES, iter(ascii_uppercase), is_there)
    return (*chapters, *appendices)


def _marked(
    named: Mapping[str, tuple[str, ...]],
    marks: Iterator[str],
    is_there: Callable[[str], bool],
) -> Iterator[Chapter]:
    for code, parts in named.items():
        found = tuple(part for part in parts if is_there(part))
        if found:
            yield Chapter(code, next(marks), str(TOPICS[code]), found, code in APPENDICES)
