"""What an account file costs: reading it, and taking it in after it was confirmed."""

import random
import time
from datetime import UTC, date, datetime
from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from bench.measured import Importing, peak_megabytes
from organisations import services
from organisations.customer_files import working
from organisations.jobs import Job
from organisations.models import CustomerFile

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
UNTIL = date(2026, 9, 30)
HEADER = (
    *("id", "name", "revenue", "revenue_last", "currency"),
    *("potential", "segment", "cost_to_serve"),
)


def measure(accounts: int) -> Importing:
    """Take in an XLSX file of so many accounts, none of which is on the list yet."""
    user = services.add_consultant(email="customers@bench.example", name="Bench", firm="Customers")
    organisation = services.create_organisation(
        user=user, name="Customers", time_zone="Europe/London", now=NOW
    )
    data = _workbook(accounts)
    assert len(data) <= settings.CUSTOMERS_MAX_BYTES, f"{len(data):,} bytes"
    start = time.perf_counter()
    job = services.upload_customer_file(
        organisation=organisation,
        user=user,
        kind="accounts",
        file=SimpleUploadedFile("accounts.xlsx", data),
        filename="accounts.xlsx",
        until=UNTIL,
        adds_accounts=True,
        now=NOW,
    )
    working.work_on(job, now=NOW)
    job.refresh_from_db()
    assert job.waits_for_decision, job.preview
    read = time.perf_counter()
    services.take_in_customer_file(customer_file=job, user=user, now=NOW)
    working.work_on(CustomerFile.objects.get(pk=job.pk), now=NOW)
    job.refresh_from_db()
    end = time.perf_counter()
    assert job.state == Job.State.DONE, job.reason
    assert organisation.accounts.count() == accounts
    return Importing("accounts", accounts, read - start, end - read, peak_megabytes())


def _workbook(accounts: int) -> bytes:
    """Return invented accounts; the same ones every time."""
    chance = random.Random(5)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Accounts")
    sheet.append(HEADER)
    for number in range(accounts):
        revenue = round(chance.lognormvariate(9, 1.5), 2)
        last = round(revenue * chance.lognormvariate(0, 0.2), 2)
        sheet.append(
            [
                100_000 + number,
                f"Customer of usual length {number} Ltd",
                revenue,
                last if number % 20 else None,
                "EUR",
                round(revenue * 2, 2),
                chance.choice(("Retail", "Industry", "Public")),
                round(revenue / 8, 2),
            ]
        )
    file = BytesIO()
    book.save(file)
    return file.getvalue()
