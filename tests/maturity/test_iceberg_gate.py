"""Nobody's intention to stay can be worked out from the branches: random customers, attacked."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.answers import DONT_KNOW, Answers
from maturity.result import Document
from tests.maturity.exact_attack import isolates_fewer_than
from tests.maturity.results import CENTRICITY, part, table

# Which of the people of a branch are in a branch above it.
WITHIN = {
    "none": {"none"},
    "problem": {"problem", "untold", "told", "satisfied", "neither", "dissatisfied"},
    "untold": {"untold"},
    "told": {"told", "satisfied", "neither", "dissatisfied"},
    "satisfied": {"satisfied"},
    "neither": {"neither"},
    "dissatisfied": {"dissatisfied"},
}


def answered(n: int, seed: int, unsure: float) -> Answers:
    """Customers who answer at random, skipping and doubting some of it; branches are followed."""
    random = np.random.default_rng(seed)

    def given_to(asked: np.ndarray, points: int) -> np.ndarray:
        codes = random.integers(1, points + 1, n)
        codes[random.random(n) < unsure] = DONT_KNOW
        codes[random.random(n) < unsure] = 0
        return np.where(asked, codes, 0)

    everybody = np.ones(n, dtype=bool)
    problem = given_to(everybody, 2)
    told = given_to(problem == 1, 2)
    columns = {
        "PB1": problem,
        "PB3": told,
        "PT2": given_to(told == 1, 5),
        "PT4": given_to(told == 1, 5),
        "PT3": given_to(told == 1, 3),
        "LO1": given_to(everybody, 5),
        "LO2": given_to(everybody, 5),
        "LO3": given_to(everybody, 5),
    }
    return table(
        CENTRICITY, "customers", n, **{code: list(given) for code, given in columns.items()}
    )


def branches(answers: Answers) -> list[str]:
    """Return each customer's branch, "" for whoever's intention does not count; by the rules."""
    places = {
        column.code: place
        for place, column in enumerate(CENTRICITY.questionnaire("customers").columns)
    }

    def said(row: np.ndarray, code: str) -> int:
        value = int(row[places[code]])
        return 0 if value == DONT_KNOW else value

    found = []
    for row in answers:
        intentions = sum(said(row, code) > 0 for code in ("LO1", "LO2", "LO3"))
        # The satisfaction counts if both questions about it were answered.
        outcome = said(row, "PT4") if said(row, "PT2") else 0
        if not said(row, "LO1") or intentions < 2:
            branch = ""
        elif said(row, "PB1") == 2:
            branch = "none"
        elif said(row, "PB1") == 0:
            branch = "unknown"
        elif said(row, "PB3") == 2:
            branch = "untold"
        elif said(row, "PB3") == 0:
            branch = "problem"
        else:
            branch = {0: "told", 1: "dissatisfied", 2: "dissatisfied", 3: "neither"}.get(
                outcome, "satisfied"
            )
        found.append(branch)
    return found


def attack(document: Document, found: list[str], identified: np.ndarray, k: int) -> None:
    """Try every combination of what is printed, knowing all who agreed to be seen."""
    stays = document["iceberg"]["stays"]
    if not stays["shown"]:
        return
    counts = np.array([branch != "" for branch in found])
    if "LO1" in document["items"] and document["items"]["LO1"]["n"] != counts.sum():
        # Of the others too few came to be counted at all.
        counts &= identified
        assert document["items"]["LO1"]["n"] == counts.sum()
    of_whom = counts & identified if stays["only_identified"] else counts
    whole = counts.astype(float)
    rows = [whole] if "LO1" in document["items"] else []
    for branch, cell in stays["branches"].items():
        if cell["shown"]:
            within = np.array([each in WITHIN[branch] for each in found]) & of_whom
            assert within.sum() >= 10
            rows.append(within.astype(float))
    others = ~identified & counts
    if others.any() and rows:
        patterns, sizes = np.unique(np.array(rows)[:, others], axis=1, return_counts=True)
        assert not isolates_fewer_than(k, patterns, sizes.tolist())


@settings(max_examples=150, deadline=None)
@given(
    st.integers(30, 140), st.integers(0, 2**30), st.sampled_from([0.0, 0.05, 0.2]),
    st.sampled_from([0.0, 0.3, 0.6, 0.9]), st.sampled_from([5, 6, 8]),
)  # fmt: skip
def test_whatever_is_shown_rests_on_a_group(
    n: int, seed: int, unsure: float, agree: float, k: int
) -> None:
    answers = answered(n, seed, unsure)
    identified = np.random.default_rng(seed + 1).random(n) < agree
    others = int((~identified).sum())
    document = part("customers", answers, CENTRICITY, identified=identified)
    if document["shown"] and (others == 0 or others >= k):
        attack(document, branches(answers), identified, 5)


@pytest.mark.parametrize("missing", ["LO2", "PT2"])
def test_who_counts_in_no_distribution_counts_in_no_branch(missing: str) -> None:
    """One who skipped the question beside it would be the difference between two sums."""
    n = 60
    answers = answered(n, 7, 0.0)
    places = [column.code for column in CENTRICITY.questionnaire("customers").columns]
    answers[0, [places.index(code) for code in ("PB1", "PB3", "PT2", "PT4")]] = [1, 1, 3, 5]
    whole = part("customers", answers, CENTRICITY)
    answers[0, places.index(missing)] = 0
    if missing == "LO2":
        answers[0, places.index("LO3")] = 0
    without = part("customers", answers, CENTRICITY)
    rest = part("customers", answers[1:], CENTRICITY)
    for one in (without, rest):
        assert one["iceberg"]["outcome"].keys() == whole["iceberg"]["outcome"].keys()
    shown = without["iceberg"]["stays"] if missing == "LO2" else without["iceberg"]["outcome"]
    expected = rest["iceberg"]["stays"] if missing == "LO2" else rest["iceberg"]["outcome"]
    assert shown == expected
