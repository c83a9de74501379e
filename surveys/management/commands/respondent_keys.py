"""Say which of the keys in RESPONDENT_KEY are still needed, and by which waves."""

import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from surveys.models import Wave
from surveys.privacy import keys

COLUMNS = "{:<8} {:<8} {}"
ORDER = ("assessment__organisation__name", "assessment__name", "name")


class Command(BaseCommand):
    """``manage.py respondent_keys``, before a key is removed and after a restore."""

    help = (
        "Lists which key of RESPONDENT_KEY each wave that is not sealed needs, and which keys "
        "may be removed. Ends with an error if the key of a wave is missing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the waves, then what follows for each key."""
        needed: set[int] = set()
        missing = []
        for wave in self._collecting():
            number = keys.place(settings.RESPONDENT_KEYS, bytes(wave.salt or b""), wave.key_check)
            name = f"{wave.assessment.organisation}: {wave.assessment}: {wave}"
            place = "missing" if number is None else f"key {number + 1}"
            self.stdout.write(COLUMNS.format(place, wave.get_state_display().lower(), name))
            if number is None:
                missing.append(name)
            else:
                needed.add(number)
        self._print_keys(needed)
        if missing:
            self.stderr.write(
                "The key of these waves is not in RESPONDENT_KEY. Put it back into the list; "
                "without it their links do not work and their answers can be read by nobody:"
            )
            for name in missing:
                self.stderr.write(f"  {name}")
            sys.exit(1)

    def _collecting(self) -> Iterator[Wave]:
        waves = Wave.objects.filter(salt__isnull=False).order_by(*ORDER)
        return waves.select_related("assessment__organisation").iterator()

    def _print_keys(self, needed: set[int]) -> None:
        """Keys are named by their place; no message repeats one."""
        for number in range(len(settings.RESPONDENT_KEYS)):
            if number in needed:
                use = "needed"
            elif number == 0:
                use = "for new waves; needed by none yet"
            else:
                use = "needed by no wave; may be removed"
            self.stdout.write(f"key {number + 1}: {use}")
