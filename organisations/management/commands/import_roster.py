"""Bring a client's roster to the state of a file, or say what that would change."""

import uuid
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from organisations import services
from organisations.models import Organisation, RosterImport
from organisations.records import acting, on_the_server

KINDS = {
    "new": "new",
    "changed": "changed",
    "back": "coming back",
    "unchanged": "as before",
    "gone": "on the list but not in the file",
    "opted_out": "passed over, because they asked not to be asked again",
    "new_units": "new departments",
    "new_accounts": "new accounts",
}


class Command(BaseCommand):
    """``manage.py import_roster --organisation "Client Ltd" roster.csv --attributes tenure``."""

    help = "Imports a roster file, CSV or XLSX, as the page does; with --dry-run only looks at it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's arguments."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, help="the client's name or id")
        parser.add_argument(
            "--attributes", default="", help="further columns to keep, separated by commas"
        )
        parser.add_argument(
            "--remove-missing",
            action="store_true",
            help="people of the file's audiences whom it does not name leave the list; their "
            "links end",
        )
        parser.add_argument("--dry-run", action="store_true", help="only print what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file, or say why not."""
        organisation = _organisation(options["organisation"])
        columns = [name.strip() for name in options["attributes"].split(",") if name.strip()]
        now = timezone.now()
        with acting(on_the_server("import_roster", now)):
            try:
                waiting = self._read(organisation, options["file"], columns)
                try:
                    self._tell(waiting)
                    if options["dry_run"]:
                        self.stdout.write("Nothing was written (--dry-run).")
                        return
                    services.confirm_roster(
                        roster_import=waiting,
                        columns=waiting.columns,
                        removes_missing=options["remove_missing"],
                        now=now,
                    )
                finally:
                    services.discard_roster(roster_import=waiting)
            except ValidationError as error:
                raise CommandError("\n".join([*error.messages, "Nothing was written."])) from None
        gone = waiting.outcome["gone"] if waiting.outcome else 0
        self.stdout.write(f"Imported. {gone} left the list." if gone else "Imported.")

    def _read(self, organisation: Organisation, path: Path, columns: list[str]) -> RosterImport:
        """Read the file; raises CommandError with every fault of it."""
        try:
            with path.open("rb") as file:
                waiting = services.read_roster_file(
                    organisation=organisation,
                    user=None,
                    file=file,
                    filename=path.name,
                    now=timezone.now(),
                    columns=columns or None,
                )
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
        faults = (waiting.preview or {})["faults"]
        if faults:
            services.discard_roster(roster_import=waiting)
            raise CommandError("\n".join([*map(_line, faults), "Nothing was written."]))
        return waiting

    def _tell(self, waiting: RosterImport) -> None:
        counts = (waiting.preview or {})["counts"]
        for kind, words in KINDS.items():
            if counts[kind] or kind in {"new", "changed", "unchanged"}:
                self.stdout.write(f"{counts[kind]:>7,} {words}")


def _organisation(wanted: str) -> Organisation:
    """Return a client by its id, or by its name if only one firm has a client of it."""
    try:
        found = Organisation.objects.filter(pk=uuid.UUID(wanted))
    except ValueError:
        found = Organisation.objects.filter(name__iexact=wanted)
    if len(found) != 1:
        message = f'No client is called "{wanted}".'
        if found:
            listed = ", ".join(f"{each.pk} ({each.firm})" for each in found)
            message = f'Several firms have a client "{wanted}". Give its id: {listed}.'
        raise CommandError(message)
    return found[0]


def _line(fault: dict[str, Any]) -> str:
    places = [f"row {fault['row']}" if fault["row"] else "", f'column "{fault["column"]}"']
    place = ", ".join(place for place in places if place and '""' not in place)
    return f"{place}: {fault['message']}" if place else fault["message"]
