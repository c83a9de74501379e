"""What importing a roster costs: reading a file, and writing it after it was confirmed."""

import random
import time
from datetime import UTC, datetime
from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from bench.measured import Importing, peak_megabytes
from organisations import importing, services
from organisations.jobs import Job
from organisations.models import Organisation, RosterImport, User

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DEPARTMENTS = 200
ATTRIBUTES = ("tenure", "place")
HEADER = ("email", "name", "unit", "audience", "account", "leads", "id", *ATTRIBUTES)


def measure_new(people: int) -> Importing:
    """Import an XLSX file of so many people nobody knows yet."""
    user = services.add_consultant(email="importing@bench.example", name="Bench", firm="Importing")
    organisation = services.create_organisation(
        user=user, name="Importing", time_zone="Europe/London", now=NOW
    )
    return _measure(organisation, user, "new", _workbook(_rows(people)), "roster.xlsx", people)


def measure_again(people: int) -> Importing:
    """Import the same people once more."""
    rows = _rows(people)
    return _measure_known("again", rows, people)


def measure_moved(people: int) -> Importing:
    """Import them with a department that changes for every one of them."""
    rows = [[*row[:2], f"{row[2]} / Moved", *row[3:]] for row in _rows(people)]
    return _measure_known("all moved", rows, people)


def _measure_known(what: str, rows: list[list[str]], people: int) -> Importing:
    organisation = Organisation.objects.get(name="Importing")
    user = User.objects.get(email="importing@bench.example")
    return _measure(organisation, user, what, _workbook(rows), "roster.xlsx", people)


def _measure(
    organisation: Organisation, user: User, what: str, data: bytes, name: str, people: int
) -> Importing:
    """Do what the page and the worker do; the file itself is made before the clock starts."""
    assert len(data) <= settings.ROSTER_MAX_BYTES, f"{len(data):,} bytes"
    start = time.perf_counter()
    job = services.upload_roster(
        organisation=organisation,
        user=user,
        file=SimpleUploadedFile(name, data),
        filename=name,
        now=NOW,
    )
    importing.work_on(job, now=NOW)
    _check(job)
    read = time.perf_counter()
    services.import_roster(
        roster_import=job, user=user, columns=ATTRIBUTES, removes_missing=True, now=NOW
    )
    importing.work_on(RosterImport.objects.get(pk=job.pk), now=NOW)
    _check(job)
    end = time.perf_counter()
    assert organisation.people.present().count() == people
    return Importing(what, people, read - start, end - read, peak_megabytes())


def _check(job: RosterImport) -> None:
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.reason
    assert job.outcome or (job.preview and not job.preview["faults"]), job.preview


def _rows(people: int) -> list[list[str]]:
    """Return invented people; the same ones every time."""
    chance = random.Random(5)
    return [
        [
            f"person.{number}@client-of-usual-length.example",
            f"Firstname{number % 997} Lastname{number}",
            f"Division {number % 10} / Department {number % DEPARTMENTS:03}",
            "staff",
            "",
            f"Division {number % 10}" if number % 500 == 0 else "",
            f"{100_000 + number}",
            chance.choice(("under a year", "1 to 5 years", "longer")),
            chance.choice(("North", "South", "East", "West")),
        ]
        for number in range(people)
    ]


def _workbook(rows: list[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Roster")
    for row in (HEADER, *rows):
        sheet.append([cell or None for cell in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()
