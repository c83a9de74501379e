"""The workbook: the assessor's items in sections that fit a page, and how far each is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from maturity.framework import Framework
from maturity.items import Item
from reports.models import WorkbookEntry
from surveys.models import Wave

Answer = int | list[str]


class Part(StrEnum):
    """The three kinds of the assessor's items; how each is called in addresses."""

    EVIDENCE = "evidence"
    ROADMAP = "roadmap"
    COVERAGE = "coverage"

    @property
    def heading(self) -> str:
        """What it is about."""
        return {
            Part.EVIDENCE: _("What each stage asks for"),
            Part.ROADMAP: _("How firmly each step stands"),
            Part.COVERAGE: _("What is there of what leaders claim"),
        }[self]

    @property
    def instruction(self) -> str:
        """What the assessor does with it."""
        return {
            Part.EVIDENCE: _(
                "Look for each statement and mark it absent, partly there or present. It confirms"
                " the stage that people’s answers reach, or does not."
            ),
            Part.ROADMAP: _(
                "Rate each micro-foundation by what you have seen. A step needs most of them"
                " rated; what you leave open stays “not rated”."
            ),
            Part.COVERAGE: _(
                "Leaders are asked the same. Answer by what you have found, not by what you are"
                " told: the report sets both side by side."
            ),
        }[self]

    @property
    def first(self) -> str:
        """What one of its sections is."""
        return {
            Part.EVIDENCE: _("Dimension"),
            Part.ROADMAP: _("Step"),
            Part.COVERAGE: _("Subject"),
        }[self]

    @property
    def unrated(self) -> str:
        """What is said of an item without an answer."""
        return _("Not looked into") if self == Part.COVERAGE else _("Not rated")


@dataclass(frozen=True)
class Group:
    """Items under one heading: a stage's statements; else those of a section (no heading)."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Section:
    """A page of the workbook: a dimension of the checklist, a step of the roadmap, or a subject."""

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
    """Return the workbook's pages: dimensions, steps, subjects; those without items left out."""
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
    subjects = [
        Section(Part.COVERAGE, page.code, page.title, page.intro, (Group("", page.items),))
        for page in framework.coverage_pages
    ]
    return [section for section in (*evidence, *steps, *subjects) if section.items]


def part_of(item: Item) -> Part:
    """Return to which part an item of the assessor's belongs."""
    parts = {"evidence": Part.EVIDENCE, "roadmap": Part.ROADMAP}
    return parts.get(item.kind, Part.COVERAGE)


def progress(found: Iterable[Section], answers: Mapping[str, Answer]) -> list[Progress]:
    """Count what is answered in each section."""
    return [
        Progress(section, sum(item.code in answers for item in section.items)) for section in found
    ]


def answers_of(wave: Wave) -> dict[str, Answer]:
    """Return {item: rating, or the options found} of what was looked into."""
    several = wave.workbook.exclude(chosen=[]).values_list("item", "chosen")
    return {**ratings_of(wave), **dict(several)}


def ratings_of(wave: Wave) -> dict[str, int]:
    """Return {item: rating} of what was rated."""
    rated = wave.workbook.filter(rating__isnull=False)
    return {item: rating for item, rating in rated.values_list("item", "rating") if rating}


def title_of(framework: Framework, item: Item) -> str:
    """Return what an item is about, in a few words: foundation, dimension and stage, or theme."""
    if item.theme:
        return next(each.name for each in framework.themes if each.code == item.theme)
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
