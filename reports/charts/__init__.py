"""The charts of page and PDF, one function each, drawn from the parts of a story.

The only place that knows the chart libraries. Tables such as the condition grid and the
roadmap's ratings are no charts: as HTML they are crisper, and can be read aloud cell by cell.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.utils.translation import get_language

from reports.charts.answers import stage_answers, statement_answers
from reports.charts.base import DataTable
from reports.charts.canvas import Chart
from reports.charts.departments import department_grid
from reports.charts.dots import perception_dots
from reports.charts.dumbbell import profile_dumbbell
from reports.charts.foundations import foundation_grid
from reports.charts.iceberg import problem_iceberg, staying_dots
from reports.charts.importance import importance_gap
from reports.charts.ladder import stage_ladder
from reports.charts.network import network_matrix
from reports.charts.portfolio import leading_dots, portfolio_bars
from reports.charts.risk import portfolio_scatter
from reports.charts.slopes import progress_slopes
from reports.charts.staff import (
    alignment_dots,
    beside_dots,
    commitment_dots,
    kind_dots,
    staff_staying_dots,
    time_bands,
    trust_dots,
)
from reports.charts.stage_grid import stage_grid
from reports.charts.timeline import plan_timeline
from reports.charts.track import step_track
from reports.charts.trend import trend_dots
from reports.story import Story
from reports.story.iceberg import IcebergStory
from reports.story.portfolio import ClassRow, LeadingRow

__all__ = ["CHARTS", "Chart", "DataTable", "charts_of"]

Part = TypeVar("Part")
# Those of a few reports; one takes some 50 kilobytes.
MOST_DRAWN = 256


@dataclass(frozen=True)
class Drawing(Generic[Part]):
    """A chart of one part of a story: which part it is, and how it is drawn."""

    part: Callable[[Story], Part | None]
    draw: Callable[[Part], Chart | None]

    def __call__(self, story: Story) -> Chart | None:
        """Return the chart in the active language; None where a story has nothing to draw.

        Kept by what it shows: the page, the PDF on either paper and the next edition draw anew
        only what differs.
        """
        part = self.part(story)
        return None if part is None else _drawn(self.draw, get_language(), part)


@lru_cache(MOST_DRAWN)
def _drawn(draw: Callable[[Any], Chart | None], _language: str, part: Any) -> Chart | None:
    return draw(part)


def _iceberg(story: Story) -> IcebergStory | None:
    return story.iceberg if story.iceberg and story.iceberg.levels else None


def _staying(story: Story) -> IcebergStory | None:
    return story.iceberg if story.iceberg and story.iceberg.branches else None


def _shares(story: Story) -> tuple[ClassRow, ...] | None:
    rows = story.portfolio.rows if story.portfolio else ()
    return rows if any(row.share for row in rows) else None


def _leading(story: Story) -> tuple[LeadingRow, ...] | None:
    waves = story.portfolio.waves if story.portfolio else None
    return waves.leading or None if waves else None


# Every chart by the name that page, PDF and address know it by.
CHARTS: Mapping[str, Drawing[Any]] = {
    "ladder": Drawing(lambda story: story.answer.ladder, stage_ladder),
    "dumbbell": Drawing(
        lambda story: story.profile if story.profile.rows else None, profile_dumbbell
    ),
    "stages": Drawing(lambda story: story.grid, stage_grid),
    "importance": Drawing(lambda story: story.profile, importance_gap),
    "timeline": Drawing(lambda story: story.plan, plan_timeline),
    "trend": Drawing(lambda story: story.trend, trend_dots),
    "dots": Drawing(
        lambda story: story.perception if story.perception.is_shown else None, perception_dots
    ),
    "stage_answers": Drawing(lambda story: story.certainty, stage_answers),
    "statement_answers": Drawing(lambda story: story.certainty, statement_answers),
    "foundations": Drawing(lambda story: story.roadmap, foundation_grid),
    "departments": Drawing(lambda story: story.groups, department_grid),
    "slopes": Drawing(lambda story: story.progress, progress_slopes),
    "alignment": Drawing(lambda story: story.staff, alignment_dots),
    "time": Drawing(lambda story: story.staff, time_bands),
    "commitment": Drawing(lambda story: story.staff, commitment_dots),
    "kinds": Drawing(lambda story: story.staff, kind_dots),
    "staff_staying": Drawing(lambda story: story.staff, staff_staying_dots),
    "trust": Drawing(lambda story: story.staff, trust_dots),
    "beside": Drawing(lambda story: story.staff, beside_dots),
    "iceberg": Drawing(_iceberg, problem_iceberg),
    "staying": Drawing(_staying, staying_dots),
    "portfolio": Drawing(_shares, portfolio_bars),
    "risk": Drawing(lambda story: story.portfolio, portfolio_scatter),
    "leading": Drawing(_leading, leading_dots),
    "network": Drawing(lambda story: story.network, network_matrix),
    "track": Drawing(lambda story: story.roadmap.track if story.roadmap else None, step_track),
}


def charts_of(story: Story) -> dict[str, Chart]:
    """Return every chart that a story has values for, by name."""
    charts = {name: chart(story) for name, chart in CHARTS.items()}
    return {name: chart for name, chart in charts.items() if chart is not None}
