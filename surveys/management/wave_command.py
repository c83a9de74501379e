"""What the commands that do something to a wave have in common."""

from abc import ABC, abstractmethod
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from maturity.framework import FrameworkError
from organisations.records import Actor, acting
from surveys.finding import WaveNotFound, find_wave
from surveys.models import Wave


class WaveCommand(BaseCommand, ABC):
    """A command whose first argument names a wave; recorded as done by a command."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the wave."""
        parser.add_argument(
            "wave", help="its id, or its names as in “Client Ltd / Customer centricity / Spring”"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the wave, act, and say in words what went wrong."""
        try:
            wave = find_wave(options["wave"])
            with acting(Actor(None, "command", timezone.now())):
                self.act(wave, options)
        except (WaveNotFound, FrameworkError) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    @abstractmethod
    def act(self, wave: Wave, options: dict[str, Any]) -> None:
        """Do it; raises ValidationError if it cannot be done."""


def a_day(text: str) -> date:
    """Read a day as it is given to a command; raises CommandError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“%(text)s” is not a day; write it as 2027-03-31.") % {"text": text}
        raise CommandError(message) from None
