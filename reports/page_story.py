"""What the page of a result tells, kept by each process from one request to the next.

To tell a story and to draw its charts takes longer than all else of the page, and nothing of it
changes unless what is told does.
"""

from datetime import datetime

from django.core.cache import cache
from django.utils.translation import get_language

from maturity.result import Document
from reports.charts import CHARTS
from reports.editions.content import mark_of
from reports.models import Result
from reports.story import Story
from reports.telling import tell_content

KEPT_SECONDS = 24 * 60 * 60


def page_story(result: Result, content: Document, *, is_final: bool, now: datetime) -> Story:
    """Return the story of a result with an edition's content, in the active language."""
    day = result.wave.assessment.organisation.today(now)
    key = f"story-{_name(result, content)}-{is_final}-{day}"
    story: Story | None = cache.get(key)
    if story is None:
        story = tell_content(result, content, is_final=is_final, now=now)
        cache.set(key, story, KEPT_SECONDS)
    return story


def page_chart(
    result: Result, content: Document, name: str, *, is_final: bool, now: datetime
) -> str | None:
    """Return a chart of that story as SVG; None if it has no such chart."""
    if name not in CHARTS:
        return None
    key = f"chart-{_name(result, content)}-{name}"
    drawn: str | None = cache.get(key)
    if drawn is None:
        chart = CHARTS[name](page_story(result, content, is_final=is_final, now=now))
        drawn = chart.svg if chart else None
        cache.set(key, drawn, KEPT_SECONDS)
    return drawn


def _name(result: Result, content: Document) -> str:
    return f"{get_language()}-{result.sha256}-{mark_of(content)}"
