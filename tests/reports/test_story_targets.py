"""What the report says of the reasons for targets, and how their weight orders the gaps."""

import pytest

from reports.charts import charts_of
from tests.reports.sample_results import SAMPLES
from tests.reports.samples import edition, full_result, staff_at, story

# Two stages to go on knowledge, one everywhere else: everybody else's target is stage 3 of 4.
BEHIND = {"knowledge": 1}


def names_first(**more: object) -> str:
    """The dimension the profile names first."""
    return story(staff_at(BEHIND), edition(**more)).profile.rows[0].code


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
