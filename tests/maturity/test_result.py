import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from maturity.answers import DONT_KNOW, AnswerError, Answers, allowed_codes
from maturity.framework import Framework, load
from maturity.result import SCHEMA, Document, Scope, build_result, canonical, content_hash
from tests.maturity.made_up import DATA, rows, with_roadmap

few = settings(deadline=None, max_examples=40)
CENTRICITY = load("centricity", "0.1")
HARBOUR = load("harbour", root=DATA)
SCOPE = Scope(origin="file", organisation="Harbour Ltd")
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))

# Answers of the crew, in the order CA1, CA2 (1..3), CAP (1..2) and SP1 (1..3).
anchored = st.sampled_from([0, 1, 2, 3, DONT_KNOW])
crews = st.lists(
    st.tuples(anchored, anchored, st.sampled_from([0, 1, 2]), anchored), min_size=1, max_size=14
).map(lambda answers: rows(*answers))
guests = st.lists(st.sampled_from([[0], [1], [2]]), max_size=12).map(
    lambda answers: np.array(answers, dtype=np.uint8).reshape(-1, 1)
)
TEN = rows(
    *[[3, 3, 2, 1]] * 4,
    *[[3, 2, 2, 1]] * 2,
    *[[2, 2, 2, 1]] * 2,
    *[[2, 1, 2, 1]] * 2,
)


def build(
    responses: Mapping[str, Answers],
    framework: Framework = HARBOUR,
    smallest_group: int = 5,
    **more: Any,
) -> Document:
    document = build_result(
        framework, responses, scope=SCOPE, smallest_group=smallest_group, **more
    )
    VALIDATOR.validate(document)
    return document


def crew(answers: Answers, **more: Any) -> Document:
    document: Document = build({"crew": answers}, **more)["audiences"]["crew"]
    return document


def answers_of(framework: Framework, audience: str, n: int, seed: int) -> Answers:
    draw = np.random.default_rng(seed)
    items = framework.questionnaire(audience).items
    columns = [draw.choice(allowed_codes(item), size=n) for item in items]
    return np.stack(columns, axis=1).astype(np.uint8)


def found(document: Any, key: str) -> Iterator[Any]:
    """Yield every value that stands under a key anywhere in a document."""
    if isinstance(document, dict):
        for name, value in document.items():
            if name == key:
                yield value
            yield from found(value, key)


def skeleton(document: Any) -> Any:
    """Return a document with its numbers and stages blanked, what is shown kept."""
    if isinstance(document, dict):
        return {name: skeleton(value) for name, value in document.items()}
    return document if document is None or isinstance(document, bool) else "value"


def without_findings(document: Document) -> Document:
    """Drop what says yes or no about the answers rather than about what is shown."""
    blanked: Document = json.loads(
        canonical(document), object_hook=lambda table: table | {"holds": 0, "stage": 0}
    )
    return blanked


class TestNumbers:
    def test_case_computed_by_hand(self) -> None:
        # Care: item means 2.6 and 2.2. Linearised values .06 (4 times), .01, -.04 and -.09
        # (twice each): variance 10/9 * .034, error .194365, t(9) 2.262157: 2.4 ± .4397.
        # All answers to CAP are 2 and to SP1 are 1, so half an answer is added to each category:
        # CAP: shares 1/22, 21/22, variance .043388, error .065870, 2 - .1490.
        # SP1: shares 21/23, 1/23, 1/23, variance .200378, error .141554, 1 + .3202.
        assert crew(TEN, invited={"crew": 20}) == {
            "shown": True,
            "n": 10,
            "response_rate": "50%",
            "dimensions": {
                "care": {
                    "shown": True,
                    "n": 10,
                    "mean": 2.4,
                    "low": 2.0,
                    "high": 2.8,
                    "stage": "coastal",
                    "conditions": {
                        "coastal": {"share": 0.9, "holds": True},
                        "oceangoing": {"share": 0.5, "holds": False},
                    },
                },
                "speed": {
                    "shown": True,
                    "n": 10,
                    "mean": 1.0,
                    "low": 1.0,
                    "high": 1.3,
                    "stage": "moored",
                    "conditions": {
                        "coastal": {"share": 0.1, "holds": False},
                        "oceangoing": {"share": 0.1, "holds": False},
                    },
                },
            },
            "experience": {
                "care": {"shown": True, "n": 10, "mean": 2.0, "low": 1.9, "high": 2.0},
            },
            # Care is core and coastal; speed, one of the others, is one stage behind.
            "stage": "coastal",
            "items": {
                "CA1": {"n": 10, "mean": 2.6, "shares": [0.1, 0.4, 0.6], "dont_know": 0.1},
                "CA2": {"n": 10, "mean": 2.2, "shares": [0.2, 0.4, 0.4], "dont_know": 0.1},
                "CAP": {"n": 10, "mean": 2.0, "shares": [0.1, 0.9], "dont_know": 0.1},
                "SP1": {"n": 10, "mean": 1.0, "shares": [0.9, 0.1, 0.1], "dont_know": 0.1},
            },
        }

    def test_dont_know_never_counts_as_the_first_stage(self) -> None:
        answers = rows(*[[3, 3, 2, 3]] * 10, *[[DONT_KNOW, DONT_KNOW, 0, DONT_KNOW]] * 10)
        document = crew(answers)
        assert document["n"] == 20
        assert document["dimensions"]["care"]["n"] == 10
        assert document["dimensions"]["care"]["mean"] == 3.0
        assert document["stage"] == "oceangoing"
        assert document["items"]["CA1"]["dont_know"] == 0.5
        # Not to answer is not to say that one does not know.
        assert document["items"]["CAP"]["dont_know"] == 0.05

    def test_whoever_answered_too_little_of_a_dimension_is_not_in_it(self) -> None:
        document = crew(rows(*[[2, 2, 1, 1]] * 6, *[[3, 0, 1, 1]] * 6))
        assert document["dimensions"]["care"]["n"] == 6
        assert document["dimensions"]["care"]["mean"] == 2.0
        assert document["items"]["CA1"] == {"n": 6, "mean": 2.0, "shares": None, "dont_know": 0.1}
        assert document["dimensions"]["speed"]["n"] == 12

    def test_response_rate_only_where_it_is_known(self) -> None:
        assert crew(TEN)["response_rate"] is None
        assert crew(TEN, invited={"guests": 20})["response_rate"] is None
        assert crew(TEN[:5], invited={"crew": 9})["response_rate"] is None
        assert crew(TEN, invited={"crew": 10})["response_rate"] == ">95%"


class TestGate:
    def test_four_people_leave_no_trace(self) -> None:
        four = rows([1], [2], [2], [2])
        with_four = build({"crew": TEN, "guests": four}, invited={"crew": 20, "guests": 40})
        assert with_four["audiences"]["guests"] == {"shown": False}
        assert canonical(with_four) == canonical(build({"crew": TEN}, invited={"crew": 20}))

    def test_five_people_are_shown(self) -> None:
        document = crew(TEN[:5])
        assert document["shown"]
        assert document["n"] == 5
        assert document["dimensions"]["care"]["shown"]

    def test_a_wave_may_ask_for_more(self) -> None:
        assert not crew(TEN[:7], smallest_group=8)["shown"]
        assert crew(TEN[:8], smallest_group=8)["shown"]

    def test_an_item_with_too_few_answers_hides_its_dimension(self) -> None:
        answers = TEN.copy()
        answers[:6, 3] = DONT_KNOW
        document = crew(answers)
        assert document["dimensions"]["speed"] == {"shown": False}
        assert document["dimensions"]["care"]["shown"]
        assert "SP1" not in document["items"]
        # Without one dimension there is no whole profile.
        assert document["stage"] is None

    def test_one_item_with_too_few_answers_hides_the_others_of_its_dimension(self) -> None:
        # Three items a dimension here: four people skip the first, but count by the others.
        answers = np.full((8, 28), 2, dtype=np.uint8)
        answers[:4, 0] = 0
        document = build({"staff": answers}, CENTRICITY)["audiences"]["staff"]
        assert document["dimensions"]["knowledge"] == {"shown": False}
        assert document["dimensions"]["measurement"]["shown"]
        assert not {"KN1", "KN2", "KN3"} & set(document["items"])
        assert "KNP" in document["items"]
        answers[3, 0] = 2
        document = build({"staff": answers}, CENTRICITY)["audiences"]["staff"]
        assert document["dimensions"]["knowledge"]["shown"]
        assert document["items"]["KN1"]["n"] == 5

    @pytest.mark.parametrize(("n", "shown"), [(5, False), (9, False), (10, True), (20, True)])
    def test_no_shares_below_ten(self, n: int, shown: bool) -> None:
        document = crew(rows(*[[1, 2, 1, 3]] * n))
        conditions = [*found(document["dimensions"], "share")]
        assert len(conditions) == 4
        assert all((share is not None) == shown for share in conditions)
        for item in document["items"].values():
            assert (item["shares"] is not None) == shown
            assert (item["dont_know"] is not None) == shown

    def test_nobody_knows(self) -> None:
        document = crew(rows(*[[DONT_KNOW, DONT_KNOW, 0, DONT_KNOW]] * 12))
        assert document["n"] == 12
        assert set(map(str, document["dimensions"].values())) == {"{'shown': False}"}
        assert document["experience"] == {"care": {"shown": False}}
        assert document["stage"] is None
        assert document["items"] == {}

    @pytest.mark.parametrize("responses", [{}, {"crew": np.zeros((0, 4), dtype=np.uint8)}])
    def test_nobody_answered(self, responses: Mapping[str, Answers]) -> None:
        assert build(responses)["audiences"] == {
            "crew": {"shown": False},
            "guests": {"shown": False},
        }

    @few
    @given(crews, guests, st.integers(min_value=5, max_value=8))
    def test_every_number_of_people_is_large_enough(
        self, some: Answers, others: Answers, smallest_group: int
    ) -> None:
        document = build({"crew": some, "guests": others}, smallest_group=smallest_group)
        assert all(n >= smallest_group for n in found(document["audiences"], "n"))

    @few
    @given(crews)
    def test_what_is_shown_depends_on_who_answered_not_on_what(self, answers: Answers) -> None:
        known = (answers > 0) & (answers < DONT_KNOW)
        others = np.where(known, 1, answers).astype(np.uint8)
        one, other = (without_findings(crew(table)) for table in (answers, others))
        assert skeleton(one) == skeleton(other)


class TestRejects:
    @pytest.mark.parametrize("n", [4, 5])
    @pytest.mark.parametrize("columns", [3, 5])
    def test_another_number_of_answers(self, n: int, columns: int) -> None:
        with pytest.raises(AnswerError, match=f"{columns} answers.* 4 questions"):
            crew(np.ones((n, columns), dtype=np.uint8))

    @pytest.mark.parametrize("n", [4, 5])
    @pytest.mark.parametrize(
        ("place", "code", "item"), [(0, 4, "CA1"), (2, 3, "CAP"), (2, DONT_KNOW, "CAP")]
    )
    def test_what_is_no_answer(self, n: int, place: int, code: int, item: str) -> None:
        answers = TEN[:n].copy()
        answers[-1, place] = code
        with pytest.raises(AnswerError, match=f"{item}: {code} "):
            crew(answers)

    def test_answers_of_an_audience_nobody_asked(self) -> None:
        with pytest.raises(AnswerError, match=r"pirates.*crew, guests"):
            build({"crew": TEN, "pirates": TEN})

    @pytest.mark.parametrize("rating", [-1, 3, DONT_KNOW, 256])
    def test_what_is_no_rating(self, tmp_path: Path, rating: int) -> None:
        framework = load("harbour", root=with_roadmap(tmp_path))
        with pytest.raises(AnswerError, match=f"launch-hull: {rating} "):
            build({}, framework, ratings={"launch-hull": rating})

    def test_ratings_of_what_is_not_asked(self, tmp_path: Path) -> None:
        framework = load("harbour", root=with_roadmap(tmp_path))
        with pytest.raises(AnswerError, match="launch-keel"):
            build({}, framework, ratings={"launch-keel": 1})


class TestRoadmap:
    def test_case_computed_by_hand(self) -> None:
        # Ratings 4, 3, 2, 3 and 1 achieve 1, 2/3, 1/3, 2/3 and 0.
        by_step = {"networks": 4, "teams": 3, "coordinator": 2, "matrix": 3, "segments": 1}
        items = CENTRICITY.questionnaire("assessor").items
        ratings = {item.code: by_step[item.step] for item in items}
        roadmap = build({}, CENTRICITY, ratings=ratings)["roadmap"]
        assert roadmap["assessed"]
        assert roadmap["attained"] == "teams"
        assert roadmap["next_step"] == "teams"
        assert roadmap["ratings"] == ratings
        assert {code: step["status"] for code, step in roadmap["steps"].items()} == {
            "networks": "fully",
            "teams": "largely",
            "coordinator": "partly",
            "matrix": "largely",
            "segments": "not",
        }
        assert roadmap["steps"]["matrix"] == {
            "status": "largely",
            "rated": 7,
            "mean": 0.67,
            "weakest": 0.67,
            "ahead_of_foundations": True,
        }

    def test_what_is_not_rated_is_nought(self, tmp_path: Path) -> None:
        framework = load("harbour", root=with_roadmap(tmp_path))
        ratings = {"launch-hull": 2, "launch-sails": 2, "crossing-hull": 1}
        roadmap = build({}, framework, ratings=ratings)["roadmap"]
        assert roadmap["ratings"] == ratings | {"crossing-sails": 0}
        assert roadmap["attained"] == "launch"
        assert roadmap["next_step"] == "crossing"
        assert roadmap["steps"]["crossing"] == {
            "status": "unknown",
            "rated": 1,
            "mean": None,
            "weakest": None,
            "ahead_of_foundations": False,
        }

    @pytest.mark.parametrize("ratings", [None, {}, {"networks-roles": 4}])
    def test_is_not_assessed_without_enough_ratings(self, ratings: dict[str, int] | None) -> None:
        assert build({}, CENTRICITY, ratings=ratings)["roadmap"] == {"assessed": False}

    def test_a_framework_may_have_none(self) -> None:
        assert build({"crew": TEN})["roadmap"] == {"assessed": False}


class TestProperties:
    @settings(deadline=None, max_examples=25)
    @given(
        st.integers(min_value=0, max_value=10_000),
        st.tuples(*[st.sampled_from([0, 4, 5, 9, 10, 19, 20, 100])] * 3),
        st.booleans(),
    )
    def test_fits_its_schema(self, seed: int, sizes: tuple[int, int, int], rated: bool) -> None:
        responses = {
            audience: answers_of(CENTRICITY, audience, n, seed)
            for audience, n in zip(CENTRICITY.respondents, sizes, strict=True)
        }
        ratings = answers_of(CENTRICITY, "assessor", 1, seed)[0].tolist() if rated else []
        codes = [item.code for item in CENTRICITY.questionnaire("assessor").items]
        document = build(
            responses,
            CENTRICITY,
            ratings=dict(zip(codes, ratings, strict=False)),
            invited=dict.fromkeys(responses, 100),
        )
        for audience, n in zip(CENTRICITY.respondents, sizes, strict=True):
            assert document["audiences"][audience]["shown"] == (n >= 5)

    @few
    @given(crews, st.integers(min_value=0, max_value=1000))
    def test_order_of_respondents_does_not_matter(self, answers: Answers, seed: int) -> None:
        shuffled = np.random.default_rng(seed).permutation(answers)
        assert canonical(build({"crew": shuffled})) == canonical(build({"crew": answers}))

    @few
    @given(crews, guests)
    def test_an_audience_never_changes_the_numbers_of_another(
        self, some: Answers, others: Answers
    ) -> None:
        both = build({"crew": some, "guests": others})["audiences"]
        assert both["crew"] == build({"crew": some})["audiences"]["crew"]
        assert both["guests"] == build({"guests": others})["audiences"]["guests"]

    @few
    @given(st.data(), crews)
    def test_a_better_answer_never_lowers_a_score_or_stage(
        self, data: st.DataObject, answers: Answers
    ) -> None:
        can_rise = np.argwhere((answers > 0) & (answers < np.array([3, 3, 2, 3])))
        if not len(can_rise):
            return
        raised = answers.copy()
        raised[tuple(data.draw(st.sampled_from(can_rise.tolist())))] += 1
        before, after = crew(answers), crew(raised)
        assert skeleton(without_findings(before)) == skeleton(without_findings(after))
        ranks = {None: 0} | {stage.code: stage.rank for stage in HARBOUR.stages}
        assert all(b <= a for b, a in zip(found(before, "mean"), found(after, "mean"), strict=True))
        stages = zip(found(before, "stage"), found(after, "stage"), strict=True)
        assert all(ranks[b] <= ranks[a] for b, a in stages)


class TestCanonical:
    def test_is_one_text_whatever_the_order_of_keys(self) -> None:
        assert canonical({"b": 1, "a": {"d": None, "c": "é"}}) == '{"a":{"c":"é","d":null},"b":1}'
        assert canonical({"a": {"c": "é", "d": None}, "b": 1}) == canonical(
            {"b": 1, "a": {"d": None, "c": "é"}}
        )

    def test_survives_being_stored(self) -> None:
        text = canonical(build({"crew": TEN}, invited={"crew": 20}))
        assert canonical(json.loads(text)) == text

    def test_hash_is_sha_256(self) -> None:
        # FIPS 180-2, appendix B.1.
        assert (
            content_hash("abc")
            == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )

    def test_hash_changes_with_the_content(self) -> None:
        hashes = [
            content_hash(canonical(build(responses, invited={"crew": asked})))
            for responses, asked in [
                ({"crew": TEN}, 20),
                ({"crew": TEN}, 40),
                ({"crew": TEN[:9]}, 20),
                ({}, 20),
            ]
        ]
        assert all(one != other for one, other in pairwise(hashes))
        assert len(set(hashes)) == 4

    def test_names_framework_and_scope(self) -> None:
        document = build({})
        assert document["framework"] == {
            "key": "harbour",
            "version": "1.0",
            "hash": HARBOUR.hash,
        }
        assert document["scope"]["organisation"] == "Harbour Ltd"
        assert document["smallest_group"] == 5
