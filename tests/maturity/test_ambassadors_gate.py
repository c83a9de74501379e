"""Nobody's intention to stay can be worked out from the kinds of staff: random staff, attacked."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.answers import DONT_KNOW, Answers
from maturity.responses import Responses, Rules
from maturity.result import Document
from maturity.sample import Sample, sample
from tests.maturity.exact_attack import isolates_fewer_than
from tests.maturity.results import CENTRICITY, part, table

COLUMNS = CENTRICITY.questionnaire("staff").columns
PLACES = {column.code: place for place, column in enumerate(COLUMNS)}
COMMITMENTS = (("EN1", "EN2"), ("PR1", "PR2"), ("CU1", "CU2"))
QUESTIONS = (*(code for pair in COMMITMENTS for code in pair), "ST1")


def answered(n: int, seed: int, unsure: float) -> Answers:
    """Staff who lean one way or the other, skipping and doubting some of it."""
    random = np.random.default_rng(seed)
    leaning = random.integers(1, 6, n)

    def given_by() -> list[int]:
        codes = np.clip(leaning + random.integers(-1, 2, n), 1, 5)
        codes[random.random(n) < unsure] = DONT_KNOW
        codes[random.random(n) < unsure] = 0
        return [int(code) for code in codes]

    columns = {code: given_by() for code in QUESTIONS}
    # Whether somebody stays hangs little on it, or kinds would be of one mind.
    others = random.integers(1, 6, n)
    columns["ST1"] = np.where(random.random(n) < 0.5, others, columns["ST1"]).tolist()
    return table(CENTRICITY, "staff", n, **columns)


def kinds(answers: Answers) -> list[str]:
    """Return what each is, "?" for who is not known to be anything; by the rule as it is told."""
    found = []
    for row in answers:
        scores = []
        for pair in COMMITMENTS:
            said = [int(row[PLACES[code]]) for code in pair]
            scores.append(None if set(said) & {0, DONT_KNOW} else sum(said) / 2)
        if None in scores:
            found.append("?")
        elif min(score or 0 for score in scores) >= 4:
            found.append("ambassador")
        elif min(score or 0 for score in scores[:2]) <= 2:
            found.append("detractor")
        else:
            found.append("between")
    return found


def attack(document: Document, answers: Answers, came: Sample, k: int) -> None:
    """Try every combination of everybody's share and those of the kinds."""
    told = document["ambassadors"]["stays"]
    if not told["shown"]:
        return
    item = answers[:, PLACES["ST1"]]
    counts = (item > 0) & (item < DONT_KNOW) & ~came.excluded
    weights = np.ones(len(answers))
    weighted = came.weights([[PLACES["ST1"]]])
    if weighted is not None:
        weights[~came.excluded] = weighted[:, 0]
    rows = [np.where(counts, weights, 0.0)]
    found = np.array(kinds(answers))
    for kind, cell in told["branches"].items():
        if cell["shown"]:
            within = (found == kind) & counts
            assert within.sum() >= 10
            rows.append(within.astype(float))
    patterns, sizes = np.unique(np.array(rows)[:, counts], axis=1, return_counts=True)
    assert not isolates_fewer_than(k, patterns, sizes.tolist())


@settings(max_examples=150, deadline=None)
@given(
    st.integers(30, 140), st.integers(0, 2**30), st.sampled_from([0.0, 0.05, 0.2]),
    st.sampled_from([0, 2, 3]), st.sampled_from([5, 6, 8]), st.booleans(),
)  # fmt: skip
def test_whatever_is_shown_rests_on_a_group(
    n: int, seed: int, unsure: float, departments: int, k: int, are_some_fast: bool
) -> None:
    random = np.random.default_rng(seed + 1)
    answers = answered(n, seed, unsure)
    more: dict[str, Any] = {}
    if departments:
        # Who is alike sits together, so that kinds and departments are nearly the same.
        place = np.array([len(kind) % departments for kind in kinds(answers)], dtype=np.int64)
        moves = random.random(n) < 0.1
        place[moves] = random.integers(0, departments, n)[moves]
        asked = np.bincount(place, minlength=departments) * random.integers(1, 5, departments)
        names = {f"department {each}": int(size) for each, size in enumerate(asked)}
        more = {"invited": int(asked.sum()), "departments": names, "department": place}
    if are_some_fast:
        more["is_fast"] = random.random(n) < 0.2
    rules = Rules(k, weighting="departments" if departments else "none")
    came = sample(Responses(answers, **more), COLUMNS, rules)
    document = part("staff", answers, CENTRICITY, rules=rules, **more)
    if document["shown"]:
        attack(document, answers, came, k)


@pytest.mark.parametrize("missing", QUESTIONS)
def test_who_counts_in_no_distribution_counts_in_no_share(missing: str) -> None:
    """One who skipped the question beside it would be the difference between two sums."""
    answers = answered(80, 3, 0.0)
    answers[0, [PLACES[code] for code in QUESTIONS]] = 5
    whole = part("staff", answers, CENTRICITY)["ambassadors"]
    answers[0, PLACES[missing]] = 0
    without = part("staff", answers, CENTRICITY)["ambassadors"]
    rest = part("staff", answers[1:], CENTRICITY)["ambassadors"]
    assert shown(whole) == {"ambassador", "between", "detractor"}
    if missing == "ST1":
        assert without["kinds"] == whole["kinds"]
        assert without["stays"] == rest["stays"]
    else:
        assert without["kinds"] == rest["kinds"]
        # All three beside everybody would leave this one person.
        assert shown(without) < shown(rest)


def shown(document: Document) -> set[str]:
    """The kinds of which it is told who stays."""
    branches = document["stays"]["branches"]
    return {kind for kind, each in branches.items() if each["shown"]}


def test_kinds_are_not_told_where_an_answer_is_not() -> None:
    """All but one share a promise: its answers are not told, and no share made of them is."""
    answers = answered(60, 11, 0.0)
    answers[:, PLACES["PR1"]] = 4
    answers[0, PLACES["PR1"]] = 5
    document = part("staff", answers, CENTRICITY)
    assert "PR1" not in document["items"]
    assert document["ambassadors"]["kinds"] == {"shown": False}
    assert document["ambassadors"]["stays"] == {"shown": False}
