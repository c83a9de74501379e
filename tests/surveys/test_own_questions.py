"""Questions a consultant adds to a wave."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from surveys import services
from surveys.framework.own_questions import wave_framework
from surveys.models import OwnQuestion, Wave
from surveys.privacy import ballots
from tests.world import NOW, World, link_of, roster_csv, visit_of

LUNCH = {"audience": "staff", "text": "When is lunch?", "answers": "Early\n\n At noon \nLate"}
AGREE = {"audience": "staff", "text": "Lunch is good.", "answers": ""}


@pytest.fixture
def wave(world: World) -> Wave:
    world.import_roster(roster_csv())
    return world.draft_wave()


@pytest.fixture
def desk(world: World) -> Client:
    return world.client(world.consultant)


def add(desk: Client, wave: Wave, data: dict[str, str]) -> str:
    response = desk.post(f"/waves/{wave.pk}/questions/", data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


class TestAdding:
    def test_is_done_on_a_page_of_the_wave(self, desk: Client, wave: Wave) -> None:
        assert "Questions of your own" in desk.get(f"/waves/{wave.pk}/").content.decode()
        text = add(desk, wave, LUNCH)
        assert "The question is added." in text
        question = wave.own_questions.get()
        assert (question.number, question.audience) == (1, "staff")
        assert question.answers == ["Early", "At noon", "Late"]
        assert "Early · At noon · Late" in text

    def test_without_answers_takes_the_scale_of_agreement(self, desk: Client, wave: Wave) -> None:
        text = add(desk, wave, AGREE)
        assert wave.own_questions.get().answers == []
        assert "Strongly disagree · Disagree" in text

    def test_shows_how_long_it_takes_then(self, desk: Client, wave: Wave) -> None:
        before = desk.get(f"/waves/{wave.pk}/questions/").content.decode()
        assert "1 minute" in before.split("Customers</dt>")[1].split("</dd>")[0]
        # 92 words and 8 questions take 59.6 s; 250 words, 10 of labels and 2 questions 86 s more.
        words = " ".join(["a"] * 125)
        for _n in range(2):
            after = add(desk, wave, {"audience": "customers", "text": words, "answers": ""})
        assert "3 minutes" in after.split("Customers</dt>")[1].split("</dd>")[0]
        assert "of at most 6" in after

    def test_ends_with_three_and_takes_the_free_number(self, desk: Client, wave: Wave) -> None:
        for _n in range(3):
            text = add(desk, wave, AGREE)
        assert "Add the question" not in text
        assert "remove one first" in add(desk, wave, AGREE)
        second = wave.own_questions.get(number=2)
        desk.post(f"/waves/{wave.pk}/questions/{second.pk}/remove/")
        add(desk, wave, LUNCH)
        assert wave.own_questions.get(number=2).text == "When is lunch?"

    @pytest.mark.parametrize(
        ("field", "value", "complaint"),
        [
            ("audience", "board", "Select a valid choice"),
            ("text", "", "This field is required"),
            ("text", "a" * 301, "at most 300 characters"),
            ("text", "One\nTwo", "Write it on one line."),
            ("text", "Is \u202eti good?", "cannot be seen (U+202E)"),
            ("answers", "Yes\nNo\u2066", "cannot be seen (U+2066)"),
            ("answers", "Yes", "Give 2 to 7 answers, one a line; here are 1."),
            ("answers", "\n".join("abcdefgh"), "here are 8."),
            ("answers", "Yes\n" + "n" * 81, "has 81 letters; at most 80"),
            ("answers", "Yes\nNo\nYes", "“Yes” is there twice."),
        ],
    )
    def test_explains_what_is_wrong(
        self, desk: Client, wave: Wave, field: str, value: str, complaint: str
    ) -> None:
        assert complaint in add(desk, wave, {**LUNCH, field: value})
        assert not wave.own_questions.exists()


class TestFrozen:
    def open(self, wave: Wave) -> None:
        services.open_wave(wave=wave, now=NOW)
        wave.refresh_from_db()

    def test_when_the_wave_is_opened(self, desk: Client, wave: Wave) -> None:
        add(desk, wave, LUNCH)
        question = wave.own_questions.get()
        self.open(wave)
        assert "its questions are frozen" in add(desk, wave, AGREE)
        remove = f"/waves/{wave.pk}/questions/{question.pk}/remove/"
        assert "this wave has been opened" in desk.post(remove, follow=True).content.decode()
        assert wave.own_questions.get() == question

    def test_columns_come_last(self, desk: Client, wave: Wave) -> None:
        add(desk, wave, LUNCH)
        add(desk, wave, {**AGREE, "audience": "customers"})
        self.open(wave)
        frozen = {q.audience: q.items for q in wave.questionnaires.all()}
        assert frozen["staff"][-1] == "OWN1"
        assert frozen["customers"][-1] == "OWN2"
        assert not {"OWN1", "OWN2"} & set(frozen["leaders"])


class TestAsking:
    def test_is_on_a_last_page_and_kept_with_the_rest(self, wave: Wave) -> None:
        services.add_own_question(
            wave=wave, audience="staff", text="When is lunch?", answers=["Early", "Late"]
        )
        services.open_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        link = link_of(wave, "Staff 1")
        text = Client().get(f"{link}7/").content.decode()
        for words in ("Further questions", "When is lunch?", "Early", "Late", "Page 7 of 7"):
            assert words in text
        Client().post(f"{link}7/", {"OWN1": "2", "shown": "", "go": "next"})
        services.submit_response(visit=visit_of(wave, "Staff 1"))
        (opened,) = ballots.open_ballots(ballots.wave_key(wave), wave)
        assert opened.answers[-1] == 2

    def test_leaves_the_framework_as_it_is_where_there_is_none(
        self, world: World, wave: Wave
    ) -> None:
        assert wave_framework(wave) is world.framework

    def test_is_part_of_no_other_wave(self, world: World, wave: Wave) -> None:
        services.add_own_question(wave=wave, audience="staff", text="Lunch?", answers=[])
        other = services.create_wave(
            assessment=wave.assessment,
            name="Other",
            closes_on=wave.closes_on,
            smallest_group=5,
            contact_name="Ada Moss",
            contact_email="ada@firm.example",
        )
        assert wave_framework(other) is world.framework
        assert [item.code for item in wave_framework(wave).items if item.kind == "own"] == ["OWN1"]


class TestQuestion:
    @pytest.mark.parametrize(
        "wrong", [{"text": "One\nTwo"}, {"audience": "board"}, {"text": "a" * 301}]
    )
    def test_is_checked_when_it_is_added_without_the_form(
        self, wave: Wave, wrong: dict[str, str]
    ) -> None:
        given = {"audience": "staff", "text": "Lunch?", "answers": [], **wrong}
        with pytest.raises(ValidationError):
            services.add_own_question(wave=wave, **given)  # type: ignore[arg-type]
        assert not OwnQuestion.objects.exists()
