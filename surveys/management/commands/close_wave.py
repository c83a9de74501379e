"""Close a wave from a script."""

from typing import Any

from django.utils import timezone

from surveys import services
from surveys.management.wave_command import WaveCommand
from surveys.models import Wave


class Command(WaveCommand):
    """``manage.py close_wave "Client Ltd / Customer centricity / Spring"``."""

    help = "Closes an open wave. Until the seal it can be opened again."

    def act(self, wave: Wave, options: dict[str, Any]) -> None:
        """Close it."""
        services.close_wave(wave=wave, now=timezone.now())
        self.stdout.write(f"{wave} is closed.")
