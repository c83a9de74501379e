"""Open a wave from a script."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from surveys import services
from surveys.management.wave_command import WaveCommand, a_day
from surveys.models import Wave


class Command(WaveCommand):
    """``manage.py open_wave "Client Ltd / Customer centricity / Spring" --until 2027-03-31``."""

    help = "Opens a wave in preparation: freezes what it asks and whom. Sends nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's arguments."""
        super().add_arguments(parser)
        parser.add_argument(
            "--until", type=a_day, metavar="DAY", help="the last day to answer, if another"
        )

    def act(self, wave: Wave, options: dict[str, Any]) -> None:
        """Open it."""
        services.open_wave(wave=wave, closes_on=options["until"], now=timezone.now())
        wave.refresh_from_db()
        invited = wave.invitations.count()
        self.stdout.write(f"{wave} is open until {wave.closes_on}; {invited} people are asked.")
