"""What the page for everybody says, kept by each process from one visit to the next."""

from django.core.cache import cache
from django.utils.translation import override

from maturity.result import Document
from reports.charts import Chart
from reports.charts.ladder import stage_ladder
from reports.editions.content import mark_of
from reports.editions.earlier import compared_result
from reports.models import Result
from reports.story.summary import SummaryStory, summary
from surveys.framework.own_questions import asked_framework

KEPT_SECONDS = 24 * 60 * 60

Told = tuple[SummaryStory, Chart | None]


def tell(result: Result, content: Document, *, tells_actions: bool) -> Told:
    """Return a result with an edition's content, and its ladder, in the organisation's language."""
    language = result.wave.assessment.organisation.language
    key = f"summary-{language}-{result.sha256}-{mark_of(content)}-{tells_actions}"
    told: Told | None = cache.get(key)
    if told is None:
        told = _told(result, content, language, tells_actions)
        cache.set(key, told, KEPT_SECONDS)
    return told


def _told(result: Result, content: Document, language: str, tells_actions: bool) -> Told:
    framework, earlier = asked_framework(result.wave), compared_result(content)
    with override(language):
        story = summary(
            framework,
            result.content,
            content,
            earlier=earlier.content if earlier else None,
            tells_actions=tells_actions,
        )
        chart = stage_ladder(story.answer.ladder) if story.answer.ladder else None
    if chart is not None:
        # Drawn here, so that it is drawn once.
        assert chart.svg
    return story, chart
