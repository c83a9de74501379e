import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from maturity.answers import DONT_KNOW, Answers, allowed_codes
from maturity.framework import Framework
from maturity.loading import load
from maturity.responses import Responses, Rules
from maturity.result import Document, Scope, canonical
from tests.maturity.made_up import rows, with_more
from tests.maturity.results import CENTRICITY, HARBOUR, build, found, part

with TemporaryDirectory() as folder:
    EVERYTHING = load("harbour", root=with_more(Path(folder)))
few = settings(deadline=None, max_examples=20)

# Answers of the crew, in the order CA1, CA2 (1..3), CAP (1..2) and SP1 (1..3).
anchored = st.sampled_from([0, 1, 2, 3, DONT_KNOW])
person = st.tuples(anchored, anchored, st.sampled_from([0, 1, 2]), anchored)
crews = st.lists(person, min_size=1, max_size=14).map(lambda answers: rows(*answers))
guests = st.lists(st.sampled_from([[0], [1], [2]]), max_size=12).map(
    lambda answers: np.array(answers, dtype=np.uint8).reshape(-1, 1)
)
# Of these the result says what the answers were, not what may be shown.
FINDINGS = {
    *(
        "holds",
        "share_holds",
        "weakest_item_holds",
        "met",
        "unmet",
        "stage",
        "certainty",
        "verdict",
        "view",
        "end",
        "two_camps",
        "finding",
    ),
    *("agreement", "reliability", "departments"),
}


def answered_otherwise(answers: Answers) -> Answers:
    """Return the lowest answer wherever there is one."""
    known = (answers > 0) & (answers < DONT_KNOW)
    return np.where(known, 1, answers).astype(np.uint8)


def with_dissent(answers: Answers) -> Answers:
    """Return the crew's answers with two of each end added: nothing is unanimous then."""
    return np.vstack([answers, rows([1, 1, 1, 1], [1, 1, 1, 1], [3, 3, 2, 3], [3, 3, 2, 3])])


def in_departments(answers: Answers) -> Responses:
    """Return answers from three departments by turns, of thirty, twenty and ten people."""
    return Responses(
        answers,
        invited=60,
        departments={"north": 30, "south": 20, "west": 10},
        department=np.arange(len(answers)) % 3,
    )


def crew_by_department(answers: Answers) -> Document:
    responses = {"crew": in_departments(answers)}
    document: Document = build(responses, rules=Rules(5, "departments"))["audiences"]["crew"]
    return document


def skeleton(document: Any) -> Any:
    """Return a document with its numbers and findings blanked, what is shown kept."""
    if isinstance(document, dict):
        return {
            name: "finding" if name in FINDINGS else skeleton(value)
            for name, value in document.items()
        }
    return document if document is None or isinstance(document, bool) else "value"


def lasting(document: Document, framework: Framework, audience: str) -> Any:
    """Return the skeleton without what hangs on answers, if it may be told.

    Items of scales of which fewer than ten answered an item: on whether the mean of one lies at a
    covered end. Who of ambassadors and detractors stays: on how many there are of each.
    """
    cells = document.get("items", {})
    scale_of = {
        item.code: (item.kind, item.dimension, item.construct)
        for item in framework.questionnaire(audience).items
    }
    small = {scale_of[code] for code, cell in cells.items() if cell["shares"] is None}
    items = {code: cell for code, cell in cells.items() if scale_of[code] not in small}
    kinds = (document.get("ambassadors") or {}) | {"stays": None}
    return skeleton(document | {"items": items, "ambassadors": kinds})


def answers_of(framework: Framework, audience: str, n: int, seed: int) -> Answers:
    draw = np.random.default_rng(seed)
    columns = framework.questionnaire(audience).columns
    codes = [draw.choice(allowed_codes(column.item), size=n) for column in columns]
    return np.stack(codes, axis=1).astype(np.uint8)


def reached(framework: Framework, sizes: tuple[int, int, int], seed: int) -> dict[str, Responses]:
    """Return answers of people in departments, of some who stand for themselves, of accounts."""
    draw = np.random.default_rng(seed)
    n = dict(zip(framework.respondents, sizes, strict=True))
    answers = {audience: answers_of(framework, audience, n[audience], seed) for audience in n}
    first, second, third = framework.respondents
    return {
        first: Responses(
            answers[first],
            invited=600,
            departments={"a": 250, "b": 250, "c": 100, "d": 0},
            department=np.arange(n[first]) % 3,
            # The first five surely count.
            is_fast=(draw.integers(0, 2, n[first]) > 0) & (np.arange(n[first]) >= 5),
        ),
        second: Responses(answers[second], invited=n[second], stands_for_itself=True),
        third: Responses(answers[third], account=draw.integers(0, n[third] // 2 + 1, n[third])),
    }


class TestGate:
    @few
    @given(crews, guests, st.integers(min_value=5, max_value=8))
    def test_every_number_of_people_is_large_enough(
        self, some: Answers, others: Answers, smallest_group: int
    ) -> None:
        responses = {"crew": Responses(some), "guests": Responses(others)}
        document = build(responses, rules=Rules(smallest_group))
        numbers = [n for n in found(document["audiences"], "n") if isinstance(n, int)]
        assert all(n >= smallest_group for n in numbers)

    @few
    @given(crews)
    def test_what_is_shown_depends_on_who_answered_not_on_what(self, answers: Answers) -> None:
        others = answered_otherwise(answers)
        one, other = (part("crew", with_dissent(each)) for each in (answers, others))
        assert lasting(one, HARBOUR, "crew") == lasting(other, HARBOUR, "crew")

    @few
    @given(crews)
    def test_nor_do_weights(self, answers: Answers) -> None:
        one, other = (
            crew_by_department(with_dissent(table))
            for table in (answers, answered_otherwise(answers))
        )
        assert lasting(one, HARBOUR, "crew") == lasting(other, HARBOUR, "crew")
        assert one.get("weighting") == other.get("weighting")


class TestAnswers:
    @few
    @given(crews, st.integers(min_value=0, max_value=1000))
    def test_order_of_respondents_does_not_matter(self, answers: Answers, seed: int) -> None:
        order = np.random.default_rng(seed).permutation(len(answers))
        assert canonical(part("crew", answers[order])) == canonical(part("crew", answers))

    @few
    @given(crews, st.integers(min_value=0, max_value=1000))
    def test_nor_does_it_in_departments(self, answers: Answers, seed: int) -> None:
        before = in_departments(answers)
        assert before.department is not None
        order = np.random.default_rng(seed).permutation(len(answers))
        after = Responses(
            answers[order], 60, before.departments, department=before.department[order]
        )
        rules = Rules(5, "departments")
        assert canonical(build({"crew": after}, rules=rules)) == canonical(
            build({"crew": before}, rules=rules)
        )

    @few
    @given(crews, guests)
    def test_an_audience_never_changes_the_numbers_of_another(
        self, some: Answers, others: Answers
    ) -> None:
        both = build({"crew": Responses(some), "guests": Responses(others)})["audiences"]
        assert both["crew"] == part("crew", some)
        assert both["guests"] == part("guests", others)

    @few
    @given(st.data(), crews, st.booleans())
    def test_a_better_answer_never_lowers_a_score_share_or_stage(
        self, data: st.DataObject, answers: Answers, by_department: bool
    ) -> None:
        can_rise = np.argwhere((answers > 0) & (answers < np.array([3, 3, 2, 3])))
        if not len(can_rise):
            return
        raised = answers.copy()
        raised[tuple(data.draw(st.sampled_from(can_rise.tolist())))] += 1
        before, after = (
            crew_by_department(table) if by_department else part("crew", table)
            for table in (with_dissent(answers), with_dissent(raised))
        )
        both = before["items"].keys() & after["items"].keys()
        for document in (before, after):
            document["items"] = {code: document["items"][code] for code in sorted(both)}
        for key in ("mean", "share", "weakest_item", "share_holds", "weakest_item_holds", "met"):
            pairs = zip(found(before, key), found(after, key), strict=True)
            assert all(b is a is None or b <= a for b, a in pairs)
        ranks = {None: 0} | {stage.code: stage.rank for stage in HARBOUR.stages}
        stages = zip(found(before, "stage"), found(after, "stage"), strict=True)
        assert all(ranks[b] <= ranks[a] for b, a in stages)

    @few
    @given(
        st.lists(person, min_size=5, max_size=12).map(lambda answers: rows(*answers)),
        st.integers(min_value=1, max_value=9),
        st.sampled_from([0, DONT_KNOW]),
    )
    def test_missing_answers_never_become_low_ones(
        self, answers: Answers, silent: int, code: int
    ) -> None:
        """Whoever says nothing, or not to know, changes no number but how many do so."""
        nothing = rows(*[[code, code, 0, code]] * silent)
        before, after = part("crew", answers), part("crew", np.vstack([answers, nothing]))
        assert after["n"] == before["n"] + silent
        for key in ("mean", "low", "high", "stage", "probability", "conditions", "shares", "view"):
            assert [*found(before, key)] == [*found(after, key)]


class TestProbability:
    def test_of_one_item_has_the_beta_form(self) -> None:
        # Of twenty people five are before the stage and fifteen at it or above; eleven at the
        # highest. With half an answer in each of three stages: Beta(16, 5.5) and Beta(11.5, 10).
        answers = rows(*[[2, 2, 2, 1]] * 5, *[[2, 2, 2, 2]] * 4, *[[2, 2, 2, 3]] * 11)
        chances = part("crew", answers)["dimensions"]["speed"]["probability"]
        second, third = beta.sf(0.6, 16, 5.5), beta.sf(0.6, 11.5, 10)
        expected = {"moored": 1 - second, "coastal": second - third, "oceangoing": third}
        for stage, chance in expected.items():
            # Steps of 5%, and what 1,000 draws leave to chance.
            assert abs(int(chances[stage].strip("<>%")) / 100 - chance) < 0.025 + 0.03

    @pytest.mark.parametrize(("reached", "certainty"), [(18, "confirmed"), (13, "provisional")])
    def test_a_stage_is_confirmed_or_provisional(self, reached: int, certainty: str) -> None:
        answers = rows(*[[3, 3, 2, 3]] * reached, *[[3, 3, 2, 1]] * (20 - reached))
        speed = part("crew", answers)["dimensions"]["speed"]
        assert (speed["stage"], speed["certainty"]) == ("oceangoing", certainty)

    def test_whole_profile_is_as_certain_as_its_weakest_dimension(self) -> None:
        # Everybody agrees on care; only speed, one of the others, is open, and may be behind.
        answers = rows(*[[2, 2, 2, 2]] * 13, *[[2, 2, 2, 1]] * 7)
        document = part("crew", answers)
        assert document["stage"] == "coastal"
        assert document["stage_probability"]["certainty"] == "confirmed"
        assert document["dimensions"]["speed"]["certainty"] == "provisional"

    def test_same_wave_has_the_same_draws_and_other_waves_others(self) -> None:
        answers = rows(*[[2, 2, 2, 2]] * 12, *[[1, 1, 2, 1]] * 8)

        def of_wave(number: int) -> str:
            scope = Scope("wave", "Harbour Ltd", wave_id=f"w{number}")
            return canonical(part("crew", answers, scope=scope))

        assert of_wave(1) == of_wave(1)
        assert len({of_wave(number) for number in range(8)}) > 1


class TestSchema:
    """Every document is held against the schema where it is built."""

    @settings(deadline=None, max_examples=25)
    @given(
        st.integers(min_value=0, max_value=10_000),
        st.tuples(*[st.sampled_from([0, 4, 5, 9, 10, 19, 20, 100])] * 3),
        st.booleans(),
        st.booleans(),
    )
    def test_every_document_fits(
        self, seed: int, sizes: tuple[int, int, int], weighted: bool, census: bool
    ) -> None:
        rules = Rules(5, "departments" if weighted else "none", census)
        document = build(reached(EVERYTHING, sizes, seed), EVERYTHING, rules=rules)
        assert json.loads(canonical(document)) == document
        for audience, n in zip(EVERYTHING.respondents, sizes, strict=True):
            assert document["audiences"][audience]["shown"] == (n >= 5)

    def test_those_of_our_own_framework_fit(self) -> None:
        columns = CENTRICITY.questionnaire("assessor").columns
        codes = answers_of(CENTRICITY, "assessor", 1, seed=1)[0].tolist()
        document = build(
            reached(CENTRICITY, (9, 9, 12), seed=1),
            CENTRICITY,
            rules=Rules(5, "departments"),
            ratings=dict(zip((column.code for column in columns), codes, strict=True)),
        )
        assert document["audiences"].keys() == {"staff", "leaders", "customers"}
        assert all(part["shown"] for part in document["audiences"].values())
