"""Questions: their scales, their wording, who is asked, and the bytes their answers take."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Passage:
    """A text with the document it rests on and whether that document states it."""

    text: str
    source: str
    basis: str

    @property
    def is_stated(self) -> bool:
        """True if the document says it, False if we filled the place."""
        return self.basis == "stated"


@dataclass(frozen=True)
class Scale:
    """Answers ``1..points``; ``labels`` is empty where the item's anchors are the answers.

    Of a number asked as bands ``bounds`` holds the points + 1 edges, in ``unit``.
    """

    code: str
    points: int
    labels: tuple[str, ...]
    dont_know: str
    unit: str = ""
    bounds: tuple[float, ...] = ()

    @property
    def has_dont_know(self) -> bool:
        """Whether one may say that one does not know."""
        return bool(self.dont_know)

    @property
    def bands(self) -> tuple[tuple[float, float], ...]:
        """The lower and upper edge of each answer's band; empty if it is no number."""
        return tuple(pairwise(self.bounds))


# Open text has no codes.
NO_SCALE = Scale("", 0, (), "")


@dataclass(frozen=True)
class Condition:
    """An item is asked only of those who gave one of these answers to an earlier one."""

    item: str
    answers: tuple[int, ...]


@dataclass(frozen=True)
class Option:
    """One of the things an item lets one choose several of."""

    code: str
    text: str


@dataclass(frozen=True)
class Item:
    """One question.

    ``kind`` is ``anchored`` or ``parallel`` (of a dimension), ``rating`` (of a construct),
    ``step`` (the roadmap in short), ``choice``, ``several`` or ``comment`` (of a theme),
    ``own`` (a wave's own), ``single`` (of a scale a pulse does not ask whole), ``roadmap`` or
    ``evidence`` (the assessor's).
    """

    code: str
    kind: str
    scale: Scale
    audiences: tuple[str, ...]
    texts: Mapping[str, str]
    source: str
    basis: str = ""
    dimension: str = ""
    construct: str = ""
    theme: str = ""
    step: str = ""
    foundation: str = ""
    stage: str = ""
    anchors: tuple[Passage, ...] = ()
    several: tuple[Option, ...] = ()
    when: Condition | None = None
    help: str = ""

    @property
    def is_comment(self) -> bool:
        """Whether it is answered in one's own words."""
        return self.kind == "comment"

    @property
    def columns(self) -> tuple["Column", ...]:
        """The bytes of an answer vector this item takes, each with a code of its own."""
        if self.is_comment:
            return ()
        if self.several:
            return tuple(Column(f"{self.code}.{option.code}", self) for option in self.several)
        return (Column(self.code, self),)

    def text(self, audience: str) -> str:
        """Return the wording for an audience."""
        return self.texts[audience]

    def options(self) -> tuple[str, ...]:
        """Return the answers offered, lowest first; the first has code 1."""
        return tuple(anchor.text for anchor in self.anchors) or self.scale.labels

    def words(self, audience: str) -> int:
        """Count the words a respondent reads, without the labels of a scale."""
        passages = [anchor.text for anchor in self.anchors] + [o.text for o in self.several]
        return sum(len(text.split()) for text in (self.text(audience), self.help, *passages))


@dataclass(frozen=True)
class Column:
    """One byte of an answer vector."""

    code: str
    item: Item
