"""What the charts draw: words for those who cannot see them, and SVG a strict page may show."""

import re
from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from maturity.loading import load
from reports.charts import CHARTS, Chart, charts_of
from tests.maturity.test_ambassadors import EXAMPLE as COMMITTED
from tests.maturity.test_ambassadors import staff
from tests.maturity.test_iceberg import EXAMPLE, customers
from tests.reports.sample_results import SAMPLES
from tests.reports.samples import (
    NOT_SHOWN,
    edition,
    full_result,
    result,
    small_story,
    story,
    unanimous,
    with_network,
)
from tests.reports.test_story_portfolio import added, beside
from tests.reports.test_story_trend import asked, pulse_story


@pytest.fixture(scope="module")
def charts() -> dict[str, Chart]:
    found = story(full_result(), edition(target_step="coordinator"))
    problems = story(result({"customers": customers(EXAMPLE)}))
    committed = story(result({"staff": staff(COMMITTED)}))
    accounts = story(full_result(), added(beside(), "Spring"))
    repeated = pulse_story(asked(3), {"module": "trust"}, 4)
    named = story(with_network())
    again = SAMPLES["second_wave"]().story()
    parts = (again, problems, committed, accounts, repeated, named, found)
    return {name: chart for part in parts for name, chart in charts_of(part).items()}


def texts(chart: Chart) -> str:
    """The words drawn, in the order of the file."""
    return " ".join(ElementTree.fromstring(chart.svg).itertext())


class TestKept:
    def test_is_what_another_report_shows_again(self) -> None:
        before = charts_of(story(full_result(), edition(target_step="coordinator")))
        after = charts_of(story(full_result(), edition(target_step="teams")))
        assert after["stages"] is before["stages"]
        assert after["track"].svg != before["track"].svg

    def test_is_one_in_each_language(self) -> None:
        told = story(full_result())
        drawn = charts_of(told)["stages"]
        with override("de"):
            assert charts_of(told)["stages"] is not drawn
        assert charts_of(told)["stages"] is drawn


class TestEveryChart:
    def test_is_drawn(self, charts: dict[str, Chart]) -> None:
        assert charts.keys() == CHARTS.keys()

    def test_says_its_size_before_it_is_drawn(self, charts: dict[str, Chart]) -> None:
        for chart in charts.values():
            root = ElementTree.fromstring(chart.svg)
            size = [float(root.get(side, "")) for side in ("width", "height")]
            assert size == pytest.approx([chart.width, chart.height], rel=0.02)

    def test_needs_no_inline_style(self, charts: dict[str, Chart]) -> None:
        for chart in charts.values():
            assert not re.search(r"\sstyle=|<style|<script|href=", chart.svg)

    def test_carries_role_title_and_description(self, charts: dict[str, Chart]) -> None:
        for chart in charts.values():
            root = ElementTree.fromstring(chart.svg)
            said = {node.get("id"): node.text for node in root if node.get("id")}
            assert root.get("role") == "img"
            assert said[root.get("aria-labelledby")] == chart.title
            assert said[root.get("aria-describedby")] == chart.description + "."
            assert chart.alt == f"{chart.title}. {chart.description}."

    def test_has_ids_of_its_own(self, charts: dict[str, Chart]) -> None:
        found = [
            each
            for chart in charts.values()
            for each in re.findall(r'\bid="(chart-.+?)"', chart.svg)
        ]
        assert len(found) == len(set(found)) == 2 * len(charts)

    def test_has_a_table_as_wide_as_its_header(self, charts: dict[str, Chart]) -> None:
        for name, chart in charts.items():
            assert chart.table.rows, name
            assert {len(row) for row in chart.table.rows} == {len(chart.table.header)}, name
            assert all(chart.table.header), name
            assert all(cell for row in chart.table.rows for cell in row), name

    def test_serves_an_image(self, charts: dict[str, Chart]) -> None:
        for chart in charts.values():
            kind, _, code = chart.data_uri.partition(",")
            assert kind == "data:image/svg+xml;base64"
            assert b64decode(code).decode() == chart.svg


class TestLadder:
    def test_says_who_stands_where(self, charts: dict[str, Chart]) -> None:
        assert charts["ladder"].alt == (
            "Ladder of stages. 1 Customer awareness: 1 dimension;"
            " 2 Customer sensitivity: Staff here, 4 dimensions;"
            " 3 Customer focus: Leaders here, target, 2 dimensions;"
            " 4 Customer obsession: 0 dimensions."
        )
        assert "Target" in texts(charts["ladder"])


class TestDumbbell:
    def test_says_score_and_target(self, charts: dict[str, Chart]) -> None:
        assert "Communication: ≤ 1.1 (1.0 to " in charts["dumbbell"].alt
        assert "target Customer focus" in charts["dumbbell"].alt
        assert "2 stages to go" in texts(charts["dumbbell"])

    def test_has_no_target_without_an_edition(self) -> None:
        dumbbell = charts_of(story(full_result()))["dumbbell"]
        assert "Target" not in texts(dumbbell)

    def test_gives_no_number_of_what_is_not_shown(self) -> None:
        framework = load("centricity")
        answers = unanimous(framework, "staff", 8, {})
        items = framework.questionnaire("staff").items
        answers[:6, [i for i, item in enumerate(items) if item.dimension == "service"]] = 255
        dumbbell = charts_of(story(result({"staff": answers})))["dumbbell"]
        assert "Service and value – not shown, to protect the people who answered" in dumbbell.alt


class TestStageGrid:
    def test_says_share_verdict_parts_and_standing(self, charts: dict[str, Chart]) -> None:
        rows = {row[0]: row[1:] for row in charts["stages"].table.rows}
        # Eighteen of twenty chose sensitivity, one awareness and one focus.
        assert rows["Service and value"] == (
            "entry stage",
            "≥ 95%, met · 2 of 2, stands here",
            "≤ 5%, not met · 0 of 2",
            "≤ 5%, not met · 0 of 2",
        )
        assert rows["Communication"][0] == "entry stage, stands here"

    def test_hatches_what_is_not_shown(self) -> None:
        chart = charts_of(SAMPLES["tiny"]().story())["stages"]
        rows = {row[0]: row[1:] for row in chart.table.rows}
        assert set(rows["Customer knowledge"]) == {NOT_SHOWN}
        assert "Customer knowledge – not shown" in chart.alt


class TestImportance:
    def test_sets_weight_beside_gap(self) -> None:
        weighted = edition(weights={"measurement": 2, "communication": 3})
        chart = charts_of(story(full_result(), weighted))["importance"]
        assert chart.table.rows[:2] == (
            ("Communication", "counts 3 times", "2 stages to go"),
            ("Service and value", "counts once", "1 stage to go"),
        )
        assert ("Measurement", "counts 2 times", "target reached") in chart.table.rows

    def test_is_not_drawn_without_targets(self) -> None:
        assert "importance" not in charts_of(story(full_result()))


class TestTimeline:
    def test_says_what_is_due_and_what_is_late(self) -> None:
        actions = [
            {"id": "a", "what": "Call back.", "owner": "Ann", "due_on": "2026-03-23"},
            {"id": "b", "what": "Ask.", "due_on": "2026-07-02", "state": "done"},
            {"id": "c", "what": "Wait."},
        ]
        chart = charts_of(story(full_result(), edition(actions=actions)))["timeline"]
        assert chart.table.rows == (
            ("Call back.", "Ann", "23 March 2026", "Planned, late"),
            ("Wait.", "–", "no day set", "Planned"),
            ("Ask.", "–", "2 July 2026", "Done"),
        )
        # The day it is told and a hundred days later.
        assert {"24 Mar", "2 Jul", "day 100", "today"} <= {
            words.text for words in chart.canvas.words
        }

    def test_sets_what_is_due_later_at_the_edge_and_says_so(self) -> None:
        actions = [
            {"id": "a", "what": "Call back.", "owner": "Ann", "due_on": "2026-07-02"},
            {"id": "b", "what": "Ask.", "owner": "Ben", "due_on": "2026-07-03"},
            {"id": "c", "what": "Wait.", "owner": "Eve", "due_on": "2028-01-16"},
        ]
        chart = charts_of(story(full_result(), edition(actions=actions)))["timeline"]
        drawn = {words.text for words in chart.canvas.words}
        # 24 March and a hundred days is 2 July.
        assert {"2 July 2026 · Ann · Planned", "later, on 3 July 2026 · Ben · Planned"} <= drawn
        assert {"later, on 16 January 2028 · Eve · Planned", "later", "day 100"} <= drawn
        assert "day 200" not in drawn
        places = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', chart.svg)]
        assert places[0] < places[1] == places[2]
        assert "Wait: later, on 16 January 2028, Eve, Planned" in chart.alt


class TestDots:
    def test_says_every_audience(self, charts: dict[str, Chart]) -> None:
        said = re.search(r"Customer knowledge: (.+?);", charts["dots"].alt)
        assert said is not None
        assert re.sub(r" \(.+?\)", "", said[1]) == "Staff 3.0, Leaders 4.0, Customers 2.0"

    def test_tells_audiences_apart_by_shape(self, charts: dict[str, Chart]) -> None:
        root = ElementTree.fromstring(charts["dots"].svg)
        corners = {
            len(node.get("points", "").split())
            for node in root
            if node.tag.endswith(("circle", "polygon"))
        }
        # A circle, a triangle and a square.
        assert corners == {0, 3, 4}


class TestTrack:
    def test_says_status_next_step_target_and_warning(self, charts: dict[str, Chart]) -> None:
        assert charts["track"].alt.startswith(
            "Steps of the roadmap. 1 Internal social networks: Fully in place;"
            " 2 Cross-functional teams: Partly in place, next step;"
            " 3 Customer-centricity coordinator: Fully in place, target, ahead of its foundations;"
        )


class TestWithoutValues:
    def test_draws_nothing_that_has_none(self) -> None:
        assert charts_of(story(result({}))).keys() == {"track"}

    def test_draws_a_framework_of_three_stages(self, tmp_path: Path) -> None:
        charts = charts_of(small_story(tmp_path))
        assert "track" not in charts
        assert "3 Tree" in texts(charts["ladder"])
        assert "4" not in re.findall(r"\b\d\b", texts(charts["ladder"]))
