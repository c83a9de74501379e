"""Letters to people who join a wave that is open, whatever else is being sent."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connections, transaction

from organisations.models import Person
from surveys import services
from surveys.mail import mailing, reminding
from surveys.models import Mailing, Wave
from tests.conftest import Mailbox
from tests.surveys.sending import (
    LATER,
    mailed_wave,
    names,
    remind,
    send_until,
    watching,
)
from tests.world import NOW, World, invitation_of, roster_csv

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "PATIENCE", 0)
    monkeypatch.setattr(reminding, "SECONDS_EACH", 0.001)


def zoe(world: World) -> Person:
    """Somebody who is put on the roster."""
    return Person.objects.create(
        organisation=world.organisation,
        name="Zoe",
        email="zoe@client.example",
        audience="staff",
        unit=world.organisation.units.get(path="Sales / North"),
    )


def join(world: World, wave: Wave) -> None:
    """Somebody new is asked, and gets their letter."""
    services.add_to_wave(person=zoe(world), wave=wave, user=None, now=LATER)
    send_until(wave.mailings.get(state="queued", reminder=None), now=LATER)


@pytest.mark.django_db(transaction=True)
def test_who_joins_while_the_last_letter_goes_out_is_not_forgotten(
    shared_world: World, mailbox: Mailbox
) -> None:
    shared_world.import_roster(roster_csv(staff=3, leaders=0, customers=0))
    wave = shared_world.open_wave()
    person = zoe(shared_world)
    is_asked = threading.Event()

    def ask_slowly() -> None:
        with transaction.atomic():
            services.add_to_wave(person=person, wave=wave, user=None, now=NOW)
            is_asked.set()
            time.sleep(0.5)
        connections.close_all()

    asking = threading.Thread(target=ask_slowly)

    def begin(_address: str) -> None:
        if len(mailbox.messages) == 2:
            asking.start()
            assert is_asked.wait(10)

    watching(mailbox, begin)
    job = services.send_invitations(wave=wave, user=None, now=NOW)
    send_until(job)
    asking.join()
    for late in wave.mailings.filter(state="queued"):
        send_until(late)
    assert names(mailbox) == ["Staff 0", "Staff 1", "Staff 2", "Zoe"]


class TestRounds:
    @pytest.fixture
    def wave(self, world: World, mailbox: Mailbox) -> Wave:
        """A wave of twelve, five of whom have answered."""
        return mailed_wave(world, mailbox)

    def test_that_run_pass_by_who_was_invited_moments_ago(
        self, world: World, wave: Wave, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reminding, "MOST_PASSED", 4)
        job = services.remind_now(wave=wave, user=None, now=LATER)
        mailing.send_mailing(job, now=LATER)
        join(world, wave)
        ahead = wave.invitations.filter(reminded=0).select_related("person")
        again = ahead.get(pk=ahead.latest("pk").pk).person
        assert again
        services.send_link_again(person=again, user=None, now=LATER)
        for letters in wave.mailings.filter(state="queued", reminder=None):
            send_until(letters, now=LATER)
        mailbox.messages.clear()
        send_until(job, now=LATER)
        assert "Zoe" not in names(mailbox)
        assert again.name not in names(mailbox)

    def test_that_come_after_remind_them_too(
        self, world: World, wave: Wave, mailbox: Mailbox
    ) -> None:
        remind(wave)
        join(world, wave)
        assert invitation_of(wave, "Zoe").reminded == 1
        mailbox.messages.clear()
        remind(wave, days=7)
        assert "Zoe" in names(mailbox)

    def test_that_failed_are_over_once_another_has_begun(
        self, world: World, wave: Wave, mailbox: Mailbox
    ) -> None:
        remind(wave)
        Mailing.objects.filter(reminder__number=1).update(state="failed")
        page = world.client(world.coordinator).get(f"/waves/{wave.pk}/")
        assert "Go on with the reminder" in page.text
        then = LATER + timedelta(days=3)
        wave.reminders.create(number=2, due_on=then.date())
        (second,) = reminding.send_due(now=then)
        send_until(second, now=then)
        page = world.client(world.coordinator).get(f"/waves/{wave.pk}/")
        assert "Go on with the reminder" not in page.text
        assert "go on with it" not in page.text
        third = remind(wave, days=7)
        assert third.reminder
        assert third.reminder.number == 3
