"""Jobs: the row is the truth, the task only a doorbell. With rows of a real kind, mailings."""

import json
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from redis import Redis

from organisations.jobs import MOST_ATTEMPTS, Job, LeaseLost, ring, sweep, work
from surveys import services
from surveys.models import Mailing
from surveys.tasks import send_mailing
from tests.world import LAST_DAY, NOW, World

State = Job.State
FAILURE = "It did not work. Try again."


@pytest.fixture
def lease(settings: Any) -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def mailing(world: World, wave: str = "Autumn", **fields: Any) -> Mailing:
    """A mailing of a wave of its own."""
    assessment = world.organisation.assessments.first() or world.assessment()
    created = services.create_wave(
        assessment=assessment,
        name=wave,
        closes_on=LAST_DAY,
        smallest_group=5,
        contact_name="Ada Moss",
        contact_email="ada@firm.example",
    )
    return Mailing.objects.create(wave=created, **{"asked_at": NOW, **fields})


def same(job: Mailing) -> Mailing:
    """The same row as another worker reads it."""
    return Mailing.objects.get(pk=job.pk)


def values(job: Mailing) -> dict[str, Any]:
    """What the row holds now."""
    return Mailing.objects.filter(pk=job.pk).values().get()


def claimed(job: Mailing, now: datetime = NOW) -> Mailing:
    worker = same(job)
    assert worker.claim(now)
    return worker


class TestClaim:
    def test_takes_a_waiting_job_for_the_length_of_a_lease(
        self, world: World, lease: timedelta
    ) -> None:
        job = mailing(world)
        assert job.claim(NOW)
        assert (job.state, job.attempt, job.lease_until) == (State.RUNNING, 1, NOW + lease)
        assert values(job)["lease_until"] == NOW + lease

    def test_is_had_once(self, world: World) -> None:
        job = mailing(world)
        first, second = same(job), same(job)
        assert first.claim(NOW)
        assert not second.claim(NOW)
        assert values(job)["attempt"] == 1

    def test_is_had_once_by_many_at_the_same_time(self, shared_world: World) -> None:
        job = mailing(shared_world)
        barrier, taken = Barrier(6), []

        def run() -> None:
            try:
                worker = same(job)
                barrier.wait(timeout=10)
                taken.append(worker.claim(NOW))
            finally:
                connection.close()

        threads = [Thread(target=run) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)
        assert sorted(taken) == [False] * 5 + [True]

    def test_a_silent_worker_loses_it_after_its_lease(self, world: World, lease: timedelta) -> None:
        job = claimed(mailing(world))
        assert not same(job).claim(NOW + lease)
        assert claimed(job, NOW + lease + timedelta(seconds=1)).attempt == 2

    def test_progress_keeps_it(self, world: World, lease: timedelta) -> None:
        job = claimed(mailing(world))
        job.report_progress(50, NOW + lease)
        assert not same(job).claim(NOW + lease * 1.5)
        assert claimed(job, NOW + lease * 2.5).attempt == 2

    @pytest.mark.parametrize("state", [State.DONE, State.FAILED])
    def test_what_has_ended_is_not_to_be_had(self, world: World, state: State) -> None:
        job = mailing(world, state=state, lease_until=NOW)
        assert not job.claim(NOW + timedelta(days=1))


class TestProgress:
    @pytest.mark.parametrize(("reported", "shown"), [(0, 0), (40, 40), (100, 99), (250, 99)])
    def test_is_a_hundred_only_at_the_end(self, world: World, reported: int, shown: int) -> None:
        job = claimed(mailing(world))
        job.report_progress(reported, NOW)
        assert values(job)["progress"] == shown
        job.finish()
        assert values(job)["progress"] == 100

    def test_no_row_holds_more_than_a_hundred(self, world: World) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            mailing(world, progress=101)


LATE_DEEDS: list[Callable[[Mailing], None]] = [
    lambda job: job.report_progress(50, NOW),
    lambda job: job.finish(),
    lambda job: job.fail("Too late."),
]


@pytest.mark.parametrize("deed", LATE_DEEDS, ids=["report_progress", "finish", "fail"])
class TestLateWorker:
    def assert_late(self, late: Mailing, deed: Callable[[Mailing], None]) -> None:
        before = values(late)
        with pytest.raises(LeaseLost):
            deed(late)
        assert values(late) == before

    def test_changes_nothing_of_its_successor(
        self, world: World, lease: timedelta, deed: Callable[[Mailing], None]
    ) -> None:
        late = claimed(mailing(world))
        claimed(late, NOW + lease * 2)
        self.assert_late(late, deed)

    def test_changes_nothing_of_what_its_successor_ended(
        self, world: World, lease: timedelta, deed: Callable[[Mailing], None]
    ) -> None:
        late = claimed(mailing(world))
        claimed(late, NOW + lease * 2).finish()
        self.assert_late(late, deed)

    def test_changes_nothing_after_a_retry(
        self, world: World, lease: timedelta, deed: Callable[[Mailing], None]
    ) -> None:
        late = claimed(mailing(world))
        successor = claimed(late, NOW + lease * 2)
        successor.fail("No luck.")
        assert successor.retry()
        self.assert_late(late, deed)
        claimed(late, NOW + lease * 3)
        self.assert_late(late, deed)


class TestWork:
    def test_does_what_is_to_be_done_with_the_claimed_job(self, world: World) -> None:
        job = mailing(world)
        seen = []

        def do(claimed: Mailing) -> None:
            seen.append(values(claimed)["state"])
            claimed.finish()

        work(job, do, now=NOW, failure=FAILURE)
        assert seen == [State.RUNNING]
        assert (values(job)["state"], values(job)["lease_until"]) == (State.DONE, None)

    def test_does_nothing_with_what_is_not_to_be_had(self, world: World) -> None:
        job = claimed(mailing(world))
        done: list[Mailing] = []
        work(same(job), done.append, now=NOW, failure=FAILURE)
        assert not done

    def test_turns_a_surprise_into_words(
        self, world: World, caplog: pytest.LogCaptureFixture
    ) -> None:
        job = mailing(world)

        def do(_job: Mailing) -> None:
            raise RuntimeError("Anna's answer was 4")

        work(job, do, now=NOW, failure=FAILURE)
        row = values(job)
        assert (row["state"], row["reason"], row["lease_until"]) == (State.FAILED, FAILURE, None)
        assert not any("Traceback" in str(v) or "Anna" in str(v) for v in row.values())
        [record] = caplog.records
        assert (record.levelno, record.getMessage()) == (logging.ERROR, f"Job {job.pk} failed.")
        assert record.exc_info

    def test_undoes_what_a_surprise_left_half_done(self, world: World) -> None:
        job = mailing(world)

        def do(job: Mailing) -> None:
            with transaction.atomic():
                job.wave.invitations.model.objects.all().delete()
                job.wave.name = "Half done"
                job.wave.save()
                raise RuntimeError

        work(job, do, now=NOW, failure=FAILURE)
        assert same(job).wave.name == "Autumn"

    def test_a_worker_that_is_late_stops_quietly(
        self, world: World, lease: timedelta, caplog: pytest.LogCaptureFixture
    ) -> None:
        job = mailing(world)

        def do(late: Mailing) -> None:
            claimed(late, NOW + lease * 2).finish()
            late.finish()

        work(job, do, now=NOW, failure=FAILURE)
        assert (values(job)["state"], values(job)["reason"]) == (State.DONE, "")
        assert [record.levelno for record in caplog.records] == [logging.WARNING]

    def test_a_late_surprise_changes_nothing(self, world: World, lease: timedelta) -> None:
        job = mailing(world)

        def do(late: Mailing) -> None:
            claimed(late, NOW + lease * 2).finish()
            raise RuntimeError

        work(job, do, now=NOW, failure=FAILURE)
        assert (values(job)["state"], values(job)["reason"]) == (State.DONE, "")

    def test_gives_up_when_several_workers_have_died(self, world: World, lease: timedelta) -> None:
        job = mailing(world)
        deaths: list[Mailing] = []
        for attempt in range(MOST_ATTEMPTS + 1):
            assert values(job)["state"] in {State.QUEUED, State.RUNNING}
            work(same(job), deaths.append, now=NOW + lease * 2 * attempt, failure=FAILURE)
        assert len(deaths) == MOST_ATTEMPTS
        row = values(job)
        assert row["state"] == State.FAILED
        assert row["reason"] == "The work was interrupted several times. Try again later."

    def test_tries_as_often_again_after_a_retry(self, world: World, lease: timedelta) -> None:
        job = mailing(world, state=State.FAILED, attempt=MOST_ATTEMPTS + 1)
        assert job.retry()
        done: list[Mailing] = []
        work(same(job), done.append, now=NOW, failure=FAILURE)
        assert done


class TestRetry:
    def test_queues_what_has_failed(self, world: World) -> None:
        job = claimed(mailing(world))
        job.report_progress(60, NOW)
        job.fail("No luck.")
        assert job.retry()
        row = values(job)
        assert (row["state"], row["progress"], row["reason"]) == (State.QUEUED, 0, "")
        assert claimed(job).state == State.RUNNING

    @pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING, State.DONE])
    def test_leaves_everything_else(self, world: World, state: State) -> None:
        job = mailing(world, state=state, attempt=1, progress=30)
        before = values(job)
        assert not job.retry()
        assert values(job) == before


def bells(broker: Redis) -> list[tuple[str, str]]:
    """The tasks that wait at the broker, each with its arguments, the oldest first."""
    waiting: Any = broker.lrange("celery", 0, -1)
    headers = [json.loads(message)["headers"] for message in waiting]
    return [(header["task"], header["argsrepr"]) for header in reversed(headers)]


class TestRing:
    def test_sends_the_id_and_nothing_else(self, shared_world: World, broker: Redis) -> None:
        job = mailing(shared_world)
        ring(send_mailing, job.pk)
        assert bells(broker) == [("surveys.tasks.send_mailing", f"('{job.pk}',)")]

    def test_waits_for_the_commit(self, shared_world: World, broker: Redis) -> None:
        with transaction.atomic():
            job = mailing(shared_world)
            ring(send_mailing, job.pk)
            assert bells(broker) == []
        assert len(bells(broker)) == 1

    def test_is_silent_if_nothing_was_written(self, shared_world: World, broker: Redis) -> None:
        with transaction.atomic():
            ring(send_mailing, mailing(shared_world).pk)
            transaction.set_rollback(True)
        assert bells(broker) == []

    def test_without_a_broker_loses_nothing_and_makes_nobody_wait(
        self, shared_world: World, caplog: pytest.LogCaptureFixture
    ) -> None:
        started = time.monotonic()
        with transaction.atomic():
            job = mailing(shared_world)
            ring(send_mailing, job.pk)
        assert time.monotonic() - started < 2
        assert values(job)["state"] == State.QUEUED
        [record] = caplog.records
        assert record.levelno == logging.WARNING
        assert record.getMessage() == (
            f"The broker cannot be reached; job {job.pk} waits for the sweep."
        )

    def test_is_heard_by_a_broker_that_was_started_again(
        self, shared_world: World, broker: Redis, caplog: pytest.LogCaptureFixture
    ) -> None:
        job = mailing(shared_world)
        ring(send_mailing, job.pk)
        # What a restart does to the connections the web processes keep open.
        broker.client_kill_filter(_type="normal", skipme=True)
        ring(send_mailing, job.pk)
        assert len(bells(broker)) == 2
        assert not caplog.records


class TestSweep:
    def test_rings_for_what_waits_and_what_nobody_works_on(
        self, shared_world: World, broker: Redis, lease: timedelta
    ) -> None:
        waiting = mailing(shared_world, "Waiting")
        silent = claimed(mailing(shared_world, "Silent"), NOW - lease * 2)
        claimed(mailing(shared_world, "Busy"))
        for state in (State.DONE, State.FAILED):
            mailing(shared_world, state, state=state, lease_until=NOW - lease)
        assert sweep(Mailing.objects.all(), send_mailing, now=NOW) == 2
        assert {arguments for _task, arguments in bells(broker)} == {
            f"('{waiting.pk}',)",
            f"('{silent.pk}',)",
        }

    def test_changes_no_row(self, shared_world: World) -> None:
        job = mailing(shared_world)
        before = values(job)
        sweep(Mailing.objects.all(), send_mailing, now=NOW)
        assert values(job) == before


class TestIsPending:
    @pytest.mark.parametrize(
        ("state", "pending"),
        [(State.QUEUED, True), (State.RUNNING, True), (State.DONE, False), (State.FAILED, False)],
    )
    def test_while_a_worker_has_something_to_do(self, state: State, pending: bool) -> None:
        assert Mailing(state=state).is_pending == pending

    def test_an_unknown_state_is_refused(self, world: World) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            mailing(world, state="lost")
