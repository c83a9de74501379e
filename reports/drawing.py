"""The charts of a page as images of their own, drawn once for what they say."""

from datetime import datetime

from django.core.cache import cache
from django.utils.translation import get_language

from maturity.result import Document
from reports.charts import CHARTS
from reports.editions.content import mark_of
from reports.models import Result
from reports.telling import tell_content

KEPT_SECONDS = 24 * 60 * 60


def drawn_chart(result: Result, content: Document, name: str, *, now: datetime) -> str | None:
    """Return a chart of a result as SVG, in the active language; None if there is none."""
    key = f"chart-{name}-{get_language()}-{result.sha256}-{mark_of(content)}"
    drawn: str | None = cache.get(key)
    if drawn is None and name in CHARTS:
        chart = CHARTS[name](tell_content(result, content, is_final=False, now=now))
        drawn = chart.svg if chart else None
        cache.set(key, drawn, KEPT_SECONDS)
    return drawn
