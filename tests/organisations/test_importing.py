"""Roster files as background work: read by a worker, confirmed, written by a worker."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisations import importing, services
from organisations.jobs import Job
from organisations.models import Record, RosterImport
from organisations.tasks import sweep_rosters
from surveys import services as surveys
from tests.conftest import Worker, wait_until
from tests.organisations.importing import HEADER, waiting
from tests.organisations.pages import confirm, upload, words
from tests.world import NOW, World, link_of, roster_csv

LATER = NOW + timedelta(minutes=10)
ANNA = "anna@client.example,Anna,Sales,staff,,,new"


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    """Uploaded files lie in a directory of the test."""
    settings.MEDIA_ROOT = tmp_path


def handed_in(world: World, text: str, name: str = "Staff of Client Ltd.csv") -> RosterImport:
    """A file that waits for a worker."""
    return services.upload_roster(
        organisation=world.organisation,
        user=world.consultant,
        file=SimpleUploadedFile(name, text.encode()),
        filename=name,
        now=NOW,
    )


def read(world: World, text: str) -> RosterImport:
    """A file a worker has read."""
    job = handed_in(world, text)
    importing.work_on(job, now=NOW)
    return RosterImport.objects.get(pk=job.pk)


def written(world: World, job: RosterImport, *, removes_missing: bool = False) -> RosterImport:
    """The file after somebody confirmed it and a worker tried to write it."""
    services.import_roster(
        roster_import=job,
        user=world.coordinator,
        columns=[],
        removes_missing=removes_missing,
        now=NOW,
    )
    importing.work_on(RosterImport.objects.get(pk=job.pk), now=NOW)
    return RosterImport.objects.get(pk=job.pk)


def stored() -> list[str]:
    """The files on the disk."""
    try:
        return default_storage.listdir("rosters")[1]
    except FileNotFoundError:
        return []


class TestReading:
    def test_keeps_the_file_until_it_is_read(self, world: World) -> None:
        job = handed_in(world, f"{HEADER}\n{ANNA}")
        (name,) = stored()
        assert "Client" not in name
        assert (job.state, job.content) == (Job.State.QUEUED, None)
        importing.work_on(job, now=NOW)
        job.refresh_from_db()
        assert (job.state, job.progress, job.file.name) == (Job.State.DONE, 100, "")
        assert stored() == []
        assert job.preview is not None
        assert job.preview["counts"]["new"] == 1
        assert not world.organisation.people.exists()

    def test_keeps_nobody_of_a_file_with_faults(self, world: World) -> None:
        job = read(world, f"{HEADER}\n{ANNA}\nbert.client.example,Bert,Sales,staff,,,")
        assert job.content is None
        assert job.preview is not None
        (fault,) = job.preview["faults"]
        assert (fault["row"], fault["column"]) == (3, "email")
        assert stored() == []

    def test_is_taken_over_from_a_worker_that_died(self, world: World) -> None:
        job = handed_in(world, f"{HEADER}\n{ANNA}")
        assert RosterImport.objects.get(pk=job.pk).claim(NOW)
        importing.work_on(job, now=NOW)
        assert RosterImport.objects.get(pk=job.pk).preview is None
        importing.work_on(job, now=LATER)
        assert RosterImport.objects.get(pk=job.pk).state == Job.State.DONE

    def test_says_so_if_the_file_is_gone(self, world: World) -> None:
        job = handed_in(world, f"{HEADER}\n{ANNA}")
        default_storage.delete(str(job.file.name))
        importing.work_on(job, now=NOW)
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        page = world.client(world.coordinator).get(f"/organisations/roster/{job.pk}/")
        assert "The file is not there any more. Upload it again." in words(page)

    def test_tells_how_far_it_is(self, world: World) -> None:
        reported: list[int] = []
        rows = [f"p{n}@client.example,P{n},Sales,staff,,," for n in range(8000)]
        file = BytesIO("\n".join([HEADER, *rows]).encode())
        importing.read(world.organisation, file, "roster.csv", report=reported.append)
        # Every 2,000 of the 8,001 rows, the header among them.
        assert reported == [25, 50, 75, 99]


class TestWriting:
    def test_says_what_was_written_and_keeps_nobody(self, world: World) -> None:
        world.import_roster(f"{HEADER}\n{ANNA}\nbert@client.example,Bert,Sales,staff,,,")
        rows = [ANNA.replace("Sales", "HQ"), "cora@client.example,Cora,Sales,staff,,,"]
        job = written(world, read(world, "\n".join([HEADER, *rows])), removes_missing=True)
        assert (job.state, job.content, job.preview) == (Job.State.DONE, None, None)
        assert job.outcome == {
            "new": 1, "changed": 1, "moved": 1, "back": 0, "unchanged": 0, "gone": 1,
            "opted_out": 0, "new_units": 1, "new_accounts": 0, "unplaced": 0,
        }  # fmt: skip
        present = set(world.organisation.people.present().values_list("name", flat=True))
        assert present == {"Anna", "Cora"}

    def test_is_recorded_under_the_name_of_whoever_confirmed_it(self, world: World) -> None:
        written(world, read(world, f"{HEADER}\n{ANNA}"))
        record = Record.objects.get(act="imported")
        assert (record.user, record.who) == (world.coordinator, "coordinator@client.example")
        assert (record.object_type, record.object_name) == (
            "rosterimport",
            "Staff of Client Ltd.csv",
        )

    def test_happens_once(self, world: World) -> None:
        job = written(world, read(world, f"{HEADER}\n{ANNA}"))
        with pytest.raises(ValidationError, match="imported already"):
            written(world, job)
        importing.work_on(job, now=LATER)
        assert world.organisation.people.count() == 1

    def test_that_cannot_be_leaves_all_as_it_was_and_the_file_to_decide_about(
        self, world: World
    ) -> None:
        tenures = [f"p{n}@client.example,P{n},Sales,staff,,,t{n}" for n in range(8)]
        world.import_roster("\n".join([HEADER, *tenures]))
        job = read(world, f"{HEADER}\nnew@client.example,New,Lab,staff,,,t8")
        services.import_roster(
            roster_import=job,
            user=world.consultant,
            columns=["tenure"],
            removes_missing=False,
            now=NOW,
        )
        importing.work_on(RosterImport.objects.get(pk=job.pk), now=NOW)
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert '"tenure" would have 9 different values' in job.reason
        assert job.waits_for_decision
        assert world.organisation.people.count() == 8
        assert not world.organisation.units.filter(path="Lab").exists()

    def test_lets_nobody_leave_whom_the_preview_did_not_count(self, world: World) -> None:
        world.import_roster(f"{HEADER}\n{ANNA}")
        job = read(world, f"{HEADER}\nbert@client.example,Bert,Sales,staff,,,")
        world.import_roster(f"{HEADER}\ncora@client.example,Cora,Sales,staff,,,")
        job = written(world, job, removes_missing=True)
        assert job.state == Job.State.FAILED
        assert "now 2 people would leave it. Nothing was written." in job.reason
        assert world.organisation.people.present().count() == 2
        services.preview_roster_again(roster_import=job, columns=[])
        importing.work_on(RosterImport.objects.get(pk=job.pk), now=LATER)
        job = written(world, RosterImport.objects.get(pk=job.pk), removes_missing=True)
        assert job.state == Job.State.DONE
        assert world.organisation.people.present().get().name == "Bert"

    def test_ends_the_links_of_leavers_and_of_nobody_else(self, world: World) -> None:
        wave = world.open_wave()
        stays, goes, other = (link_of(wave, f"{n} 1") for n in ("Leader", "Staff", "Customer"))
        kept = [line for line in roster_csv().splitlines() if not line.startswith("staff1@")]
        kept = [line for line in kept if "customers" not in line]
        written(world, read(world, "\n".join(kept)), removes_missing=True)
        statuses = [Client().get(link).status_code for link in (stays, goes, other)]
        # The file holds no customers, so none of them is missing from it.
        assert statuses == [200, 410, 200]
        surveys.close_wave(wave=wave, now=NOW)


class TestForgetting:
    def test_takes_the_file_from_the_disk_after_a_day(self, world: World) -> None:
        handed_in(world, f"{HEADER}\n{ANNA}")
        importing.forget_unconfirmed(now=NOW + timedelta(hours=23))
        assert len(stored()) == 1
        importing.forget_unconfirmed(now=NOW + timedelta(hours=25))
        assert stored() == []
        assert not RosterImport.objects.exists()

    def test_takes_files_nobody_knows_of(self, world: World) -> None:
        handed_in(world, f"{HEADER}\n{ANNA}")
        RosterImport.objects.all().delete()
        importing.forget_unconfirmed(now=timezone.now())
        assert len(stored()) == 1
        importing.forget_unconfirmed(now=timezone.now() + timedelta(days=2))
        assert stored() == []

    def test_takes_the_file_of_a_reading_that_failed(self, world: World) -> None:
        job = handed_in(world, f"{HEADER}\n{ANNA}")
        RosterImport.objects.filter(pk=job.pk).update(state=Job.State.FAILED)
        importing.forget_unconfirmed(now=NOW)
        assert stored() == []

    def test_can_be_asked_for(self, world: World) -> None:
        client = world.client(world.coordinator)
        upload(client, world.organisation, f"{HEADER}\n{ANNA}", "roster.csv")
        job = RosterImport.objects.get()
        page = client.post(reverse("organisations:roster_discard", args=[job.pk]), follow=True)
        assert "“roster.csv” is deleted here." in words(page)
        assert not RosterImport.objects.exists()

    def test_waits_for_the_end_of_the_writing(self, world: World) -> None:
        job = read(world, f"{HEADER}\n{ANNA}")
        services.import_roster(
            roster_import=job, user=world.consultant, columns=[], removes_missing=False, now=NOW
        )
        with pytest.raises(ValidationError, match="being imported"):
            services.discard_roster(roster_import=RosterImport.objects.get(pk=job.pk))


class TestProgressPage:
    def test_shows_a_bar_and_then_asks_for_the_page(self, world: World) -> None:
        client = world.client(world.coordinator)
        job = handed_in(world, f"{HEADER}\n{ANNA}")
        path = reverse("organisations:roster_progress", args=[job.pk])
        assert "<progress" in client.get(path).content.decode()
        page = client.get(reverse("organisations:roster_preview", args=[job.pk]))
        assert "Refresh" in words(page)
        importing.work_on(job, now=NOW)
        polled = client.get(path, headers={"HX-Request": "true"})
        assert polled.headers["HX-Refresh"] == "true"
        assert client.get(path).status_code == 302

    def test_a_second_look_counts_the_columns_that_are_chosen(self, world: World) -> None:
        client = world.client(world.coordinator)
        world.import_roster(f"{HEADER}\n{ANNA}", columns=())
        page = upload(client, world.organisation, f"{HEADER}\n{ANNA}", "roster.csv")
        assert "0 new people, 0 changed, 1 as before." in words(page)
        page = confirm(client, "tenure", again="yes")
        assert "0 new people, 1 changed, 0 as before." in words(page)
        assert "tenure: – → becomes new" in words(page)
        assert not world.organisation.attributes.exists()


def test_a_worker_that_is_killed_is_followed_by_another(
    shared_world: World, worker: Worker
) -> None:
    rows = [f"p{n}@client.example,P{n},Sales,staff,,," for n in range(30_000)]
    job = waiting(shared_world, "\n".join([HEADER, *rows]))
    worker.start(JOB_LEASE_SECONDS="1")
    services.import_roster(
        roster_import=job,
        user=shared_world.consultant,
        columns=[],
        removes_missing=False,
        now=timezone.now(),
    )
    wait_until(lambda: RosterImport.objects.filter(pk=job.pk, state=Job.State.RUNNING).exists())
    worker.kill()
    assert not shared_world.organisation.people.exists()
    worker.start()

    def ended() -> bool:
        sweep_rosters()
        return RosterImport.objects.filter(pk=job.pk, state=Job.State.DONE).exists()

    wait_until(ended, every=1)
    assert shared_world.organisation.people.count() == 30_000
    assert RosterImport.objects.get(pk=job.pk).attempt == 2
