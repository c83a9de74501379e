"""Leaders' time with customers against the two rules."""

from maturity.result import Document
from maturity.shares import shares_in
from tests.maturity.results import CENTRICITY, part, table


def time_of(**given: list[int]) -> Document:
    n = len(next(iter(given.values())))
    document: Document = part("leaders", table(CENTRICITY, "leaders", n, **given), CENTRICITY)
    return document


def test_more_than_a_third_and_half_a_day() -> None:
    """Of 40 leaders 10 answer "more than a third" or more; of 30 with days out 12 give a half."""
    told = time_of(TI1=[1] * 6 + [4] * 24 + [5] * 8 + [6] * 2, TI3=[255] * 10 + [3] * 18 + [4] * 12)
    spent, back = shares_in(told["time"]["spent"]), shares_in(told["time"]["back"])
    assert spent["kept"].share == 0.25
    assert back["kept"].share == 0.4
    # Wilson of 10 in 40: .1419 to .4019; of 12 in 30: .2459 to .5768; outwards in steps of 5%.
    assert (spent["kept"].low, spent["kept"].high) == (0.1, 0.45)
    assert (back["kept"].low, back["kept"].high) == (0.2, 0.6)
    assert told["time"]["back"]["n"] == "20–49"


def test_not_told_where_the_answers_are_not() -> None:
    """Of nine leaders no shares are told; of twelve no rule that all but one of them miss."""
    assert time_of(TI1=[1, 2, 3, 4, 5, 6, 1, 2, 3])["time"]["spent"] == {"shown": False}
    told = time_of(TI1=[1, 2, 3, 4] * 3, TI3=[1, 2, 3, 4] * 3)
    assert told["choices"]["TI1"]["shown"]
    assert told["time"]["spent"] == {"shown": False}
    assert told["time"]["back"]["shown"]


def test_other_audiences_have_none() -> None:
    rows = table(CENTRICITY, "staff", 20, KN1=[1, 2, 3, 4] * 5)
    assert part("staff", rows, CENTRICITY)["time"] is None
