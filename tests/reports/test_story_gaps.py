"""Talk against walk in words. Expected values were worked out by hand from the answers."""

import numpy as np
import pytest

from maturity.loading import load
from maturity.result import Document, Responses
from tests.reports.samples import NOT_SHOWN, full_result, result, story, unanimous


def two(staff: int, leaders: int, n: int = 20) -> Document:
    """Twenty of the staff and some leaders, all agreeing to the statements as given."""
    framework = load("centricity")
    return result(
        {
            "staff": unanimous(framework, "staff", 20, {}, staff),
            "leaders": unanimous(framework, "leaders", n, {}, leaders),
        }
    )


class TestSentences:
    def test_counts_who_rates_higher(self) -> None:
        assert story(full_result()).perception.sentences == (
            "21 of 21 comparisons that can be made show a clear difference.",
            "Leaders rate higher than staff on all seven dimensions.",
            "Staff rate higher than customers on all seven dimensions.",
            "Leaders rate higher than customers on all seven dimensions.",
        )

    def test_claims_no_difference_between_equals(self) -> None:
        perception = story(two(3, 3)).perception
        assert perception.sentences[0] == "No two views differ clearly on any dimension."
        assert perception.widest == ()
        assert {row.verdict_text for row in perception.gaps} == {
            "No clear difference between staff and leaders"
        }
        assert {row.difference_text for row in perception.gaps} == {"0.0"}

    def test_claims_nothing_of_fewer_than_ten(self) -> None:
        perception = story(two(2, 5, n=6)).perception
        assert perception.sentences[0] == (
            "There are too few answers to say whether any two views differ."
        )
        assert perception.widest == ()
        assert {row.verdict_text for row in perception.gaps} == {
            "Too few to say: leaders and staff"
        }
        assert {row.size_text for row in perception.gaps} == {"–"}


class TestWidest:
    def test_names_the_three_widest_first(self) -> None:
        widest = story(full_result()).perception.widest
        assert len(widest) == 3
        assert widest[0].startswith(
            "Customer knowledge: leaders rate higher than customers, 4.0 against 2.0 of 5,"
            " a difference of 2.0 (95% interval "
        )

    def test_turns_a_gap_to_the_side_that_rates_higher(self) -> None:
        row = story(two(2, 4)).perception.gaps[0]
        assert row.verdict_text == "Leaders rate higher than staff"
        assert row.difference_text == "2.0"
        # Every leader answers above every member of staff.
        assert row.size_text == "large (1.0)"
        low, high = (float(end) for end in row.interval_text.split(" to "))
        assert low <= 2 <= high

    def test_orders_clear_gaps_before_wider_ones_of_which_nothing_can_be_said(self) -> None:
        document = two(3, 4)
        document["gaps"][0] |= {"verdict": "no_clear_difference", "difference": -3.0}
        document["gaps"][1] |= {"verdict": "too_few", "difference": -4.0}
        rows = story(document).perception.gaps
        assert [row.verdict for row in rows][-2:] == ["no_clear_difference", "too_few"]

    def test_orders_the_chart_alike(self) -> None:
        document = two(3, 4)
        document["gaps"][3]["difference"] = -3.0
        perception = story(document).perception
        assert perception.rows[0].name == perception.gaps[0].dimension == "Complaints and recovery"


class TestDirection:
    def test_names_the_higher_first_even_where_nothing_is_clear(self) -> None:
        document = two(3, 3)
        document["gaps"][0] |= {"difference": -0.2, "low": -0.7, "high": 0.3, "delta": -0.1}
        row = story(document).perception.gaps[0]
        assert row.verdict_text == "No clear difference between leaders and staff"
        assert (row.difference_text, row.interval_text) == ("0.2", "−0.3 to 0.7")
        assert row.size_text == "negligible (0.1)"

    @pytest.mark.parametrize(("delta", "said"), [(-0.2, "small (0.2)"), (0.2, "small (−0.2)")])
    def test_prints_the_size_with_its_sign(self, delta: float, said: str) -> None:
        document = two(3, 4)
        document["gaps"][0] |= {"difference": -1.0, "delta": delta, "size": "small"}
        perception = story(document).perception
        row = next(row for row in perception.gaps if row.dimension == "Customer knowledge")
        assert row.size_text == said
        is_contrary = delta > 0
        assert row.sentence.endswith("it is the other way round.") is is_contrary
        assert any("point different ways" in note for note in perception.notes) is is_contrary


class TestNotes:
    def test_explains_an_interval_beside_zero_where_there_is_one(self) -> None:
        document = two(3, 3)
        said = "one may lie beside zero"
        assert not any(said in note for note in story(document).perception.notes)
        document["gaps"][0] |= {"difference": 0.5, "low": 0.1, "high": 0.9}
        assert any(said in note for note in story(document).perception.notes)

    @pytest.mark.parametrize(("accounts", "indicative"), [(6, True), (15, False)])
    def test_marks_intervals_from_few_accounts(self, accounts: int, *, indicative: bool) -> None:
        framework = load("centricity")
        customers = Responses(
            unanimous(framework, "customers", 30, {}), account=np.arange(30) % accounts
        )
        staff = Responses(unanimous(framework, "staff", 20, {}))
        notes = story(result({"staff": staff, "customers": customers})).perception.notes
        said = "The intervals of customers are only indicative"
        assert any(note.startswith(said) for note in notes) is indicative

    def test_says_before_rounding_where_a_size_is_named(self) -> None:
        assert (
            story(two(3, 4))
            .perception.notes[0]
            .startswith("A difference counts as clear if it is at least 0.3 points before rounding")
        )

    def test_says_one_phrase_where_a_comparison_is_not_shown(self) -> None:
        document = two(3, 4)
        document["gaps"] = [
            {key: gap[key] for key in ("dimension", "first", "second")}
            | {"shown": False, "verdict": "too_few"}
            for gap in document["gaps"]
        ]
        perception = story(document).perception
        assert perception.sentences[0] == f"Whether any two views differ is {NOT_SHOWN}."
        assert {row.verdict_text for row in perception.gaps} == {f"Staff and leaders – {NOT_SHOWN}"}

    def test_dashes_what_is_not_shown(self) -> None:
        document = two(3, 4)
        short = {key: document["gaps"][0][key] for key in ("dimension", "first", "second")}
        document["gaps"][0] = short | {"shown": False, "verdict": "too_few"}
        row = story(document).perception.gaps[-1]
        assert (row.difference_text, row.interval_text, row.size_text) == ("–", "–", "–")
