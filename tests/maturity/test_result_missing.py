"""What is said of those who cannot say, and of those who say nothing."""

from maturity.answers import DONT_KNOW
from tests.maturity.made_up import rows
from tests.maturity.results import part


class TestDontKnow:
    answers = rows(
        *[[3, 3, 2, 3]] * 8, *[[2, 2, 1, 2]] * 2, *[[DONT_KNOW, DONT_KNOW, 0, DONT_KNOW]] * 10
    )

    def test_never_counts_as_the_first_stage(self) -> None:
        document = part("crew", self.answers)
        assert document["n"] == 20
        assert document["dimensions"]["care"]["n"] == 10
        # Eight 3 and two 2; 2.8 is covered.
        care = document["dimensions"]["care"]
        assert (care["mean"], care["end"]) == (2.8, "at_least")
        assert document["stage"] == "oceangoing"

    def test_is_a_finding_of_its_own_from_a_quarter_on(self) -> None:
        document = part("crew", self.answers)
        found = document["dimensions"]["care"]["dont_know"]
        assert found == {"share": 0.5, "n": "20–49", "finding": True}
        item = document["items"]["CA1"]
        assert (item["n"], item["dont_know"], item["dont_know_n"]) == (10, 0.5, "20–49")
        fewer = part("crew", self.answers[:13])["dimensions"]["care"]["dont_know"]
        # Three of thirteen.
        assert fewer == {"share": 0.2, "n": "10–19", "finding": False}
        just = rows(*[[3, 3, 2, 3]] * 15, *[[DONT_KNOW] * 2 + [2, DONT_KNOW]] * 5)
        assert part("crew", just)["dimensions"]["care"]["dont_know"]["finding"]

    def test_is_not_said_by_whoever_does_not_answer(self) -> None:
        assert part("crew", self.answers)["items"]["CAP"]["dont_know"] == 0.1


class TestMissing:
    def test_whoever_answered_too_little_of_a_dimension_is_not_in_it(self) -> None:
        some = [[1, 1, 1, 1], [1, 1, 1, 1], [2, 2, 1, 1], [2, 2, 2, 2], [3, 3, 2, 2], [3, 3, 2, 2]]
        document = part("crew", rows(*some, *[[3, 0, 1, 1]] * 6))
        assert document["dimensions"]["care"]["n"] == 6
        assert document["dimensions"]["care"]["mean"] == 2.0
        # All twelve replied to the item, though six of them to too little else.
        unsure = {"dont_know": 0.1, "dont_know_n": "10–19"}
        item = {"n": 6, "mean": 2.0, "end": None, "shares": None}
        assert document["items"]["CA1"] == item | unsure
        assert document["dimensions"]["speed"]["n"] == 12
