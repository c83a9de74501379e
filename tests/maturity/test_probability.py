from collections.abc import Sequence
from fractions import Fraction
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from maturity.answers import Answers
from maturity.probability import (
    Probabilities,
    beta_probability,
    is_confirmed,
    published,
    seed_for,
    stage_probabilities,
)
from maturity.stages import overall_stage
from tests.maturity.made_up import column, rows

# Three standard errors of a probability from 1,000 draws, at most.
SIMULATION_ERROR = 0.048
ranks = st.integers(min_value=1, max_value=4)


def of_one_item(answers: Answers, seed: int = 1) -> Sequence[float]:
    """Return P(stage >= 1, 2, 3, 4) from answers to a single item."""
    found = stage_probabilities(answers, {"only": [0]}, set(), 4, seed)
    return found.dimensions["only"].at_least


def some_answers(n: int, items: int = 6) -> Answers:
    codes = np.random.default_rng(n).integers(0, 5, (n, items))
    return codes.astype(np.uint8)


def of_two_dimensions(answers: Answers, seed: int = 1) -> Probabilities:
    return stage_probabilities(answers, {"a": [0, 1, 2], "b": [3, 4, 5]}, {"a"}, 4, seed)


class TestBeta:
    def test_reference_case(self) -> None:
        # Counts (2, 6, 9, 3): Beta(19.5, 2.5), Beta(13, 9) and Beta(3.5, 18.5) above .6.
        assert beta_probability(18, 2, 2, 4) == pytest.approx(0.99905, abs=5e-6)
        assert beta_probability(12, 8, 3, 4) == pytest.approx(0.47628, abs=5e-6)
        assert beta_probability(3, 17, 4, 4) == pytest.approx(7.3e-6, abs=5e-8)

    def test_agreement_of_a_few_is_not_certainty(self) -> None:
        assert beta_probability(6, 0, 4, 4) == pytest.approx(0.925, abs=2e-3)

    def test_the_share_needed_can_be_declared(self) -> None:
        # Without answers Beta(1/2, 1/2), which is symmetric, and Beta(1, 1), which is even.
        assert beta_probability(0, 0, 2, 2, Fraction(1, 2)) == pytest.approx(0.5)
        assert beta_probability(0, 0, 3, 4, Fraction(1, 4)) == pytest.approx(0.75)

    def test_more_answers_at_a_stage_make_it_more_probable(self) -> None:
        chances = [beta_probability(k, 20 - k, 3, 4) for k in range(21)]
        assert chances == sorted(chances)


class TestSmallSamples:
    @pytest.mark.parametrize("counts", [(2, 6, 9, 3), (0, 0, 0, 6), (3, 3, 3, 3), (0, 40, 60, 0)])
    def test_one_item_is_as_the_beta_form_has_it(self, counts: tuple[int, ...]) -> None:
        found = of_one_item(column(*counts))
        assert found[0] == 1.0
        # Higher conditions imply the lower ones, so each stage's own condition decides.
        for rank in (2, 3, 4):
            expected = beta_probability(sum(counts[rank - 1 :]), sum(counts[: rank - 1]), rank, 4)
            assert found[rank - 1] == pytest.approx(expected, abs=SIMULATION_ERROR)

    def test_people_who_agree_with_each_other_know_less_than_people_who_do_not(self) -> None:
        # Six accounts of ten people each say 4, as sure as six people; sixty people are surer.
        answers, accounts = column(0, 0, 0, 60), np.repeat(np.arange(6), 10)
        together = stage_probabilities(answers, {"a": [0]}, set(), 4, 1, clusters=accounts)
        assert together.dimensions["a"].at_least[3] == pytest.approx(
            beta_probability(6, 0, 4, 4), abs=SIMULATION_ERROR
        )
        assert of_one_item(answers)[3] > 0.99

    def test_weights_count(self) -> None:
        # Ten people say 1 and ten say 4; those who say 4 stand for three times as many.
        answers = column(10, 0, 0, 10)
        weights = np.where(answers == 4, 1.5, 0.5)
        even = of_one_item(answers)[3]
        weighted = stage_probabilities(answers, {"a": [0]}, set(), 4, 1, weights=weights)
        assert even < 0.3
        assert weighted.dimensions["a"].at_least[3] > 0.8

    def test_a_weak_item_makes_a_stage_less_probable(self) -> None:
        even = np.tile(column(3, 10), (1, 3))
        uneven = np.hstack([column(8, 5), column(0, 13), column(1, 12)])
        items = {"a": [0, 1, 2]}
        one, other = (
            stage_probabilities(answers, items, set(), 4, 1).dimensions["a"].at_least[1]
            for answers in (even, uneven)
        )
        assert one > other


class TestKnown:
    """Where only the people asked are meant, what they said is no chance any more."""

    @pytest.mark.parametrize("known", [0.0, 0.5, 0.9, 0.99])
    @pytest.mark.parametrize("n", [20, 400])
    def test_what_is_left_to_chance_shrinks_with_who_answered(self, known: float, n: int) -> None:
        # 65% at the highest stage, where 60% are needed. Of what is drawn only √(1 - known)
        # remains, so that the limit is as if it lay at .65 - .05 / √(1 - known).
        above = 13 * n // 20
        answers = column(n - above, 0, 0, above)
        found = stage_probabilities(answers, {"a": [0]}, set(), 4, 1, known=known)
        limit = 0.65 - 0.05 / (1 - known) ** 0.5
        if n == 20:
            expected = beta.sf(limit, above + 0.5, n - above + 1.5)
        else:
            error = (0.65 * 0.35 / (n - 1)) ** 0.5
            expected = 1 - NormalDist(0.65, error).cdf(limit)
        assert found.dimensions["a"].at_least[3] == pytest.approx(expected, abs=SIMULATION_ERROR)

    def test_a_stage_of_nearly_everybody_is_almost_certain(self) -> None:
        found = stage_probabilities(
            column(7, 0, 0, 13), {"a": [0]}, set(), 4, 1, known=0.99
        ).dimensions["a"]
        assert found.at_least[3] > 0.99


class TestLargeSamples:
    def test_one_item_by_the_normal_approximation(self) -> None:
        # 248 of 400 at stage 2 or above: share .62, standard error √(.62 * .38 / 399).
        expected = NormalDist(0.62, (0.62 * 0.38 / 399) ** 0.5).cdf(0.6)
        found = of_one_item(column(152, 248, 0, 0))
        assert found[1] == pytest.approx(1 - expected, abs=SIMULATION_ERROR)

    def test_pairs_that_agree_count_as_one(self) -> None:
        expected = NormalDist(0.62, (0.62 * 0.38 / 199) ** 0.5).cdf(0.6)
        answers, pairs = column(152, 248, 0, 0), np.repeat(np.arange(200), 2)
        found = stage_probabilities(answers, {"a": [0]}, set(), 4, 1, clusters=pairs)
        chance = found.dimensions["a"].at_least[1]
        assert chance == pytest.approx(1 - expected, abs=SIMULATION_ERROR)

    def test_a_common_weight_changes_nothing(self) -> None:
        answers = some_answers(300)
        items = {"a": [0, 1, 2], "b": [3, 4, 5]}
        weighted = stage_probabilities(answers, items, {"a"}, 4, 1, weights=np.full((300, 6), 2.0))
        assert weighted == of_two_dimensions(answers)

    def test_methods_agree_where_they_meet(self) -> None:
        below, above = (of_one_item(column(0, n * 2 // 5, n * 3 // 5)) for n in (195, 200))
        assert below[2] == pytest.approx(above[2], abs=2 * SIMULATION_ERROR)

    def test_missing_answers_are_no_low_ones(self) -> None:
        answers = np.concatenate([np.tile(column(20, 230), (1, 3)), rows(*[[2, 2, 0]] * 150)])
        found = stage_probabilities(answers, {"a": [0, 1, 2]}, set(), 4, 1)
        assert found.dimensions["a"].at_least[1] > 0.99

    @settings(deadline=None, max_examples=25)
    @given(st.tuples(ranks, ranks, ranks, ranks), st.sets(st.sampled_from("abcd")))
    def test_the_profile_rule_is_that_of_the_stage(
        self, profile: tuple[int, int, int, int], core: set[str]
    ) -> None:
        answers = np.tile(np.array(profile, dtype=np.uint8), (200, 1))
        items = {code: [place] for place, code in enumerate("abcd")}
        found = stage_probabilities(answers, items, core, 4, 1)
        for code, rank in zip("abcd", profile, strict=True):
            assert found.dimensions[code].exactly[rank - 1] == 1.0
        stage = overall_stage(dict(zip("abcd", profile, strict=True)), core)
        assert found.overall is not None
        assert found.overall.exactly[stage - 1] == 1.0


class TestStageProbabilities:
    @pytest.mark.parametrize("n", [12, 199, 250])
    def test_add_up(self, n: int) -> None:
        found = of_two_dimensions(some_answers(n))
        assert found.overall is not None
        for each in (*found.dimensions.values(), found.overall):
            assert sum(each.exactly) == pytest.approx(1)
            assert each.at_least[0] == 1.0
            for rank in range(4):
                assert each.at_least[rank] == pytest.approx(sum(each.exactly[rank:]))

    @pytest.mark.parametrize("n", [12, 250])
    def test_order_of_respondents_does_not_matter(self, n: int) -> None:
        answers, accounts = some_answers(n), np.arange(n) // 2
        order = np.random.default_rng(1).permutation(n)
        assert of_two_dimensions(answers[order]) == of_two_dimensions(answers)
        one, other = (
            stage_probabilities(answers[rows], {"a": [0, 1, 2]}, {"a"}, 4, 1, clusters=groups)
            for rows, groups in ((np.arange(n), accounts), (order, 1000 - accounts[order]))
        )
        assert one == other

    @pytest.mark.parametrize("n", [12, 250])
    def test_whoever_answers_nothing_changes_nothing(self, n: int) -> None:
        answers = some_answers(n)
        silent = np.zeros((40, 6), dtype=np.uint8)
        assert of_two_dimensions(np.concatenate([answers, silent])) == of_two_dimensions(answers)

    def test_the_same_seed_gives_the_same_numbers_and_another_seed_nearly(self) -> None:
        answers = column(2, 6, 9, 3)
        assert of_one_item(answers, seed=5) == of_one_item(answers, seed=5)
        assert of_one_item(answers, seed=5) != of_one_item(answers, seed=6)
        assert of_one_item(answers, seed=5) == pytest.approx(
            of_one_item(answers, seed=6), abs=2 * SIMULATION_ERROR
        )

    def test_a_dimension_with_an_item_nobody_answered_has_none(self) -> None:
        answers = some_answers(30)
        answers[:, 4] = 0
        found = of_two_dimensions(answers)
        assert list(found.dimensions) == ["a"]
        assert found.overall is None

    @pytest.mark.parametrize("n", [0, 3])
    def test_of_nobody_there_are_none(self, n: int) -> None:
        assert of_two_dimensions(np.zeros((n, 6), dtype=np.uint8)) == Probabilities({}, None)

    def test_an_answer_that_is_no_stage_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="An answer is 255, but there are 4 stages"):
            of_one_item(rows([1], [255]))


class TestPublished:
    @pytest.mark.parametrize(
        ("probability", "text"),
        [
            (0.0, "<5%"),
            (0.049, "<5%"),
            (0.05, "5%"),
            (0.074, "5%"),
            (0.076, "10%"),
            (0.476, "50%"),
            (0.95, "95%"),
            (0.951, ">95%"),
            (1.0, ">95%"),
        ],
    )
    def test_to_five_percent_with_open_ends(self, probability: float, text: str) -> None:
        assert published(probability, 10) == text

    def test_not_below_ten_people(self) -> None:
        assert published(0.5, 9) is None

    def test_confirmed_from_nine_in_ten(self) -> None:
        assert is_confirmed(0.9)
        assert not is_confirmed(0.899)


class TestSeed:
    def test_is_of_the_wave_and_the_cell(self) -> None:
        # The first 16 digits that sha256sum gives for "wave-1/staff".
        assert seed_for("wave-1", "staff") == 0xC4CF1D1F7B63256F
        assert seed_for("wave-1", "leaders") != seed_for("wave-1", "staff")
        assert seed_for("wave-2", "staff") != seed_for("wave-1", "staff")
