"""What the story says of chance is true, and nothing is said where there is none."""

from pathlib import Path

import pytest

from maturity.loading import load
from maturity.result import Document, Rules
from reports.story import Story
from tests.reports.samples import (
    edition,
    everywhere,
    full_result,
    places,
    result,
    small_framework,
    staff_at,
    story,
    unanimous,
)

CENSUS = Rules(smallest_group=5, is_census=True)


def method(told: Story) -> str:
    """All words of the method."""
    return " ".join(text for section in told.method for text in section.paragraphs)


def exact() -> Document:
    """All twenty of the staff and all twelve leaders have answered, and only they are meant."""
    framework = load("centricity")
    return result(
        {
            "staff": unanimous(framework, "staff", 20, everywhere(3), 3),
            "leaders": unanimous(framework, "leaders", 12, everywhere(3), 4),
        },
        invited={"staff": 20, "leaders": 12},
        rules=CENSUS,
    )


class TestExactScores:
    def test_have_no_interval_and_no_chance(self) -> None:
        told = story(exact())
        assert {(row.low, row.interval_text) for row in told.profile.rows} == {(None, "exact")}
        assert {row.interval_text for theme in told.themes for row in theme.rows} == {"exact"}
        assert told.answer.certainty == ""
        assert told.chances == ()
        assert not told.perception.has_intervals
        assert {row.interval_text for row in told.perception.gaps} == {"–"}
        text = method(told) + " ".join((*told.answer.confidence, *told.perception.notes))
        for word in (
            "95% interval",
            "95 of 100",
            "Wolter",
            "bootstrap",
            "Jeffreys",
            "Welch",
            "p-value",
            "uncertain",
        ):
            assert word not in text

    def test_are_compared_without_a_test(self) -> None:
        told = story(exact())
        assert told.perception.widest[0] == (
            "Customer knowledge: leaders rate higher than staff, 4.0 against 3.0 of 5."
        )
        assert told.perception.notes[0] == (
            "A difference counts as clear if it is at least 0.3 points before rounding."
        )

    def test_say_so_in_the_method(self) -> None:
        assert "a score is exact and has no interval" in method(story(exact()))
        assert "a score is exact" not in method(story(full_result()))

    def test_show_steps_without_brackets(self) -> None:
        roadmap = story(exact()).roadmap
        assert roadmap is not None
        assert roadmap.views[0].seen[0].score_text == "2.0"
        assert "interval" not in roadmap.views_note


class TestMargin:
    def test_says_how_uncertain_a_score_is(self) -> None:
        document = staff_at({})
        document["audiences"]["staff"]["dimensions"]["service"] |= {"low": 1.6, "high": 2.2}
        assert (
            "A dimension’s score is uncertain by up to 0.4 either way (95% interval, the widest of"
            " all dimensions)."
        ) in story(document).answer.confidence

    def test_never_says_nought(self) -> None:
        document = staff_at({})
        for cell in document["audiences"]["staff"]["dimensions"].values():
            cell |= {"low": 2.0, "high": 2.0}
        lines = story(document).answer.confidence
        assert "A dimension’s score is uncertain by less than 0.1 either way (95% interval)." in (
            lines
        )
        assert not any("0.0" in line for line in lines)


class TestCertainty:
    @pytest.mark.parametrize(("stage", "said"), [(1, "nothing to confirm."), (3, "")])
    def test_is_not_claimed_where_it_was_not_computed(self, stage: int, said: str) -> None:
        document = staff_at(everywhere(stage), n=9)
        assert story(document).answer.certainty.endswith(said)
        assert "appendix" not in story(document).answer.certainty

    def test_names_few_accounts_as_the_reason(self) -> None:
        document = staff_at(everywhere(3))
        staff = document["audiences"]["staff"]
        staff["stage_probability"] = {"certainty": None, "probability": None}
        staff["dimensions"]["service"]["indicative"] = True
        assert story(document).answer.certainty.startswith("The answers come from too few accounts")


class TestOrder:
    def tell(self, low: float, high: float) -> str:
        """The note where measurement scores 2.5 and all other dimensions 2.0, 1.7 to 2.3."""
        document = staff_at({})
        for code, cell in document["audiences"]["staff"]["dimensions"].items():
            cell |= {"low": 1.7, "high": 2.3}
            if code == "measurement":
                cell |= {"mean": 2.5, "low": low, "high": high}
        return story(document).answer.order_note

    def test_lies_within_chance_where_intervals_overlap(self) -> None:
        assert self.tell(2.2, 2.8) == (
            "Which dimensions are named under “Strengths” and “Lowest” is partly chance: at least"
            " one that is not named stands at the same stage, and the 95% intervals overlap."
        )

    def test_is_not_questioned_where_all_that_stand_alike_are_named(self) -> None:
        codes = {**everywhere(2), "knowledge": 1, "service": 1, "complaints": 1}
        document = staff_at(codes | {"measurement": 3, "management": 3, "involvement": 3})
        assert story(document).answer.order_note == ""

    def test_goes_by_the_target_first(self) -> None:
        # All score alike, but three are two stages from their target and three are one.
        far = dict.fromkeys(("knowledge", "service", "complaints"), "obsession")
        targets = edition()["targets"] | far | {"communication": "awareness"}
        told = story(staff_at(everywhere(2) | {"communication": 1}), edition(targets=targets))
        assert len(told.answer.gaps) == len(told.answer.strengths) == 3
        assert told.answer.order_note == ""


class TestSmallFramework:
    def test_has_no_scale_long_enough_for_patterns(self, tmp_path: Path) -> None:
        framework = small_framework(tmp_path)
        answers = unanimous(framework, "gardeners", 10, {})
        told = story(result({"gardeners": answers}, framework=framework), framework=framework)
        text = method(told)
        assert "The questionnaire of gardeners is too short to tell careless answers" in text
        assert "Huang" not in text


class TestFewAnswers:
    """Nine answered: of ten and more it can be said how sure a stage is."""

    def test_say_that_it_is_not_known_how_sure_a_stage_is(self) -> None:
        told = story(staff_at(everywhere(1) | {"knowledge": 3}, n=9))
        assert [point.text.split("; ")[1] for point in told.answer.strengths] == [
            "too few answers to say how surely"
        ]
        assert "surely" not in told.answer.gaps[0].text
        assert told.headlines["profile"].text == (
            "Staff, too few to be sure, see customer focus in one of seven dimensions; no target"
            " has been set"
        )
        ladder = told.answer.ladder
        assert ladder is not None
        assert [rung.dimensions for rung in ladder.stages] == [
            "6 dimensions",
            "0 dimensions",
            "1 dimension, 1 unsure",
            "0 dimensions",
        ]
        assert "Unsure: too few answers" in ladder.caption

    def test_leave_the_stage_of_the_whole_open(self) -> None:
        told = story(staff_at(everywhere(3), n=9))
        assert told.headlines["answer"].text == (
            "Staff, too few to be sure, place the organisation at customer focus"
        )

    def test_leave_open_whether_targets_are_reached(self) -> None:
        told = story(staff_at(everywhere(1) | {"knowledge": 3, "service": 3}, n=9), edition())
        assert told.headlines["profile"].text == (
            "Two of seven dimensions have reached their target, by too few answers to be sure; five"
            " are two stages below"
        )
        assert told.profile.sentence == (
            "Two of seven dimensions have reached their target, by too few answers to be sure."
        )

    def test_leave_no_doubt_that_the_first_stage_is_reached(self) -> None:
        targets = {"knowledge": "awareness", "service": "obsession"}
        told = story(staff_at(everywhere(3), n=9), edition(targets=targets))
        assert told.headlines["profile"].text == (
            "One of two dimensions has reached its target; “Service and value” is one stage below"
        )

    @pytest.mark.parametrize(
        ("certainties", "said"),
        [
            (["confirmed", None, None], ", one of them surely"),
            (["confirmed", "provisional", None], ", one of them surely"),
            (["confirmed", "confirmed", None], ", two of them surely"),
            (["provisional", "provisional", None], ", none of them surely"),
            (["provisional", "confirmed", "confirmed"], ", one of them provisionally"),
            (["confirmed", "confirmed", "confirmed"], ""),
        ],
    )
    def test_on_some_dimensions_say_of_how_many_it_is_sure(
        self, certainties: list[str | None], said: str
    ) -> None:
        codes = ("knowledge", "service", "complaints")
        document = staff_at(everywhere(1) | dict.fromkeys(codes, 3))
        for code, certainty in zip(codes, certainties, strict=True):
            document["audiences"]["staff"]["dimensions"][code]["certainty"] = certainty
        assert story(document, edition()).headlines["profile"].text == (
            f"Three of seven dimensions have reached their target{said}; four are two stages below"
        )

    def test_say_so_beside_what_evidence_says(self) -> None:
        # Five of the seven statements about focus are rated, each half: it is not confirmed.
        codes = [item.code for item in load("centricity").evidence_items
                 if (item.dimension, item.stage) == ("knowledge", "focus")]  # fmt: skip
        added = edition(evidence=dict.fromkeys(codes, 1))
        document = staff_at(everywhere(1) | {"knowledge": 3, "service": 3}, n=9)
        assert story(document, added).profile.sentence == (
            "Two of seven dimensions have reached their target, by too few answers to be sure and"
            " one not by evidence."
        )
        alone = staff_at(everywhere(1) | {"knowledge": 3}, n=9)
        assert story(alone, added).profile.sentence == (
            "One of seven dimensions has reached its target, by too few answers to be sure and not"
            " by evidence."
        )

    def test_are_enough_where_everybody_meant_has_answered(self) -> None:
        document = staff_at(everywhere(3), n=9, invited={"staff": 9}, rules=CENSUS)
        assert "too few" not in story(document).headlines["profile"].text

    def test_are_not_spoken_of_where_there_are_ten(self) -> None:
        told = story(staff_at(everywhere(1) | {"knowledge": 3}, n=10))
        assert "surely" not in told.answer.strengths[0].text
        assert "too few" not in told.headlines["profile"].text


class TestSteps:
    def test_go_by_the_score_alone(self) -> None:
        roadmap = story(full_result()).roadmap
        assert roadmap is not None
        assert "The status goes by the score alone, and the interval may reach" in (
            roadmap.views_note
        )


class TestDontKnow:
    def test_is_marked_by_how_many_replied(self) -> None:
        answers = unanimous(load("centricity"), "staff", 24, {})
        # Nineteen replied to the first question, one of whom does not know: tenths, drawn in.
        answers[-5:, places("staff", codes=("KN1",))] = 0
        answers[-6, places("staff", codes=("KN1",))] = 255
        document = result({"staff": answers})
        row = story(document).items[0].rows[0]
        assert (row.code, row.n, row.dont_know) == ("KN1", "18", "≤ 10%")
        quality = story(document).qualities[0].rows[0]
        assert quality.dont_know == "≤ 10%"
