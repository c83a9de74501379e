"""The charts of page and PDF, one function each, drawn from the parts of a story.

The only place that knows the chart libraries. Tables such as the condition grid and the
roadmap's ratings are no charts: as HTML they are crisper, and can be read aloud cell by cell.
"""

from collections.abc import Callable, Mapping

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

__all__ = ["CHARTS", "Chart", "DataTable", "charts_of"]

# Every chart by the name that page, PDF and address know it by; None where a story has nothing
# to draw.
CHARTS: Mapping[str, Callable[[Story], Chart | None]] = {
    "ladder": lambda story: stage_ladder(story.answer.ladder) if story.answer.ladder else None,
    "dumbbell": lambda story: profile_dumbbell(story.profile) if story.profile.rows else None,
    "stages": lambda story: stage_grid(story.grid),
    "importance": lambda story: importance_gap(story.profile),
    "timeline": lambda story: plan_timeline(story.plan),
    "trend": lambda story: trend_dots(story.trend),
    "dots": lambda story: perception_dots(story.perception) if story.perception.is_shown else None,
    "stage_answers": lambda story: stage_answers(story.certainty),
    "statement_answers": lambda story: statement_answers(story.certainty),
    "foundations": lambda story: foundation_grid(story.roadmap),
    "departments": lambda story: department_grid(story.groups),
    "slopes": lambda story: progress_slopes(story.progress),
    "alignment": lambda story: alignment_dots(story.staff),
    "time": lambda story: time_bands(story.staff),
    "commitment": lambda story: commitment_dots(story.staff),
    "kinds": lambda story: kind_dots(story.staff),
    "staff_staying": lambda story: staff_staying_dots(story.staff),
    "trust": lambda story: trust_dots(story.staff),
    "beside": lambda story: beside_dots(story.staff),
    "iceberg": lambda story: (
        problem_iceberg(story.iceberg) if story.iceberg and story.iceberg.levels else None
    ),
    "staying": lambda story: (
        staying_dots(story.iceberg) if story.iceberg and story.iceberg.branches else None
    ),
    "portfolio": lambda story: (
        portfolio_bars(story.portfolio.rows)
        if story.portfolio and any(row.share for row in story.portfolio.rows)
        else None
    ),
    "risk": lambda story: portfolio_scatter(story.portfolio),
    "leading": lambda story: (
        leading_dots(story.portfolio.waves.leading)
        if story.portfolio and story.portfolio.waves and story.portfolio.waves.leading
        else None
    ),
    "network": lambda story: network_matrix(story.network),
    "track": lambda story: step_track(story.roadmap.track) if story.roadmap else None,
}


def charts_of(story: Story) -> dict[str, Chart]:
    """Return every chart that a story has values for, by name."""
    charts = {name: chart(story) for name, chart in CHARTS.items()}
    return {name: chart for name, chart in charts.items() if chart is not None}
