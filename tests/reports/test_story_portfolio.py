"""What the report says of the customer portfolio: ninety accounts whose numbers are worked out."""

from typing import Any

import numpy as np
import pytest

from maturity.portfolio import Cuts, Earlier, Voices, assess
from maturity.result import Document
from reports.charts import CHARTS, charts_of
from reports.sheets import story_sheets
from reports.story import Story
from reports.story.portfolio import PortfolioStory
from tests.maturity.portfolios import accounts, said, voices
from tests.maturity.test_portfolio_totals import thirds
from tests.maturity.test_portfolio_waves import wave
from tests.reports.sample_results import SAMPLES, full
from tests.reports.samples import edition, staff_at, story


@pytest.fixture(scope="module")
def result() -> Document:
    return staff_at({}, n=40)


def added(document: Document, then: str = "") -> Document:
    """An edition with these totals, from a file in euros."""
    file = {"id": "", "sha256": "", "filename": "accounts.csv", "since": "", "until": "2026-06-30"}
    part: dict[str, Any] = {"file": {**file, "currency": "EUR"}, "cuts": document["cuts"]}
    earlier = {"wave": then} if then else None
    return edition(portfolio={**part, "document": document, "earlier": earlier})


def whole(result: Document, document: Document, then: str = "") -> Story:
    return story(result, added(document, then))


def told(result: Document, document: Document, then: str = "") -> PortfolioStory:
    found = whole(result, document, then).portfolio
    assert found is not None
    return found


def alone() -> Document:
    return assess(*thirds(), Cuts(), smallest_group=5).document()


def beside() -> Document:
    """Half of the model customers have become at risk, and buy a fifth less."""
    now, heard = wave(moved=5)
    now.revenue[:5] = 80.0
    return assess(now, heard, Cuts(), smallest_group=5, earlier=Earlier(*wave(), Cuts())).document()


class TestSentences:
    def test_say_who_buys_what_hangs_on_it_and_who_is_at_risk(self, result: Document) -> None:
        # By hand in the tests of the totals: 3,600 in all, 1,200 of it at risk (33.3%, to 5%).
        assert told(result, alone()).sentences == (
            "90 accounts bought for EUR 3,600 in the twelve months to 30 June 2026; 30 large buyers"
            " make 80% of it.",
            "About 35% of revenue (EUR 1,300) is at risk: what accounts buy, times the probability"
            " that their experience is not good or has got worse.",
            "10 large buyers are at risk, with 30% of revenue (EUR 1,100).",
            "Of 30 accounts, with 35% of revenue (EUR 1,300), the experience is unknown.",
            "10 accounts among the large buyers give an early warning; they make 30% of revenue"
            " (EUR 1,100).",
        )

    def test_say_so_where_too_few_are_known(self, result: Document) -> None:
        document = assess(accounts([1.0] * 30), voices(), Cuts(), smallest_group=6).document()
        found = told(result, document)
        assert found.sentences == (
            "Of too few accounts the experience is known to tell of the customer portfolio: fewer"
            " than 6.",
        )
        assert not found.rows
        assert "portfolio" not in charts_of(whole(result, document))

    def test_say_so_where_nothing_was_bought(self, result: Document) -> None:
        heard = voices(*(contact for place in range(30) for contact in said(place, 5, 1)))
        document = assess(accounts([0.0] * 30), heard, Cuts(), smallest_group=5).document()
        found = whole(result, document)
        assert found.portfolio is not None
        assert found.portfolio.sentences[0] == (
            "30 accounts bought nothing in the twelve months to 30 June 2026."
        )
        assert "portfolio" not in charts_of(found)

    def test_say_why_this_is_not_what_problems_may_cost(self, result: Document) -> None:
        found = full().story()
        assert found.iceberg is not None
        assert found.portfolio is not None
        assert found.iceberg.losses is not None
        amount = found.iceberg.losses.revenue
        assert f"revenue of about {amount} a year" in found.iceberg.losses.money
        (line,) = [each for each in found.portfolio.sentences if "another sum" in each]
        assert line.startswith(f"What problems may cost, {amount}, is another sum")
        # Without the one there is nothing to set it beside.
        assert not any("another sum" in each for each in told(result, alone()).sentences)

    def test_are_none_without_a_file(self, result: Document) -> None:
        assert story(result, edition()).portfolio is None
        assert story(result, edition(portfolio={})).portfolio is None


class TestRows:
    @pytest.mark.parametrize("name", ["full", "huge", "second_wave"])
    def test_add_up_to_the_revenue_at_risk_but_for_rounding(self, name: str) -> None:
        """To 1% each: every share is off by up to a half, and so is their sum's whole."""
        document = SAMPLES[name]().edition["portfolio"]["document"]
        classes = [row["at_risk"] for row in document["rows"] if row["at_risk"] is not None]
        off = abs(sum(classes) - document["at_risk"]["share"])
        assert off <= 0.005 * (len(classes) + 1) + 1e-9

    def test_name_every_class_and_who_is_in_it(self, result: Document) -> None:
        rows = {row.name: row for row in told(result, alone()).rows}
        assert list(rows) == [
            "Model customers", "Growth customers", "At risk", "Dangling", "Borderline, large",
            "Borderline, small", "Experience unknown", "New",
        ]  # fmt: skip
        risk = rows["At risk"]
        assert (risk.accounts_text, risk.share_text, risk.money_text) == ("10", "30%", "EUR 1,100")
        assert (risk.risk_text, risk.risk_money_text) == ("30%", "EUR 1,100")
        assert risk.meaning == (
            "Large buyers whose experience is poor or has got worse, or who buy less by 10% or more"
        )
        # 200 of 3,600 are told as at most 5%, in money too.
        small = rows["Growth customers"]
        assert (small.share_text, small.money_text) == ("≤ 5%", "≤ EUR 180")
        assert rows["Experience unknown"].risk_text == "–"
        assert (rows["New"].share_text, rows["New"].money_text) == ("0%", "EUR 0")

    def test_name_the_classes_that_are_not_told_apart(self, result: Document) -> None:
        document = assess(*thirds(), Cuts(), smallest_group=11).document()
        (pool,) = (row for row in told(result, document).rows if "together" in row.name)
        assert pool.name == "Other classes together"
        assert pool.meaning == (
            "Not told apart: model customers, at risk, borderline, large and borderline, small"
        )

    def test_name_all_classes_where_none_is_told_apart(self, result: Document) -> None:
        heard = voices(*(contact for place in range(12) for contact in said(place, 5, 1)))
        document = assess(accounts([1.0] * 12), heard, Cuts(), smallest_group=5).document()
        names = [row.name for row in told(result, document).rows]
        assert names == ["All classes together", "New"]

    def test_less_than_one_per_cent_is_said_so(self, result: Document) -> None:
        heard = [c for place in range(120) for c in said(place, *[5 if place % 2 else 1] * 9)]
        found = accounts([1000.0] * 60 + [1.0] * 60)
        rows = {row.name: row for row in told(
            result, assess(found, voices(*heard), Cuts(), smallest_group=5).document()
        ).rows}  # fmt: skip
        # Of 60,060 one per cent is 600.
        assert (rows["Dangling"].share_text, rows["Dangling"].money_text) == ("< 1%", "< EUR 600")


class TestCuts:
    def test_print_where_they_lie_and_what_hangs_on_them(self, result: Document) -> None:
        heard = voices(*(contact for place in range(100) for contact in said(place, 1, 1)))
        found = accounts([float(place) for place in range(1, 101)])
        rows = told(result, assess(found, heard, Cuts(), smallest_group=5).document()).cuts
        assert [row.value_text for row in rows] == ["80%", "4.0", "10%", "50%", "70%"]
        # The 56th largest of 1 to 100 buys 45.
        assert rows[0].name == (
            "Large buyers: the fewest that make this share of revenue (from EUR 45)"
        )
        assert (rows[0].lower_text, rows[0].higher_text) == (
            "at 72%: 8 accounts",
            "at 88%: 10 accounts",
        )
        assert rows[1].lower_text == "at 3.6: fewer than 5 accounts"

    def test_of_the_fall_is_there_only_beside_an_earlier_wave(self, result: Document) -> None:
        names = [row.name for row in told(result, beside(), "Spring").cuts]
        assert "Got worse: fallen since “Spring” by so many points" in names
        assert not any("Got worse" in row.name for row in told(result, alone()).cuts)


class TestAssumptions:
    def test_print_everything_the_numbers_rest_on(self, result: Document) -> None:
        lines = told(result, alone()).assumptions
        assert lines[0] == (
            "An account’s experience is what its contacts answered to “All in all, how is your"
            " experience with this company?”. Only those count who agreed to be seen with their"
            " account: 540 contacts; of fewer than 5 accounts one alone."
        )
        # Contacts of one account agree: .064 at the least. Thirty accounts at 5 and thirty at 1
        # around 3 differ by 240 on 59 degrees of freedom, so τ² is 4.07 and one answer weighs
        # 4.07 of 4.13.
        assert "one answer weighs 98%, five weigh 100%" in lines[1]
        assert "variance 4.07 between accounts and 0.06 between contacts" in lines[2]
        assert "by their contacts’ own words" in lines[3]
        assert lines[4].startswith("Revenue at risk is what an account buys in a year times")
        assert lines[5].startswith("The potential of 90 accounts is not known")
        assert "Classes of fewer than 5 accounts" in lines[6]
        assert "rounded to 5%" in lines[6]

    def test_say_that_variances_are_assumed_where_they_are(self, result: Document) -> None:
        heard = voices(*(contact for place in range(30) for contact in said(place, 4)))
        document = assess(accounts([1.0] * 30), heard, Cuts(), smallest_group=5).document()
        lines = told(result, document).assumptions
        # .25 of .89, and .25 of .378.
        assert "one answer weighs 28%, five weigh 66%" in lines[1]
        assert "assumed, because too few accounts have two contacts" in lines[2]


class TestWaves:
    def test_tell_who_moved(self, result: Document) -> None:
        waves = told(result, beside(), "Spring").waves
        assert waves is not None
        assert waves.sentences == (
            "Of 90 accounts in both files 85 stand where they stood in “Spring” and 5 have moved,"
            " as the table says.",
        )
        assert ("Model customers", "At risk", 5) in [
            (row.then, row.now, row.accounts) for row in waves.moves
        ]

    def test_say_how_many_moves_are_not_told(self, result: Document) -> None:
        earlier = Earlier(*wave(), Cuts())
        document = assess(*wave(moved=3), Cuts(), smallest_group=5, earlier=earlier).document()
        waves = told(result, document, "Spring").waves
        assert waves is not None
        # Seven who stayed and three who moved of the model customers, and ten beside the three.
        assert waves.sentences[1] == (
            "How the other 20 moved, if they did, is not told, so that nobody is found."
        )

    def test_say_so_where_no_move_is_told(self, result: Document) -> None:
        heard = voices(*(contact for place in range(12) for contact in said(place, 5, 1)))
        found = accounts([1.0] * 12)
        earlier = Earlier(found, heard, Cuts())
        document = assess(found, heard, Cuts(), smallest_group=5, earlier=earlier).document()
        waves = told(result, document, "Spring").waves
        assert waves is not None
        assert waves.sentences == (
            "How 12 accounts in both files moved is not told, so that nobody is found.",
        )
        assert not waves.moves

    def test_set_experience_beside_revenue(self, result: Document) -> None:
        waves = told(result, beside(), "Spring").waves
        assert waves is not None
        rows = {row.name: row for row in waves.leading}
        # Five of ten fell from 5 to 1, and from 100 to 80: 2 points less, and a tenth.
        assert rows["Model customers"].experience_text == "−2.0"
        assert rows["Model customers"].revenue_text == "−10%"
        # Ten differences of -4 and 0: s = 2.108, s/√10 = .667, times 2.262 makes 1.51.
        assert rows["Model customers"].interval_text == "−3.6 to −0.4"
        assert waves.leading_sentence == (
            "Experience has fallen in “Model customers” and “All together”."
        ).replace(" and “All together”", "")

    def test_name_the_warnings_by_the_wave_they_refer_to(self, result: Document) -> None:
        reasons = [row.reason for row in told(result, beside(), "Spring").warnings]
        assert reasons[0] == "Its experience has fallen by 0.3 points since “Spring”"
        assert len(told(result, alone()).warnings) == 3

    def test_are_not_told_without_an_earlier_wave(self, result: Document) -> None:
        assert told(result, alone()).waves is None


class TestElsewhere:
    def test_charts_say_the_same_in_words(self, result: Document) -> None:
        charts = charts_of(whole(result, beside(), "Spring"))
        assert "At risk: 40% · EUR 1,400, accounts: 15; at risk: 40%" in charts["portfolio"].alt
        assert (
            "Model customers: experience −2.0 (−3.6 to −0.4), revenue −10%" in charts["leading"].alt
        )
        assert CHARTS["leading"](whole(result, alone())) is None

    def test_sheets_hold_every_table(self, result: Document) -> None:
        sheets = {sheet.name for sheet in story_sheets(whole(result, beside(), "Spring"))}
        assert {
            "Customer portfolio",
            "Early warnings",
            "Cuts",
            "Moves",
            "Experience and revenue",
        } <= set(sheets)

    def test_a_comment_may_stand_beside_it(self, result: Document) -> None:
        sections = {each.code: each for each in whole(result, alone()).sections}
        assert sections["portfolio"].is_there
        assert not {e.code: e for e in story(result, edition()).sections}["portfolio"].is_there


def test_a_contact_who_says_nothing_of_a_change_counts_for_none(result: Document) -> None:
    found, heard = thirds()
    silent = Voices(heard.account, heard.experience, np.full(len(heard), 9))
    lines = told(result, assess(found, silent, Cuts(), smallest_group=5).document()).assumptions
    assert "(fewer than 5 accounts)" in lines[3]
