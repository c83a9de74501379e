"""The presenter: a result and what the consultant added, as finished words and values.

Pure functions: no database, no request, no clock. Page and PDF place what they find here and
decide nothing themselves. Words come out in the language that is active when a story is built.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maturity.crosswalk import Crossing
from maturity.framework import Framework
from maturity.result import Document
from reports import words
from reports.story.answer import Answer, answer
from reports.story.appendix import ItemTable, item_tables, items_note
from reports.story.carried import Carried, carried
from reports.story.certainty import Certainty, certainty_part
from reports.story.choices import ChoiceSection, choice_sections
from reports.story.claims import Basis, Claim, Grounds, decisions, headlines, rests_on
from reports.story.coefficients import ChanceTable, QualityTable, chance_tables, quality_tables
from reports.story.commentary import SECTIONS, commentary
from reports.story.commentary import Section as CommentedSection
from reports.story.conditions import NextStage, next_stage
from reports.story.cover import Cover, cover
from reports.story.coverage import CoverageStory, coverage
from reports.story.dimensions import DimensionPage, dimension_pages
from reports.story.evidence import Evidence, evidence
from reports.story.facets import Facets, facets
from reports.story.grid import Grid, grid
from reports.story.groups import Groups, groups
from reports.story.iceberg import IcebergStory, iceberg
from reports.story.ladder import Ladder, LadderStage
from reports.story.look import PLAIN, Look
from reports.story.material import Material
from reports.story.method import Section, method
from reports.story.network import NetworkStory, network
from reports.story.outline import Chapter, outline
from reports.story.perception import Mark, Perception, PerceptionRow, perception
from reports.story.plan import PlanStory, plan
from reports.story.portfolio import PortfolioStory, portfolio
from reports.story.priorities import Priorities, priorities
from reports.story.profile import Profile, ProfileRow, profile
from reports.story.progress import Progress, progress
from reports.story.provenance import NOT_FILED, Fact, Filed, provenance, short_provenance
from reports.story.staff import StaffStory, staff
from reports.story.steps import RoadmapStory, TrackStep, roadmap
from reports.story.themes import ThemeSection, theme_sections
from reports.story.trend import Trend, trend
from reports.story.turnover import TurnoverStory, turnover
from reports.story.voices import Voices, voices

__all__ = [
    "Cover",
    "Fact",
    "Filed",
    "Ladder",
    "LadderStage",
    "Look",
    "Mark",
    "NetworkStory",
    "Perception",
    "PerceptionRow",
    "Profile",
    "ProfileRow",
    "Story",
    "TrackStep",
    "Voices",
    "build_story",
]


@dataclass(frozen=True)
class Since:
    """What has changed since an earlier wave, in one sentence below its title."""

    title: str
    sentence: str


@dataclass(frozen=True)
class Story:
    """A whole report in words and values.

    ``roadmap`` is None where the framework has none, ``next_stage`` where no dimension is shown,
    ``evidence`` where none was noted, ``staff``, ``iceberg``, ``turnover`` and ``network`` where
    nothing of it is shown, ``portfolio`` where no file of accounts was joined, ``coverage`` where
    nothing of it was looked into, ``groups`` where an audience has none, ``progress`` where no
    earlier wave is compared with, ``trend`` of a full wave without pulses before it, ``carried``
    where nothing was planned on an earlier one, ``priorities`` where the consultant has set none,
    ``plan`` where nothing is planned; what an older result does not know is empty.
    ``commentary`` is the consultant's, by section, as HTML; ``headlines`` are by chapter.
    """

    language: str
    as_of: date
    cover: Cover
    look: Look
    is_pulse: bool
    facets: Facets
    answer: Answer
    profile: Profile
    grid: Grid
    next_stage: NextStage | None
    evidence: Evidence | None
    progress: Progress | None
    trend: Trend | None
    carried: Carried | None
    perception: Perception
    certainty: Certainty | None
    staff: StaffStory | None
    iceberg: IcebergStory | None
    portfolio: PortfolioStory | None
    turnover: TurnoverStory | None
    coverage: CoverageStory | None
    roadmap: RoadmapStory | None
    priorities: Priorities | None
    plan: PlanStory | None
    themes: tuple[ThemeSection, ...]
    choices: tuple[ChoiceSection, ...]
    groups: Groups | None
    network: NetworkStory | None
    voices: Voices
    commentary: Mapping[str, SafeString]
    dimensions: tuple[DimensionPage, ...]
    method: tuple[Section, ...]
    provenance: tuple[Fact, ...]
    short_provenance: str
    chances: tuple[ChanceTable, ...]
    qualities: tuple[QualityTable, ...]
    items: tuple[ItemTable, ...]
    items_note: str
    not_shown: str
    headlines: Mapping[str, Claim]
    rests_on: tuple[Basis, ...]

    @property
    def title(self) -> str:
        """What the report is called."""
        return f"{self.cover.model}: {self.cover.organisation}"

    @property
    def since(self) -> Since | None:
        """What has changed; None of a first wave, and of a pulse, whose answer says it."""
        if self.progress is None:
            return None
        headline = _("%(headline)s.") % {"headline": self.headlines["progress"].text}
        return Since(self.progress.title, headline)

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters and appendices of this report, in their order."""
        found = outline(lambda part: self._has[part], is_pulse=self.is_pulse)
        return tuple(
            replace(each, headline=self.headlines[each.code].text)
            if each.code in self.headlines
            else each
            for each in found
        )

    @property
    def sections(self) -> tuple[CommentedSection, ...]:
        """Every part of a report that may have a comment, and whether this one has it."""
        return tuple(
            CommentedSection(code, str(title), self._has[code]) for code, title in SECTIONS.items()
        )

    @cached_property
    def _has(self) -> Mapping[str, bool]:
        """Whether this report has a part."""
        return {
            "answer": True,
            "profile": bool(self.profile.rows),
            "grid": bool(self.profile.rows),
            "next_stage": self.next_stage is not None,
            "evidence": self.evidence is not None,
            "perception": self.perception.is_shown,
            "certainty": bool(self.answer.confidence),
            "priorities": self.priorities is not None,
            "roadmap": self.roadmap is not None,
            "coverage": self.coverage is not None,
            "plan": self.plan is not None,
            "staff": self.staff is not None,
            "turnover": self.turnover is not None,
            "iceberg": self.iceberg is not None,
            "portfolio": self.portfolio is not None,
            "groups": self.groups is not None,
            "network": self.network is not None,
            "progress": self.progress is not None,
            "trend": self.trend is not None,
            "carried": self.carried is not None,
            "dimensions": bool(self.dimensions),
            "method": True,
            "items": bool(self.items),
            "themes": bool(self.themes),
            "choices": bool(self.choices),
            "voices": bool(self.voices.sections),
        }


def build_story(
    framework: Framework,
    result: Document,
    edition: Document | None,
    *,
    is_final: bool,
    as_of: date,
    filed: Filed = NOT_FILED,
    earlier: Document | None = None,
    between: Sequence[Document] = (),
    crossings: Sequence[Crossing] = (),
    is_demonstration: bool = False,
    look: Look = PLAIN,
) -> Story:
    """Tell a result of ``maturity.result`` in the framework it was computed with.

    ``edition`` is a document of the format ``centricity.edition``, or None for answers scored
    without the site. ``earlier`` is the result the edition is compared with, ``between`` those
    of the pulses since; where it was asked in other words, ``crossings`` say what became of every
    question, and nothing but what is the same is in it. All of it stood so on the day ``as_of``.
    """
    material = Material(framework, result, edition or {})
    told_profile, told_roadmap = profile(material), roadmap(material)
    told_trend, items = trend(material, earlier, between), item_tables(material)
    told_grid, told_plan = grid(material), plan(material, as_of)
    told_iceberg = iceberg(material)
    grounds = Grounds(material, earlier, as_of)
    story = Story(
        language=framework.language,
        as_of=as_of,
        cover=cover(material, filed, as_of, is_final=is_final, is_demonstration=is_demonstration),
        look=look,
        is_pulse=material.is_pulse,
        facets=facets(material),
        answer=answer(material, decisions(grounds), told_trend.sentence if told_trend else ""),
        profile=told_profile,
        grid=told_grid,
        next_stage=next_stage(material),
        evidence=evidence(material),
        progress=progress(material, earlier, crossings),
        trend=told_trend,
        carried=carried(material, earlier, as_of),
        perception=perception(material),
        certainty=certainty_part(material),
        staff=staff(material),
        iceberg=told_iceberg,
        portfolio=portfolio(material, told_iceberg.problem_revenue if told_iceberg else ""),
        turnover=turnover(material),
        coverage=coverage(material),
        roadmap=told_roadmap,
        priorities=priorities(material, told_profile, told_roadmap, told_plan),
        plan=told_plan,
        themes=theme_sections(material),
        choices=choice_sections(material),
        groups=groups(material),
        network=network(material),
        voices=voices(material),
        commentary=commentary(material.edition),
        dimensions=dimension_pages(material, told_profile, told_grid, told_plan),
        method=method(material),
        provenance=provenance(material, filed, as_of),
        short_provenance=short_provenance(material, filed),
        chances=chance_tables(material),
        qualities=quality_tables(material),
        items=items,
        items_note=items_note(items),
        not_shown=words.not_shown(),
        headlines={},
        rests_on=(),
    )
    return _with_claims(story, grounds)


def _with_claims(story: Story, grounds: Grounds) -> Story:
    """Head the chapters there are, and say what everything claimed rests on."""
    topics = {chapter.code: chapter.title for chapter in story.chapters}
    found = headlines(grounds, topics)
    rests = rests_on(grounds, topics, found, story.answer.decisions)
    return replace(story, headlines=found, rests_on=rests)
