from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.disclosure import individual_bounds, is_unanimous
from maturity.own_questions import Question, with_own_questions
from maturity.responses import Responses
from tests.maturity.results import CENTRICITY, HARBOUR, build, part, table


class TestIndividualBounds:
    @pytest.mark.parametrize(
        ("n", "total", "points", "bounds"),
        [
            (5, 5, 4, (1, 1)),
            (5, 6, 4, (1, 2)),
            (5, 8, 4, (1, 4)),
            (5, 12, 4, (1, 4)),
            # Four of five have at most sixteen together.
            (5, 18, 4, (2, 4)),
            (5, 19, 4, (3, 4)),
            (5, 20, 4, (4, 4)),
            (1, 3, 4, (3, 3)),
        ],
    )
    def test_by_hand(self, n: int, total: int, points: int, bounds: tuple[int, int]) -> None:
        assert individual_bounds(n, total, points) == bounds

    @pytest.mark.parametrize("n", [1, 2, 3, 5])
    @pytest.mark.parametrize("points", [2, 3, 4, 5])
    def test_are_those_of_all_answers_with_that_sum(self, n: int, points: int) -> None:
        by_total: dict[int, set[int]] = {}
        for answers in combinations_with_replacement(range(1, points + 1), n):
            by_total.setdefault(sum(answers), set()).update(answers)
        for total, possible in by_total.items():
            assert individual_bounds(n, total, points) == (min(possible), max(possible))

    @pytest.mark.parametrize(("n", "total"), [(0, 0), (5, 4), (5, 21)])
    def test_of_an_impossible_sum(self, n: int, total: int) -> None:
        with pytest.raises(ValueError, match=f"{n} answers from 1 to 4 cannot add up to {total}"):
            individual_bounds(n, total, 4)


class TestIsUnanimous:
    @pytest.mark.parametrize(
        ("counts", "expected"),
        [
            ([0, 0, 0, 0], False),
            ([5, 0, 0, 0], True),
            ([0, 4, 0, 1], True),
            ([0, 3, 2, 0], False),
            ([1, 19, 0, 0], True),
            ([2, 18, 0, 0], False),
            # Of two answers.
            ([5, 0], True),
            ([4, 1], True),
            ([3, 2], False),
            ([0, 0, 6, 0, 0], True),
        ],
    )
    def test_all_but_one_gave_the_same(self, counts: list[int], expected: bool) -> None:
        assert is_unanimous(counts) is expected

    @given(st.lists(st.integers(min_value=0, max_value=9), min_size=3, max_size=5))
    def test_whatever_is_left_keeps_two_points_open(self, counts: list[int]) -> None:
        n, total = sum(counts), sum(code * each for code, each in enumerate(counts, start=1))
        if n >= 5 and not is_unanimous(counts):
            low, high = individual_bounds(n, total, len(counts))
            assert high - low >= 2


class TestResult:
    mixed = (1, 2, 3, 4) * 3

    def test_items_of_a_scale_go_together(self) -> None:
        """One alone could be worked out from the score and the other items."""
        alike = [2] * 11 + [4]
        document = part(
            "staff",
            table(CENTRICITY, "staff", 12, KN1=alike, KN2=self.mixed, KN3=self.mixed),
            CENTRICITY,
        )
        # (26 / 12 + 2.5 + 2.5) / 3.
        assert document["dimensions"]["knowledge"]["mean"] == 2.4
        assert document["items"] == {}
        alike[0] = 1
        document = part(
            "staff",
            table(CENTRICITY, "staff", 12, KN1=alike, KN2=self.mixed, KN3=self.mixed),
            CENTRICITY,
        )
        assert document["items"].keys() == {"KN1", "KN2", "KN3"}

    def test_nothing_beside_the_score_tells_of_one_that_is_hidden(self) -> None:
        """Of twenty-two all but one say 2, and then all but two."""
        mixed = {"KN2": [1, 2, 3, 4] * 5 + [2, 3], "KN3": [1, 2, 3, 4] * 5 + [2, 3]}
        for others, is_hidden in (([4], True), ([1, 4], False)):
            answers = table(CENTRICITY, "staff", 22, KN1=[2] * (22 - len(others)) + others, **mixed)
            cell = part("staff", answers, CENTRICITY)["dimensions"]["knowledge"]
            assert (cell["view"] == "too_few") is is_hidden
            for spread in ("two_camps", "agreement", "reliability"):
                assert (cell[spread] is None) is is_hidden
            for condition in cell["conditions"].values():
                parts = {key for key, value in condition.items() if value is None}
                assert parts == (set(condition) - {"holds"} if is_hidden else set())
            # 22, 16 and 16 of 66 at sensitivity or above; 1, 11 and 11 at focus: 82% and 35%.
            holds = [condition["holds"] for condition in cell["conditions"].values()]
            assert holds == [True, False, False]

    @pytest.mark.parametrize(
        ("left_out", "shown"),
        # How many of twelve did not choose an option that all others did.
        [(0, False), (1, False), (2, True), (11, True), (12, True)],
    )
    def test_an_option_that_all_but_one_chose(self, left_out: int, shown: bool) -> None:
        mixed = [1, 2] * 6
        options = [c.code for c in CENTRICITY.questionnaire("leaders").columns if c.item.several]
        codes = {code.replace(".", "_"): mixed for code in options}
        codes[options[0].replace(".", "_")] = [1] * left_out + [2] * (12 - left_out)
        choices = part("leaders", table(CENTRICITY, "leaders", 12, **codes), CENTRICITY)["choices"]
        assert choices[options[0].split(".")[0]]["shown"] is shown

    def test_an_option_that_all_chose_who_are_not_identified(self) -> None:
        columns = CENTRICITY.questionnaire("customers").columns
        options = [column.code for column in columns if column.code.startswith("PB2.")]
        codes = {code.replace(".", "_"): [1, 2] * 9 for code in options}
        codes |= {"PB1": [1] * 16 + [2] * 2}
        for last, shown in (([2] * 6, False), ([1, 2] * 3, True)):
            codes[options[0].replace(".", "_")] = [1, 2] * 6 + last
            answers = table(CENTRICITY, "customers", 18, **codes)
            identified = np.arange(18) < 12
            choices = part("customers", answers, CENTRICITY, identified=identified)["choices"]
            assert choices["PB2"]["shown"] is shown

    def test_below_ten_people_they_go_with_one_at_a_covered_end(self) -> None:
        """The score is all but exact then, and so would be what is left of it."""
        for n, shown in ((9, False), (10, True)):
            # Seven 1 and two 2 are 1.22; eight 1 and two 2 are 1.2.
            low, mixed = [1] * (n - 2) + [2] * 2, ([1, 2, 3, 4] * 3)[:n]
            answers = table(CENTRICITY, "staff", n, KN1=low, KN2=mixed, KN3=mixed)
            document = part("staff", answers, CENTRICITY)
            assert document["dimensions"]["knowledge"]["shown"]
            assert ("KN1" in document["items"]) is shown
            assert ("KN2" in document["items"]) is shown

    def test_a_scale_of_one_item_is_an_item(self) -> None:
        document = part("crew", table(HARBOUR, "crew", 12, CA1=2, CA2=2, SP1=2, CAP=2))
        assert document["dimensions"]["speed"] == document["experience"]["care"] == {"shown": False}
        # Never a scale of several.
        assert document["dimensions"]["care"]["mean"] == 2.0
        assert document["stage"] is None

    def test_steps_and_questions_of_one_answer(self) -> None:
        asked = with_own_questions(CENTRICITY, [Question(1, "leaders", "Hot?", ("No", "Yes"))])
        for codes, shown in (([1] + [2] * 11, False), ([1] * 2 + [2] * 10, True)):
            answers = table(asked, "leaders", 12, RS1=codes, OWN1=codes)
            document = part("leaders", answers, asked)
            first = next(iter(document["steps"].values()))
            assert first["shown"] is shown
            assert document["choices"]["OWN1"]["shown"] is shown

    def test_a_gap_is_not_told_either(self) -> None:
        guests = Responses(table(HARBOUR, "guests", 12, CAP=[1] * 6 + [2] * 6))
        crew = Responses(table(HARBOUR, "crew", 12, CAP=[1] + [2] * 11))
        gap = build({"crew": crew, "guests": guests})["gaps"][0]
        assert (gap["shown"], gap["verdict"]) == (False, "too_few")
