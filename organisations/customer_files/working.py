"""Taking a file of customers in: reading and checking it, and keeping it after somebody confirmed.

A worker does the first in one go and the second in one transaction. Nothing but the row of the
file is written before.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maturity.result import canonical, content_hash
from organisations.customer_files.account_file import read_accounts
from organisations.customer_files.complaint_file import read_complaints
from organisations.customer_files.matching import Known, Matched, match_accounts
from organisations.customer_files.previews import (
    kept_preview,
    preview_of_accounts,
    preview_of_complaints,
    preview_of_faults,
)
from organisations.handing_in import drop_file, write_confirmed
from organisations.jobs import work
from organisations.models import Account, CustomerFile, CustomerFileKind, Organisation
from organisations.records import Act, note
from organisations.turns import one_at_a_time

BATCH = 500
FIGURES = ("revenue", "revenue_last", "potential", "segments", "cost_to_serve")

Report = Callable[[int], None]


def nothing(_percent: int) -> None:
    """Report progress to nobody."""


def work_on(job: CustomerFile, *, now: datetime) -> None:
    """Claim the file and read it or take it in, whichever is due."""
    if job.confirmed_at is None:
        failure = _("The file could not be read. Upload it again.")
        work(job, lambda claimed: _read(claimed, now), now=now, failure=failure)
        return
    failure = _("The file could not be taken in; nothing was written. Try again.")
    work(job, lambda claimed: write_confirmed(claimed, take_in, now=now), now=now, failure=failure)


def _read(job: CustomerFile, now: datetime) -> None:
    """Read the file, and say what it would bring."""
    try:
        with job.file.open("rb") as file:
            fields = read(
                job,
                cast(BinaryIO, file),
                today=job.organisation.today(now),
                report=lambda percent: job.report_progress(percent, timezone.now()),
            )
    except OSError:
        job.fail(_("The file is not there any more. Upload it again."))
        return
    job.finish(**fields)
    drop_file(job)


def read(
    job: CustomerFile, file: BinaryIO, *, today: date, report: Report = nothing
) -> dict[str, Any]:
    """Return the fields of a file that was read: its content, its preview, and its days."""
    known = Known(job.organisation)
    limits = {
        "max_bytes": settings.CUSTOMERS_MAX_BYTES,
        "max_rows": settings.CUSTOMERS_MAX_ROWS,
    }
    if job.kind == CustomerFileKind.ACCOUNTS:
        content, faults = read_accounts(
            file, job.filename, known=known, adds=job.adds_accounts, report=report, **limits
        )
    else:
        content, faults = read_complaints(
            file, job.filename, known=known, today=today, report=report, **limits
        )
    if faults:
        return {"content": None, "preview": preview_of_faults(faults)}
    if job.kind == CustomerFileKind.ACCOUNTS:
        matched = _match(job, known, content)
        preview = preview_of_accounts(content, matched, known)
        return {"content": content, "preview": preview}
    return {
        "content": content,
        "preview": preview_of_complaints(content, known),
        "since": date.fromisoformat(min(content["days"])),
        "until": date.fromisoformat(max(content["days"])),
    }


def _match(job: CustomerFile, known: Known, content: dict[str, Any]) -> Matched:
    return match_accounts(
        known,
        content["numbers"],
        content["keys"],
        content["names"],
        adds=job.adds_accounts,
        titles=content["titles"],
    )


def take_in(job: CustomerFile, *, now: datetime) -> None:
    """Keep a claimed file for good and end it, all in one transaction.

    Accounts it brings are added to the client's list, with their ids.

    Raises ValidationError if the list has changed since, so that the file does not fit it any
    more; then nothing is written.
    """
    organisation, content = job.organisation, job.content
    assert content is not None
    assert job.preview is not None
    with transaction.atomic():
        # Nobody can take the job over while this is held, however long the writing takes.
        job.report_progress(job.progress, now)
        one_at_a_time(organisation)
        known = Known(organisation)
        if job.kind == CustomerFileKind.ACCOUNTS:
            kept = _with_accounts(job, known, content)
        else:
            kept = {name: column for name, column in content.items() if name != "numbers"}
            _check_there(known, kept["accounts"])
        job.finish(
            content=kept,
            preview=kept_preview(job.preview),
            sha256=content_hash(canonical(kept)),
            taken_at=now,
        )
        note(Act.IMPORTED, job, organisation=organisation)


def _with_accounts(job: CustomerFile, known: Known, content: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of an account file, once its accounts are on the list with their ids."""
    matched = _match(job, known, content)
    if matched.faults:
        raise ValidationError(_changed_meanwhile(str(matched.faults[0])))
    added = [
        Account(
            organisation=job.organisation,
            name=content["names"][place],
            external_key=content["keys"][place] or None,
        )
        for place in matched.new
    ]
    Account.objects.bulk_create(added, batch_size=BATCH)
    _link(job.organisation, known, matched.linked)
    for place, account in zip(matched.new, added, strict=True):
        matched.accounts[place] = str(account.pk)
    return {
        "currency": content["currency"],
        "accounts": matched.accounts,
        **{name: content[name] for name in FIGURES},
    }


def _link(organisation: Organisation, known: Known, linked: dict[str, str]) -> None:
    """Give accounts on the list the ids they have in the client's own system.

    As rows that are known, because an update of many different rows in one is ten times slower.
    """
    Account.objects.bulk_create(
        [
            Account(pk=pk, organisation=organisation, name=known.names[pk], external_key=key)
            for pk, key in linked.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["external_key"],
    )


def _check_there(known: Known, accounts: list[str]) -> None:
    """Raise ValidationError if an account was removed since the register was read."""
    if set(accounts) - {""} - known.names.keys():
        reason = _("An account the register names was removed from it.")
        raise ValidationError(_changed_meanwhile(reason))


def _changed_meanwhile(reason: str) -> str:
    message = _(
        "The list of accounts has changed since you looked. %(reason)s Nothing was written. "
        "Upload the file again."
    )
    return message % {"reason": reason}
