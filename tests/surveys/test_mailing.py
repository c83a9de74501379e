"""Invitations go out by a real worker to a real mail server."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from organisations.jobs import Job
from organisations.models import Person
from surveys import services
from surveys.mail import mailing
from surveys.models import Invitation, Mailing, Wave
from tests.conftest import Mailbox, Worker, wait_until
from tests.world import NOW, World, link_of, roster_csv, token_of

Mail = Invitation.Mail


def mails(world: World) -> dict[str, int]:
    """How many invitations are in which state."""
    states = list(Invitation.objects.values_list("mail", flat=True))
    return {state: states.count(state) for state in set(states)}


def finished(job: Mailing) -> Mailing:
    """The job, once a worker has ended it."""

    def ended() -> bool:
        job.refresh_from_db()
        return not job.is_pending

    wait_until(ended)
    return job


class TestSending:
    def test_reaches_everybody_once_with_their_own_link(
        self, shared_world: World, worker: Worker, mailbox: Mailbox
    ) -> None:
        wave = shared_world.open_wave()
        worker.start()
        job = services.send_invitations(wave=wave, user=shared_world.consultant, now=NOW)
        assert finished(job).state == Job.State.DONE
        assert len(mailbox.messages) == 26
        (letter,) = mailbox.to("staff1@client.example")
        text = letter.get_content()
        assert link_of(wave, "Staff 1") in text
        assert "Hello Staff 1," in text
        assert "no result about fewer than 5 people" in text
        assert letter["Reply-To"] == "ada@firm.example"
        links = {re.search(r"http\S+", m.get_content())[0] for m in mailbox.messages}  # type: ignore[index]
        assert len(links) == 26
        again = services.send_invitations(wave=wave, user=None, now=NOW)
        finished(again)
        assert len(mailbox.messages) == 26

    def test_goes_on_when_the_server_refuses_one_address(
        self, shared_world: World, worker: Worker, mailbox: Mailbox
    ) -> None:
        shared_world.import_roster(
            roster_csv(staff=5, leaders=0, customers=0)
            + "refused@client.example,Ruth Refused,Service,staff,,new\n"
        )
        wave = shared_world.open_wave()
        worker.start()
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        assert finished(job).state == Job.State.DONE
        assert len(mailbox.messages) == 5
        page = shared_world.client(shared_world.consultant).get(f"/waves/{wave.pk}/")
        text = page.content.decode()
        assert "5 invitations sent, 1 refused" in text
        assert "refused@client.example</a>: 550 No such person here" in text

    def test_waits_until_the_broker_is_back(self, shared_world: World, mailbox: Mailbox) -> None:
        wave = shared_world.open_wave()
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        job.refresh_from_db()
        assert job.state == Job.State.QUEUED
        mailing.send_mailing(job, now=NOW)
        assert len(mailbox.messages) == 26


@pytest.mark.django_db
class TestFaults:
    def test_an_unreachable_server_is_named_and_loses_nothing(
        self, world: World, settings: object
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
        wave = world.open_wave()
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        now: datetime | None = NOW
        waited = []
        while now is not None:
            job.refresh_from_db()
            again = mailing.send_mailing(job, now=now)
            waited += [again - now] if again else []
            now = again
        # A minute, five minutes, a quarter of an hour, an hour, four hours.
        assert [wait.total_seconds() / 60 for wait in waited] == [1, 5, 15, 60, 240]
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert "mail server cannot be reached" in job.reason
        assert mails(world) == {"waiting": 26}

    def test_a_server_that_is_back_gets_everything(
        self, world: World, settings: Any, mailbox: Mailbox
    ) -> None:
        wave = world.open_wave()
        there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        assert mailing.send_mailing(job, now=NOW) == NOW + timedelta(minutes=1)
        page = world.client(world.coordinator).get(f"/waves/{wave.pk}/").content.decode()
        assert "The mail server cannot be reached" in page
        assert "It is tried again by itself" in page
        settings.EMAIL_PORT = there
        job.refresh_from_db()
        assert mailing.send_mailing(job, now=NOW + timedelta(seconds=59)) is None
        assert not mailbox.messages
        assert mailing.send_mailing(job, now=NOW + timedelta(minutes=1)) is None
        assert len(mailbox.messages) == 26
        assert mails(world) == {"sent": 26}

    def test_asking_again_does_not_wait_for_the_next_try(
        self, world: World, settings: Any, mailbox: Mailbox
    ) -> None:
        wave = world.open_wave()
        there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        mailing.send_mailing(job, now=NOW)
        settings.EMAIL_PORT = there
        again = services.send_invitations(wave=wave, user=None, now=NOW)
        assert again == job
        mailing.send_mailing(again, now=NOW)
        assert len(mailbox.messages) == 26

    def test_whoever_was_being_mailed_when_a_worker_died_is_not_mailed_twice(
        self, world: World, mailbox: Mailbox
    ) -> None:
        wave = world.open_wave()
        wave.invitations.filter(person__name="Staff 1").update(mail=Mail.SENDING)
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        mailing.send_mailing(job, now=NOW)
        assert not mailbox.to("staff1@client.example")
        assert mails(world) == {"sent": 25, "unsure": 1}

    def test_people_without_an_address_and_leavers_are_left_out(
        self, world: World, mailbox: Mailbox
    ) -> None:
        world.import_roster(
            roster_csv(staff=5, leaders=0, customers=0) + ",Nina Noaddress,Service,staff,,new\n"
        )
        wave = world.open_wave()
        services.remove_person(person=Person.objects.get(name="Staff 1"), today=NOW.date())
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        mailing.send_mailing(job, now=NOW)
        assert len(mailbox.messages) == 4
        assert mails(world) == {"sent": 4, "waiting": 1, "no_address": 1}

    @pytest.mark.parametrize("width", [1000, 76, 40, 25, 24, 20, 11])
    def test_a_server_that_repeats_the_letter_gives_no_link_away(
        self, world: World, mailbox: Mailbox, width: int
    ) -> None:
        world.import_roster(roster_csv(staff=2, leaders=0, customers=0))
        wave = world.open_wave()

        async def refuse(server: Any, session: Any, envelope: Any) -> str:
            letter = envelope.content.decode()
            about = f"Spam: {letter[letter.index('http') :].split()[0]} is on a list"
            lines = [about[n : n + width] for n in range(0, len(about), width)]
            return "\r\n".join([*(f"554-{line}" for line in lines[:-1]), f"554 {lines[-1]}"])

        mailbox.handle_DATA = refuse  # type: ignore[method-assign]
        mailing.send_mailing(services.send_invitations(wave=wave, user=None, now=NOW), now=NOW)
        assert mails(world) == {"refused": 2}
        for invitation in wave.invitations.all():
            token = token_of(invitation)
            noted = "".join(invitation.mail_problem.split())
            assert noted.startswith("554")
            assert not any(token[n : n + 6] in noted for n in range(len(token) - 5))
        problem = wave.invitations.all()[0].mail_problem
        assert problem.startswith("554 Spam: http://testserver/q/(hidden)") == (width >= 40)

    def test_a_rehearsal_is_called_one(self, world: World, mailbox: Mailbox) -> None:
        world.import_roster(roster_csv(staff=1, leaders=0, customers=0))
        wave = world.open_wave()
        Wave.objects.update(is_rehearsal=True)
        mailing.send_mailing(services.send_invitations(wave=wave, user=None, now=NOW), now=NOW)
        (letter,) = mailbox.messages
        assert letter["Subject"] == "Rehearsal: Client Ltd asks for your view"
        text = letter.get_content()
        assert "your answers are erased at the end and no result is made of them" in text

    def test_asking_twice_makes_one_mailing(self, world: World) -> None:
        wave = world.open_wave()
        first = services.send_invitations(wave=wave, user=None, now=NOW)
        second = services.send_invitations(wave=wave, user=None, now=NOW)
        assert first == second
