"""Grids, slopes and the portfolio by risk: what they say, and what they leave out."""

from collections.abc import Iterable
from xml.etree import ElementTree

import pytest

from reports.charts import Chart, charts_of
from reports.charts.base import HATCHING, INK
from reports.charts.departments import MOST, drawn_rows
from reports.charts.slopes import progress_slopes
from reports.story.grouped import GroupCell, GroupRow
from reports.story.moved import MovedRow
from reports.story.progress import Progress, ProgressTable
from reports.story.trend.rows import TrendPoint
from tests.reports.sample_results import SAMPLES
from tests.reports.samples import (
    NOT_SHOWN,
    full_result,
    group,
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

    def test_writes_intervals_below_scores_and_says_so(self, chart: Chart) -> None:
        drawn = {words.text: words for words in chart.canvas.words}
        score, interval = drawn["2.4"], drawn["2.0 to 2.8"]
        assert score.bottom <= interval.top
        assert (score.left + score.right) / 2 == pytest.approx((interval.left + interval.right) / 2)
        assert (
            "In each cell the score, and below it its 95% interval. The darker a cell, the higher"
            f" the score. Hatched: {NOT_SHOWN}."
        ) in " ".join(words.text for words in chart.canvas.words)

    def test_counts_departments_that_are_not_drawn_apart_from_rows_of_others(self) -> None:
        # Thirty parts are too many to draw, and with them the others of each half.
        tree = {"East": range(15), "West": range(15)}
        service = {"service": told(2.4, 2.0, 2.8)}
        units = []
        for half, parts in tree.items():
            units.append(unit(half, service, rest=group(service)))
            units += [unit(f"{half} / Part {part}", service) for part in parts]
        drawn = charts_of(story(with_groups(units=units, units_not_shown=3)))["departments"]
        lines = " ".join(words.text for words in drawn.canvas.words)
        assert "3 of 35 departments are" in lines
        assert (
            "Further departments in the table: 30. Further rows, of people in no department shown:"
            " 2." in lines
        )

    def test_says_who_others_are_where_they_are_drawn(self, chart: Chart) -> None:
        assert "“Others”" not in " ".join(said(chart))
        # Of three hundred departments only the upper ones are drawn, and others lie below.
        assert "“Others”" not in " ".join(said(charts_of(SAMPLES["huge"]().story())["departments"]))
        rest = group({"service": told(2.4, 2.0, 2.8)})
        units = [unit("Sales", {"service": told(2.4, 2.0, 2.8)})]
        drawn = charts_of(story(with_groups(units=units, rest=rest)))["departments"]
        assert "“Others” are the people" in " ".join(said(drawn))

    def test_hatches_departments_none_of_which_is_shown(self) -> None:
        chart = charts_of(story(with_groups(units=[], units_not_shown=2)))["departments"]
        sentence = f"2 of 2 departments are {NOT_SHOWN}."
        # The columns are named, and nothing is said of scores.
        assert {"Measurement", "Communication", sentence} <= said(chart)
        assert "score" not in " ".join(said(chart))
        assert chart.svg.count(f'stroke="{HATCHING}"') == 1
        assert chart.alt.endswith(f". {sentence}")
        assert chart.table.rows == (("All departments", *[NOT_SHOWN] * 7),)

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

    def test_draws_an_interval_beyond_its_mark(self) -> None:
        for interval, mark in intervals(slopes((2.5, 2.35, 2.65), (2.6, 1.6, 3.4))):
            assert interval[1] < mark[1] - 1
            assert interval[3] > mark[3] + 1

    def test_draws_caps_beside_a_mark_that_covers_its_interval(self) -> None:
        chart = slopes((2.5, 2.49, 2.51), (2.6, 2.6, 2.6))
        for interval, mark in intervals(chart):
            assert interval[0] < mark[0] - 2
            assert interval[2] > mark[2] + 2

    def test_draws_an_interval_a_score_of_every_report(self) -> None:
        progress = SAMPLES["second_wave"]().story().progress
        assert progress is not None
        points = [point for table in progress.tables for row in table.points for point in row]
        chart = charts_of(SAMPLES["second_wave"]().story())["slopes"]
        assert len(intervals(chart)) == sum(point.low is not None for point in points) > 30

    def test_says_which_part_of_the_scale_is_drawn(self) -> None:
        part, whole = "1.5 to 3.5 of a scale from 1 to 4", "scale from 1 to 4"
        assert part in said(slopes((2.5, 2.3, 2.7), (2.6, 1.6, 3.4)))
        assert whole in said(slopes((2.5, 1.3, 2.7), (2.6, 1.6, 3.6)))
        # The whole points of what is drawn, and half a point where there is no other.
        assert {"2", "3"} <= said(slopes((2.5, 2.3, 2.7), (2.6, 1.6, 3.4)))
        assert "3.0 to 4.0 of a scale from 1 to 4" in said(slopes((4.0, None, None)))

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


Score = tuple[float, float | None, float | None]
Box = tuple[float, float, float, float]


def slopes(*scores: Score) -> Chart:
    """One dimension, wave by wave, on a scale of four points."""
    row = MovedRow("Service", "2.5", "2.6", "+0.1", "", "", "no clear change")
    points = tuple(TrendPoint(f"{score[0]:.1f}", "", *score) for score in scores)
    table = ProgressTable("Staff", "", "", (row,), (points,), tuple("abcd"))
    chart = progress_slopes(Progress("", "Spring", "Autumn", (), (table,), (), None, ()))
    assert chart is not None
    return chart


def said(chart: Chart) -> set[str]:
    return {words.text for words in chart.canvas.words}


def intervals(chart: Chart) -> list[tuple[Box, Box]]:
    """The box around each interval with its caps, and the box around its mark."""
    root = ElementTree.fromstring(chart.svg)
    inked = [box_of(node) for node in root if node.tag.endswith("rect") and node.get("fill") == INK]
    marks = [mark_box(node) for node in root if node.tag.endswith("circle")]
    # A whisker and two caps each.
    parts = list(zip(inked[::3], inked[1::3], inked[2::3], strict=True))
    return [(around(each), mark) for each, mark in zip(parts, marks, strict=True)]


def around(boxes: Iterable[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def mark_box(node: ElementTree.Element) -> Box:
    x, y, r = (float(node.get(each, "")) for each in ("cx", "cy", "r"))
    # Half of the line around it lies outside.
    return x - r - 1, y - r - 1, x + r + 1, y + r + 1


def box_of(node: ElementTree.Element) -> Box:
    x, y, width, height = (float(node.get(each, "")) for each in ("x", "y", "width", "height"))
    return x, y, x + width, y + height
