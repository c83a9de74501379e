"""The charts of page and PDF, one function each, drawn from the parts of a story.

The only place that knows the chart libraries. Tables such as the condition grid and the
roadmap's ratings are no charts: as HTML they are crisper, and can be read aloud cell by cell.
"""

from collections.abc import Callable, Mapping

from reports.charts.base import Chart
from reports.charts.dots import perception_dots
from reports.charts.dumbbell import profile_dumbbell
from reports.charts.iceberg import problem_iceberg, staying_dots
from reports.charts.ladder import stage_ladder
from reports.charts.portfolio import leading_dots, portfolio_bars
from reports.charts.track import step_track
from reports.story import Story

__all__ = ["CHARTS", "Chart", "charts_of"]

# Every chart by the name that page, PDF and address know it by; None where a story has nothing
# to draw.
CHARTS: Mapping[str, Callable[[Story], Chart | None]] = {
    "ladder": lambda story: stage_ladder(story.answer.ladder) if story.answer.ladder else None,
    "dumbbell": lambda story: profile_dumbbell(story.profile) if story.profile.rows else None,
    "dots": lambda story: perception_dots(story.perception) if story.perception.is_shown else None,
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
    "leading": lambda story: (
        leading_dots(story.portfolio.waves.leading)
        if story.portfolio and story.portfolio.waves and story.portfolio.waves.leading
        else None
    ),
    "track": lambda story: step_track(story.roadmap.track) if story.roadmap else None,
}


def charts_of(story: Story) -> dict[str, Chart]:
    """Return every chart that a story has values for, by name."""
    charts = {name: chart(story) for name, chart in CHARTS.items()}
    return {name: chart for name, chart in charts.items() if chart is not None}
