"""Questions of a wave's own."""

import pytest

from maturity.framework import FrameworkError
from maturity.loading import load
from maturity.own_questions import Question, agreement_scale, with_own_questions
from tests.maturity.made_up import DATA

HARBOUR = load("harbour", root=DATA)
DREDGED = Question(2, "crew", "The harbour is dredged often enough.")
LUNCH = Question(1, "crew", "When is lunch?", ("Early", "At noon", "Late"))
GUESTS = Question(3, "guests", "Shall we call here again?", ("No", "Yes"))


class TestWithOwnQuestions:
    def test_asks_them_last_on_a_page_of_their_own_by_number(self) -> None:
        crew = with_own_questions(HARBOUR, [DREDGED, LUNCH, GUESTS]).questionnaire("crew")
        *before, last = crew.pages
        assert tuple(before) == HARBOUR.questionnaire("crew").pages
        assert last.title == "Further questions"
        assert [item.code for item in last.items] == ["OWN1", "OWN2"]
        assert [column.code for column in crew.columns][-2:] == ["OWN1", "OWN2"]
        assert last.items[0].text("crew") == "When is lunch?"
        assert last.items[0].options() == ("Early", "At noon", "Late")

    def test_leaves_the_other_audiences_and_the_framework_alone(self) -> None:
        before = HARBOUR.questionnaires["guests"]
        changed = with_own_questions(HARBOUR, [LUNCH])
        assert changed.questionnaire("guests") == before
        assert changed.hash == HARBOUR.hash
        assert [item.code for item in changed.items if item.kind == "own"] == ["OWN1"]
        assert not [item for item in HARBOUR.items if item.kind == "own"]

    def test_takes_the_scale_of_agreement_where_there_are_no_answers(self) -> None:
        item = with_own_questions(HARBOUR, [DREDGED]).questionnaire("crew").items[-1]
        # The parallel item of the harbour is answered by no and yes.
        assert item.options() == ("No", "Yes")
        assert item.scale.points == 2

    def test_always_lets_one_say_that_one_does_not_know_in_the_words_of_the_model(self) -> None:
        for question in (DREDGED, LUNCH):
            item = with_own_questions(HARBOUR, [question]).questionnaire("crew").items[-1]
            assert item.scale.dont_know == "I cannot say"

    def test_takes_the_time_it_takes(self) -> None:
        before = HARBOUR.questionnaire("crew").seconds
        after = with_own_questions(HARBOUR, [LUNCH]).questionnaire("crew").seconds
        # "When is lunch?" and "Early", "At noon", "Late": 3 + 4 words at 0.3 s, and 4 s.
        assert after - before == pytest.approx(7 * 0.3 + 4)

    def test_keeps_the_limit_of_the_questionnaire(self) -> None:
        assert with_own_questions(HARBOUR, [LUNCH]).questionnaire("crew").limit is None

    @pytest.mark.parametrize(
        ("questions", "complaint"),
        [
            ([LUNCH, Question(1, "guests", "Again?")], "each number once; here are 1, 1"),
            ([Question(4, "crew", "Again?")], "numbered 1 to 3"),
            ([Question(1, "board", "Again?")], 'no audience "board"'),
            ([Question(1, "crew", "Again?", ("Yes",))], "OWN1 has 1 answers.*2 to 7"),
            ([Question(1, "crew", "Again?", tuple("abcdefgh"))], "OWN1 has 8 answers"),
        ],
    )
    def test_explains_what_is_wrong(self, questions: list[Question], complaint: str) -> None:
        with pytest.raises(FrameworkError, match=complaint):
            with_own_questions(HARBOUR, questions)


class TestAgreementScale:
    def test_is_the_one_called_so(self) -> None:
        workshop = load("workshop", root=DATA.parent.parent / "data")
        scale = agreement_scale(workshop)
        assert scale is not None
        assert scale.labels[0] == "Strongly disagree"

    def test_is_that_of_the_parallel_items_otherwise(self) -> None:
        scale = agreement_scale(HARBOUR)
        assert scale is not None
        assert scale.code == "yesno"
