"""The charts of page and PDF, one function each, drawn from the parts of a story.

The only place that knows the chart libraries. Tables such as the condition grid and the
roadmap's ratings are no charts: as HTML they are crisper, and can be read aloud cell by cell.
"""

from dataclasses import dataclass

from reports.charts.base import Chart
from reports.charts.dots import perception_dots
from reports.charts.dumbbell import profile_dumbbell
from reports.charts.ladder import stage_ladder
from reports.charts.track import step_track
from reports.story import Story

__all__ = [
    "Chart",
    "Charts",
    "draw_charts",
    "perception_dots",
    "profile_dumbbell",
    "stage_ladder",
    "step_track",
]


@dataclass(frozen=True)
class Charts:
    """The charts of one story; None where there is nothing to draw."""

    ladder: Chart | None
    dumbbell: Chart | None
    dots: Chart | None
    track: Chart | None


def draw_charts(story: Story) -> Charts:
    """Draw every chart that a story has values for."""
    return Charts(
        ladder=stage_ladder(story.answer.ladder) if story.answer.ladder else None,
        dumbbell=profile_dumbbell(story.profile) if story.profile.rows else None,
        dots=perception_dots(story.perception) if story.perception.is_shown else None,
        track=step_track(story.roadmap.track) if story.roadmap else None,
    )
