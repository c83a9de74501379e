"""The page of one person: an address corrected, a link sent again, what a wave keeps."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organisations.models import Account, Organisation, Person, Record
from organisations.services import PersonValues
from surveys import services
from surveys.mail import mailing
from surveys.models import Mailing, Wave
from tests.conftest import Mailbox
from tests.organisations.pages import alerts, words
from tests.surveys.acts import path_of, status
from tests.world import NOW, World, answer_all, invitation_of, link_of, roster_csv, visit_of


@pytest.fixture
def wave(world: World) -> Wave:
    """An open wave whose invitations were asked to be sent."""
    wave = world.open_wave()
    Mailing.objects.create(wave=wave, asked_at=NOW, state="done")
    wave.invitations.update(mail="sent")
    return wave


def form_of(world: World, name: str, /, **changed: Any) -> dict[str, Any]:
    """What the page's form holds, but for what is changed."""
    person = world.organisation.people.get(name=name)
    held = {
        "email": person.email or "",
        "name": person.name,
        "audience": person.audience,
        "unit": person.unit_id or "",
        "leads": person.leads_id or "",
        "account": person.account_id or "",
    }
    return held | changed


def send(world: World, name: str, /, **changed: Any) -> list[str]:
    """Save the form and send the link again; returns what the page says."""
    client = world.client(world.coordinator)
    form = form_of(world, name, **changed)
    return alerts(client.post(path_of(world, name), {**form, "send": "yes"}, follow=True))


class TestSendingAgain:
    def test_is_two_clicks_from_the_roster(
        self, world: World, wave: Wave, mailbox: Mailbox
    ) -> None:
        wave.invitations.filter(person__name="Staff 1").update(
            mail="refused", mail_problem="550 No such person here"
        )
        Person.objects.filter(name="Staff 1").update(mail_stop="bounced")
        old = link_of(wave, "Staff 1")
        client = world.client(world.coordinator)
        roster = client.get(f"/organisations/{world.organisation.pk}/roster/").text
        assert f'href="{path_of(world, "Staff 1")}"' in roster
        page = client.get(path_of(world, "Staff 1"))
        assert "Refused by the mail server: 550 No such person here" in words(page)
        assert 'name="send"' in page.text
        first, second = send(world, "Staff 1", email="staff.one@client.example")
        assert first == "Staff 1 is saved."
        assert second == (
            "A new link goes to staff.one@client.example. The links sent before lead nowhere any "
            "more."
        )
        job = wave.mailings.get(state="queued")
        mailing.send_mailing(job, now=timezone.now())
        (letter,) = mailbox.messages
        assert letter["To"] == "staff.one@client.example"
        new = link_of(wave, "Staff 1")
        assert new in letter.get_content()
        assert (status(old), status(new)) == (404, 200)
        invitation = invitation_of(wave, "Staff 1")
        assert (invitation.mail, invitation.mail_problem) == ("sent", "")

    def test_leaves_everybody_else_as_they_were(self, world: World, wave: Wave) -> None:
        before = list(wave.invitations.exclude(person__name="Staff 1").order_by("pk").values())
        send(world, "Staff 1", email="new@client.example")
        after = list(wave.invitations.exclude(person__name="Staff 1").order_by("pk").values())
        assert after == before

    def test_does_not_differ_for_one_who_has_answered(self, world: World, wave: Wave) -> None:
        answer_all(wave, "staff", 1)
        said = {}
        pages = {}
        for name in ("Staff 0", "Staff 1"):
            said[name] = [text.replace(name, "X") for text in send(world, name)]
            page = words(world.client(world.consultant).get(path_of(world, name)))
            pages[name] = re.sub(r"Staff \d|staff\d@|Sales / North|Sales / South", "X", page)
        said = {name: [re.sub(r"staff\d", "x", t) for t in texts] for name, texts in said.items()}
        assert said["Staff 0"] == said["Staff 1"]
        assert pages["Staff 0"] == pages["Staff 1"]
        # The answer stays the only one that can be given.
        assert visit_of(wave, "Staff 0").has_submitted()
        assert wave.ballots.count() == 1
        rows = wave.invitations.filter(person__name__in=["Staff 0", "Staff 1"])
        kept = ("generation", "is_revoked", "mail", "mail_problem", "reminded")
        assert len(set(rows.values_list(*kept))) == 1

    def test_goes_out_with_the_others_where_none_was_sent_yet(self, world: World) -> None:
        wave = world.open_wave()
        send(world, "Staff 1")
        assert not wave.mailings.exists()
        assert wave.invitations.filter(mail="waiting").count() == 26

    @pytest.mark.parametrize(
        ("stop", "said"),
        [
            ("unsubscribed", "e-mail to this person is stopped: Wants no more e-mail."),
            ("bounced", "e-mail to this person is stopped: The address does not exist."),
        ],
    )
    def test_to_a_stopped_address_saves_and_sends_nothing(
        self, world: World, wave: Wave, stop: str, said: str
    ) -> None:
        Person.objects.filter(name="Staff 1").update(mail_stop=stop)
        old = link_of(wave, "Staff 1")
        texts = send(world, "Staff 1", name="Staff One")
        assert texts[0] == "Staff One is saved."
        assert texts[1].endswith(said)
        assert not wave.mailings.filter(state="queued").exists()
        assert status(old) == 200

    def test_without_an_address_says_so(self, world: World, wave: Wave) -> None:
        assert send(world, "Staff 1", email="")[1] == (
            "There is no e-mail address to send a link to."
        )

    def test_while_the_letter_goes_out_is_refused(self, world: World, wave: Wave) -> None:
        wave.invitations.filter(person__name="Staff 1").update(mail="sending")
        old = link_of(wave, "Staff 1")
        (_saved, said) = send(world, "Staff 1")
        assert said.startswith("A letter to this person is just going out.")
        assert (status(old), invitation_of(wave, "Staff 1").mail) == (200, "sending")

    def test_is_for_open_waves_only(self, world: World, wave: Wave) -> None:
        services.close_wave(wave=wave, now=NOW)
        page = world.client(world.coordinator).get(path_of(world, "Staff 1"))
        assert 'name="send"' not in page.text
        assert "None is open now." in words(page)
        (_saved, said) = send(world, "Staff 1")
        assert said == "No open wave asks this person, so there is no link to send."

    def test_is_recorded_without_the_address(self, world: World, wave: Wave) -> None:
        send(world, "Staff 1", email="new@client.example")
        records = {record.act: record for record in Record.objects.filter(object_type="person")}
        assert set(records) == {"changed", "link replaced"}
        assert records["changed"].fields == ["email"]
        for record in records.values():
            assert record.user == world.coordinator
            assert "Staff 1" not in str(vars(record))
            assert "client.example" not in str(vars(record)).replace(record.who, "")


class TestPage:
    def test_says_that_a_wave_keeps_what_it_was_opened_with(self, world: World, wave: Wave) -> None:
        service = world.organisation.units.get(path="Service")
        client = world.client(world.coordinator)
        client.post(path_of(world, "Staff 1"), form_of(world, "Staff 1", unit=service.pk))
        text = words(client.get(path_of(world, "Staff 1")))
        assert "Asked as Staff, Sales / South" in text
        assert "A wave keeps the department, audience and account it was opened with" in text
        assert str(invitation_of(wave, "Staff 1").unit) == "Sales / South"
        assert world.organisation.people.get(name="Staff 1").unit == service

    def test_the_audience_stays_while_a_wave_asks_them(self, world: World, wave: Wave) -> None:
        client = world.client(world.coordinator)
        buyer = Account.objects.get(name="Buyer 0")
        form = form_of(world, "Staff 1", audience="customers", account=buyer.pk)
        client.post(path_of(world, "Staff 1"), form)
        person = world.organisation.people.get(name="Staff 1")
        assert (person.audience, person.account) == ("staff", None)
        values = PersonValues("Staff 1", "", "customers", account=buyer)
        with pytest.raises(ValidationError, match="the audience stays"):
            services.correct_person(person=person, values=values)
        person.refresh_from_db()
        assert person.audience == "staff"

    def test_the_audience_can_be_changed_where_none_does(self, world: World) -> None:
        world.import_roster(roster_csv())
        client = world.client(world.coordinator)
        buyer = Account.objects.get(name="Buyer 0")
        form = form_of(world, "Staff 1", audience="customers", account=buyer.pk)
        client.post(path_of(world, "Staff 1"), form)
        person = world.organisation.people.get(name="Staff 1")
        assert (person.audience, person.account) == ("customers", buyer)

    def test_offers_what_is_held_and_asks_before_removing(self, world: World) -> None:
        world.import_roster(roster_csv())
        page = world.client(world.coordinator).get(path_of(world, "Staff 1")).text
        assert f'href="{path_of(world, "Staff 1")}held.json"' in page
        person = world.organisation.people.get(name="Staff 1")
        removing = f"/organisations/{world.organisation.pk}/roster/{person.pk}/remove/"
        assert f'href="{removing}"' in page
        asked = world.client(world.coordinator).get(removing).text
        assert "Take Staff 1 off the list?" in asked
        assert f'action="{removing}"' in asked

    def test_of_one_who_left_is_not_there(self, world: World, wave: Wave) -> None:
        path = path_of(world, "Staff 1")
        person = world.organisation.people.get(name="Staff 1")
        services.remove_person(person=person, today=NOW.date())
        assert world.client(world.coordinator).get(path).status_code == 404

    def test_of_another_client_is_not_found(self, world: World, wave: Wave) -> None:
        other = Organisation.objects.get(name="Other Ltd")
        person = world.organisation.people.get(name="Staff 1")
        browser = world.client(world.outsider)
        base = f"/organisations/{other.pk}/people"
        assert browser.get(f"{base}/{person.pk}/").status_code == 404
        own = Person.objects.create(organisation=other, name="Own", audience="staff")
        assert browser.post(f"{base}/{own.pk}/ask/{wave.pk}/").status_code == 404
