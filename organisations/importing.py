"""Taking a roster file in: reading it, comparing it with the roster, and writing it.

A worker does the first two in one go and the last after somebody has confirmed it. Nothing but
the row of the import is written before.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations import attributes, handing_in, roster, roster_changes
from organisations.handing_in import drop_file, write_confirmed
from organisations.jobs import work
from organisations.models import MOST_ATTRIBUTES, Organisation, RosterImport
from organisations.records import Act, note
from organisations.roster_file import RosterFile
from organisations.roster_preview import counts_of, preview_of, preview_of_faults
from organisations.roster_writing import Writing
from organisations.turns import one_at_a_time

# Where the bar stands when the file is read and is to be compared, in per cent.
READ = 70

Report = Callable[[int], None]


def nothing(_percent: int) -> None:
    """Report progress to nobody."""


def work_on(job: RosterImport, *, now: datetime) -> None:
    """Claim the import and read or write it, whichever is due."""
    if job.confirmed_at is None:
        work(job, _read, now=now, failure=_("The file could not be read. Upload it again."))
        return
    failure = _("The list could not be changed; nothing was written. Try again.")
    work(job, lambda claimed: write_confirmed(claimed, write, now=now), now=now, failure=failure)


def _read(job: RosterImport) -> None:
    """Read the file, or take what was read before, and say what it would change."""

    def report(percent: int) -> None:
        job.report_progress(percent, timezone.now())

    try:
        if job.content is None:
            with job.file.open("rb") as file:
                content = read(
                    job.organisation,
                    cast(BinaryIO, file),
                    job.filename,
                    report=lambda percent: report(percent * READ // 100),
                )
            job.columns = kept_columns(job.organisation, content)
        else:
            content = RosterFile.from_json(job.content)
        fields = looked_at(
            job.organisation,
            content,
            job.columns,
            report=lambda percent: report(READ + percent * (100 - READ) // 100),
        )
    except OSError:
        job.fail(_("The file is not there any more. Upload it again."))
        return
    job.finish(**fields)
    drop_file(job)


def read(
    organisation: Organisation, file: BinaryIO, filename: str, *, report: Report = nothing
) -> RosterFile:
    """Return what a file says, within the limits of the settings."""
    return roster.read_roster(
        file,
        filename,
        max_bytes=settings.ROSTER_MAX_BYTES,
        max_rows=settings.ROSTER_MAX_ROWS,
        units=set(organisation.units.values_list("path", flat=True)),
        report=report,
    )


def kept_columns(organisation: Organisation, content: RosterFile) -> list[str]:
    """Return the file's columns that the client has as attributes already."""
    kept = set(organisation.attributes.values_list("name", flat=True))
    return [name for name in content.other_columns if name in kept]


def looked_at(
    organisation: Organisation,
    content: RosterFile,
    columns: list[str],
    *,
    report: Report = nothing,
) -> dict[str, Any]:
    """Return the fields of an import that was read: its content, preview and columns."""
    if content.faults:
        return {"content": None, "preview": preview_of_faults(content), "columns": []}
    names = {str(a.pk): a.name for a in organisation.attributes.all()}
    ids = {name: key for key, name in names.items()}
    # A column that is no attribute yet goes by its name.
    chosen = {column: ids.get(column, column) for column in columns}
    changes = roster_changes.find_changes(organisation, content.rows, chosen, report=report)
    preview = preview_of(content, changes, names)
    return {"content": content.to_json(), "preview": preview, "columns": columns}


def write(job: RosterImport, *, now: datetime) -> roster_changes.Changes:
    """Write a claimed import and end it, all in one transaction; return what was changed.

    The transaction is short, because on SQLite whoever saves anything waits for its end: the file
    is compared before, and compared again only if the roster has changed meanwhile.

    Raises ValidationError if the roster would not be as it must be, or if other people would
    leave it than the preview counted; then nothing is written.
    """
    organisation = job.organisation
    assert job.content is not None
    assert job.preview is not None
    leaving = job.preview["counts"]["gone"]
    rows = RosterFile.from_json(job.content).rows
    writing = Writing(organisation, rows, job.columns)
    with transaction.atomic():
        # Nobody can take the job over while this is held, however long the writing takes.
        job.report_progress(job.progress, now)
        one_at_a_time(organisation)
        _check_attributes(organisation, job.columns)
        if not writing.is_current():
            # Somebody changed the roster meanwhile; now nobody can.
            writing = Writing(organisation, rows, job.columns)
        changes = writing.changes
        writing.write(leaving_on=organisation.today(now) if job.removes_missing else None)
        if not job.removes_missing:
            changes.gone = []
        elif len(changes.gone) != leaving:
            raise ValidationError(_other_leavers(len(changes.gone)))
        attributes.check_few_values(organisation)
        job.finish(content=None, preview=None, outcome=counts_of(changes))
        note(Act.IMPORTED, job, organisation=organisation)
    return changes


def _check_attributes(organisation: Organisation, columns: list[str]) -> None:
    """Raise ValidationError if the client would have too many attributes."""
    kept = set(organisation.attributes.values_list("name", flat=True))
    if len(kept | set(columns)) > MOST_ATTRIBUTES:
        raise ValidationError(
            _("A client has at most %(most)d attributes; it already has: %(names)s.")
            % {"most": MOST_ATTRIBUTES, "names": ", ".join(sorted(kept)) or "–"}
        )


def _other_leavers(count: int) -> str:
    message = ngettext(
        "The list has changed since you looked: now %(n)d person would leave it. Nothing was "
        "written. Preview again, then import.",
        "The list has changed since you looked: now %(n)d people would leave it. Nothing was "
        "written. Preview again, then import.",
        count,
    )
    return message % {"n": count}


def forget_unconfirmed(*, now: datetime) -> None:
    """Delete what came in a day ago, whether it was written or not."""
    handing_in.forget_unconfirmed(RosterImport.objects.all(), now=now)
