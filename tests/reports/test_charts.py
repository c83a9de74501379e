"""What the charts draw: words for those who cannot see them, and SVG a strict page may show."""

import re
from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree

import pytest

from maturity.loading import load
from reports.charts import Chart, Charts, draw_charts
from tests.reports.samples import edition, full_result, result, small_story, story, unanimous


@pytest.fixture(scope="module")
def charts() -> Charts:
    return draw_charts(story(full_result(), edition(target_step="coordinator")))


def each(charts: Charts) -> list[Chart]:
    return [chart for chart in (charts.ladder, charts.dumbbell, charts.dots, charts.track) if chart]


def texts(chart: Chart | None) -> str:
    """The words drawn, in the order of the file."""
    assert chart is not None
    return " ".join(ElementTree.fromstring(chart.svg).itertext())


class TestEveryChart:
    def test_is_drawn(self, charts: Charts) -> None:
        assert len(each(charts)) == 4

    def test_needs_no_inline_style(self, charts: Charts) -> None:
        for chart in each(charts):
            assert not re.search(r"\sstyle=|<style|<script|href=", chart.svg)

    def test_carries_role_and_label(self, charts: Charts) -> None:
        for chart in each(charts):
            root = ElementTree.fromstring(chart.svg)
            assert root.get("role") == "img"
            assert root.get("aria-label") == chart.alt
            assert "aria-label" not in {
                key for node in root.iter() if node is not root for key in node.attrib
            }

    def test_serves_an_image(self, charts: Charts) -> None:
        for chart in each(charts):
            kind, _, code = chart.data_uri.partition(",")
            assert kind == "data:image/svg+xml;base64"
            assert b64decode(code).decode() == chart.svg


class TestLadder:
    def test_says_who_stands_where(self, charts: Charts) -> None:
        assert charts.ladder is not None
        assert charts.ladder.alt == (
            "Ladder of stages. 1 Customer awareness: 1 dimension;"
            " 2 Customer sensitivity: Staff here, 4 dimensions;"
            " 3 Customer focus: Leaders here, target, 2 dimensions;"
            " 4 Customer obsession: 0 dimensions."
        )
        assert "Target" in texts(charts.ladder)


class TestDumbbell:
    def test_says_score_and_target(self, charts: Charts) -> None:
        assert charts.dumbbell is not None
        assert "Communication: ≤ 1.1 (1.0 to " in charts.dumbbell.alt
        assert "target Customer focus" in charts.dumbbell.alt
        assert "2 stages to go" in texts(charts.dumbbell)

    def test_has_no_target_without_an_edition(self) -> None:
        dumbbell = draw_charts(story(full_result())).dumbbell
        assert "Target" not in texts(dumbbell)

    def test_gives_no_number_of_what_is_not_shown(self) -> None:
        framework = load("centricity")
        answers = unanimous(framework, "staff", 8, {})
        items = framework.questionnaire("staff").items
        answers[:6, [i for i, item in enumerate(items) if item.dimension == "service"]] = 255
        dumbbell = draw_charts(story(result({"staff": answers}))).dumbbell
        assert dumbbell is not None
        assert "Service and value – not shown, to protect the people who answered" in dumbbell.alt


class TestDots:
    def test_says_every_audience(self, charts: Charts) -> None:
        assert charts.dots is not None
        said = re.search(r"Customer knowledge: (.+?);", charts.dots.alt)
        assert said is not None
        assert re.sub(r" \(.+?\)", "", said[1]) == "Staff 3.0, Leaders 4.0, Customers 2.0"

    def test_tells_audiences_apart_by_shape(self, charts: Charts) -> None:
        assert charts.dots is not None
        root = ElementTree.fromstring(charts.dots.svg)
        shapes = {
            node.get("d")
            for node in root.iter("{http://www.w3.org/2000/svg}path")
            if node.get("fill")
            and node.get("stroke")
            and "background" not in (node.get("class") or "")
        }
        assert len(shapes) == 3


class TestTrack:
    def test_says_status_next_step_target_and_warning(self, charts: Charts) -> None:
        assert charts.track is not None
        assert charts.track.alt.startswith(
            "Steps of the roadmap. 1 Internal social networks: Fully in place;"
            " 2 Cross-functional teams: Partly in place, next step;"
            " 3 Customer-centricity coordinator: Fully in place, target, ahead of its foundations;"
        )


class TestWithoutValues:
    def test_draws_nothing_that_has_none(self) -> None:
        charts = draw_charts(story(result({})))
        assert (charts.ladder, charts.dumbbell, charts.dots) == (None, None, None)

    def test_draws_a_framework_of_three_stages(self, tmp_path: Path) -> None:
        charts = draw_charts(small_story(tmp_path))
        assert charts.track is None
        assert "3 Tree" in texts(charts.ladder)
        assert "4" not in re.findall(r"\b\d\b", texts(charts.ladder))
