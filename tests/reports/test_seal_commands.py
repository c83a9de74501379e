"""What a script does with a closed wave: seal it, and make its report."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from organisations.models import Record
from organisations.records import Act
from reports import services
from reports.models import Report
from surveys.models import Wave
from tests.world import World

NAMES = "Client Ltd / Customer centricity / Autumn"


def run(command: str, *arguments: str) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue().strip()


@pytest.mark.django_db(transaction=True)
class TestSealing:
    def test_waits_for_the_result(self, shared_world: World) -> None:
        wave = shared_world.closed_wave()
        assert run("seal_wave", NAMES) == "Autumn is sealed."
        wave.refresh_from_db()
        assert wave.is_sealed
        assert wave.result.tells_anything
        record = Record.objects.get(act=Act.SEALED)
        assert (record.who, record.user) == ("command", None)

    def test_ends_a_rehearsal_without_one(self, shared_world: World) -> None:
        wave = shared_world.closed_wave(staff=2)
        Wave.objects.filter(pk=wave.pk).update(is_rehearsal=True)
        assert run("seal_wave", NAMES) == "Autumn is over; its answers are erased."
        wave.refresh_from_db()
        assert wave.is_discarded

    def test_of_an_open_wave_is_refused(self, shared_world: World) -> None:
        wave = shared_world.open_wave()
        with pytest.raises(CommandError, match="Close the wave before you seal it"):
            run("seal_wave", str(wave.pk))

    def test_that_fails_says_why(self, shared_world: World, settings: Any) -> None:
        shared_world.closed_wave(staff=2)
        settings.RESPONDENT_KEYS = ["another-key-of-this-installation-0123456789"]
        with pytest.raises(CommandError, match="None of the keys in RESPONDENT_KEY opens") as no:
            run("seal_wave", NAMES)
        assert no.value.returncode == 1

    def test_gives_up_waiting_for_a_worker_that_has_it(self, shared_world: World) -> None:
        wave = shared_world.closed_wave(staff=2)
        job = services.ask_to_seal(wave=wave, user=None, now=timezone.now())
        assert job.claim(timezone.now() + timedelta(minutes=1))
        with pytest.raises(CommandError, match="not ready after 0 seconds; it goes on"):
            run("seal_wave", NAMES, "--wait", "0")


@pytest.mark.django_db(transaction=True)
class TestReport:
    def test_prints_where_the_file_lies(
        self, shared_world: World, settings: Any, tmp_path: Path
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        shared_world.sealed_wave()
        path = Path(run("report", NAMES))
        assert path.read_bytes().startswith(b"%PDF-")
        report = Report.objects.get()
        assert (report.state, report.is_final) == ("done", False)
        assert path == tmp_path / str(report.file.name)
        assert Record.objects.get(act=Act.REPORTED).who == "command"

    def test_of_a_wave_that_is_not_sealed_is_refused(self, shared_world: World) -> None:
        shared_world.closed_wave(staff=1)
        with pytest.raises(CommandError, match="The wave is not sealed, so there is nothing"):
            run("report", NAMES)
