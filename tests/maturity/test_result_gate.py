import numpy as np
import pytest

from maturity.answers import DONT_KNOW
from maturity.disclosure import band
from maturity.responses import Responses, Rules
from maturity.result import canonical
from tests.maturity.made_up import rows
from tests.maturity.results import CENTRICITY, TEN, build, found, part, table

NOT_SHOWN = {"shown": False}


class TestAudience:
    def test_four_people_leave_no_trace(self) -> None:
        crew = Responses(TEN, invited=20)
        guests = Responses(rows([1], [2], [2], [2]), invited=40)
        with_four = build({"crew": crew, "guests": guests})
        assert with_four["audiences"]["guests"] == NOT_SHOWN
        assert canonical(with_four) == canonical(build({"crew": crew}))

    def test_five_people_are_shown(self) -> None:
        document = part("crew", TEN[:5])
        assert document["shown"]
        assert document["n"] == 5
        assert document["dimensions"]["care"]["shown"]

    def test_a_wave_may_ask_for_more(self) -> None:
        assert part("crew", TEN[:7], rules=Rules(8)) == NOT_SHOWN
        assert part("crew", TEN[:8], rules=Rules(8))["shown"]

    def test_who_is_left_out_does_not_count_towards_it(self) -> None:
        answers = table(CENTRICITY, "staff", 7)
        answers[:, :52] = np.resize([1, 2, 3, 4, 2], (7, 52))
        answers[:3] = 2
        is_fast = np.array([True] * 3 + [False] * 4)
        assert part("staff", answers, CENTRICITY, is_fast=is_fast) == NOT_SHOWN
        assert part("staff", answers, CENTRICITY)["n"] == 7

    @pytest.mark.parametrize("answers", [TEN[:0], TEN[:1], TEN[:4]])
    def test_nobody_or_a_few(self, answers: np.ndarray) -> None:
        assert build({"crew": Responses(answers)})["audiences"] == {
            "crew": NOT_SHOWN,
            "guests": NOT_SHOWN,
        }

    def test_nobody_asked(self) -> None:
        assert build({})["audiences"] == {"crew": NOT_SHOWN, "guests": NOT_SHOWN}
        assert build({})["gaps"] == []


class TestScale:
    def test_an_item_with_too_few_answers_hides_its_dimension(self) -> None:
        answers = TEN.copy()
        answers[:6, 3] = DONT_KNOW
        document = part("crew", answers)
        assert document["dimensions"]["speed"] == NOT_SHOWN
        assert document["dimensions"]["care"]["shown"]
        assert "SP1" not in document["items"]
        # Without one dimension there is no whole profile.
        assert document["stage"] is None
        assert document["stage_probability"] is None

    def test_one_item_with_too_few_answers_hides_the_others_of_its_dimension(self) -> None:
        # Three items a dimension here: four people skip the first, but count by the others.
        answers = np.full((8, len(CENTRICITY.questionnaire("staff").columns)), 2, dtype=np.uint8)
        answers[::2] = 3
        answers[:4, 0] = 0
        document = part("staff", answers, CENTRICITY)
        assert document["dimensions"]["knowledge"] == NOT_SHOWN
        assert document["dimensions"]["measurement"]["shown"]
        assert not {"KN1", "KN2", "KN3"} & set(document["items"])
        assert "KNP" in document["items"]
        answers[3, 0] = 2
        document = part("staff", answers, CENTRICITY)
        assert document["dimensions"]["knowledge"]["shown"]
        assert document["items"]["KN1"]["n"] == 5

    def test_an_item_nobody_answered_hides_its_scale_alone(self) -> None:
        mixed = [1, 2, 3] * 4
        answers = table(CENTRICITY, "staff", 12, KN1=2, KN2=3, ME1=mixed, ME2=mixed, ME3=mixed)
        document = part("staff", answers, CENTRICITY)
        shown = [code for code, cell in document["dimensions"].items() if cell["shown"]]
        assert shown == ["measurement"]
        assert document["items"].keys() == {"ME1", "ME2", "ME3"}

    @pytest.mark.parametrize("code", [0, DONT_KNOW])
    def test_nobody_can_say_anything(self, code: int) -> None:
        answers = np.full((12, 4), code, dtype=np.uint8)
        answers[:, 2] = 0
        document = part("crew", answers, invited=20)
        assert document["n"] == 12
        assert document["response_rate"] == "60%"
        assert document["dimensions"] == {"care": NOT_SHOWN, "speed": NOT_SHOWN}
        assert document["experience"] == {"care": NOT_SHOWN}
        assert document["stage"] is None
        assert document["items"] == {}

    def test_nobody_can_say_anything_in_any_part(self) -> None:
        for audience in CENTRICITY.respondents:
            columns = CENTRICITY.questionnaire(audience).columns
            answers = np.full((12, len(columns)), DONT_KNOW, dtype=np.uint8)
            document = part(audience, answers, CENTRICITY)
            assert not any(
                cell["shown"]
                for name in ("dimensions", "experience", "constructs", "steps", "choices")
                for cell in document[name].values()
            )


class TestBelowTen:
    @pytest.mark.parametrize(("n", "shown"), [(5, False), (9, False), (10, True), (20, True)])
    def test_no_shares(self, n: int, shown: bool) -> None:
        document = part("crew", rows(*[[1, 2, 1, 3], [3, 1, 2, 1]] * n)[:n])
        conditions = [
            share
            for key in ("share", "weakest_item")
            for cell in document["dimensions"].values()
            for share in found(cell["conditions"], key)
        ]
        # Two shares of two conditions in each of two dimensions.
        assert len(conditions) == 8 * shown
        assert None not in conditions
        for item in document["items"].values():
            assert (item["shares"] is not None) == shown
            assert (item["dont_know"] is not None) == shown

    @pytest.mark.parametrize(("n", "shown"), [(5, False), (9, False), (10, True)])
    def test_no_probabilities(self, n: int, shown: bool) -> None:
        answers = np.vstack([TEN, TEN])[5 : 5 + n]
        answers[:, 3] = np.resize([2, 3], n)
        document = part("crew", answers)
        for cell in document["dimensions"].values():
            assert (cell["probability"] is not None) == shown
            assert (cell["certainty"] is not None) == shown
        overall = document["stage_probability"]
        assert (overall["probability"] is not None) == shown
        assert (overall["certainty"] is not None) == shown
        assert (document["dimensions"]["care"]["view"] in {"shared", "divided"}) == shown

    def test_it_is_the_item_that_fewest_answered_that_counts(self) -> None:
        answers = TEN.copy()
        answers[1:, 3] = [1, 2, 3] * 3
        answers[0, 3] = 0
        document = part("crew", answers)
        assert document["dimensions"]["speed"]["probability"] is None
        assert document["dimensions"]["care"]["probability"] is not None
        assert document["stage_probability"]["probability"] is None


class TestCounts:
    def test_of_those_not_all_were_asked_are_bands(self) -> None:
        # Eleven had a problem, nine of them said so; the others were not asked further.
        told = [1] * 9 + [2] * 2 + [0] * 9
        satisfied = [3] * 5 + [4] * 4 + [0] * 11
        problem = [1] * 11 + [2] * 9
        answers = table(
            CENTRICITY, "customers", 20, PB1=problem, PB3=told, PT2=satisfied, PT4=satisfied
        )
        document = part("customers", answers, CENTRICITY)
        assert document["choices"]["PB1"]["n"] == 20
        assert document["choices"]["PB3"]["n"] == "10–19"
        assert document["constructs"]["recovery"]["n"] == "5–9"
        assert document["items"]["PT2"] == {
            "n": "5–9",
            # 31 / 9, of so few to a half.
            "mean": 3.5,
            "end": None,
            "shares": None,
            "dont_know": None,
            "dont_know_n": "5–9",
        }

    @pytest.mark.parametrize("audience", CENTRICITY.respondents)
    def test_are_exact_only_where_all_were_asked(self, audience: str) -> None:
        columns = CENTRICITY.questionnaire(audience).columns
        answers = np.ones((20, len(columns)), dtype=np.uint8)
        answers[::2] = 2
        document = part(audience, answers, CENTRICITY)
        cells = document["items"] | document["choices"]
        conditional = {column.item.code for column in columns if column.item.when}
        assert len(cells) > 20
        exact = {code for code, cell in cells.items() if cell["n"] == 20}
        assert exact == set(cells) - conditional
        assert all(cells[code]["n"] == band(20) for code in conditional & set(cells))
        # Less how many answered, how many replied would be how many did not know.
        assert {cell["dont_know_n"] for cell in cells.values()} == {"20–49"}
