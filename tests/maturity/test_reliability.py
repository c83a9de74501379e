import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.covariance import Missing
from maturity.reliability import Alpha, alpha, feldt_interval, omega, spearman_brown
from maturity.tally import Floats, tally
from tests.maturity.published import COHESION, FOUR_PEOPLE, SHROUT_FLEISS

NAN = np.nan
few = settings(deadline=None, max_examples=40)
answers = st.lists(
    st.tuples(*[st.integers(min_value=0, max_value=4)] * 3), min_size=2, max_size=12
).map(lambda rows: np.where(np.array(rows) > 0, rows, np.nan))

# Columns at right angles, of mean 0: combined, they have exactly the correlations asked for.
SIGNS = np.array(
    [[(-1.0) ** bin(row & column).count("1") for column in range(8)] for row in range(8)]
)


def with_correlations(*loadings: float) -> Floats:
    """Eight people's answers to items that one factor correlates with these loadings."""
    unique = np.sqrt(1 - np.square(loadings))
    values: Floats = np.outer(SIGNS[:, 1], loadings) + SIGNS[:, 2 : 2 + len(loadings)] * unique
    return values


def value(found: float | None) -> float:
    assert found is not None
    return found


class TestAlpha:
    def test_shrout_and_fleiss(self) -> None:
        assert alpha(SHROUT_FLEISS).value == pytest.approx(0.909316, abs=5e-7)

    def test_cohesion_by_both_conventions(self) -> None:
        listwise, pairwise = (alpha(COHESION, missing=missing) for missing in Missing)
        assert (listwise.n, pairwise.n) == (10, 11)
        assert listwise.value == pytest.approx(0.884791, abs=5e-7)
        assert pairwise.value == pytest.approx(0.883887, abs=5e-7)

    def test_by_hand(self) -> None:
        # Item variances .25, .25, 1/3; of the sums 13, 14, 11, 12 it is 5/3: 1.5 (1 - .5).
        assert alpha(FOUR_PEOPLE).value == pytest.approx(0.75)

    def test_by_hand_with_missing_answers(self) -> None:
        # Listwise 2 (1 - 2.5/4.5); pairwise variances 1 and 4, covariance 1: 2 (1 - 5/7).
        values = np.array([[1, 2], [2, 4], [3, NAN], [NAN, 6]])
        assert alpha(values).value == pytest.approx(8 / 9)
        assert alpha(values, missing=Missing.PAIRWISE).value == pytest.approx(4 / 7)

    def test_standardised(self) -> None:
        # Mean correlation of loadings .8 .7 .6 .5 is .418333.
        values = with_correlations(0.8, 0.7, 0.6, 0.5)
        assert alpha(values).value == pytest.approx(0.742055, abs=5e-7)
        in_other_units = alpha(values * [1, 2, 5, 10])
        assert in_other_units.standardised == pytest.approx(0.742055, abs=5e-7)
        assert value(in_other_units.value) < 0.7

    def test_negative_where_an_item_was_not_turned_round(self) -> None:
        turned = FOUR_PEOPLE.copy()
        turned[:, 0] = 6 - turned[:, 0]
        # Variances as before; of the sums 11, 12, 11, 10 it is 2/3: 1.5 (1 - 1.25).
        assert alpha(turned).value == pytest.approx(-0.375)

    def test_of_a_frequency_table(self) -> None:
        codes = np.repeat(FOUR_PEOPLE.astype(np.uint8), [5, 2, 3, 4], axis=0)
        table = tally(codes)
        one, other = alpha(table.values, table.counts), alpha(codes.astype(np.float64))
        assert one.n == other.n == 14
        assert one.value == pytest.approx(value(other.value))
        assert one.low == pytest.approx(value(other.low))

    @pytest.mark.parametrize(
        "values",
        [
            np.array([[1.0], [2.0]]),
            np.array([[1.0, 2.0, 3.0]]),
            np.full((4, 3), 2.0),
            np.array([[1.0, 3.0], [3.0, 1.0]]),
            np.array([[1, NAN], [2, NAN]]),
            np.full((3, 2), NAN),
            np.zeros((0, 2)),
            np.zeros((3, 0)),
        ],
        ids=[
            *("one item", "one person", "no variance", "items cancel out", "unanswered item"),
            *("all missing", "nobody", "no item"),
        ],
    )
    @pytest.mark.parametrize("missing", Missing)
    def test_undefined(self, values: Floats, missing: Missing) -> None:
        found = alpha(values, missing=missing)
        assert found == Alpha(found.n, None, None, None, None)

    def test_undefined_where_pairs_contradict_one_another(self) -> None:
        # Each pair of items is answered alike by people who answer nothing else, yet the
        # variances of the items, of everybody, are smaller.
        far, near = [1.0, 9.0], [4.9, 5.1]
        pairs = [[a, a, NAN] for a in far] + [[a, NAN, a] for a in far] + [[NAN, a, a] for a in far]
        alone = [[a, NAN, NAN] for a in near] + [[NAN, a, NAN] for a in near]
        values = np.array(pairs + (alone + [[NAN, NAN, a] for a in near]) * 9)
        assert alpha(values, missing=Missing.PAIRWISE).value is None

    def test_identical_items_leave_no_doubt(self) -> None:
        found = alpha(np.repeat([[1.0], [2.0], [4.0]], 3, axis=1))
        assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)


class TestFeldtInterval:
    # As published in the documentation of pingouin; of its listwise alpha it counts all twelve
    # respondents, though nine have answered every item.
    @pytest.mark.parametrize(
        ("estimate", "n", "items", "low", "high"),
        [
            (0.591719, 15, 10, 0.195, 0.840),
            (0.732661, 12, 11, 0.435, 0.909),
            (0.801695, 12, 11, 0.581, 0.933),
            (0.738019, 12, 11, 0.447, 0.911),
        ],
    )
    def test_published(self, estimate: float, n: int, items: int, low: float, high: float) -> None:
        assert feldt_interval(estimate, n, items) == pytest.approx((low, high), abs=5e-4)

    def test_holds_alpha(self) -> None:
        found = alpha(SHROUT_FLEISS)
        assert value(found.low) < value(found.value) < value(found.high)
        assert (found.low, found.high) == feldt_interval(value(found.value), 6, 4)


class TestOmega:
    def test_published_loadings(self) -> None:
        # (.8 + .7 + .6 + .5)² / (6.76 + 2.26).
        found = omega(with_correlations(0.8, 0.7, 0.6, 0.5))
        assert found is not None
        assert found.standardised == pytest.approx(0.749446, abs=5e-7)
        assert found.value == pytest.approx(0.749446, abs=5e-7)

    def test_in_the_units_of_the_items(self) -> None:
        # Loadings .8, 1.4, .6, .5 and uniquenesses .36, 2.04, .64, .75: 10.89 / 14.68.
        found = omega(with_correlations(0.8, 0.7, 0.6, 0.5) * [1, 2, 1, 1])
        assert found is not None
        assert found.value == pytest.approx(10.89 / 14.68, abs=5e-7)
        assert found.standardised == pytest.approx(0.749446, abs=5e-7)

    def test_equals_alpha_where_all_items_measure_alike(self) -> None:
        values = with_correlations(0.7, 0.7, 0.7)
        found = omega(values)
        assert found is not None
        assert found.value == pytest.approx(value(alpha(values).value), abs=1e-6)

    def test_of_those_who_answered_all(self) -> None:
        values = with_correlations(0.8, 0.7, 0.6, 0.5)
        found = omega(np.vstack([values, [9, NAN, 9, 9]]))
        assert found is not None
        assert found.value == pytest.approx(0.749446, abs=5e-7)

    @pytest.mark.parametrize(
        "values",
        [SHROUT_FLEISS[:, :2], COHESION[:1], np.full((5, 3), 2.0), FOUR_PEOPLE],
        ids=["two items", "one person", "no variance", "Heywood case"],
    )
    def test_undefined(self, values: Floats) -> None:
        assert omega(values) is None


class TestSpearmanBrown:
    def test_by_hand(self) -> None:
        # Deviations (-1, 0, 1) and (-1, 1, 0): r = 1/2, so 2 r / (1 + r) = 2/3.
        assert spearman_brown(np.array([[1.0, 1], [2, 3], [3, 2]])) == pytest.approx(2 / 3)

    def test_only_of_two_items(self) -> None:
        assert spearman_brown(FOUR_PEOPLE) is None

    @pytest.mark.parametrize("second", [[2, 2, 2], [3, 2, 1]], ids=["no variance", "opposite"])
    def test_undefined(self, second: list[float]) -> None:
        assert spearman_brown(np.array([[1.0, 2, 3], second]).T) is None


class TestProperties:
    @few
    @given(answers, st.sampled_from(Missing))
    def test_order_of_respondents_does_not_matter(self, values: Floats, missing: Missing) -> None:
        shuffled = values[np.random.default_rng(len(values)).permutation(len(values))]
        one, other = alpha(values, missing=missing), alpha(shuffled, missing=missing)
        assert (one.n, one.value is None) == (other.n, other.value is None)
        if one.value is not None:
            assert one.value == pytest.approx(value(other.value))

    @few
    @given(answers)
    def test_a_scale_turned_round_is_as_reliable(self, values: Floats) -> None:
        one, other = alpha(values), alpha(5 - values)
        assert (one.value is None) == (other.value is None)
        if one.value is not None:
            assert one.value == pytest.approx(value(other.value))
            assert one.value <= 1

    @few
    @given(answers)
    def test_people_without_answers_do_not_count(self, values: Floats) -> None:
        with_blank = np.vstack([np.full(3, NAN), values])
        for missing in Missing:
            assert alpha(with_blank, missing=missing) == alpha(values, missing=missing)
