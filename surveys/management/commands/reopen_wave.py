"""Open a closed wave again from a script."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from surveys import services
from surveys.management.wave_command import WaveCommand, a_day
from surveys.models import Wave


class Command(WaveCommand):
    """``manage.py reopen_wave "Client Ltd / Customer centricity / Spring" --until 2027-03-31``."""

    help = "Opens a closed wave again; every link works as before."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's arguments."""
        super().add_arguments(parser)
        parser.add_argument(
            "--until", type=a_day, required=True, metavar="DAY", help="the new last day to answer"
        )

    def act(self, wave: Wave, options: dict[str, Any]) -> None:
        """Open it again."""
        services.reopen_wave(wave=wave, closes_on=options["until"], now=timezone.now())
        self.stdout.write(f"{wave} is open again until {options['until']}.")
