"""A maturity model as data: stages, dimensions, items, roadmap, and their texts.

Nothing else in the product knows how many stages, steps, dimensions or answers there are.
``maturity.loading`` reads one from its files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil

from maturity.figures import Figures
from maturity.items import Column, Item, Passage, Scale

__all__ = ["Framework", "FrameworkError", "Item", "Page", "Passage", "Questionnaire", "Scale"]

WORDS_A_MINUTE = 200
SECONDS_AN_ITEM = 4


class FrameworkError(Exception):
    """The framework does not exist or contradicts itself; the message names the place."""


@dataclass(frozen=True)
class Source:
    """A document from which parts of the model are taken."""

    code: str
    title: str


@dataclass(frozen=True)
class Stage:
    """One stage of maturity; ``rank`` counts from 1."""

    code: str
    rank: int
    name: str
    summary: str


@dataclass(frozen=True)
class Dimension:
    """One line along which maturity is read, with its condition for each stage in order."""

    code: str
    name: str
    question: str
    is_core: bool
    conditions: tuple[Passage, ...]


@dataclass(frozen=True)
class Theme:
    """Something else that is asked about, such as alignment or trust."""

    code: str
    name: str
    question: str
    source: str


@dataclass(frozen=True)
class Construct:
    """What a few rating items of a theme measure together."""

    code: str
    theme: str
    name: str
    summary: Passage


@dataclass(frozen=True)
class Step:
    """One step of the roadmap; ``rank`` counts from 1."""

    code: str
    rank: int
    name: str
    summary: str
    source: str


@dataclass(frozen=True)
class Foundation:
    """A micro-foundation every step rests on."""

    code: str
    name: str
    summary: str
    source: str


@dataclass(frozen=True)
class Action:
    """Something to do: towards a stage of a dimension, or for a micro-foundation.

    ``done`` is what shows that it is done; the last three say what it is worth to whom.
    """

    code: str
    dimension: str
    stage: str
    foundation: str
    what: Passage
    why: str
    done: str
    company: str
    customer: str
    partner: str


@dataclass(frozen=True)
class Module:
    """A part of the questionnaires that is asked as a whole or not."""

    code: str
    name: str
    summary: str
    is_default: bool


@dataclass(frozen=True)
class Page:
    """One page of a questionnaire."""

    code: str
    title: str
    intro: str
    items: tuple[Item, ...]
    module: str = ""

    @property
    def labels(self) -> tuple[Scale, ...]:
        """The scales whose labels are read on it, each once."""
        return tuple(
            {item.scale.code: item.scale for item in self.items if not item.is_list}.values()
        )


@dataclass(frozen=True)
class Questionnaire:
    """What one audience is asked, in order. ``limit`` is the most minutes it may take, or None."""

    audience: str
    pages: tuple[Page, ...]
    limit: int | None = None

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items, in order."""
        return tuple(item for page in self.pages for item in page.items)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All bytes of an answer vector, in order."""
        return tuple(column for item in self.items for column in item.columns)

    @property
    def comments(self) -> tuple[Item, ...]:
        """The items answered in one's own words."""
        return tuple(item for item in self.items if item.is_comment)

    @property
    def network(self) -> Item | None:
        """The item in which departments are named; None where none is asked."""
        return next((item for item in self.items if item.departments), None)

    @property
    def seconds(self) -> float:
        """Estimated seconds to read and answer all of it: 200 words a minute and 4 s an item.

        The labels of a scale are read once a page; branches not taken are counted too.
        """
        words = sum(item.words(self.audience) for item in self.items)
        words += sum(
            len(label.split())
            for page in self.pages
            for scale in page.labels
            for label in scale.labels
        )
        return words * 60 / WORDS_A_MINUTE + SECONDS_AN_ITEM * len(self.items)

    @property
    def minutes(self) -> int:
        """The same in whole minutes, rounded up."""
        return ceil(self.seconds / 60)

    def asked(self, answers: Mapping[str, int]) -> frozenset[str]:
        """Return the codes of the items these answers lead to, by what earlier ones say."""
        asked: set[str] = set()
        for item in self.items:
            when = item.when
            if when is None or (when.item in asked and answers.get(when.item) in when.answers):
                asked.add(item.code)
        return frozenset(asked)


@dataclass(frozen=True)
class Framework:
    """A whole model in one language."""

    key: str
    version: str
    is_published: bool
    hash: str
    language: str
    title: str
    summary: str
    sources: tuple[Source, ...]
    stages: tuple[Stage, ...]
    dimensions: tuple[Dimension, ...]
    steps: tuple[Step, ...]
    foundations: tuple[Foundation, ...]
    items: tuple[Item, ...]
    questionnaires: Mapping[str, Questionnaire]
    # The audience that rates roadmap and evidence; empty where there is neither.
    assessor: str = ""
    themes: tuple[Theme, ...] = ()
    constructs: tuple[Construct, ...] = ()
    modules: tuple[Module, ...] = ()
    actions: tuple[Action, ...] = ()
    # What the roadmap's author says of its pace, and what in it is ours; empty if nothing.
    roadmap_pace: str = ""
    roadmap_basis: str = ""
    figures: Figures = field(default_factory=Figures)
    # Whether a pulse asks no more of it than this: no stage of the whole comes of a few dimensions.
    is_pulse: bool = False

    @property
    def respondents(self) -> tuple[str, ...]:
        """The audiences that answer a questionnaire, without the assessor."""
        return tuple(name for name in self.questionnaires if name != self.assessor)

    @property
    def roadmap_items(self) -> tuple[Item, ...]:
        """What the assessor rates: one item for every step and foundation."""
        return tuple(item for item in self.items if item.kind == "roadmap")

    @property
    def evidence_items(self) -> tuple[Item, ...]:
        """What the assessor looks for along each dimension, stage by stage."""
        return tuple(item for item in self.items if item.kind == "evidence")

    @property
    def coverage_pages(self) -> tuple[Page, ...]:
        """What the assessor answers like leaders, as far as the figure on coverage tells of it."""
        figure, asked = self.figures.coverage, self.questionnaires.get(self.assessor)
        if figure is None or asked is None:
            return ()
        told = {*figure.there, figure.money}
        pages = [
            replace(page, items=tuple(item for item in page.items if item.code in told))
            for page in asked.pages
        ]
        return tuple(page for page in pages if page.items)

    @property
    def coverage_items(self) -> tuple[Item, ...]:
        """The items on those pages, in order."""
        return tuple(item for page in self.coverage_pages for item in page.items)

    def questionnaire(self, audience: str) -> Questionnaire:
        """Return what an audience is asked, or say which audiences there are."""
        try:
            return self.questionnaires[audience]
        except KeyError:
            known = ", ".join(self.questionnaires)
            raise FrameworkError(
                f'{self.key} {self.version} has no audience "{audience}"; it has {known}.'
            ) from None

    def stage(self, code: str) -> Stage:
        """Return a stage by code."""
        return next(stage for stage in self.stages if stage.code == code)

    def dimension(self, code: str) -> Dimension:
        """Return a dimension by code."""
        return next(dimension for dimension in self.dimensions if dimension.code == code)

    def step(self, code: str) -> Step:
        """Return a step of the roadmap by code."""
        return next(step for step in self.steps if step.code == code)
