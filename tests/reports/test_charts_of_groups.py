"""Grids, slopes and the portfolio by risk: what they say, and what they leave out."""

import pytest

from reports.charts import Chart, charts_of
from reports.charts.departments import MOST, drawn_rows
from reports.story.grouped import GroupCell, GroupRow
from tests.reports.sample_results import SAMPLES
from tests.reports.samples import (
    NOT_SHOWN,
    full_result,
    result,
    story,
    told,
    unit,
    with_groups,
)
from tests.reports.test_story_portfolio import added, beside


class TestFoundations:
    def test_says_every_rating(self) -> None:
        chart = charts_of(story(full_result()))["foundations"]
        assert chart.table.header[1:4] == (
            "1 Internal social networks",
            "2 Cross-functional teams",
            "3 Customer-centricity coordinator",
        )
        # Networks and coordinator were rated 4, teams 2, the others not at all.
        assert {row[1:] for row in chart.table.rows} == {
            ("Fully", "Partly", "Fully", "not rated", "not rated")
        }
        assert len(chart.table.rows) == 7

    def test_is_not_drawn_unrated(self) -> None:
        assert "foundations" not in charts_of(story(result({})))


class TestDepartments:
    @pytest.fixture
    def chart(self) -> Chart:
        units = [
            unit("Sales", {"service": told(2.4, 2.0, 2.8)}),
            unit("Sales / North", {"service": told(2.0, 1.5, 2.5), "measurement": told(3, 2, 4)}),
        ]
        return charts_of(story(with_groups(units=units, units_not_shown=3)))["departments"]

    def test_says_scores_with_their_intervals(self, chart: Chart) -> None:
        place = chart.table.header.index("Service and value")
        assert [row[0] for row in chart.table.rows] == ["Sales", "Sales / North"]
        assert [row[place] for row in chart.table.rows] == ["2.4 (2.0 to 2.8)", "2.0 (1.5 to 2.5)"]

    def test_says_what_is_not_shown(self, chart: Chart) -> None:
        place = chart.table.header.index("Measurement")
        assert chart.table.rows[0][place] == NOT_SHOWN
        assert f"3 of 5 departments are {NOT_SHOWN}." in {
            words.text for words in chart.canvas.words
        }

    def test_draws_upper_levels_of_very_many(self) -> None:
        rows = [
            GroupRow(f"{level} {place}", "", level, (GroupCell(),))
            for place in range(MOST // 2)
            for level in (0, 1, 2)
        ]
        assert {row.level for row in drawn_rows(rows)} == {0, 1}
        assert len(drawn_rows(rows)) == MOST
        assert drawn_rows(rows[:6]) == rows[:6]


class TestSlopes:
    def test_says_then_now_and_verdict(self) -> None:
        sample = SAMPLES["second_wave"]()
        assert sample.earlier is not None
        chart = charts_of(sample.story())["slopes"]
        then = sample.earlier["audiences"]["staff"]["dimensions"]["measurement"]
        now = sample.result["audiences"]["staff"]["dimensions"]["measurement"]
        row = next(row for row in chart.table.rows if row[:2] == ("Staff", "Measurement"))
        assert row[2].startswith(f"{then['mean']:.1f} ({then['low']:.1f} to ")
        assert row[3].startswith(f"{now['mean']:.1f} ({now['low']:.1f} to ")
        assert row[-1] == "risen"

    def test_is_not_drawn_of_one_wave(self) -> None:
        assert "slopes" not in charts_of(SAMPLES["full"]().story())


class TestRisk:
    def test_says_revenue_at_risk_by_class(self) -> None:
        chart = charts_of(story(full_result(), added(beside(), "Spring")))["risk"]
        rows = {row[0]: row[1:] for row in chart.table.rows}
        assert rows["At risk"][0] == "EUR 1,400"
        assert rows["At risk"][-1] == "40%"

    def test_has_a_circle_a_class_and_none_an_account(self) -> None:
        portfolio = SAMPLES["full"]().story().portfolio
        assert portfolio is not None
        chart = charts_of(SAMPLES["full"]().story())["risk"]
        judged = [row.name for row in portfolio.rows if row.risk is not None]
        assert sorted(row[0] for row in chart.table.rows) == sorted(judged)
        assert chart.svg.count("<circle") == len(judged)
