"""A round of reminders marks whole batches, and nothing moves with the letters of one."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from organisations.models import Organisation
from surveys import services
from surveys.mail import mailing, reminding
from surveys.models import Mailing, Wave
from tests.conftest import Mailbox
from tests.surveys.sending import LATER, mailed_wave, names, remind, watching
from tests.world import World, answer_all

pytestmark = pytest.mark.django_db(transaction=True)

SILENT = 7


@pytest.fixture
def wave(shared_world: World, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Wave:
    """A wave of twelve, of whom seven have not answered, reminded four at a time."""
    monkeypatch.setattr(reminding, "MOST_PASSED", 4)
    monkeypatch.setattr(reminding, "SECONDS_EACH", 0.001)
    return mailed_wave(shared_world, mailbox)


def looking(mailbox: Mailbox, look: Callable[[], Any]) -> list[Any]:
    """Let somebody look at the database whenever a letter comes; what they see is listed."""
    seen: list[Any] = []

    def see(_address: str) -> None:
        seen.append(look())
        connections.close_all()

    watching(mailbox, see)
    return seen


@contextmanager
def busy_site() -> Iterator[None]:
    """Somebody else writes all the time."""
    is_over = threading.Event()

    def write() -> None:
        while not is_over.wait(0.001):
            Organisation.objects.filter(name="Other Ltd").update(months_kept=12)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        is_over.set()
        writer.join()


def test_marks_come_before_the_letters_of_a_batch(wave: Wave, mailbox: Mailbox) -> None:
    seen = looking(mailbox, lambda: wave.invitations.filter(reminded=1).count())
    remind(wave)
    assert len(seen) == SILENT
    assert set(seen) <= {4, 8, 12}


def test_numbers_of_transactions_tell_batches_only(wave: Wave, mailbox: Mailbox) -> None:
    with busy_site(), CaptureQueriesContext(connection) as queries:
        remind(wave)
    written = [q for q in queries if q["sql"].startswith('UPDATE "surveys_invitation"')]
    assert len(written) == 3
    # Only PostgreSQL keeps with a row which transaction wrote it.
    is_numbered = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {'xmin::text' if is_numbered else 'reminded'}, count(*) "
            "FROM surveys_invitation GROUP BY 1"
        )
        together = sorted(count for _number, count in cursor.fetchall())
    assert together == ([4, 4, 4] if is_numbered else [12])


def test_nothing_moves_within_a_batch(wave: Wave, mailbox: Mailbox) -> None:
    def look() -> tuple[int, object]:
        marked = wave.invitations.filter(reminded=1).count()
        return marked, Mailing.objects.filter(reminder__number=1).values().get()

    by_batch = defaultdict(list)
    seen = looking(mailbox, look)
    remind(wave)
    for marked, row in seen:
        by_batch[marked].append(row)
    assert all(row == rows[0] for rows in by_batch.values() for row in rows)


class TestTime:
    """A batch of four takes four times a tenth of a second, or a whole number of such times."""

    @pytest.fixture(autouse=True)
    def slots(self, wave: Wave, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reminding, "SECONDS_EACH", 0.1)

    def seconds(self, wave: Wave) -> float:
        job = services.remind_now(wave=wave, user=None, now=LATER)
        began = time.monotonic()
        mailing.send_mailing(job, now=LATER)
        return time.monotonic() - began

    def test_is_the_same_where_nobody_is_written_to(self, wave: Wave, mailbox: Mailbox) -> None:
        answer_all(wave, "staff", 12)
        assert self.seconds(wave) >= 0.4
        assert not mailbox.messages

    def test_of_a_slow_server_is_made_whole(
        self, shared_world: World, wave: Wave, mailbox: Mailbox
    ) -> None:
        # Of any four at least one has not answered, and their letter takes more than a batch.
        wave.invitations.filter(person__name="Staff 9").update(mail="waiting")
        wave.ballots.all().delete()
        looking(mailbox, lambda: time.sleep(0.15))
        assert self.seconds(wave) >= 0.8

    def test_is_kept_when_the_server_goes_away(self, wave: Wave, mailbox: Mailbox) -> None:
        async def refuse(server: Any, session: Any, envelope: Any, *_: Any) -> str:
            return "553 Not your address"

        wave.ballots.all().delete()
        mailbox.handle_MAIL = refuse  # type: ignore[attr-defined]
        assert self.seconds(wave) >= 0.4
        assert names(mailbox) == []
        assert wave.invitations.filter(reminded=1).count() == 4
