"""What weighted numbers say, and that none of them rests on a few people."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.answers import DONT_KNOW, Answers, scored, with_enough_answered
from maturity.disclosure.leverage import may_publish
from maturity.measures import measure
from maturity.own_questions import Question, with_own_questions
from maturity.responses import Responses, Rules
from maturity.result import Document
from maturity.sample import Sample, sample
from maturity.tally import Floats, item_means
from tests.maturity.made_up import rows
from tests.maturity.results import HARBOUR, build, part, table

POINTS = 3
CREW = HARBOUR.questionnaire("crew").columns
# The columns of the crew's scales: CA1 and CA2, CAP, SP1.
SCALES = [[0, 1], [2], [3]]
WEIGHTED = Rules(5, "departments")
NORTH, SOUTH = [3, 3, 2, 3], [2, 1, 1, 1]


@st.composite
def organisations(draw: st.DrawFn) -> tuple[dict[str, int], list[int], Answers]:
    """Return how many were asked and how many answered by department, and what they answered."""
    answered = draw(st.lists(st.integers(min_value=0, max_value=14), min_size=2, max_size=5))
    silent = [draw(st.integers(min_value=0, max_value=40)) for _ in answered]
    asked = {f"d{at}": n + silent[at] for at, n in enumerate(answered)}
    unsure = draw(st.sampled_from([0.0, 0.2, 0.5, 0.8]))
    chances = [unsure / 2, (1 - unsure) / 2, (1 - unsure) / 2, unsure / 2]
    random = np.random.default_rng(draw(st.integers(min_value=0, max_value=10_000)))
    answers = random.choice([0, 1, 2, DONT_KNOW], (sum(answered), 4), p=chances).astype(np.uint8)
    answers[answers[:, 2] == DONT_KNOW, 2] = 0
    return asked, answered, answers


def published_rows(counted: Sample, scale: list[int]) -> tuple[Floats, Answers] | None:
    """Return what each person contributes to each item of a shown scale, and the answers."""
    weights = counted.weights([scale]) if measure(counted, scale, POINTS) else None
    if weights is None:
        return None
    answers = with_enough_answered(scored(counted.answers[:, scale]))
    assert counted.strata is not None
    return (weights * (answers > 0)).T / sum(counted.strata[1]), answers


class TestLeverage:
    @settings(deadline=None, max_examples=40)
    @given(organisations(), st.integers(min_value=5, max_value=8))
    def test_no_weighted_number_rests_on_a_few(
        self, organisation: tuple[dict[str, int], list[int], Answers], smallest_group: int
    ) -> None:
        asked, answered, answers = organisation
        department = np.repeat(np.arange(len(answered)), answered)
        came = Responses(answers, departments=asked, department=department)
        counted = sample(came, CREW, Rules(smallest_group, "departments"))
        for scale in SCALES:
            found = published_rows(counted, scale)
            for item, row in enumerate(found[0] if found else ()):
                assert may_publish([row], smallest_group)
                shown = measure(counted, scale, POINTS)
                assert found is not None
                assert shown is not None
                # The row is that of the share: it gives the number that is published.
                assert row @ (found[1][:, item] == 2) == pytest.approx(float(shown.shares[item][1]))

    def test_two_people_never_stand_for_thirty(self) -> None:
        # Of B's eight six do not know, and two answered two items of three, one of them both.
        asked, department = {"A": 30, "B": 30}, np.repeat([0, 1], [20, 8])
        known, unsure = [2, 2, 2], [DONT_KNOW] * 3
        answers = rows(*[known] * 20, [3, 0, 3], [0, 3, 3], *[unsure] * 6)
        columns = [CREW[0], CREW[1], CREW[3]]
        came = Responses(answers, departments=asked, department=department)
        counted = sample(came, columns, WEIGHTED)
        assert counted.weighting is not None
        assert counted.weighting.applies
        found = published_rows(counted, [0, 1, 2])
        assert found is not None
        assert all(may_publish([row], 5) for row in found[0])
        # Both departments are one: 1 of 21, 21 and 22 people.
        assert found[0].max(axis=1) == pytest.approx([1 / 21, 1 / 21, 1 / 22])
        shown = measure(counted, [0, 1, 2], POINTS)
        assert shown is not None
        assert [float(mean) for mean in item_means(shown.shares)] == pytest.approx(
            [43 / 21, 43 / 21, 46 / 22]
        )

    def test_thin_departments_join_until_they_are_a_group(self) -> None:
        # Of C and D three and two know, and only with two of B's do they make a whole group.
        asked, answered = {"A": 20, "B": 30, "C": 30, "D": 30}, [20, 6, 6, 6]
        known = np.repeat([1, 1, 0, 1, 0, 1, 0], [20, 4, 2, 3, 3, 2, 4])
        answers = rows(*[[2, 2, 2, 2 if one else DONT_KNOW] for one in known])
        answers[:5, 3] = 1
        department = np.repeat([0, 1, 2, 3], answered)
        came = Responses(answers, departments=asked, department=department)
        counted = sample(came, CREW, WEIGHTED)
        found = published_rows(counted, [3])
        assert found is not None
        # 90 of 110 people by 9 who know, and 20 by 20.
        assert set(found[0][0].round(9)) == {0.0, round(10 / 110, 9), round(1 / 110, 9)}
        assert may_publish(found[0], 5)


class TestAgreementOfNumbers:
    def test_probabilities_are_those_of_the_weighted_shares(self) -> None:
        # A, where 56 of 160 see the third stage, and B, where 320 of 400 do not know and 76 of
        # 80 do: (.35 + .95) / 2 = .65. The linearised variance is 160 * .003125² * .3175 and
        # 80 * .00625² * .1375, together .030421²: P(60% and more) = Φ(.05 / .030421) = .950.
        # If each person had one weight whatever the item, the share would be .45.
        speed = [3] * 56 + [1] * 104 + [3] * 76 + [1] * 4 + [DONT_KNOW] * 320
        document = part(
            "crew",
            table(HARBOUR, "crew", 560, CA1=2, CA2=2, SP1=speed),
            rules=WEIGHTED,
            departments={"A": 500, "B": 500},
            department=np.repeat([0, 1], [160, 400]),
        )
        assert document["weighting"]["applied"]
        cell = document["dimensions"]["speed"]
        assert cell["conditions"]["oceangoing"]["share"] == 0.65
        assert cell["stage"] == "oceangoing"
        chance = int(cell["probability"]["oceangoing"].strip("<>%"))
        assert chance >= 90

    def test_choices_are_weighted_as_scores_are(self) -> None:
        asked = with_own_questions(HARBOUR, [Question(1, "crew", "Is it hot?", ("No", "Yes"))])
        answers = rows(*[[*NORTH, 2]] * 10, *[[*SOUTH, 1]] * 10)
        # Thirty of forty people are of the north.
        for rules, shares in ((WEIGHTED, [0.25, 0.75]), (Rules(5), [0.5, 0.5])):
            document = part(
                "crew",
                answers,
                asked,
                rules=rules,
                departments={"north": 30, "south": 10},
                department=np.repeat([0, 1], 10),
            )
            assert document["choices"]["OWN1"]["shares"] == shares


class TestBeside:
    """What would tell the unweighted numbers is not published beside the weighted ones."""

    def crew(self) -> Responses:
        return Responses(
            rows(*[NORTH] * 10, *[SOUTH] * 10),
            40,
            {"north": 30, "south": 10},
            np.repeat([0, 1], 10),
        )

    def of_both(self, rules: Rules) -> tuple[Document, Document]:
        """Return the crew's experience of care, and its gap to guests, 13 of 20 content."""
        guests = Responses(rows(*[[2]] * 13, *[[1]] * 7))
        document = build({"crew": self.crew(), "guests": guests}, rules=rules)
        return document["audiences"]["crew"]["experience"]["care"], document["gaps"][0]

    def test_there_are_no_bounds(self) -> None:
        weighted, _gap = self.of_both(WEIGHTED)
        plain, _gap = self.of_both(Rules(5))
        assert weighted["bounds"] is None
        # Half of forty answered: 1.5 / 2 + 1 / 2 and 1.5 / 2 + 2 / 2, on a scale of two.
        assert plain["bounds"] == {"low": 1.3, "high": 1.8}

    def test_the_size_of_a_gap_points_the_way_of_the_gap(self) -> None:
        # 1.75 against 1.65, and .75 * .35 - .25 * .65; without weights 1.5 against 1.65, and
        # .5 * .35 - .5 * .65 = -.15, shown as -.1 or -.2.
        _cell, weighted = self.of_both(WEIGHTED)
        _cell, plain = self.of_both(Rules(5))
        assert (weighted["difference"], weighted["delta"]) == (0.1, 0.1)
        assert plain["difference"] < 0
        assert plain["delta"] < 0
