"""What the report says of the reasons for targets, and how their weight orders the gaps."""

import pytest

from reports.charts import Chart, charts_of
from tests.reports.sample_results import SAMPLES
from tests.reports.samples import edition, everywhere, full_result, staff_at, story

# Two stages to go on knowledge, one everywhere else: everybody else's target is stage 3 of 4.
BEHIND = {"knowledge": 1}


def names_first(**more: object) -> str:
    """The dimension the profile names first."""
    return story(staff_at(BEHIND), edition(**more)).profile.rows[0].code


def sides(chart: Chart) -> list[str]:
    """What the chart of answers says above both of its sides."""
    return [words.text for words in chart.canvas.words[:2]]


class TestWeight:
    @pytest.mark.parametrize(
        ("weights", "first"),
        [
            # Stages to go times weight: knowledge 2, service 1, 2 or 3; with 2 the lower stage.
            ({}, "knowledge"),
            ({"service": 2}, "knowledge"),
            ({"service": 3}, "service"),
            ({"service": 3, "knowledge": 2}, "knowledge"),
        ],
    )
    def test_multiplies_the_distance(self, weights: dict[str, int], first: str) -> None:
        assert names_first(weights=weights) == first

    def test_makes_nothing_beyond_its_target_more_urgent(self) -> None:
        """At stage 2 with a target of stage 1 service is beyond it, and stays last."""
        targets = {**edition()["targets"], "service": "awareness"}
        stages = [
            row.code for row in story(staff_at(BEHIND), edition(targets=targets)).profile.rows
        ]
        weighted = story(staff_at(BEHIND), edition(targets=targets, weights={"service": 3}))
        assert stages[-1] == "service"
        assert [row.code for row in weighted.profile.rows] == stages

    def test_is_said(self) -> None:
        profile = story(staff_at(BEHIND), edition(weights={"service": 3})).profile
        assert profile.order_note == (
            "Largest distance to target first, each counted as often as its dimension weighs;"
            " then lowest score."
        )
        assert [row.weight_text for row in profile.rows[:2]] == ["counts 3 times", ""]

    def test_is_not_spoken_of_where_all_weigh_the_same(self) -> None:
        profile = story(staff_at(BEHIND), edition()).profile
        assert profile.order_note == "Largest distance to target first, then lowest score."

    def test_is_not_spoken_of_where_no_target_is_drawn(self) -> None:
        found = SAMPLES["tiny"]().story()
        assert found.profile.order_note == (
            "Lowest stage first, then lowest score. No dimension shown has a target."
        )
        assert ">Target<" not in charts_of(found)["dumbbell"].svg
        assert ">Target<" in charts_of(story(staff_at(BEHIND), edition()))["dumbbell"].svg


class TestCharts:
    def test_name_no_target_where_none_is_set(self) -> None:
        charts = charts_of(story(staff_at(BEHIND)))
        for name in ("dumbbell", "ladder", "stage_answers"):
            chart = charts[name]
            said = [chart.alt, chart.svg, *chart.table.header]
            assert not any("target" in each.lower() for each in said), name
        assert charts["dumbbell"].title == "Score of every dimension"

    def test_name_none_where_what_is_shown_has_none(self) -> None:
        charts = charts_of(SAMPLES["tiny"]().story())
        assert charts["dumbbell"].title == "Score of every dimension"

    def test_name_the_last_stage_where_none_follows(self) -> None:
        charts = charts_of(story(staff_at(everywhere(4))))
        assert sides(charts["stage_answers"]) == ["below the last stage", "at the last stage"]

    def test_name_those_that_are_set(self) -> None:
        charts = charts_of(story(staff_at(BEHIND), edition()))
        assert charts["dumbbell"].title == "Score of every dimension against its target"
        assert charts["dumbbell"].table.header[-2:] == ("Target", "Distance")
        assert "Target" in charts["ladder"].table.header
        assert sides(charts["stage_answers"]) == ["below the target", "at the target or above"]

    def test_say_what_stands_for_targets_that_are_not_set(self) -> None:
        charts = charts_of(story(staff_at(BEHIND), edition(targets={"service": "focus"})))
        assert sides(charts["stage_answers"]) == [
            "below the target or next stage",
            "there or above",
        ]


class TestReasons:
    ADDED = {
        "target_reasons": {"service": "Two of three losses came from service."},
        "target_step": "coordinator",
        "target_step_reason": "Teams by segment do not fit so small a company.",
    }

    def test_stand_beside_the_target(self) -> None:
        profile = story(staff_at(BEHIND), edition(**self.ADDED)).profile
        reasons = {row.code: row.target_reason for row in profile.rows}
        assert reasons.pop("service") == "Two of three losses came from service."
        assert set(reasons.values()) == {""}

    def test_of_the_step_follow_the_roadmap(self) -> None:
        roadmap = story(full_result(), edition(**self.ADDED)).roadmap
        assert roadmap is not None
        assert roadmap.sentences[-1].endswith("Teams by segment do not fit so small a company.")

    def test_are_empty_in_editions_from_before(self) -> None:
        told = story(staff_at(BEHIND), edition())
        assert {row.target_reason for row in told.profile.rows} == {""}
