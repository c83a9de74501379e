"""Sending by hand, with the clock in the test's hands, and mail servers with a will."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from organisations.jobs import Job
from surveys import services
from surveys.mail import mailing
from surveys.models import Mailing, Wave
from tests.conftest import Mailbox
from tests.world import NOW, World, answer_all, roster_csv

# When people may be reminded.
LATER = NOW + timedelta(days=7)


def send_until(job: Mailing, *, now: datetime = NOW) -> list[datetime]:
    """Send batch after batch, each when it may go; return when they went."""
    times: list[datetime] = []
    again: datetime | None = now
    while again is not None:
        job.refresh_from_db()
        times.append(again)
        again = mailing.send_mailing(job, now=again)
    return times


def invite(wave: Wave, *, now: datetime = NOW) -> Mailing:
    """Send all invitations of a wave."""
    job = services.send_invitations(wave=wave, user=None, now=now)
    send_until(job, now=now)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    return job


def mailed_wave(world: World, mailbox: Mailbox) -> Wave:
    """A wave of twelve, of whom five have answered their invitation."""
    world.import_roster(roster_csv(staff=12, leaders=0, customers=0))
    wave = world.open_wave()
    invite(wave)
    mailbox.messages.clear()
    answer_all(wave, "staff", 5)
    return wave


def remind(wave: Wave, *, days: int = 0) -> Mailing:
    """Send a round of reminders, so many days after people may be reminded."""
    now = LATER + timedelta(days=days)
    job = services.remind_now(wave=wave, user=None, now=now)
    send_until(job, now=now)
    job.refresh_from_db()
    return job


def mails(wave: Wave) -> dict[str, int]:
    """How many invitations are in which state."""
    return dict(Counter(wave.invitations.values_list("mail", flat=True)))


def names(mailbox: Mailbox) -> list[str]:
    """Who got letters, each as often as they did, in order."""
    greetings = (re.search(r"Hello (.+),", m.get_content()) for m in mailbox.messages)
    return sorted(greeting[1] for greeting in greetings if greeting)


def answering(mailbox: Mailbox, answer: Callable[[str], str | None]) -> None:
    """Let the server answer letters by who they are to; None for taking them."""
    take = type(mailbox).handle_DATA

    async def handle(server: Any, session: Any, envelope: Any) -> str:
        said = answer(envelope.rcpt_tos[0])
        return said or await take(mailbox, server, session, envelope)

    mailbox.handle_DATA = handle  # type: ignore[method-assign]


def watching(mailbox: Mailbox, watch: Callable[[str], object]) -> None:
    """Do something with each letter's address before the server takes it; nothing else goes on."""
    take = type(mailbox).handle_DATA

    async def handle(server: Any, session: Any, envelope: Any) -> str:
        await asyncio.to_thread(watch, envelope.rcpt_tos[0])
        return await take(mailbox, server, session, envelope)

    mailbox.handle_DATA = handle  # type: ignore[method-assign]


def has_got(mailbox: Mailbox, enough: int) -> bool:
    """Whether so many letters have come."""
    return len(mailbox.messages) >= enough
