"""An address that changes while a wave is open ends the link that went to the old one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from organisations.models import Person
from organisations.services import PersonValues
from surveys import services
from surveys.mail import mailing, reminding
from surveys.models import Invitation, Wave
from tests.conftest import Mailbox
from tests.organisations.importing import bring
from tests.surveys.acts import path_of, status
from tests.surveys.sending import LATER, invite, names, remind, send_until, watching
from tests.world import NOW, World, invitation_of, link_of

pytestmark = pytest.mark.django_db

Change = Callable[[World, str, str], None]
PEOPLE = ("Anna", "Bert", "Cora", "Dora")


def row(name: str, email: str) -> str:
    return f"{email},{name},Sales,staff,,{name},"


def address_of(name: str) -> str:
    return f"{name.lower()}@client.example"


def by_form(world: World, name: str, email: str) -> None:
    """Correct somebody by hand."""
    person = world.organisation.people.get(name=name)
    values = PersonValues(name, email, person.audience, unit=person.unit)
    services.correct_person(person=person, values=values)


def by_import(world: World, name: str, email: str) -> None:
    """Bring a roster in which their number has another address."""
    bring(world, row(name, email))


def open_wave(world: World) -> Wave:
    """A wave of four with numbers of their own."""
    bring(world, *(row(name, address_of(name)) for name in PEOPLE))
    return world.open_wave()


@pytest.fixture
def wave(world: World, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Wave:
    """The same, all of them invited."""
    monkeypatch.setattr(reminding, "SECONDS_EACH", 0.001)
    wave = open_wave(world)
    invite(wave)
    mailbox.messages.clear()
    return wave


@pytest.mark.parametrize("change", [by_form, by_import])
class TestChange:
    def test_ends_the_old_link_and_gets_no_reminder(
        self, world: World, wave: Wave, mailbox: Mailbox, change: Change
    ) -> None:
        old = link_of(wave, "Anna")
        change(world, "Anna", "own@firm.example")
        assert (status(old), status(link_of(wave, "Anna"))) == (404, 200)
        assert invitation_of(wave, "Anna").mail == Invitation.Mail.WAITING
        remind(wave)
        assert names(mailbox) == ["Bert", "Cora", "Dora"]

    def test_and_back_makes_a_third_link(
        self, world: World, wave: Wave, mailbox: Mailbox, change: Change
    ) -> None:
        change(world, "Anna", "own@firm.example")
        invite(wave)
        (strange,) = mailbox.to("own@firm.example")
        between = link_of(wave, "Anna")
        assert between in strange.get_content()
        change(world, "Anna", address_of("Anna"))
        assert status(between) == 404
        invite(wave)
        (letter,) = mailbox.to("anna@client.example")
        assert link_of(wave, "Anna") in letter.get_content()

    def test_leaves_everybody_else_and_the_same_address_alone(
        self, world: World, wave: Wave, mailbox: Mailbox, change: Change
    ) -> None:
        before = list(wave.invitations.exclude(person__name="Anna").order_by("pk").values())
        old = link_of(wave, "Bert")
        change(world, "Anna", "own@firm.example")
        change(world, "Bert", "Bert@Client.example")
        after = list(wave.invitations.exclude(person__name="Anna").order_by("pk").values())
        assert after == before
        assert status(old) == 200

    def test_of_a_closed_wave_ends_the_link_too(
        self, world: World, wave: Wave, mailbox: Mailbox, change: Change
    ) -> None:
        services.close_wave(wave=wave, now=NOW)
        before = invitation_of(wave, "Anna").lookup
        change(world, "Anna", "own@firm.example")
        assert invitation_of(wave, "Anna").lookup != before

    def test_to_none_leaves_nobody_to_mail_until_there_is_one(
        self, world: World, wave: Wave, mailbox: Mailbox, change: Change
    ) -> None:
        change(world, "Anna", "")
        assert invitation_of(wave, "Anna").mail == Invitation.Mail.NO_ADDRESS
        change(world, "Anna", "new@client.example")
        invite(wave)
        assert [letter["To"] for letter in mailbox.messages] == ["new@client.example"]


def test_the_page_says_that_the_link_has_ended(world: World, wave: Wave, mailbox: Mailbox) -> None:
    anna = world.organisation.people.get(name="Anna")
    form = {"name": "Anna", "email": "own@firm.example", "audience": "staff", "unit": anna.unit_id}
    client = world.client(world.coordinator)
    page = client.post(path_of(world, "Anna"), form, follow=True).text
    assert "The link sent to the address before leads nowhere any more." in page


@pytest.mark.django_db(transaction=True)
class TestMeanwhile:
    """Whoever is corrected while a batch goes out is written to as they are by then."""

    @pytest.fixture
    def slow(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reminding, "SECONDS_EACH", 0.001)

    def correct_another(self, world: World, first: str) -> None:
        """With the first letter, give somebody else another address."""
        name = next(name for name in PEOPLE if address_of(name) != first)
        person = Person.objects.get(organisation=world.organisation, name=name)
        if person.email == address_of(name):
            by_form(world, name, "new@client.example")
        connections.close_all()

    def test_an_invitation(self, shared_world: World, mailbox: Mailbox) -> None:
        wave = open_wave(shared_world)
        corrected: list[str] = []

        def once(address: str) -> None:
            if not corrected:
                corrected.append(address)
                self.correct_another(shared_world, address)

        watching(mailbox, once)
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        send_until(job)
        assert names(mailbox) == sorted(PEOPLE)
        (letter,) = mailbox.to("new@client.example")
        (name,) = Person.objects.filter(email="new@client.example").values_list("name", flat=True)
        assert link_of(wave, name) in letter.get_content()
        assert not mailbox.to(address_of(name))

    def test_a_reminder(self, shared_world: World, mailbox: Mailbox, slow: None) -> None:
        wave = open_wave(shared_world)
        invite(wave)
        mailbox.messages.clear()
        corrected: list[str] = []

        def once(address: str) -> None:
            if not corrected:
                corrected.append(address)
                self.correct_another(shared_world, address)

        watching(mailbox, once)
        job = services.remind_now(wave=wave, user=None, now=LATER)
        mailing.send_mailing(job, now=LATER)
        (name,) = Person.objects.filter(email="new@client.example").values_list("name", flat=True)
        assert names(mailbox) == sorted({*PEOPLE} - {name})


def test_a_letter_handed_over_with_the_old_link_is_followed_by_one_with_the_new(
    transactional_db: Any, shared_world: World, mailbox: Mailbox
) -> None:
    wave = open_wave(shared_world)
    moved: list[str] = []

    def move(address: str) -> None:
        if address == address_of("Anna") and not moved:
            moved.append(address)
            by_form(shared_world, "Anna", "new@client.example")
            connections.close_all()

    watching(mailbox, move)
    invite(wave)
    (letter,) = mailbox.to("new@client.example")
    assert link_of(wave, "Anna") in letter.get_content()
    assert invitation_of(wave, "Anna").mail == Invitation.Mail.SENT
