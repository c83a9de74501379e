from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.raking import WeightingError, design_effect
from maturity.weighting import (
    Reason,
    choose_weighting,
    collapse,
    non_response_bounds,
    post_stratification,
)

few = settings(deadline=None, max_examples=25)
sizes = st.dictionaries(
    st.sampled_from("ABCDEFGH"), st.integers(min_value=0, max_value=12), min_size=1
)
groups = st.lists(
    st.tuples(st.integers(min_value=1, max_value=60), st.integers(min_value=0, max_value=60)).map(
        lambda pair: (max(pair), min(pair))
    ),
    min_size=1,
    max_size=8,
)


class TestPostStratification:
    def test_by_hand(self) -> None:
        # 100/80 and 100/40, times 120 respondents of 200.
        weights = post_stratification({"A": 100, "B": 100}, {"A": 80, "B": 40})
        assert weights == {"A": pytest.approx(0.75), "B": pytest.approx(1.5)}

    def test_refuses_a_stratum_in_which_nobody_answered(self) -> None:
        with pytest.raises(WeightingError, match="B: none of 9 people answered; join it"):
            post_stratification({"A": 100, "B": 9}, {"A": 80})

    def test_refuses_more_answers_than_people(self) -> None:
        with pytest.raises(WeightingError, match="A: 12 people answered, but 10 were asked"):
            post_stratification({"A": 10}, {"A": 12})

    def test_a_stratum_without_people_has_no_weight(self) -> None:
        assert post_stratification({"A": 10, "B": 0}, {"A": 5}) == {"A": 1.0}

    @few
    @given(groups)
    def test_weighted_respondents_stand_as_the_people_do(
        self, people: list[tuple[int, int]]
    ) -> None:
        asked = {str(place): one[0] for place, one in enumerate(people)}
        answered = {str(place): max(one[1], 1) for place, one in enumerate(people)}
        weights = post_stratification(asked, answered)
        n = sum(answered.values())
        for name, weight in weights.items():
            assert weight * answered[name] / n == pytest.approx(asked[name] / sum(asked.values()))


class TestCollapse:
    def test_large_enough_strata_stay(self) -> None:
        assert collapse({"A": 5, "B": 9}, 5) == {"A": "A", "B": "B"}

    def test_the_smallest_is_joined_with_the_next_smallest(self) -> None:
        assert collapse({"A": 2, "B": 4, "C": 9}, 5) == {"A": "B", "B": "B", "C": "C"}

    def test_goes_on_until_all_are_large_enough(self) -> None:
        assert collapse({"A": 1, "B": 1, "C": 1, "D": 9}, 5) == dict.fromkeys("ABCD", "D")

    def test_a_stratum_nobody_answered_in_is_too_small(self) -> None:
        assert collapse({"A": 0, "B": 9}, 5) == {"A": "B", "B": "B"}

    def test_siblings_come_before_strangers(self) -> None:
        parents = {"N": None, "S": None, "N1": "N", "N2": "N", "S1": "S", "S2": "S"}
        joined = collapse({"N1": 4, "N2": 30, "S1": 6, "S2": 7}, 5, parents)
        assert joined == {"N1": "N2", "N2": "N2", "S1": "S1", "S2": "S2"}

    def test_an_only_child_moves_up_beside_its_parent(self) -> None:
        parents = {"N": None, "S": None, "T": None, "N1": "N"}
        joined = collapse({"N1": 3, "S": 6, "T": 30}, 5, parents)
        assert joined == {"N1": "S", "S": "S", "T": "T"}

    def test_people_of_the_parent_itself_are_a_sibling(self) -> None:
        parents = {"N": None, "S": None, "N1": "N", "N2": "N"}
        joined = collapse({"N": 2, "N1": 8, "N2": 9, "S": 7}, 5, parents)
        assert joined == {"N": "N1", "N1": "N1", "N2": "N2", "S": "S"}

    def test_the_last_stratum_stays_however_small(self) -> None:
        assert collapse({"A": 1, "B": 2}, 5) == {"A": "B", "B": "B"}
        assert collapse({}, 5) == {}

    @few
    @given(sizes, st.data())
    def test_every_stratum_is_large_enough_or_the_only_one(
        self, people: dict[str, int], data: st.DataObject
    ) -> None:
        parents: dict[str, str | None] = {}
        for name in people:
            parents[name] = data.draw(st.sampled_from([None, *parents]))
        joined = collapse(people, 5, parents)
        totals: Counter[str] = Counter()
        for name, stratum in joined.items():
            totals[stratum] += people[name]
        assert joined.keys() == people.keys()
        assert min(totals.values()) >= 5 or len(totals) == 1
        assert all(joined[stratum] == stratum for stratum in totals)

    @few
    @given(sizes)
    def test_the_order_of_strata_does_not_matter(self, people: dict[str, int]) -> None:
        assert collapse(dict(sorted(people.items())), 5) == collapse(people, 5)


class TestChooseWeighting:
    def test_uneven_response_is_weighted(self) -> None:
        chosen = choose_weighting({"A": 100, "B": 100}, {"A": 80, "B": 40}, 5)
        assert chosen.applies
        assert chosen.weights == {"A": pytest.approx(0.75), "B": pytest.approx(1.5)}
        # (80 * .5625 + 40 * 2.25) / 120.
        assert chosen.design_effect == pytest.approx(1.125)

    @pytest.mark.parametrize(
        ("answered", "reason"), [(49, Reason.EVEN_RESPONSE), (50, Reason.APPLIED)]
    )
    def test_rates_within_a_quarter_of_each_other_are_even(
        self, answered: int, reason: Reason
    ) -> None:
        chosen = choose_weighting({"A": 100, "B": 100}, {"A": answered, "B": 40}, 5)
        assert chosen.reason == reason

    def test_too_unequal_weights_are_refused(self) -> None:
        # Weights 100 and 1.11: 8.27 times the variance.
        chosen = choose_weighting({"A": 1000, "B": 100}, {"A": 10, "B": 90}, 5)
        assert (chosen.reason, chosen.applies) == (Reason.TOO_UNEQUAL, False)
        assert chosen.weights == {"A": 1.0, "B": 1.0}
        assert chosen.design_effect == pytest.approx(8.27, abs=5e-3)

    def test_small_departments_are_joined_before_anything_is_weighed(self) -> None:
        chosen = choose_weighting(
            {"A": 100, "B": 90, "C": 10, "D": 0}, {"A": 80, "B": 36, "C": 4}, 5
        )
        assert chosen.strata == {"A": "A", "B": "B", "C": "B"}
        assert chosen.weights == {"A": pytest.approx(0.75), "B": pytest.approx(1.5)}

    def test_a_department_where_nobody_answered_is_joined_too(self) -> None:
        chosen = choose_weighting({"A": 100, "B": 40, "C": 60}, {"A": 80, "B": 40}, 5)
        assert chosen.strata["C"] == "B"

    @pytest.mark.parametrize("answered", [{}, {"A": 3, "B": 1}, {"A": 0, "B": 0}])
    def test_too_few_answers_leave_one_stratum(self, answered: dict[str, int]) -> None:
        chosen = choose_weighting({"A": 100, "B": 50}, answered, 5)
        assert chosen.reason == Reason.ONE_DEPARTMENT

    def test_one_department_has_nothing_to_weight(self) -> None:
        assert choose_weighting({"A": 100}, {"A": 3}, 5).reason == Reason.ONE_DEPARTMENT
        assert choose_weighting({}, {}, 5).reason == Reason.ONE_DEPARTMENT

    def test_an_unknown_population_is_not_guessed(self) -> None:
        chosen = choose_weighting(None, {"A": 30, "B": 3}, 5)
        assert (chosen.reason, chosen.applies) == (Reason.UNKNOWN_POPULATION, False)
        assert chosen.weights == {"A": 1.0, "B": 1.0}

    def test_a_census_stands_for_itself(self) -> None:
        chosen = choose_weighting({"A": 30, "B": 30}, {"A": 30, "B": 3}, 5, is_census=True)
        assert chosen.reason == Reason.CENSUS

    def test_refuses_more_answers_than_people(self) -> None:
        with pytest.raises(WeightingError, match="A: 12 people answered, but 10 were asked"):
            choose_weighting({"A": 10, "B": 30}, {"A": 12, "B": 30}, 5)

    def test_refuses_a_department_that_was_not_asked(self) -> None:
        with pytest.raises(WeightingError, match="C: 1 people answered, but 0 were asked"):
            choose_weighting({"A": 10, "B": 30}, {"A": 9, "C": 1}, 5)

    @few
    @given(groups)
    def test_every_respondent_has_a_weight_and_they_average_one(
        self, people: list[tuple[int, int]]
    ) -> None:
        asked = {str(place): one[0] for place, one in enumerate(people)}
        answered = {str(place): one[1] for place, one in enumerate(people)}
        chosen = choose_weighting(asked, answered, 5)
        weights = [
            chosen.weights[chosen.strata[name]] for name in asked for _ in range(answered[name])
        ]
        if weights:
            assert sum(weights) / len(weights) == pytest.approx(1)
        if chosen.applies:
            assert design_effect(weights) == pytest.approx(chosen.design_effect)
            assert chosen.design_effect <= 2


class TestNonResponseBounds:
    def test_by_hand(self) -> None:
        # .6 * 3 plus .4 of 1 or of 4.
        assert non_response_bounds(3.0, 0.6, 4) == pytest.approx((2.2, 3.4))

    def test_if_all_answered_there_is_no_doubt(self) -> None:
        assert non_response_bounds(2.7, 1.0, 4) == (2.7, 2.7)

    def test_if_nobody_answered_all_is_possible(self) -> None:
        assert non_response_bounds(2.7, 0.0, 5) == (1.0, 5.0)

    @pytest.mark.parametrize("rate", [-0.1, 1.01, float("nan")])
    def test_refuses_what_is_no_rate(self, rate: float) -> None:
        with pytest.raises(WeightingError, match="between 0 and 1"):
            non_response_bounds(3.0, rate, 4)
