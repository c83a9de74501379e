"""Where an account stands: experience, what it buys, and how sure that is. Oracles by hand."""

import numpy as np
import pytest

from maturity.portfolio import (
    Accounts,
    Cuts,
    Earlier,
    EarlyWarning,
    Flag,
    Kind,
    Placed,
    Voices,
    assess,
)
from tests.maturity.portfolios import UNKNOWN, accounts, said, voices

MODEL_AND_RISK = Kind.MODEL, Kind.AT_RISK


def placed(
    found: Accounts, heard: Voices, cuts: Cuts | None = None, earlier: Earlier | None = None
) -> tuple[Placed, ...]:
    return assess(found, heard, cuts or Cuts(), smallest_group=5, earlier=earlier).placed


def kinds(*arguments: object, **more: object) -> list[Kind]:
    return [each.kind for each in placed(*arguments, **more)]  # type: ignore[arg-type]


# Of three accounts with five contacts each two are at 5 and one is at 2, so all together are at 4.
# w = .25 / (.25 + .64/5) = .661376, se² = w · .128 = .084656, se = .290957.
THREE = voices(*said(0, *[5] * 5), *said(1, *[5] * 5), *said(2, *[2] * 5))


class TestExperience:
    def test_weighs_one_two_and_five_contacts_by_the_formula(self) -> None:
        # w = .25 / (.25 + .64/n) = .281, .439, .661 for n = 1, 2, 5, and se² = w · .64/n.
        heard = voices(*said(0, 5), *said(1, 5, 5), *said(2, *[5] * 5), *said(3, 1))
        found = placed(accounts([40, 30, 20, 10]), heard)
        # Each counts with its w: (5 · (.2809 + .4386 + .6614) + 1 · .2809) / 1.6618 = 4.3239.
        overall = 4.3239
        for each, weight, n in zip(found, (0.281, 0.439, 0.661), (1, 2, 5), strict=False):
            assert each.experience == pytest.approx(overall + weight * (5 - overall), abs=1e-3)
            assert each.se == pytest.approx(np.sqrt(weight * 0.64 / n), abs=1e-3)

    def test_is_good_with_the_probability_of_the_normal_curve(self) -> None:
        found = placed(accounts([50, 30, 20]), THREE)
        # 4 + .661376 lies 2.2731 standard errors above 4.0, of which the curve has .98849 below.
        assert found[0].experience == pytest.approx(4.661376, abs=1e-6)
        assert found[0].se == pytest.approx(0.290957, abs=1e-6)
        assert found[0].good == pytest.approx(0.98849, abs=1e-5)
        # 4 - 2 · .661376 lies 4.5462 below.
        assert found[2].good == pytest.approx(2.73e-6, abs=1e-7)

    def test_exactly_on_the_cut_is_as_likely_good_as_not(self) -> None:
        heard = voices(*said(0, 4, 4), *said(1, 4, 4), *said(2, 5), *said(3, 3))
        found = placed(accounts([50, 30, 10, 10]), heard)
        assert found[0].good == pytest.approx(0.5)
        assert (found[0].kind, found[0].between) == (Kind.BORDERLINE_LARGE, MODEL_AND_RISK)
        assert found[0].probability == pytest.approx(0.5)

    def test_variances_come_from_ten_accounts_with_two_contacts(self) -> None:
        # Means 2.5 and 4.5 in turn, contacts half a point on either side. Within: 10 · 2 · .25 on
        # 10 degrees of freedom, .5. Between: 10 · 2 · 1 on 9, 2.2222. τ² = (2.2222 - .5) / 2.
        heard = voices(
            *(
                contact
                for place in range(10)
                for contact in said(place, *((2, 3) if place % 2 else (4, 5)))
            )
        )
        portfolio = assess(accounts([1.0] * 10), heard, Cuts(), smallest_group=5)
        spread = portfolio.now.evidence.experience.spread
        assert spread.between == pytest.approx(0.86111, abs=1e-5)
        assert spread.within == pytest.approx(0.5)
        assert spread.is_estimated
        # w = .86111 / (.86111 + .25) = .775 of the way from 3.5 to 4.5.
        assert portfolio.placed[0].experience == pytest.approx(4.275)

    def test_variances_of_nine_such_accounts_are_the_printed_ones(self) -> None:
        heard = voices(*(contact for place in range(9) for contact in said(place, 2, 5)))
        spread = assess(
            accounts([1.0] * 10), heard, Cuts(), smallest_group=5
        ).now.evidence.experience.spread
        assert (spread.between, spread.within, spread.is_estimated) == (0.25, 0.64, False)

    def test_accounts_are_never_all_alike(self) -> None:
        heard = voices(*(contact for place in range(10) for contact in said(place, 4, 4)))
        portfolio = assess(accounts([1.0] * 10), heard, Cuts(), smallest_group=5)
        assert portfolio.now.evidence.experience.spread.between == pytest.approx(0.025)
        assert {each.good for each in portfolio.placed} == {0.5}


class TestChange:
    def test_since_the_wave_before_is_drawn_towards_that_of_all(self) -> None:
        before = accounts([60, 40]), voices(*said(0, *[4] * 5), *said(1, *[4] * 5))
        heard = voices(*said(0, *[3] * 5), *said(1, *[4] * 5))
        found = placed(accounts([60, 40]), heard, earlier=Earlier(*before, Cuts()))
        # -1 and 0, each with a variance of 2 · .128 = .256: w = .1 / .356 = .280899 around -.5.
        assert found[0].change == pytest.approx(-0.5 - 0.5 * 0.280899, abs=1e-6)
        assert found[1].change == pytest.approx(-0.5 + 0.5 * 0.280899, abs=1e-6)
        # se² = .280899 · .256, so se = .268162 and 1.96 of it .525588.
        assert found[0].change_low == pytest.approx(-0.640449 - 0.525588, abs=1e-5)
        assert found[0].change_high == pytest.approx(-0.640449 + 0.525588, abs=1e-5)
        # Not fallen by .3: (-.640449 + .3) / .268162 = -1.26956, .10212 of the curve. Levels: all
        # are at 3.5, so 3.5 - .5 · .661376 = 3.169312, 2.8550 below 4.0: .002152. Together .00022.
        assert found[0].good == pytest.approx(0.002152 * 0.10212, abs=1e-5)
        assert found[0].warnings == (EarlyWarning.EXPERIENCE,)

    def test_counts_for_a_good_level_too(self) -> None:
        before = accounts([60, 40]), voices(*said(0, *[5] * 5), *said(1, *[5] * 5))
        heard = voices(*said(0, *[5] * 5), *said(1, *[5] * 5))
        found = placed(accounts([60, 40]), heard, earlier=Earlier(*before, Cuts()))
        # All at 5, 3.4369 above the cut: .99971. Nobody moved: .3 / .268162 = 1.11873, .86837.
        assert found[0].good == pytest.approx(0.99971 * 0.86837, abs=1e-4)

    def test_without_a_wave_before_is_told_by_the_contacts(self) -> None:
        # Of ten contacts eight do not call it worse. Two of two who do: (0 + .8) / 3.
        heard = voices(
            *said(0, 5, 5, change=-1),
            *said(1, 5, change=0),
            *said(2, *[5] * 7, change=1),
        )
        evidence = assess(accounts([3, 2, 1, 1]), heard, Cuts(), smallest_group=5).now.evidence
        assert evidence.calm[:3] == pytest.approx([0.8 / 3, 1.8 / 2, 7.8 / 8])
        assert np.isnan(evidence.calm[3])

    def test_one_voice_alone_does_not_condemn_and_two_do(self) -> None:
        others = [contact for place in range(2, 9) for contact in said(place, 5, 5, change=0)]
        revenue = [50.0, 40.0] + [1.0] * 7
        one = voices(*said(0, 5, change=-1), *said(1, 5, 5, change=-1), *others)
        found = placed(accounts(revenue), one)
        assert [each.kind for each in found[:2]] == [Kind.BORDERLINE_LARGE, Kind.AT_RISK]
        assert [each.warnings for each in found[:2]] == [(EarlyWarning.WORDS,)] * 2

    def test_of_an_account_that_was_not_seen_before_is_told_by_its_contacts(self) -> None:
        before = accounts([60, 40]), voices(*said(1, 5))
        heard = voices(*said(0, 5, 5, change=-1), *said(1, 5, 5, change=0))
        found = placed(accounts([60, 40]), heard, earlier=Earlier(*before, Cuts()))
        assert found[0].change is None
        assert found[0].warnings == (EarlyWarning.WORDS,)
        assert found[1].change is not None

    def test_is_not_held_against_those_who_said_nothing(self) -> None:
        assert placed(accounts([50, 30, 20]), THREE)[0].good == pytest.approx(0.98849, abs=1e-5)


class TestLargeBuyers:
    @pytest.mark.parametrize(
        ("revenue", "large"),
        [
            # 50 + 30 are exactly 80%.
            ([50, 30, 10, 10], [True, True, False, False]),
            # 40 + 20 + 20 are; the third that buys 20 is treated like the others.
            ([40, 20, 20, 20], [True] * 4),
            ([80, 20, 0, 0], [True, False, False, False]),
            ([0, 0], [False, False]),
        ],
    )
    def test_are_the_fewest_that_make_the_share(
        self, revenue: list[float], large: list[bool]
    ) -> None:
        found = placed(accounts(revenue), voices())
        assert [each.is_large for each in found] == large

    def test_of_all_revenue_are_all_who_buy(self) -> None:
        found = placed(accounts([3.3, 1.1, 0.0]), voices(), Cuts(value_share=1.0))
        assert [each.is_large for each in found] == [True, True, False]


class TestClass:
    def test_follows_what_is_bought_and_how_it_is(self) -> None:
        found = accounts([50, 30, 15, 5], potential=[80, 70, UNKNOWN, UNKNOWN])
        heard = voices(
            *said(0, *[5] * 9), *said(1, *[5] * 9), *said(2, *[5] * 9), *said(3, *[1] * 9)
        )
        # 50 of 80 is more than half, 30 of 70 less; small ones grow or dangle.
        assert kinds(found, heard) == [Kind.MODEL, Kind.GROWTH, Kind.GROWTH, Kind.DANGLING]

    def test_half_of_the_potential_is_not_under_it(self) -> None:
        heard = voices(*said(0, *[5] * 5), *said(1, *[5] * 5), *said(2, *[2] * 5))
        exactly = accounts([50, 30, 20], potential=[100, 60, UNKNOWN])
        assert kinds(exactly, heard)[:2] == [Kind.MODEL, Kind.MODEL]
        under = accounts([50, 30, 20], potential=[101, 61, UNKNOWN])
        assert kinds(under, heard)[:2] == [Kind.GROWTH, Kind.GROWTH]

    @pytest.mark.parametrize(
        ("previous", "kind", "warnings"),
        [
            # 45 is 90% of 50: fallen by exactly a tenth.
            (50.0, Kind.AT_RISK, (EarlyWarning.REVENUE,)),
            (49.9, Kind.MODEL, ()),
            (UNKNOWN, Kind.NEW, ()),
            (0.0, Kind.NEW, ()),
        ],
    )
    def test_of_a_large_buyer_follows_its_revenue_too(
        self, previous: float, kind: Kind, warnings: tuple[EarlyWarning, ...]
    ) -> None:
        found = accounts([45, 30, 20], previous=[previous, 30, 20])
        first = placed(found, THREE)[0]
        assert (first.kind, first.warnings) == (kind, warnings)
        assert first.probability == (None if kind is Kind.NEW else pytest.approx(
            1.0 if kind is Kind.AT_RISK else 0.98849, abs=1e-5
        ))  # fmt: skip

    def test_of_one_who_buys_nothing_any_more_is_that_of_a_small_buyer(self) -> None:
        found = placed(accounts([50, 50, 0], previous=[50, 50, 80]), THREE)[2]
        assert (found.kind, found.trend, found.warnings) == (Kind.DANGLING, -1.0, ())

    def test_without_revenue_then_and_now_is_no_new_account(self) -> None:
        assert placed(accounts([50, 50, 0]), THREE)[2].kind is Kind.DANGLING
        assert placed(accounts([50, 50, 0]), THREE)[2].trend is None

    def test_is_unknown_without_an_answer_on_experience(self) -> None:
        heard = voices((0, UNKNOWN, -1))
        assert kinds(accounts([2, 1]), heard) == [Kind.UNKNOWN, Kind.UNKNOWN]
        assert placed(accounts([2, 1]), heard)[0].warnings == (EarlyWarning.WORDS,)

    def test_is_given_from_the_certainty_on(self) -> None:
        heard = voices(*said(0, 5, 5, 4, 4, 4), *said(1, *[5] * 5), *said(2, *[2] * 5))
        found = accounts([50, 30, 20])
        good = placed(found, heard)[0].good
        assert good is not None
        assert 0.55 < good < 0.95
        assert kinds(found, heard, Cuts(certainty=good))[0] is Kind.MODEL
        assert kinds(found, heard, Cuts(certainty=good + 1e-6))[0] is Kind.BORDERLINE_LARGE

    def test_of_one_contact_is_model_only_if_the_drawn_value_passes(self) -> None:
        # One 5 among accounts at 3: 3 + .281 · 2 or so is far from 4.0.
        low = [contact for place in range(1, 6) for contact in said(place, *[3] * 5)]
        found = placed(accounts([50] + [5] * 5), voices(*said(0, 5), *low))[0]
        assert found.kind is Kind.AT_RISK
        assert Flag.ONE_CONTACT in found.flags


class TestFlags:
    def test_name_an_unhappy_contact_among_happy_ones(self) -> None:
        heard = voices(*said(0, *[5] * 9, 1), *said(1, *[5] * 5), *said(2, 4, 4))
        found = placed(accounts([50, 30, 20]), heard)[0]
        # Nobody knows who decides there: the class stands, and the account warns.
        assert (found.kind, found.lowest) == (Kind.MODEL, 1.0)
        assert found.warnings == (EarlyWarning.CONTACT,)
        assert found.flags == (Flag.NO_POTENTIAL, Flag.UNHAPPY_CONTACT)

    def test_name_what_is_odd_about_the_potential(self) -> None:
        # A small account that could buy 35 more: as much as the smallest large buyer does.
        found = placed(
            accounts([50, 35, 10, 5], potential=[40, UNKNOWN, 45, 39]), voices(*said(0, 4))
        )
        assert [each.flags for each in found] == [
            (Flag.ABOVE_POTENTIAL, Flag.ONE_CONTACT),
            (Flag.NO_POTENTIAL,),
            (Flag.LARGE_POTENTIAL,),
            (),
        ]


class TestRefuses:
    @pytest.mark.parametrize(
        ("revenue", "previous"), [([-1.0], [1.0]), ([UNKNOWN], [1.0]), ([1.0], [-1.0])]
    )
    def test_money_that_is_none(self, revenue: list[float], previous: list[float]) -> None:
        with pytest.raises(ValueError, match="0 or more"):
            accounts(revenue, previous=previous)

    def test_an_account_twice(self) -> None:
        one = accounts([1.0, 2.0])
        with pytest.raises(ValueError, match="once"):
            Accounts(("A", "A"), one.revenue, one.previous, one.potential, one.cost, one.segments)

    def test_answers_off_the_scale_and_contacts_of_nobody(self) -> None:
        with pytest.raises(ValueError, match="between 1 and 5"):
            voices((0, 6, 0))
        with pytest.raises(ValueError, match="-1, 0 or 1"):
            voices((0, 5, 2))
        with pytest.raises(ValueError, match="one of the accounts"):
            assess(accounts([1.0]), voices((1, 5, 0)), Cuts(), smallest_group=5)

    @pytest.mark.parametrize(
        "cut", [{"value_share": 0.0}, {"experience": 6.0}, {"fall": 0.0}, {"certainty": 0.5}]
    )
    def test_a_cut_beyond_its_limits(self, cut: dict[str, float]) -> None:
        with pytest.raises(ValueError, match=next(iter(cut))):
            Cuts(**cut)
