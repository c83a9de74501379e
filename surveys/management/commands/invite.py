"""Send a wave's invitations from a script."""

from typing import Any

from django.utils import timezone

from surveys import services
from surveys.management.wave_command import WaveCommand
from surveys.models import Wave


class Command(WaveCommand):
    """``manage.py invite "Client Ltd / Customer centricity / Spring"``."""

    help = "Has the invitations of an open wave mailed that were not sent yet. A worker sends them."

    def act(self, wave: Wave, options: dict[str, Any]) -> None:
        """Ask for them."""
        services.send_invitations(wave=wave, user=None, now=timezone.now())
        waiting = wave.invitations.unsent().count()
        self.stdout.write(f"{wave}: {waiting} invitations wait for a worker to send them.")
