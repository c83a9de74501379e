"""Load the demonstration client."""

import logging
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.demonstration.loading import load_demonstration


class Command(BaseCommand):
    """``manage.py demonstration``."""

    help = "Loads an invented client to try the site with. Refused in production."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it once."""
        if not settings.EMBEDDED:
            raise CommandError(
                "The demonstration is for trying the site out; it is not loaded in production."
            )
        # No broker runs yet, and none is needed: what is asked for here is done here.
        logging.getLogger("organisations.jobs").setLevel(logging.ERROR)
        if load_demonstration(now=timezone.now()):
            self.stdout.write("The demonstration client is loaded.")
