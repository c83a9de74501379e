"""The workbook: the assessor's items in sections that fit a page, and how far each is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from maturity.framework import Framework
from maturity.items import Item
from reports.models import WorkbookEntry
from surveys.models import Wave


class Part(StrEnum):
    """The two kinds of the assessor's items; how each is called in addresses."""

    EVIDENCE = "evidence"
    ROADMAP = "roadmap"


@dataclass(frozen=True)
class Group:
    """Items under one heading: a stage's statements, or a step's foundations (no heading)."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Section:
    """A page of the workbook: a dimension of the checklist, or a step of the roadmap."""

    part: Part
    code: str
    title: str
    intro: str
    groups: tuple[Group, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All its items, in order."""
        return tuple(item for group in self.groups for item in group.items)


@dataclass(frozen=True)
class Progress:
    """A section and how many of its items are rated."""

    section: Section
    rated: int

    @property
    def all(self) -> int:
        """How many items there are."""
        return len(self.section.items)

    @property
    def is_complete(self) -> bool:
        """Whether all are rated."""
        return self.rated == self.all


def sections(framework: Framework) -> list[Section]:
    """Return the workbook's pages: the dimensions, then the steps; those without items left out."""
    evidence = [
        Section(
            Part.EVIDENCE,
            dimension.code,
            dimension.name,
            dimension.question,
            tuple(
                Group(stage.name, items)
                for stage in framework.stages
                if (
                    items := tuple(
                        item
                        for item in framework.evidence_items
                        if (item.dimension, item.stage) == (dimension.code, stage.code)
                    )
                )
            ),
        )
        for dimension in framework.dimensions
    ]
    steps = [
        Section(
            Part.ROADMAP,
            step.code,
            f"{step.rank}. {step.name}",
            step.summary,
            (Group("", tuple(i for i in framework.roadmap_items if i.step == step.code)),),
        )
        for step in framework.steps
    ]
    return [section for section in (*evidence, *steps) if section.items]


def progress(found: Iterable[Section], ratings: Mapping[str, int]) -> list[Progress]:
    """Count what is rated in each section."""
    return [
        Progress(section, sum(item.code in ratings for item in section.items)) for section in found
    ]


def ratings_of(wave: Wave) -> dict[str, int]:
    """Return {item: rating} of what was rated."""
    rated = wave.workbook.filter(rating__isnull=False)
    return {item: rating for item, rating in rated.values_list("item", "rating") if rating}


def title_of(framework: Framework, item: Item) -> str:
    """Return what an item is about, in a few words: a foundation, or a dimension and its stage."""
    if item.step:
        return next(each.name for each in framework.foundations if each.code == item.foundation)
    return f"{framework.dimension(item.dimension).name}, {framework.stage(item.stage).name}"


def entries_of(wave: Wave, items: Iterable[Item]) -> dict[str, WorkbookEntry]:
    """Return {item: entry} with their files; what nobody has written yet is new and not saved."""
    found = wave.workbook.filter(item__in=[item.code for item in items])
    saved = {
        entry.item: entry
        for entry in found.select_related("changed_by").prefetch_related("files__added_by")
    }
    return {
        item.code: saved.get(item.code) or WorkbookEntry(wave=wave, item=item.code)
        for item in items
    }


def erase(wave: Wave) -> bool:
    """Delete what was written about a wave, with its files; return whether there was anything."""
    return bool(wave.workbook.all().delete()[0])
