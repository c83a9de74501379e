"""Remind those who have not answered, from a script."""

from typing import Any

from django.utils import timezone

from surveys import services
from surveys.management.wave_command import WaveCommand
from surveys.models import Wave


class Command(WaveCommand):
    """``manage.py remind "Client Ltd / Customer centricity / Spring"``."""

    help = (
        "Has those reminded who were invited by e-mail and have not answered. A worker does it, "
        "and nobody is told who they are."
    )

    def act(self, wave: Wave, options: dict[str, Any]) -> None:
        """Ask for it."""
        mailing = services.remind_now(wave=wave, user=None, now=timezone.now())
        assert mailing.reminder is not None
        self.stdout.write(f"{wave}: reminder {mailing.reminder.number} waits for a worker.")
