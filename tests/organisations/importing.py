"""Bringing rosters in below the pages."""

from io import BytesIO

from organisations import services
from organisations.models import RosterImport
from organisations.roster_changes import Changes
from tests.world import NOW, World

HEADER = "email,name,unit,audience,account,id,tenure"


def waiting(world: World, text: str) -> RosterImport:
    """A roster file that was looked at."""
    return services.read_roster_file(
        organisation=world.organisation,
        user=world.consultant,
        file=BytesIO(text.encode()),
        filename="roster.csv",
        now=NOW,
    )


def bring(world: World, *rows: str, columns: tuple[str, ...] = ()) -> Changes:
    """Import a file of these rows."""
    file = waiting(world, "\n".join([HEADER, *rows]))
    assert file.content, file.preview
    return services.confirm_roster(roster_import=file, columns=columns, now=NOW)


def counts(changes: Changes) -> tuple[int, int, int]:
    """Who is new, changed or back, and as before."""
    return len(changes.new), len(changes.changed) + len(changes.back), changes.unchanged
