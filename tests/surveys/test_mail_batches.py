"""Letters go out in batches at a set rate, whatever the server says in between."""

import asyncio
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from organisations.jobs import Job
from organisations.models import MailStop, Person
from surveys import services
from surveys.mail import mailing, pacing
from surveys.models import Invitation, Mailing, Wave
from tests.conftest import Mailbox, Worker, wait_until
from tests.surveys.sending import answering, has_got, invite, mails, names, send_until
from tests.world import NOW, World, roster_csv

pytestmark = pytest.mark.django_db

Mail = Invitation.Mail
EVERYBODY = sorted(
    [f"Staff {n}" for n in range(12)]
    + [f"Leader {n}" for n in range(6)]
    + [f"Customer {n}" for n in range(8)]
)


class TestRate:
    def test_a_batch_waits_until_the_one_before_it_has_had_its_time(
        self, world: World, mailbox: Mailbox, settings: Any
    ) -> None:
        settings.MAIL_PER_MINUTE = 60
        job = services.send_invitations(wave=world.open_wave(), user=None, now=NOW)
        times = send_until(job)
        # 26 letters at one a second, ten of them at a time: after 0, 10 and 20 seconds.
        assert [(time - NOW).total_seconds() for time in times] == [0, 10, 20]
        assert names(mailbox) == EVERYBODY
        job.refresh_from_db()
        assert job.state == Job.State.DONE

    def test_is_that_of_the_whole_site(self, world: World, mailbox: Mailbox, settings: Any) -> None:
        settings.MAIL_PER_MINUTE = 60
        first = services.send_invitations(wave=world.open_wave(), user=None, now=NOW)
        other = world.draft_wave(world.assessment("Another"))
        services.open_wave(wave=other, now=NOW)
        other.refresh_from_db()
        second = services.send_invitations(wave=other, user=None, now=NOW)
        assert mailing.send_mailing(first, now=NOW) == NOW + timedelta(seconds=10)
        assert mailing.send_mailing(second, now=NOW) == NOW + timedelta(seconds=10)
        assert len(mailbox.messages) == 10
        second.refresh_from_db()
        mailing.send_mailing(second, now=NOW + timedelta(seconds=10))
        assert len(mailbox.messages) == 20

    def test_one_letter_a_minute(self, world: World, mailbox: Mailbox, settings: Any) -> None:
        settings.MAIL_PER_MINUTE = 1
        world.import_roster(roster_csv(staff=3, leaders=0, customers=0))
        job = services.send_invitations(wave=world.open_wave(), user=None, now=NOW)
        times = send_until(job)
        assert [(time - NOW).total_seconds() for time in times] == [0, 60, 120]

    def test_a_bell_that_comes_too_early_does_nothing(
        self, world: World, mailbox: Mailbox, settings: Any
    ) -> None:
        settings.MAIL_PER_MINUTE = 60
        job = services.send_invitations(wave=world.open_wave(), user=None, now=NOW)
        mailing.send_mailing(job, now=NOW)
        assert mailing.send_mailing(job, now=NOW + timedelta(seconds=9)) is None
        assert len(mailbox.messages) == 10
        assert not Mailing.objects.due(NOW + timedelta(seconds=9)).exists()
        assert Mailing.objects.due(NOW + timedelta(seconds=10)).exists()


class TestBatches:
    def test_go_on_where_the_last_ended(
        self, world: World, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pacing, "MOST_LETTERS", 10)
        wave = world.open_wave()
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        assert mailing.send_mailing(job, now=NOW) == NOW
        job.refresh_from_db()
        # Ten of 26 are 38%.
        assert (job.state, job.progress, job.attempt) == (Job.State.QUEUED, 38, 0)
        assert mails(wave) == {"sent": 10, "waiting": 16}
        send_until(job)
        assert names(mailbox) == EVERYBODY

    def test_stop_when_the_wave_is_closed(
        self, world: World, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pacing, "MOST_LETTERS", 10)
        wave = world.open_wave()
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        mailing.send_mailing(job, now=NOW)
        services.close_wave(wave=wave, now=NOW)
        send_until(Mailing.objects.get(pk=job.pk))
        assert len(mailbox.messages) == 10
        job.refresh_from_db()
        assert (job.state, job.reason) == (Job.State.DONE, "Stopped: the wave is no longer open.")


class TestServers:
    def test_that_put_a_letter_off_get_it_later(self, world: World, mailbox: Mailbox) -> None:
        wave = world.open_wave()
        asked: Counter[str] = Counter()

        def grey(address: str) -> str | None:
            asked[address] += 1
            is_first = address == "staff1@client.example" and asked[address] == 1
            return "451 Greylisted, try again later" if is_first else None

        answering(mailbox, grey)
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        assert mailing.send_mailing(job, now=NOW) == NOW + timedelta(minutes=1)
        assert mails(wave) == {"sent": 25, "waiting": 1}
        job.refresh_from_db()
        assert mailing.send_mailing(job, now=NOW + timedelta(minutes=1)) is None
        assert names(mailbox) == EVERYBODY
        assert set(asked.values()) == {1, 2}

    def test_that_put_everything_off_are_left_alone_for_a_while(
        self, world: World, mailbox: Mailbox
    ) -> None:
        wave = world.open_wave()
        asked: list[str] = []

        def busy(address: str) -> str:
            asked.append(address)
            return "451 Too much mail"

        answering(mailbox, busy)
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        assert mailing.send_mailing(job, now=NOW) == NOW + timedelta(minutes=1)
        assert len(asked) == mailing.MOST_PUT_OFF < 26
        send_until(job, now=NOW + timedelta(minutes=1))
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert job.reason == (
            "The mail server put 26 letters off several times. Send them again tomorrow."
        )
        mailbox.__dict__.pop("handle_DATA")
        invite(wave, now=NOW + timedelta(days=1))
        assert names(mailbox) == EVERYBODY

    def test_that_hang_up_between_letters_are_called_again(
        self, world: World, mailbox: Mailbox
    ) -> None:
        calls: list[object] = []
        take = type(mailbox).handle_DATA

        async def hang_up(server: Any, session: Any, envelope: Any) -> str:
            said = await take(mailbox, server, session, envelope)
            if session not in calls:
                calls.append(session)
            if len(mailbox.messages) % 10 == 0:
                server.transport.write(b"250 OK\r\n")
                server.transport.close()
            return said

        mailbox.handle_DATA = hang_up  # type: ignore[method-assign]
        wave = world.open_wave()
        invite(wave)
        assert names(mailbox) == EVERYBODY
        assert mails(wave) == {"sent": 26}
        # One connection for ten letters: hung up on after ten and after twenty.
        assert len(calls) == 3

    def test_that_hang_up_in_the_middle_of_a_letter_may_have_it(
        self, world: World, mailbox: Mailbox
    ) -> None:
        take = type(mailbox).handle_DATA

        async def hang_up(server: Any, session: Any, envelope: Any) -> str:
            said = await take(mailbox, server, session, envelope)
            if envelope.rcpt_tos[0] == "staff1@client.example":
                server.transport.close()
            return said

        mailbox.handle_DATA = hang_up  # type: ignore[method-assign]
        wave = world.open_wave()
        invite(wave)
        assert mails(wave) == {"sent": 25, "unsure": 1}
        assert names(mailbox) == EVERYBODY

    def test_that_do_not_let_the_site_send_stop_it_at_once(
        self, world: World, mailbox: Mailbox
    ) -> None:
        async def refuse(server: Any, session: Any, envelope: Any, *_: Any) -> str:
            return "553 Not your address"

        mailbox.handle_MAIL = refuse  # type: ignore[attr-defined]
        wave = world.open_wave()
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        assert mailing.send_mailing(job, now=NOW) is None
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert "does not let this site send (553)" in job.reason
        assert mails(wave) == {"waiting": 26}


class TestNobodyIsForgotten:
    def test_those_in_doubt_are_shown_and_sent_again_when_asked(
        self, world: World, mailbox: Mailbox
    ) -> None:
        wave = world.open_wave()
        wave.invitations.filter(person__name__in=["Staff 1", "Staff 2"]).update(mail=Mail.SENDING)
        invite(wave)
        browser: Client = world.client(world.consultant)
        page = browser.get(f"/waves/{wave.pk}/").content.decode()
        assert "Send again to these 2 people" in page
        assert "these people may get them twice" in page
        browser.post(f"/waves/{wave.pk}/invite/again/")
        send_until(wave.mailings.get(state=Job.State.QUEUED))
        assert names(mailbox) == EVERYBODY
        assert "Send again" not in browser.get(f"/waves/{wave.pk}/").content.decode()

    def test_those_who_get_no_mail_are_counted(self, world: World, mailbox: Mailbox) -> None:
        wave = world.open_wave()
        stops = [("Staff 1", MailStop.BOUNCED), ("Staff 2", MailStop.UNSUBSCRIBED)]
        for name, stop in [*stops, ("Staff 3", MailStop.COMPLAINED)]:
            Person.objects.filter(name=name).update(mail_stop=stop)
        invite(wave)
        assert mails(wave) == {"sent": 23, "refused": 1, "unwanted": 2}
        assert names(mailbox) == [
            name for name in EVERYBODY if name not in {"Staff 1", "Staff 2", "Staff 3"}
        ]
        page = world.client(world.coordinator).get(f"/waves/{wave.pk}/").content.decode()
        assert "2 not sent, since they want no e-mail" in page
        assert "1 address does not work." in page
        assert "2 people want no e-mail." in page


def test_a_worker_that_dies_again_and_again(
    shared_world: World, worker: Worker, mailbox: Mailbox
) -> None:
    shared_world.import_roster(roster_csv(staff=60, leaders=0, customers=0))
    wave = shared_world.open_wave()
    # It takes its time, so that workers die in the middle of letters.
    take = type(mailbox).handle_DATA

    async def slowly(server: Any, session: Any, envelope: Any) -> str:
        said = await take(mailbox, server, session, envelope)
        await asyncio.sleep(0.05)
        return said

    mailbox.handle_DATA = slowly  # type: ignore[method-assign]
    for enough in (10, 25, 40):
        go_on(wave)
        worker.start()
        wait_until(partial(has_got, mailbox, enough), every=0.001)
        worker.kill()
    worker.start()
    # After three deaths the mailing is given up; whoever runs the wave asks again.
    assert finished(go_on(wave)).state == Job.State.FAILED
    assert finished(go_on(wave)).state == Job.State.DONE
    got = Counter(names(mailbox))
    assert set(got.values()) == {1}
    by_state = {
        state: set(wave.invitations.filter(mail=state).values_list("person__name", flat=True))
        for state in mails(wave)
    }
    assert set(by_state) <= {Mail.SENT, Mail.UNSURE}
    assert by_state[Mail.SENT] <= set(got)
    assert len(by_state.get(Mail.UNSURE, ())) <= 3
    assert set().union(*by_state.values()) == {f"Staff {n}" for n in range(60)}
    job = services.send_unsure_again(wave=wave, user=None, now=timezone.now())
    assert finished(job).state == Job.State.DONE
    assert mails(wave) == {"sent": 60}
    assert set(names(mailbox)) == {f"Staff {n}" for n in range(60)}


def go_on(wave: Wave) -> Mailing:
    """Have a worker take up what is left, as if the time of one before it were over."""
    wave.mailings.update(lease_until=NOW - timedelta(days=1))
    return services.send_invitations(wave=wave, user=None, now=timezone.now())


def finished(job: Mailing) -> Mailing:
    """The job, once a worker has ended it."""

    def is_over() -> bool:
        job.refresh_from_db()
        return not job.is_pending

    wait_until(is_over)
    return job
