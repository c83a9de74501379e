"""What the seal erases, down to what the database keeps of it on the disk."""

import pytest

from organisations.jobs import Job
from reports import sealing, services
from reports.tasks import sweep_jobs
from surveys import services as surveys
from surveys.models import Wave
from tests.disk import database_files, database_statistics, somebody_reading
from tests.world import LAST_DAY, NOW, World

pytestmark = pytest.mark.django_db(transaction=True)


class TestErasing:
    def secrets(self, wave: Wave) -> list[bytes]:
        """What must not be on the disk after the seal."""
        return [bytes(wave.salt or b""), *(bytes(b.sealed)[20:60] for b in wave.ballots.all())]

    def test_that_the_database_hinders_is_told_and_done_later(self, shared_world: World) -> None:
        wave = shared_world.closed_wave()
        secrets = self.secrets(wave)
        job = services.ask_to_seal(wave=wave, user=None, now=NOW)
        with somebody_reading():
            sealing.seal_wave(job, now=NOW)
            job.refresh_from_db()
            assert job.state == Job.State.FAILED
            browser = shared_world.client(shared_world.consultant)
            page = browser.get(f"/waves/{wave.pk}/result/").content.decode()
            assert "could not be erased from the disk yet" in page
        sweep_jobs()
        job.refresh_from_db()
        assert job.state == Job.State.QUEUED
        sealing.seal_wave(job, now=NOW)
        job.refresh_from_db()
        assert job.state == Job.State.DONE
        left = database_files()
        assert not any(secret in left for secret in secrets)

    def test_leaves_nothing_in_the_databases_statistics(self, shared_world: World) -> None:
        wave = shared_world.closed_wave()
        other = surveys.create_wave(
            assessment=wave.assessment,
            name="Other",
            closes_on=LAST_DAY,
            smallest_group=5,
            contact_name="Ada Moss",
            contact_email="ada@firm.example",
        )
        surveys.open_wave(wave=other, now=NOW)
        noted = database_statistics()
        assert bytes(wave.salt or b"").hex() not in noted
        assert not any(str(ballot.pk) in noted for ballot in wave.ballots.all())
        sealing.seal_wave(services.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        assert bytes(wave.salt or b"").hex() not in database_statistics()
