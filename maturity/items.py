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


# So many departments can be named, each in a byte of its own.
MOST_NAMED = 10
# More are shown by the department above them.
FEW_DEPARTMENTS = 15

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
class Department:
    """A department that may be named; ``key`` as its unit's in ``maturity.groups``.

    ``above`` is the path of the department in which it stands, "" if it is in none.
    """

    key: str
    name: str
    above: str = ""


@dataclass(frozen=True)
class Item:
    """One question.

    ``kind`` is ``anchored`` or ``parallel`` (of a dimension), ``rating`` (of a construct),
    ``step`` (the roadmap in short), ``choice``, ``several`` or ``comment`` (of a theme),
    ``own`` (a wave's own), ``network`` (departments are named), ``single`` (of a scale a pulse
    does not ask whole), ``roadmap`` or ``evidence`` (the assessor's).
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
    departments: tuple[Department, ...] = ()
    when: Condition | None = None
    help: str = ""

    @property
    def is_comment(self) -> bool:
        """Whether it is answered in one's own words."""
        return self.kind == "comment"

    @property
    def is_list(self) -> bool:
        """Whether one may choose several things, so that its bytes are no points of a scale."""
        return bool(self.several or self.departments)

    @property
    def columns(self) -> tuple["Column", ...]:
        """The bytes of an answer vector this item takes, each with a code of its own."""
        if self.is_comment:
            return ()
        if self.departments:
            return tuple(Column(f"{self.code}.{n}", self) for n in range(1, MOST_NAMED + 1))
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
        """Count the words a respondent reads, without the labels of a scale.

        Of many departments those above them: one looks for a few, and does not read all.
        """
        passages = [anchor.text for anchor in self.anchors] + [o.text for o in self.several]
        if len(self.departments) > FEW_DEPARTMENTS:
            passages += dict.fromkeys(each.above for each in self.departments)
        else:
            passages += [each.name for each in self.departments]
        return sum(len(text.split()) for text in (self.text(audience), self.help, *passages))


@dataclass(frozen=True)
class Column:
    """One byte of an answer vector."""

    code: str
    item: Item
