"""What leaders may read of a portfolio: totals that are right, and of which nobody can be told."""

import numpy as np
import pytest

from maturity.portfolio import Accounts, Cuts, Earlier, Portfolio, Voices, assess
from maturity.portfolio.rows import rows_of
from maturity.portfolio.totals import largest_of, share_range, two_digits
from maturity.result import Document
from tests.maturity.portfolios import (
    UNKNOWN,
    accounts,
    by_chance,
    said,
    voices,
    year_before,
)
from tests.pace import within


def document(
    found: Accounts, heard: Voices, cuts: Cuts | None = None, k: int = 5, **more: Earlier
) -> Document:
    return assess(found, heard, cuts or Cuts(), smallest_group=k, **more).document()


def thirds() -> tuple[Accounts, Voices]:
    """Ninety accounts; of the thirty large ones ten are well, ten badly off and ten silent.

    The large ones buy 100 each and the small ones 10, so the large make 3,000 of 3,600, which is
    more than 80%; of the small ones twenty are well, twenty badly off and twenty silent.
    """
    revenue = [100.0] * 30 + [10.0] * 60
    heard = []
    for place in range(90):
        group = place // 10 % 3
        if group < 2:
            heard += said(place, *[5 if group == 0 else 1] * 9)
    return accounts(revenue), voices(*heard)


def by_kinds(told: Document) -> dict[tuple[str, ...], Document]:
    return {tuple(row["kinds"]): row for row in told["rows"]}


class TestRows:
    def test_count_accounts_and_money_of_each_class(self) -> None:
        rows = by_kinds(document(*thirds()))
        found = {
            kinds: (row["accounts"], row["revenue"], row["money"]) for kinds, row in rows.items()
        }
        # Of 3,600: 1,000 are 27.8%, to 5% 30%; 200 are 5.6%, at most 5%; 1,200 are 33.3%.
        assert found == {
            ("model",): (10, 0.3, 1100.0),
            ("growth",): (20, 0.05, 180.0),
            ("at_risk",): (10, 0.3, 1100.0),
            ("dangling",): (20, 0.05, 180.0),
            ("borderline_large",): (0, 0.0, 0.0),
            ("borderline_small",): (0, 0.0, 0.0),
            ("unknown",): (30, 0.35, 1300.0),
            ("new",): (0, 0.0, 0.0),
        }

    def test_revenue_at_risk_is_revenue_times_the_probability_of_no_good_experience(self) -> None:
        told = document(*thirds())
        rows = by_kinds(told)
        # Nine contacts alike leave no doubt: all of it, or none ("at most 5%").
        assert rows[("at_risk",)]["at_risk"] == 0.3
        assert rows[("model",)]["at_risk"] == 0.05
        assert rows[("unknown",)]["at_risk"] is None
        # 1,000 + 200 of 3,600.
        assert told["at_risk"] == {"share": 0.35, "money": 1300.0}

    def test_of_half_a_chance_is_half_the_revenue(self) -> None:
        # All at 4, exactly on the cut: each is as likely good as not.
        heard = voices(*(contact for place in range(100) for contact in said(place, 4, 4)))
        told = document(accounts([1.0] * 100), heard)
        assert told["at_risk"]["share"] == 0.5

    def test_print_the_cuts_and_what_stands_in_the_file(self) -> None:
        told = document(*thirds(), Cuts(experience=3.8))
        assert told["cuts"]["experience"] == 3.8
        assert told["large"] == {"accounts": 30, "from": 100.0}
        assert (told["accounts"], told["revenue"], told["no_potential"]) == (90, 3600.0, 90)

    def test_new_accounts_are_told_however_few(self) -> None:
        found, heard = thirds()
        found.previous[:2] = UNKNOWN
        assert by_kinds(document(found, heard))[("new",)]["accounts"] == 2

    def test_hold_one_account_only_once(self) -> None:
        found, heard = by_chance(7, 200)
        rows = rows_of(assess(found, heard, Cuts(), smallest_group=5).now, 5)
        assert (np.sum([row.members for row in rows], axis=0) == 1).all()


class TestNotTold:
    def test_without_k_accounts_of_known_experience(self) -> None:
        heard = voices(*(contact for place in range(4) for contact in said(place, 5, 5)))
        told = document(accounts([1.0] * 50), heard)
        assert told == {"shown": False, "smallest_group": 5, "cuts": told["cuts"], "accounts": 50}

    def test_apart_is_a_class_of_fewer_than_k(self) -> None:
        found, heard = thirds()
        rows = by_kinds(document(found, heard, k=11))
        # Ten model and ten at-risk accounts stand together with the empty borderline classes.
        assert ("model",) not in rows
        assert ("at_risk",) not in rows
        (together,) = (row for kinds, row in rows.items() if len(kinds) > 1)
        assert together["accounts"] == 20

    def test_apart_is_a_class_of_everybody_who_may_be_in_it(self) -> None:
        # All thirty large accounts badly off: the file says which they are.
        heard = voices(
            *(contact for place in range(30) for contact in said(place, *[1] * 9)),
            *(contact for place in range(30, 90) for contact in said(place, *[5, 1] * 4)),
        )
        found, _heard = thirds()
        assert ("at_risk",) not in by_kinds(document(found, heard))

    def test_apart_is_a_class_whose_revenue_only_one_account_explains(self) -> None:
        found, heard = thirds()
        found.revenue[10] = found.previous[10] = 3000.0
        # 3,000 of 6,500 are badly off; without that one account no ten make as much.
        told = document(found, heard, Cuts(value_share=0.9))
        assert ("at_risk",) not in by_kinds(told)

    def test_anything_apart_below_twenty_accounts(self) -> None:
        heard = voices(
            *(
                contact
                for place in range(16)
                for contact in said(place, *[5 if place % 2 else 1] * 9)
            )
        )
        rows = document(accounts([10.0] * 16), heard, Cuts(value_share=1.0))["rows"]
        assert [len(row["kinds"]) for row in rows] == [7, 1]

    def test_shares_below_ten_accounts(self) -> None:
        heard = voices(*(contact for place in range(6) for contact in said(place, 5, 1)))
        told = document(accounts([10.0] * 8), heard)
        assert told["rows"][0]["revenue"] is None
        assert told["at_risk"] == {"share": None, "money": None}


class TestWarnings:
    def test_count_large_buyers_by_reason(self) -> None:
        found, heard = thirds()
        # Five that are well buy a fifth less than before.
        found.previous[:5] = 125.0
        warned = document(found, heard)["warnings"]
        # Ten are badly off: each has a contact at the lowest answers.
        assert warned["reasons"] == {
            "experience": "<5", "words": "<5", "contact": 10, "revenue": 5,
        }  # fmt: skip
        # 1,500 of 3,600, to 5%.
        assert (warned["accounts"], warned["revenue"], warned["money"]) == (15, 0.4, 1400.0)

    def test_do_not_tell_of_the_few_who_are_left_of_their_class(self) -> None:
        found, heard = thirds()
        # Six fall, so four are model customers: too few to stand apart or to be left over.
        found.previous[:6] = 125.0
        assert document(found, heard)["warnings"]["accounts"] is None

    def test_do_not_tell_of_the_few_whom_the_file_does_not_name(self) -> None:
        found, _heard = thirds()
        found.previous[:10] = 125.0
        heard = voices(
            *(contact for place in range(90) for contact in said(place, *[5] * 9)),
            *said(12, 1), *said(13, 1), *said(14, 1),
        )  # fmt: skip
        # Thirteen warn, ten of them by their revenue: three would be left.
        warned = document(found, heard)["warnings"]
        assert warned["accounts"] is None
        assert warned["reasons"]["contact"] == "<5"
        assert warned["reasons"]["revenue"] == 10

    def test_do_not_tell_a_sum_that_only_one_account_explains(self) -> None:
        found, heard = thirds()
        # One of those badly off buys a third of everything; the number is told, the sum is not.
        found.revenue[10] = found.previous[10] = 1800.0
        warned = document(found, heard, Cuts(value_share=0.88))["warnings"]
        assert (warned["accounts"], warned["revenue"], warned["money"]) == (10, None, None)


class TestSensitivity:
    def test_counts_who_is_large_at_either_cut(self) -> None:
        # A hundred accounts buy 1 to 100, 5,050 in all. The m largest buy m(201 - m)/2: 80% of it,
        # 4,040, takes 56 (4,060; 55 buy 4,015), 72% takes 48 (3,672 of 3,636), 88% takes 66
        # (4,455 of 4,444). All are badly off, so eight fewer, or ten more, are at risk.
        heard = voices(*(contact for place in range(100) for contact in said(place, 1, 1)))
        told = document(accounts([float(place) for place in range(1, 101)]), heard)
        assert told["large"]["accounts"] == 56
        (share,) = (each for each in told["sensitivity"] if each["cut"] == "value_share")
        assert (share["lower"], share["higher"]) == (0.72, 0.88)
        assert (share["changes_lower"], share["changes_higher"]) == (8, 10)

    def test_counts_who_is_good_at_either_cut(self) -> None:
        # Thirty at 4.2 or so: from 4.0 to 3.6 nothing changes, at 4.4 they are good no more.
        heard = []
        for place in range(90):
            heard += said(place, *([5, 4, 4, 4, 4] * 4 if place < 30 else [1] * 20))
        told = document(accounts([1.0] * 90), voices(*heard))
        (cut,) = (each for each in told["sensitivity"] if each["cut"] == "experience")
        assert (cut["lower"], cut["higher"]) == (3.6, 4.4)
        assert (cut["changes_lower"], cut["changes_higher"]) == ("<5", 30)

    def test_counts_falling_revenue_at_either_cut(self) -> None:
        found, heard = thirds()
        # Six fell by 9.5%, between 9% and 10%; seven by 10.5%, between 10% and 11%. All are well.
        found.previous[:6] = 100 / 0.905
        heard = voices(*(contact for place in range(90) for contact in said(place, *[5] * 9)))
        found.previous[10:17] = 100 / 0.895
        (cut,) = (e for e in document(found, heard)["sensitivity"] if e["cut"] == "trend")
        assert (cut["changes_lower"], cut["changes_higher"]) == (6, 7)

    @pytest.mark.parametrize(
        "name", ["value_share", "experience", "fall", "potential", "certainty"]
    )
    def test_is_what_the_moved_cut_itself_gives(self, name: str) -> None:
        found, heard = by_chance(11, 120)
        before = Earlier(*year_before(found, heard, 1), Cuts())

        def kinds(cuts: Cuts) -> list[str]:
            portfolio = assess(found, heard, cuts, smallest_group=5, earlier=before)
            return [each.kind for each in portfolio.placed]

        told = document(found, heard, earlier=before)["sensitivity"]
        (cut,) = (each for each in told if each["cut"] == name)
        base = kinds(Cuts())
        for side, factor in (("lower", 0.9), ("higher", 1.1)):
            value = getattr(Cuts(), name) * factor
            assert cut[side] == pytest.approx(value)
            moved = kinds(Cuts(**{name: round(value, 6)}))
            changed = sum(one != other for one, other in zip(base, moved, strict=True))
            assert cut[f"changes_{side}"] == (changed if changed >= 5 else "<5")

    def test_stays_within_the_limits_of_a_cut(self) -> None:
        told = document(*thirds(), Cuts(value_share=0.95))["sensitivity"]
        assert told[0]["higher"] == 1.0


class TestRounding:
    @pytest.mark.parametrize(
        ("value", "shown"), [(0, 0), (7, 7), (1234567, 1200000), (0.0347, 0.035), (995, 1000)]
    )
    def test_money_has_two_digits(self, value: float, shown: float) -> None:
        assert two_digits(value) == pytest.approx(shown)

    def test_a_share_lies_where_its_rounding_says(self) -> None:
        assert share_range(0.3, 200) == pytest.approx((0.295, 0.305))
        assert share_range(0.3, 50) == pytest.approx((0.275, 0.325))
        # "At most 5%" and "at least 90%".
        assert share_range(0.05, 50) == pytest.approx((0.0, 0.075))
        assert share_range(0.9, 15) == pytest.approx((0.85, 1.0))

    def test_leverage_of_disjoint_groups_is_one_over_the_smaller(self) -> None:
        groups = np.array([[True, False]] * 8 + [[False, True]] * 20)
        assert largest_of(groups) == pytest.approx(1 / 8)


def test_a_hundred_thousand_accounts_take_less_than_a_second() -> None:
    found, heard = by_chance(1, 100_000)
    before = Earlier(*year_before(found, heard, 2), Cuts())

    with within(1):
        portfolio: Portfolio = assess(found, heard, Cuts(), smallest_group=5, earlier=before)
        assert portfolio.document()["shown"]
