"""Files of customers, handed in below the pages and on them."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from organisations import services
from organisations.customer_files import working
from organisations.models import Account, CustomerFile, Organisation
from tests.organisations.roster_files import workbook
from tests.world import NOW, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

UNTIL = date(2026, 9, 30)
LATER = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
ACCOUNTS = ["id", "name", "revenue", "revenue_last", "currency"]
ALL = [*ACCOUNTS, "potential", "segment", "cost_to_serve"]
COMPLAINTS = ["date", "channel", "cause", "outcome", "account"]

Rows = Sequence[Sequence[Any]]


def accounts(organisation: Organisation, *names: str) -> list[Account]:
    """Accounts on the list, without an id of the client's own."""
    return [Account.objects.create(organisation=organisation, name=name) for name in names]


def as_csv(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


FORMATS: dict[str, Callable[[Rows], bytes]] = {"csv": as_csv, "xlsx": lambda rows: workbook(*rows)}


def read(
    world: World,
    rows: Rows,
    kind: str = "accounts",
    *,
    ending: str = "csv",
    adds_accounts: bool = False,
) -> CustomerFile:
    """A file that was handed in and read by a worker."""
    name = f"{kind}.{ending}"
    job = services.upload_customer_file(
        organisation=world.organisation,
        user=world.consultant,
        kind=kind,
        file=SimpleUploadedFile(name, FORMATS[ending](rows)),
        filename=name,
        until=UNTIL if kind == "accounts" else None,
        adds_accounts=adds_accounts,
        now=NOW,
    )
    return worked(job)


def worked(job: CustomerFile) -> CustomerFile:
    """The file after a worker did what was due."""
    working.work_on(CustomerFile.objects.get(pk=job.pk), now=NOW)
    return CustomerFile.objects.get(pk=job.pk)


def taken(world: World, rows: Rows, kind: str = "accounts", **options: Any) -> CustomerFile:
    """A file that was read, confirmed and taken in."""
    job = read(world, rows, kind, **options)
    assert job.content is not None, job.preview
    services.take_in_customer_file(customer_file=job, user=world.consultant, now=NOW)
    return worked(job)


def faults(job: CustomerFile) -> list[tuple[int | None, str, str]]:
    """What is wrong with a file: row, column, message."""
    assert job.preview is not None
    return [(f["row"], f["column"], f["message"]) for f in job.preview["faults"]]


def hand_in(
    client: Client, organisation: Organisation, content: bytes, name: str, **more: Any
) -> "Response":
    """Hand a file in on the page, and let a worker read it; returns the page that shows it."""
    kind = "complaints" if name.startswith("complaints") else "accounts"
    path = reverse("organisations:customer_file_import", args=[organisation.pk, kind])
    given = {"file": SimpleUploadedFile(name, content), "until": UNTIL.isoformat(), **more}
    return working_through(client, client.post(path, given, follow=True))


def working_through(client: Client, page: "Response") -> "Response":
    """Let a worker do what waits; returns the page as it is then."""
    for job in CustomerFile.objects.filter(state="queued"):
        working.work_on(job, now=NOW)
    return client.get(page.redirect_chain[-1][0]) if page.redirect_chain else page
