"""Rounds of reminders: who is written to, and that nothing tells who that was."""

import logging
import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from organisations.jobs import Job
from organisations.models import MailStop, Person
from surveys import services
from surveys.mail import mailing, reminding
from surveys.models import Invitation, Mailing, Wave
from surveys.tasks import sweep_mailings
from tests.conftest import Mailbox, Worker, wait_until
from tests.surveys.sending import (
    LATER,
    answering,
    has_got,
    invite,
    mailed_wave,
    names,
    remind,
    send_until,
)
from tests.world import NOW, World, answer_all, invitation_of, link_of, roster_csv

# By the alphabet, as the tests let people answer: 0, 1, 10, 11 and 2 have.
SILENT = [f"Staff {n}" for n in range(3, 10)]

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave(world: World, mailbox: Mailbox) -> Wave:
    return mailed_wave(world, mailbox)


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "PATIENCE", 0)
    monkeypatch.setattr(reminding, "SECONDS_EACH", 0.001)


def mail_part(world: World, wave: Wave) -> str:
    """What the wave's page says of its mail, without the markup."""
    page = world.client(world.consultant).get(f"/waves/{wave.pk}/progress/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def rounds(wave: Wave) -> set[int]:
    """What the invitations say of the rounds that have passed them."""
    return set(wave.invitations.values_list("reminded", flat=True))


class TestWhoIsWrittenTo:
    def test_only_those_without_a_ballot_with_their_own_link(
        self, wave: Wave, mailbox: Mailbox
    ) -> None:
        assert remind(wave).state == Job.State.DONE
        assert names(mailbox) == SILENT
        (letter,) = mailbox.to("staff3@client.example")
        assert link_of(wave, "Staff 3") in letter.get_content()
        assert "reminder" in letter["Subject"].lower()

    def test_each_once_in_each_round(self, wave: Wave, mailbox: Mailbox) -> None:
        job = remind(wave)
        send_until(Mailing.objects.get(pk=job.pk))
        assert names(mailbox) == SILENT
        remind(wave, days=7)
        assert names(mailbox) == sorted(SILENT * 2)

    def test_not_those_who_were_not_reached_or_want_no_mail(
        self, wave: Wave, mailbox: Mailbox
    ) -> None:
        for n, mail in enumerate(["waiting", "refused", "unsure", "no_address"], start=3):
            wave.invitations.filter(person__name=f"Staff {n}").update(mail=mail)
        Person.objects.filter(name="Staff 7").update(mail_stop=MailStop.UNSUBSCRIBED)
        services.remove_person(person=Person.objects.get(name="Staff 8"), today=NOW.date())
        remind(wave)
        assert names(mailbox) == ["Staff 9"]

    def test_who_joined_after_a_round_is_passed_by_the_next(
        self, wave: Wave, mailbox: Mailbox
    ) -> None:
        remind(wave)
        wave.invitations.filter(person__name="Staff 3").update(reminded=0)
        mailbox.messages.clear()
        remind(wave, days=7)
        assert names(mailbox) == SILENT

    def test_nobody_once_the_wave_is_closed(
        self, wave: Wave, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reminding, "MOST_PASSED", 5)
        job = services.remind_now(wave=wave, user=None, now=LATER)
        mailing.send_mailing(job, now=LATER)
        had = len(mailbox.messages)
        services.close_wave(wave=wave, now=LATER)
        send_until(Mailing.objects.get(pk=job.pk), now=LATER)
        assert len(mailbox.messages) == had
        assert wave.invitations.filter(reminded=1).count() == 5
        job.refresh_from_db()
        assert job.reason == "Stopped: the wave is no longer open."

    def test_the_rate_that_is_set_is_kept(
        self, wave: Wave, mailbox: Mailbox, settings: Any
    ) -> None:
        settings.MAIL_PER_MINUTE = 24
        job = services.remind_now(wave=wave, user=None, now=LATER)
        # Four people in ten seconds, whether or not they are written to.
        assert [(time - LATER).total_seconds() for time in send_until(job, now=LATER)] == [
            0,
            10,
            20,
        ]
        assert names(mailbox) == SILENT


class TestNothingTells:
    def test_who_was_written_to(self, wave: Wave, mailbox: Mailbox) -> None:
        before = dict(wave.invitations.values_list("pk", "mail"))
        remind(wave)
        assert rounds(wave) == {1}
        assert dict(wave.invitations.values_list("pk", "mail")) == before
        assert not wave.invitations.exclude(mail_problem="").exists()

    def test_even_if_the_server_refuses_some_or_puts_them_off(
        self, wave: Wave, mailbox: Mailbox
    ) -> None:
        answers = {"staff3@client.example": "550 No such person", "staff4@client.example": "450 No"}
        answering(mailbox, answers.get)
        assert remind(wave).state == Job.State.DONE
        assert names(mailbox) == SILENT[2:]
        assert rounds(wave) == {1}
        assert set(wave.invitations.values_list("mail", "mail_problem")) == {("sent", "")}
        assert set(Person.objects.values_list("mail_stop", flat=True)) == {""}

    def test_nor_how_many_it_were(self, world: World, wave: Wave, mailbox: Mailbox) -> None:
        remind(wave)
        page = mail_part(world, wave)
        assert "Reminder 1: sent on 9 November 2026" in page
        answer_all(wave, "staff", 9)
        remind(wave, days=7)
        two = mail_part(world, wave)
        assert "Reminder 2: sent on 16 November 2026" in two
        # Seven were written to, then three; the numbers on the page have nothing to do with it.
        assert set(re.findall(r"\d+", two)) - {"16"} == set(re.findall(r"\d+", page)) | {"2"}
        assert not {"7", "5"} & set(re.findall(r"\d+", page))

    def test_nor_the_log(
        self, wave: Wave, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            remind(wave)
        ours = [r.getMessage() for r in caplog.records if r.name != "mail.log"]
        about = [str(i.pk) for i in wave.invitations.all()] + ["client.example", "Staff"]
        assert not [line for line in ours for word in about if word in line]

    def test_nor_how_far_the_round_is(
        self, wave: Wave, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reminding, "MOST_PASSED", 3)
        job = services.remind_now(wave=wave, user=None, now=LATER)
        progress = []
        while mailing.send_mailing(job, now=LATER) is not None:
            job.refresh_from_db()
            progress.append(job.progress)
        # Three of twelve people at a time, whoever of them was written to.
        assert progress == [25, 50, 75]


class TestInterruptions:
    def test_an_outage_ends_the_round_for_a_while_and_nobody_gets_two(
        self, wave: Wave, mailbox: Mailbox, settings: Any
    ) -> None:
        there = settings.EMAIL_PORT
        settings.EMAIL_PORT = 1
        job = services.remind_now(wave=wave, user=None, now=LATER)
        assert mailing.send_mailing(job, now=LATER) == LATER + timedelta(minutes=1)
        assert rounds(wave) == {0}
        settings.EMAIL_PORT = there
        job.refresh_from_db()
        send_until(job, now=LATER + timedelta(minutes=1))
        assert names(mailbox) == SILENT

    def test_a_server_that_has_had_enough_is_left_alone_for_a_while(
        self, wave: Wave, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reminding, "MOST_PASSED", 9)
        answering(mailbox, lambda address: "451 Too much mail")
        job = services.remind_now(wave=wave, user=None, now=LATER)
        assert mailing.send_mailing(job, now=LATER) == LATER + timedelta(minutes=1)
        assert wave.invitations.filter(reminded=0).count() == 3

    def test_one_that_failed_can_be_gone_on_with(
        self, world: World, wave: Wave, mailbox: Mailbox, settings: Any
    ) -> None:
        there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
        assert remind(wave).state == Job.State.FAILED
        browser = world.client(world.coordinator)
        assert "Go on with the reminder" in browser.get(f"/waves/{wave.pk}/").content.decode()
        settings.EMAIL_PORT = there
        assert remind(wave).reminder == wave.reminders.get()
        assert names(mailbox) == SILENT


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_again_and_again(
    shared_world: World, worker: Worker, mailbox: Mailbox
) -> None:
    shared_world.import_roster(roster_csv(staff=60, leaders=0, customers=0))
    wave = shared_world.open_wave()
    invite(wave)
    mailbox.messages.clear()
    answer_all(wave, "staff", 6)
    job = services.remind_now(wave=wave, user=None, now=timezone.now())
    for enough in (10, 30):
        # As if the time of a worker before it were over.
        Mailing.objects.filter(pk=job.pk).update(lease_until=NOW)
        sweep_mailings()
        worker.start()
        wait_until(partial(has_got, mailbox, enough), every=0.001)
        worker.kill()
    Mailing.objects.filter(pk=job.pk).update(lease_until=NOW)
    send_until(job, now=timezone.now())
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert rounds(wave) == {1}
    got = names(mailbox)
    assert len(got) == len(set(got))
    answered = {i.person.name for i in wave.invitations.order_by("person__name")[:6] if i.person}
    assert set(got) <= {f"Staff {n}" for n in range(60)} - answered
    # At most the rest of the batch each of the two was at is lost.
    assert len(got) >= 54 - 2 * reminding.MOST_PASSED
    assert invitation_of(wave, "Staff 0").mail == Invitation.Mail.SENT
