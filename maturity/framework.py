"""A maturity model as data: stages, dimensions, items, roadmap, and their texts.

A framework lies in ``frameworks/<key>/<version>/``: ``framework.toml`` holds the structure,
one file a language the texts. Nothing else in the product knows how many stages, steps,
dimensions or answers there are.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

from maturity.tables import Table, TableError, read_bytes, read_table

FRAMEWORKS = Path(__file__).parent / "frameworks"

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
class Dimension:
    """One line along which maturity is read, with its condition for each stage in order."""

    code: str
    name: str
    question: str
    is_core: bool
    conditions: tuple[Passage, ...]


@dataclass(frozen=True)
class Scale:
    """Answers ``1..points``; ``labels`` is empty where the item's anchors are the answers."""

    code: str
    points: int
    labels: tuple[str, ...]
    dont_know: str

    @property
    def has_dont_know(self) -> bool:
        """Whether one may say that one does not know."""
        return bool(self.dont_know)


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
class Item:
    """One question. ``kind`` is ``anchored``, ``parallel`` or ``roadmap``."""

    code: str
    kind: str
    scale: Scale
    audiences: tuple[str, ...]
    texts: Mapping[str, str]
    source: str
    dimension: str = ""
    step: str = ""
    foundation: str = ""
    anchors: tuple[Passage, ...] = ()

    def text(self, audience: str) -> str:
        """Return the wording for an audience."""
        return self.texts[audience]

    def options(self) -> tuple[str, ...]:
        """Return the answers offered, lowest first; the first has code 1."""
        return tuple(anchor.text for anchor in self.anchors) or self.scale.labels

    def words(self, audience: str) -> int:
        """Count the words a respondent reads."""
        # Labels of a scale repeat from item to item and are read once, not every time.
        return sum(
            len(text.split())
            for text in (self.text(audience), *(anchor.text for anchor in self.anchors))
        )


@dataclass(frozen=True)
class Page:
    """One page of a questionnaire."""

    code: str
    title: str
    intro: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Questionnaire:
    """What one audience is asked, in order."""

    audience: str
    pages: tuple[Page, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, in the order in which an answer vector holds them."""
        return tuple(item for page in self.pages for item in page.items)

    @property
    def seconds(self) -> float:
        """Estimated time to read and answer, in seconds (domain.md: 200 words a minute + 4 s)."""
        words = sum(item.words(self.audience) for item in self.items)
        return words * 60 / WORDS_A_MINUTE + SECONDS_AN_ITEM * len(self.items)

    @property
    def minutes(self) -> int:
        """The same in whole minutes, rounded up."""
        return ceil(self.seconds / 60)


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
    # What the roadmap's author says of its pace, and what in it is ours; empty if nothing.
    roadmap_pace: str = ""
    roadmap_basis: str = ""

    @property
    def assessor(self) -> str:
        """The audience that rates the roadmap; empty where there is no roadmap."""
        return next((item.audiences[0] for item in self.items if item.kind == "roadmap"), "")

    @property
    def respondents(self) -> tuple[str, ...]:
        """The audiences that answer a questionnaire, without the assessor."""
        return tuple(name for name in self.questionnaires if name != self.assessor)

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


def versions(key: str, root: Path = FRAMEWORKS) -> list[str]:
    """Return the versions of a framework, oldest first."""
    folders = [path.name for path in (root / key).glob("*") if (path / "framework.toml").exists()]
    for name in folders:
        if not all(part.isdecimal() for part in name.split(".")):
            raise FrameworkError(f'The version "{name}" of {key} is not made of numbers and dots.')
    return sorted(folders, key=lambda name: [int(part) for part in name.split(".")])


def load(key: str, version: str = "", language: str = "en", root: Path = FRAMEWORKS) -> Framework:
    """Load a framework; without a version its newest.

    Raises FrameworkError if there is no such framework, version or language, or if its files
    contradict each other.
    """
    known = versions(key, root)
    if not known:
        names = ", ".join(sorted(path.name for path in root.iterdir() if path.is_dir()))
        raise FrameworkError(f'There is no framework "{key}". There is: {names}.')
    version = version or known[-1]
    if version not in known:
        raise FrameworkError(f'{key} has no version "{version}". It has {", ".join(known)}.')
    return _load(root / key / version, language)


@cache
def _load(folder: Path, language: str) -> Framework:
    """Read a framework's folder once a process: its files never change under a running site."""
    try:
        structure = read_table(folder / "framework.toml")
        named = (structure["key"], structure["version"])
        structure.require(
            named == (folder.parent.name, folder.name),
            f"calls itself {' '.join(named)} but lies in {folder.parent.name}/{folder.name}",
        )
        languages = structure["languages"]
        if language not in languages:
            known = ", ".join(languages)
            raise FrameworkError(
                f"{' '.join(named)} is not available in {language}; it is in {known}."
            )
        texts = read_table(folder / f"{language}.toml")
        return _Builder(structure, texts).build(_hash(folder, languages), language)
    except TableError as error:
        raise FrameworkError(str(error)) from error


def _hash(folder: Path, languages: list[str]) -> str:
    """Hash the structure and every language's texts, so that no wording changes unseen."""
    digest = hashlib.sha256()
    for name in ["framework", *sorted(languages)]:
        digest.update(f"{name}\n".encode())
        digest.update(read_bytes(folder / f"{name}.toml"))
    return digest.hexdigest()


class _Builder:
    """Joins structure and texts; what is missing or does not fit is a FrameworkError."""

    def __init__(self, structure: Table, texts: Table) -> None:
        self.structure = structure
        self.texts = texts
        for section in ("sources", "stages", "scales", "dimensions", "foundations", "steps"):
            structure.require_unique(self._codes(section), f"entry of {section}")
        self.stages = tuple(
            Stage(code, rank, text["name"], text["summary"])
            for rank, (code, text) in enumerate(self._coded("stages"), start=1)
        )
        self.scales = {entry["code"]: self._scale(entry) for entry in structure["scales"]}
        items = [*map(self._item, structure["items"]), *self._roadmap_items()]
        structure.require_unique([item.code for item in items], "item")
        self.items = {item.code: item for item in items}

    def _codes(self, section: str) -> list[str]:
        return [entry["code"] for entry in self.structure.get(section, [])]

    def _coded(self, section: str) -> list[tuple[str, Table]]:
        return [(code, self.texts[section][code]) for code in self._codes(section)]

    def build(self, digest: str, language: str) -> Framework:
        questionnaires = [self._questionnaire(q) for q in self.structure["questionnaires"]]
        if "roadmap" in self.structure:
            questionnaires.append(self._assessor_questionnaire())
        self.structure.require_unique([q.audience for q in questionnaires], "questionnaire of")
        return Framework(
            key=self.structure["key"],
            version=self.structure["version"],
            is_published=self.structure["published"],
            hash=digest,
            language=language,
            title=self.texts["title"],
            summary=self.texts["summary"],
            sources=tuple(Source(code, text["title"]) for code, text in self._coded("sources")),
            stages=self.stages,
            dimensions=tuple(map(self._dimension, self.structure["dimensions"])),
            steps=self._steps(),
            foundations=self._foundations(),
            items=tuple(self.items.values()),
            questionnaires={q.audience: q for q in questionnaires},
            roadmap_pace=self.texts.get("roadmap", {}).get("pace", ""),
            roadmap_basis=self.texts.get("roadmap", {}).get("basis", ""),
        )

    def _steps(self) -> tuple[Step, ...]:
        return tuple(
            Step(entry["code"], rank, text["name"], text["summary"], entry["source"])
            for rank, (entry, (_, text)) in enumerate(
                zip(self.structure.get("steps", []), self._coded("steps"), strict=True), start=1
            )
        )

    def _foundations(self) -> tuple[Foundation, ...]:
        return tuple(
            Foundation(entry["code"], text["name"], text["summary"], entry["source"])
            for entry, (_, text) in zip(
                self.structure.get("foundations", []), self._coded("foundations"), strict=True
            )
        )

    def _scale(self, entry: Table) -> Scale:
        texts = self.texts["scales"][entry["code"]]
        return Scale(
            code=entry["code"],
            points=entry["points"],
            labels=tuple(texts.get("labels", ())),
            dont_know=texts["dont_know"] if entry["dont_know"] else "",
        )

    def _passage(self, text: str, entry: Table, basis: str) -> Passage:
        entry.require(
            basis in {"stated", "derived"}, f'has the mark "{basis}"; it must be stated or derived'
        )
        return Passage(text, entry.chosen("source", self._codes("sources")), basis)

    def _dimension(self, entry: Table) -> Dimension:
        texts = self.texts["dimensions"][entry["code"]]
        conditions = [
            self._passage(texts["conditions"][stage.code], entry, entry["conditions"][stage.code])
            for stage in self.stages
        ]
        return Dimension(
            code=entry["code"],
            name=texts["name"],
            question=texts["question"],
            is_core=entry["core"],
            conditions=tuple(conditions),
        )

    def _scale_of(self, entry: Table) -> Scale:
        """Return the scale an entry names; its labels, if it is answered by them, must fit."""
        scale = self.scales[entry.chosen("scale", self.scales)]
        entry.require(
            entry.get("kind") == "anchored" or len(scale.labels) == scale.points,
            f'needs {scale.points} answers to choose from; "{scale.code}" has {len(scale.labels)}',
        )
        return scale

    def _anchors(self, entry: Table, scale: Scale) -> tuple[Passage, ...]:
        if entry["kind"] != "anchored":
            return ()
        entry.require(
            scale.points == len(self.stages),
            f"is anchored on {scale.points} points; there are {len(self.stages)} stages",
        )
        texts, marks = self.texts["items"][entry["code"]]["anchors"], entry["anchors"]
        entry.require(
            len(list(filter(str.strip, texts))) == len(marks) == scale.points,
            f"needs {scale.points} anchors, each with a text and a mark",
        )
        return tuple(
            self._passage(text, entry, basis) for text, basis in zip(texts, marks, strict=True)
        )

    def _item(self, entry: Table) -> Item:
        texts = self.texts["items"][entry["code"]]
        scale = self._scale_of(entry)
        return Item(
            code=entry["code"],
            kind=entry.chosen("kind", ["anchored", "parallel"]),
            scale=scale,
            audiences=tuple(entry["audiences"]),
            texts={
                audience: texts["texts"][audience] if "texts" in texts else texts["text"]
                for audience in entry["audiences"]
            },
            source=entry.chosen("source", self._codes("sources")),
            dimension=entry.chosen("dimension", self._codes("dimensions")),
            anchors=self._anchors(entry, scale),
        )

    def _roadmap_items(self) -> list[Item]:
        """One item for every step and foundation, rated by the assessor."""
        roadmap = self.structure.get("roadmap")
        if roadmap is None:
            self.structure.require(not self._codes("steps"), "has steps but no roadmap")
            return []
        scale = self._scale_of(roadmap)
        roadmap.require(
            not scale.has_dont_know,
            f'is rated on "{scale.code}", which has a "don’t know"; a cell may be left unrated',
        )
        cells = self.texts["roadmap"]["cells"]
        return [
            Item(
                code=f"{step.code}-{foundation.code}",
                kind="roadmap",
                scale=scale,
                audiences=(roadmap["audience"],),
                texts={roadmap["audience"]: cells[step.code][foundation.code]},
                source=step.source,
                step=step.code,
                foundation=foundation.code,
            )
            for step in self._steps()
            for foundation in self._foundations()
        ]

    def _questionnaire(self, entry: Table) -> Questionnaire:
        codes = [code for page in entry["pages"] for code in page["items"]]
        entry.require_unique(codes, "item")
        for code in codes:
            entry.require(
                code in self.items and entry["audience"] in self.items[code].audiences,
                f'asks "{code}", which is no item for this audience',
            )
        pages = tuple(
            Page(
                code=page["code"],
                title=self.texts["pages"][page["code"]]["title"],
                intro=self.texts["pages"][page["code"]]["intro"],
                items=tuple(self.items[code] for code in page["items"]),
            )
            for page in entry["pages"]
        )
        return Questionnaire(entry["audience"], pages)

    def _assessor_questionnaire(self) -> Questionnaire:
        """One page a step of the roadmap."""
        pages = tuple(
            Page(
                code=step.code,
                title=step.name,
                intro=step.summary,
                items=tuple(item for item in self.items.values() if item.step == step.code),
            )
            for step in self._steps()
        )
        return Questionnaire(self.structure["roadmap"]["audience"], pages)
