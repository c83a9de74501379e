"""What the people asked may know, take with them and decide, from their link."""

import json
from typing import Any

import pytest
from django.test import Client

from organisations.models import Person, Unit
from surveys import services
from surveys.models import Draft, Invitation, Wave
from surveys.respond.rights import held_about
from tests.surveys.acts import save, second_wave
from tests.world import LAST_DAY, NOW, World, link_of, visit_of, words_of

RECORD = {
    "organisation": "Client Ltd",
    "name": "Staff 1",
    "email": "staff1@client.example",
    "number": None,
    "audience": "Staff",
    "department": "Sales / South",
    "leads": None,
    "account": None,
    "attributes": {"tenure": "new"},
    "left_on": None,
    "asked_not_to_be_asked": False,
}
ASKED: dict[str, Any] = {
    "assessment": "Customer centricity",
    "wave": "Autumn",
    "state": "Open",
    "last_day": LAST_DAY,
    "audience": "Staff",
    "department": "Sales / South",
    "account": None,
    "attributes": {"tenure": "new"},
    "mail": "Not sent yet",
    "mail_problem": "",
    "results_mail": "",
    "link_ended": False,
}


@pytest.fixture
def wave(world: World) -> Wave:
    return world.open_wave()


class TestHeld:
    def test_is_everything_on_the_list_and_in_the_invitations(self, wave: Wave) -> None:
        held = held_about(Person.objects.get(name="Staff 1"))
        assert {key: held[key] for key in RECORD} == RECORD  # type: ignore[literal-required]
        assert held["asked_in"] == [ASKED]
        assert held["unfinished_answers"] is None
        assert set(held) == {*RECORD, "asked_in", "unfinished_answers", "submitted_answers"}

    def test_says_what_a_person_leads_and_whose_contact_they_are(self, wave: Wave) -> None:
        Person.objects.filter(name="Staff 1").update(leads=Unit.objects.get(path="Sales"))
        assert held_about(Person.objects.get(name="Staff 1"))["leads"] == "Sales"
        customer = held_about(Person.objects.get(name="Customer 3"))
        assert customer["account"] == "Buyer 1"
        assert customer["asked_in"][0]["account"] == "Buyer 1"

    def test_tells_the_list_of_today_from_that_of_the_launch(self, wave: Wave) -> None:
        person = Person.objects.get(name="Staff 1")
        person.unit = Unit.objects.get(path="Service")
        person.save()
        held = held_about(person)
        assert held["department"] == "Service"
        assert held["asked_in"][0]["department"] == "Sales / South"

    def test_names_every_wave_and_what_became_of_the_mail(self, world: World, wave: Wave) -> None:
        wave.invitations.update(mail=Invitation.Mail.REFUSED, mail_problem="550 No such person")
        second_wave(world)
        first, latest = held_about(Person.objects.get(name="Staff 1"))["asked_in"]
        assert first["mail"] == "Refused by the mail server"
        assert first["mail_problem"] == "550 No such person"
        assert (latest["assessment"], latest["mail"]) == ("Second", "Not sent yet")

    def test_does_not_say_whether_somebody_has_answered(self, wave: Wave) -> None:
        before = held_about(Person.objects.get(name="Staff 1"))
        save(wave, "Staff 1", {"TL1": 2})
        assert held_about(Person.objects.get(name="Staff 1")) == before
        services.submit_response(visit=visit_of(wave, "Staff 1"))
        assert held_about(Person.objects.get(name="Staff 1")) == before


class TestPage:
    def test_shows_list_and_unfinished_answers_in_words(self, wave: Wave) -> None:
        save(wave, "Staff 1", {"TL1": 3, "TL2": 255}, CM1="Keep the <bell>.")
        text = words_of(f"{link_of(wave, 'Staff 1')}held/")
        for words in (
            "staff1@client.example", "Sales / South", "tenure new", "Customer centricity: Autumn",
            "Last day 31 December 2099",
            "Where are the tools in the evening? Back in their place, checked for the morning.",
            "What happens when a tool breaks? I cannot say",
            "What should we keep, and what should we change? Keep the &lt;bell&gt;.",
        ):  # fmt: skip
            assert words in text
        assert "Who decides which tools are bought?" not in text

    def test_is_of_the_person_the_link_was_made_for(self, wave: Wave) -> None:
        save(wave, "Staff 1", {"TL1": 3})
        text = words_of(f"{link_of(wave, 'Staff 2')}held/")
        assert "staff2@client.example" in text
        assert "staff1@client.example" not in text
        assert "There are none." in text

    def test_can_be_taken_along_as_a_file(self, wave: Wave) -> None:
        boxes = {"HE1.frames": 2, "HE1.wheels": 1, "HE1.paint": 2}
        save(wave, "Staff 1", {"TL1": 1, **boxes})
        response = Client().get(f"{link_of(wave, 'Staff 1')}held.json")
        assert response["Content-Type"] == "application/json"
        assert response["Content-Disposition"].startswith("attachment")
        held = json.loads(response.content)
        assert {key: held[key] for key in RECORD} == RECORD
        assert held["asked_in"] == [{**ASKED, "last_day": "2099-12-31"}]
        assert held["unfinished_answers"] == [
            {
                "question": "Where are the tools in the evening?",
                "answers": ["Wherever they were last used."],
            },
            {
                "question": "From which benches did you get help in the past month?",
                "answers": ["The frame bench", "The paint booth"],
            },
        ]

    def test_offers_to_erase_unfinished_answers(self, wave: Wave) -> None:
        save(wave, "Staff 1", {"TL1": 3})
        link = link_of(wave, "Staff 1")
        assert f'href="{link}afresh/"' in Client().get(f"{link}held/").content.decode()
        Client().post(f"{link}afresh/")
        assert not Draft.objects.exists()
        assert "There are none." in words_of(f"{link}held/")

    def test_is_there_while_the_wave_is_closed_and_erases_too(self, wave: Wave) -> None:
        save(wave, "Staff 1", {"TL1": 3})
        services.close_wave(wave=wave, now=NOW)
        link = link_of(wave, "Staff 1")
        closed = Client().get(link)
        assert closed.status_code == 410
        assert f'href="{link}held/"' in closed.content.decode()
        assert "Back in their place" in words_of(f"{link}held/")
        after = Client().post(f"{link}afresh/", follow=True)
        assert "There are none." in after.content.decode()
        assert not Draft.objects.exists()

    def test_is_there_after_submitting_and_knows_no_answers(self, wave: Wave) -> None:
        save(wave, "Staff 1", {"TL1": 3})
        services.submit_response(visit=visit_of(wave, "Staff 1"))
        link = link_of(wave, "Staff 1")
        thanks = Client().get(link).content.decode()
        assert "Your answers are in" in thanks
        for offered in ("held/", "privacy/"):
            assert f'href="{link}{offered}"' in thanks
        text = words_of(f"{link}held/")
        assert "There are none." in text
        assert "Back in their place" not in text
        assert "cannot be looked up here" in text

    def test_says_how_to_leave_while_the_key_is_missing(self, wave: Wave, settings: Any) -> None:
        link = link_of(wave, "Staff 1")
        settings.RESPONDENT_KEYS = ["another-key-of-more-than-thirty-two-characters"]
        text = Client().get(link).content.decode()
        assert "To leave the list of those who are asked meanwhile" in text
        assert "write to the address below" in text
        assert "ada@firm.example" in text
        assert "you would then be told" not in text

    def test_ends_with_the_seal(self, wave: Wave) -> None:
        link = link_of(wave, "Staff 1")
        Wave.objects.update(state=Wave.State.DISCARDED, salt=None, key_check="")
        for rest in ("", "held/", "held.json", "leave/", "privacy/"):
            response = Client().get(f"{link}{rest}")
            assert response.status_code == 410
            assert "ada@firm.example" in response.content.decode()
        assert "All answers have been erased" in Client().get(link).content.decode()
