"""Seal a wave from a script."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from reports import sealing, services
from reports.management.waiting import have_done
from surveys.management.wave_command import WaveCommand
from surveys.models import Wave


class Command(WaveCommand):
    """``manage.py seal_wave "Client Ltd / Customer centricity / Spring"``."""

    help = (
        "Seals a closed wave: computes its result and destroys the single answers. This cannot "
        "be undone. A rehearsal is ended instead, without a result."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's arguments."""
        super().add_arguments(parser)
        parser.add_argument(
            "--wait", type=int, default=600, metavar="SECONDS", help="for a worker that has it"
        )

    def act(self, wave: Wave, options: dict[str, Any]) -> None:
        """Seal it, and wait until that is done."""
        job = services.ask_to_seal(wave=wave, user=None, now=timezone.now())
        job.refresh_from_db()
        have_done(job, lambda: sealing.seal_wave(job, now=timezone.now()), patience=options["wait"])
        wave.refresh_from_db()
        if wave.is_sealed:
            self.stdout.write(f"{wave} is sealed.")
        else:
            self.stdout.write(f"{wave} is over; its answers are erased.")
