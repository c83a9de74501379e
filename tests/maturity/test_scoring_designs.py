"""Scores of stratified and of clustered samples."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.answers import Answers
from maturity.scoring import Score, score, score_clustered, score_stratified
from maturity.tally import Tally, item_means, stratified_shares, tally
from tests.maturity.made_up import column, rows

few = settings(deadline=None, max_examples=40)


def grouped(*groups: Sequence[int]) -> Tally:
    """Count the answers of several groups to one item."""
    sizes = [len(group) for group in groups]
    return tally(
        rows(*[[x] for group in groups for x in group]), np.repeat(range(len(sizes)), sizes)
    )


def stratified(table: Tally, population: Sequence[int], *, census: bool = False) -> Score:
    value = score_stratified(table, 4, population=population, census=census)
    assert value is not None
    return value


def clustered(table: Tally, points: int = 4) -> Score:
    value = score_clustered(table, points)
    assert value is not None
    return value


class TestStratified:
    def test_by_hand(self) -> None:
        # Halves with means 2 and 3 and s² = 1 each: v_h = 1/4 * 1/3, twice; degrees of freedom
        # (1/6)² / (2 * (1/12)² / 2) = 4, t(4) = 2.776445.
        value = stratified(grouped([1, 2, 3], [2, 3, 4]), [9, 9])
        assert value.n == 6
        assert value.mean == 2.5
        assert value.design == "stratified"
        assert value.variance == pytest.approx(1 / 6)
        assert value.df == pytest.approx(4)
        assert value.low == pytest.approx(2.5 - 2.776445 / 6**0.5, abs=5e-7)
        assert value.high == pytest.approx(2.5 + 2.776445 / 6**0.5, abs=5e-7)

    def test_unequal_weights_by_hand(self) -> None:
        # Means 2 and 3.5, weights .75 and .25: v = .5625/3 and .0625/12; degrees of freedom
        # .1927083² / (.1875²/2 + .0052083²/3) = 2.11157.
        value = stratified(grouped([1, 2, 3], [3, 3, 4, 4]), [30, 10])
        assert value.mean == 2.375
        assert value.variance == pytest.approx(0.1875 + 0.0625 / 12)
        assert value.df == pytest.approx(2.11157, abs=5e-6)

    def test_of_nobody_but_its_people(self) -> None:
        # Corrected stratum by stratum: 3 of 30 and 4 of 10 answered.
        table = grouped([1, 2, 3], [3, 3, 4, 4])
        value = stratified(table, [30, 10], census=True)
        assert value.variance == pytest.approx(0.1875 * 0.9 + 0.0625 / 12 * 0.6)

    def test_a_stratum_known_entirely_adds_no_error(self) -> None:
        value = stratified(grouped([1, 2, 3], [3, 3, 4, 4]), [30, 4], census=True)
        assert value.variance == pytest.approx((30 / 34) ** 2 / 3 * 0.9)
        assert value.df == pytest.approx(2)
        assert not value.is_complete

    def test_a_unanimous_stratum_beside_one_known_entirely_is_not_certain(self) -> None:
        value = stratified(grouped([1, 2, 3], [3, 3, 3, 3]), [3, 8], census=True)
        assert not value.is_complete
        assert value.low is not None
        assert value.low < value.mean

    def test_everybody_answered(self) -> None:
        value = stratified(grouped([1, 2, 3], [3, 3, 4, 4]), [3, 4], census=True)
        assert value.is_complete
        assert value.low == value.mean == value.high == pytest.approx(20 / 7)

    def test_agreement_within_strata_is_not_certainty(self) -> None:
        # Half an answer in each category makes shares of .1, .1, .7 and .1, a variance of
        # 8.4 - 2.8² = .56, and the same the other way round: v_h = 1/4 * .56/3, twice.
        value = stratified(grouped([3, 3, 3], [2, 2, 2]), [5, 5])
        assert value.mean == 2.5
        assert value.variance == pytest.approx(0.56 / 6)

    def test_one_stratum_is_a_simple_sample(self) -> None:
        table = tally(column(2, 6, 9, 3))
        assert stratified(table, [25], census=True) == score(table, 4, population=25, census=True)
        assert stratified(table, [25]).design == "simple"

    def test_strata_of_one_person_are_joined(self) -> None:
        value = stratified(grouped([1], [2], [3]), [4, 4, 4])
        assert value == score(tally(rows([1], [2], [3])), 4)

    def test_one_respondent_has_no_interval(self) -> None:
        assert stratified(grouped([3], []), [4, 4]) == Score(1, 3.0, None, None)

    def test_more_answers_than_people(self) -> None:
        with pytest.raises(ValueError, match="correct its population"):
            stratified(grouped([3, 2]), [1])

    @few
    @given(
        st.lists(st.tuples(*[st.integers(min_value=0, max_value=4)] * 3), min_size=4, max_size=20)
    )
    def test_is_the_mean_of_the_item_means_that_are_published(
        self, answers: list[tuple[int, int, int]]
    ) -> None:
        given_answers: Answers = rows(*answers)
        table = tally(given_answers, np.arange(len(answers)) % 4)
        value = score_stratified(table, 4, population=[30, 20, 10, 40])
        if value is not None:
            means = item_means(stratified_shares(table, 4, [30, 20, 10, 40]))
            assert value.mean == float(sum(means) / 3)


class TestClustered:
    def test_equal_clusters_by_hand(self) -> None:
        # z_g = -3/8, -1/8, 1/8, 3/8: 4/3 * 20/64; t(3) = 3.182446, on seven points.
        value = clustered(grouped([1, 1], [2, 2], [3, 3], [4, 4]), 7)
        assert value.design == "clustered"
        assert value.n == 8
        assert value.mean == 2.5
        assert value.variance == pytest.approx(5 / 12)
        assert value.df == pytest.approx(3)
        assert value.low == 1.0
        assert value.high == pytest.approx(2.5 + 3.182446 * (5 / 12) ** 0.5, abs=5e-7)

    def test_unequal_clusters_by_hand(self) -> None:
        # z_g = -3/8, 1/4, 1/8 of 1, 2 and 1 people of 4.
        value = clustered(grouped([1], [2, 4], [3]))
        assert value.variance == pytest.approx((9 / 64) / 0.75 + (1 / 16) / 0.5 + (1 / 64) / 0.75)

    def test_degrees_of_freedom_by_their_definition(self) -> None:
        # Accounts whose people agree entirely correlate by 1, so by half of it in the model.
        answers = [[1], [2, 2], [4, 4, 4], [3, 3], [2, 2, 2, 2, 2]]
        sizes = np.array([len(account) for account in answers])
        n = sizes.sum()
        members = np.repeat(np.arange(5), sizes)
        people = np.where(members[:, None] == members, 0.5, 0.0) + 0.5 * np.eye(n)
        centred = np.eye(n) - 1 / n
        by_account = (members == np.arange(5)[:, None]) / np.sqrt(1 - sizes / n)[:, None]
        covariance = by_account @ centred @ people @ centred.T @ by_account.T
        expected = np.trace(covariance) ** 2 / np.trace(covariance @ covariance)
        assert clustered(grouped(*answers)).df == pytest.approx(expected)

    def test_unequal_clusters_have_fewer_degrees_of_freedom(self) -> None:
        equal = clustered(grouped(*[[1, 2, 3]] * 5, *[[2, 4, 4]] * 5))
        unequal = clustered(grouped(*[[1, 2]] * 5, *[[2, 4]] * 4, [2, 4, 4] * 4))
        assert equal.df == pytest.approx(9)
        assert unequal.df is not None
        assert unequal.df < 9

    def test_single_people_are_a_simple_sample(self) -> None:
        table = tally(column(2, 6, 9, 3), np.arange(20))
        assert score_clustered(table, 4) == score(table, 4)

    def test_few_clusters_are_indicative_only(self) -> None:
        ten = [[1, 2]] * 5 + [[3, 4]] * 5
        assert not clustered(grouped(*ten)).is_indicative
        assert clustered(grouped(*ten[1:])).is_indicative
        assert clustered(grouped([1], [2], [3])).is_indicative

    def test_so_are_many_of_which_one_decides(self) -> None:
        # Alike in all clusters, so that nobody correlates: the variances of the sums are as 100
        # to 1 each, and (100 + 19)² / (100² + 19) is 1.4 degrees of freedom.
        one = clustered(grouped([1, 2] * 50, *[[1]] * 9, *[[2]] * 10))
        assert one.df == pytest.approx(1.4, abs=0.1)
        assert one.is_indicative
        none = clustered(grouped(*[[1, 2] * 3] * 20))
        assert not none.is_indicative

    def test_one_cluster_has_no_interval(self) -> None:
        value = clustered(grouped([1, 2, 3]))
        assert value == Score(3, 2.0, None, None, design="clustered", is_indicative=True)

    def test_unanimous_clusters_count_as_one_answer_each(self) -> None:
        six = score(tally(column(0, 0, 0, 6)), 4)
        value = clustered(grouped(*[[4, 4, 4]] * 6))
        assert six is not None
        assert value.n == 18
        assert value.low == pytest.approx(six.low)

    def test_numbering_of_clusters_does_not_matter(self) -> None:
        accounts = [[1, 2], [4, 3], [2], [3, 3, 4]]
        table = grouped(*accounts)
        renumbered = tally(
            rows(*[[x] for account in accounts for x in account]),
            np.repeat([70, 3, 12, 5], [len(account) for account in accounts]),
        )
        one, other = clustered(table), clustered(renumbered)
        assert one.mean == other.mean
        assert one.variance == pytest.approx(other.variance)
        assert one.df == pytest.approx(other.df)
