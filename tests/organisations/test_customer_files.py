"""Files of customers as background work: read by a worker, confirmed, taken in by a worker."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from organisations import services
from organisations.handing_in import forget_unconfirmed
from organisations.jobs import Job
from organisations.models import Account, CustomerFile, Record
from tests.organisations.customer_files import (
    ACCOUNTS,
    ALL,
    COMPLAINTS,
    UNTIL,
    accounts,
    faults,
    read,
    taken,
    worked,
)
from tests.world import NOW, World

LATER = NOW + timedelta(days=1, hours=1)


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    """Uploaded files lie in a directory of the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_accounts_are_taken_in_as_they_stand(world: World, ending: str) -> None:
    bolt, nut = accounts(world.organisation, "Bolt", "Nut")
    rows = [
        ALL,
        ["17", "Bolt", "1200.50", "1000", "EUR", "5000", "Retail", "90"],
        ["18", "Nut", "300", "", "eur", "", "", ""],
    ]
    job = taken(world, rows, ending=ending)
    assert (job.state, job.file.name, job.filename) == ("done", "", f"accounts.{ending}")
    assert job.content == {
        "currency": "EUR",
        "accounts": [str(bolt.pk), str(nut.pk)],
        "revenue": [1200.5, 300.0],
        "revenue_last": [1000.0, None],
        "potential": [5000.0, None],
        "segments": ["Retail", ""],
        "cost_to_serve": [90.0, None],
    }
    assert (job.since, job.until, job.taken_at) == (date(2025, 10, 1), UNTIL, NOW)
    keys = dict(Account.objects.values_list("name", "external_key"))
    assert keys == {"Bolt": "17", "Nut": "18"}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_complaints_are_taken_in_as_they_stand(world: World, ending: str) -> None:
    (bolt,) = accounts(world.organisation, "Bolt")
    rows = [
        COMPLAINTS,
        ["2026-05-03", "phone", "Late delivery", "Partly resolved", "bolt"],
        ["2026-02-01", "Phone", "late delivery", "open", ""],
    ]
    job = taken(world, rows, "complaints", ending=ending)
    assert job.content == {
        "days": ["2026-05-03", "2026-02-01"],
        "channels": ["phone", "phone"],
        "causes": ["Late delivery", "Late delivery"],
        "outcomes": ["partly", "open"],
        "accounts": [str(bolt.pk), ""],
    }
    assert (job.since, job.until) == (date(2026, 2, 1), date(2026, 5, 3))


class TestTakingIn:
    def test_nothing_is_written_before(self, world: World) -> None:
        job = read(world, [ACCOUNTS, ["17", "Bolt", "1", "1", "EUR"]], adds_accounts=True)
        assert job.waits_for_decision
        assert not Account.objects.exists()
        assert not CustomerFile.objects.taken(world.organisation, "accounts").exists()

    def test_adds_the_accounts_that_are_missing_if_told_to(self, world: World) -> None:
        accounts(world.organisation, "Nut")
        job = taken(
            world,
            [ACCOUNTS, ["17", "Bolt", "1", "1", "EUR"], ["", "Nut", "2", "1", "EUR"]],
            adds_accounts=True,
        )
        assert job.content is not None
        names = {str(a.pk): a.name for a in world.organisation.accounts.all()}
        assert [names[pk] for pk in job.content["accounts"]] == ["Bolt", "Nut"]
        assert world.organisation.accounts.get(name="Bolt").external_key == "17"

    def test_is_recorded_under_the_name_of_whoever_confirmed_it(self, world: World) -> None:
        accounts(world.organisation, "Bolt")
        taken(world, [ACCOUNTS, ["", "Bolt", "1", "1", "EUR"]])
        record = Record.objects.get(act="imported")
        assert (record.user, record.object_name) == (world.consultant, "accounts.csv")

    def test_happens_once(self, world: World) -> None:
        accounts(world.organisation, "Bolt")
        job = taken(world, [ACCOUNTS, ["", "Bolt", "1", "1", "EUR"]])
        with pytest.raises(ValidationError, match="taken in already"):
            services.take_in_customer_file(customer_file=job, user=world.consultant, now=NOW)
        assert worked(job).sha256 == job.sha256

    def test_keeps_of_the_preview_the_numbers_alone(self, world: World) -> None:
        accounts(world.organisation, "Bolt")
        job = taken(world, [ACCOUNTS, ["", "Bolt", "7", "5", "EUR"]])
        assert job.preview is not None
        assert job.preview["totals"] == {"revenue": 7.0, "revenue_last": 5.0}
        assert "Bolt" not in str(job.preview)

    def test_refuses_a_list_that_has_changed_meanwhile(self, world: World) -> None:
        (bolt,) = accounts(world.organisation, "Bolt")
        waiting = [
            read(world, [ACCOUNTS, ["17", "Bolt", "1", "1", "EUR"]]),
            read(world, [COMPLAINTS, ["2026-05-03", "Web", "Late", "open", "Bolt"]], "complaints"),
        ]
        bolt.delete()
        for job in waiting:
            services.take_in_customer_file(customer_file=job, user=world.consultant, now=NOW)
            job = worked(job)
            assert job.state == Job.State.FAILED
            assert "The list of accounts has changed since you looked." in job.reason
            assert (job.taken_at, job.waits_for_decision) == (None, True)
        assert not Account.objects.exists()


class TestInForce:
    def test_are_the_latest_figures_whenever_they_came(self, world: World) -> None:
        accounts(world.organisation, "Bolt")
        rows = [ACCOUNTS, ["", "Bolt", "1", "1", "EUR"]]
        new, old = taken(world, rows), taken(world, rows)
        CustomerFile.objects.filter(pk=old.pk).update(until=UNTIL - timedelta(days=365))
        read(world, rows)
        found = CustomerFile.objects.in_force(world.organisation, "accounts")
        assert found == new
        assert [*CustomerFile.objects.taken(world.organisation, "accounts")] == [new, old]
        assert CustomerFile.objects.in_force(world.organisation, "complaints") is None


class TestForgetting:
    def test_takes_what_nobody_confirmed_after_a_day(self, world: World) -> None:
        accounts(world.organisation, "Bolt")
        rows = [ACCOUNTS, ["", "Bolt", "1", "1", "EUR"]]
        kept = taken(world, rows)
        read(world, rows)
        read(world, [ACCOUNTS, ["", "Nut", "1", "1", "EUR"]])
        forget_unconfirmed(CustomerFile.objects.waiting(), now=LATER)
        assert [*CustomerFile.objects.all()] == [kept]
        assert default_storage.listdir("customers")[1] == []

    def test_can_be_asked_for_until_it_is_taken_in(self, world: World) -> None:
        accounts(world.organisation, "Bolt")
        rows = [ACCOUNTS, ["", "Bolt", "1", "1", "EUR"]]
        services.discard_customer_file(customer_file=read(world, rows))
        assert not CustomerFile.objects.exists()
        job = taken(world, rows)
        with pytest.raises(ValidationError, match="can only be removed"):
            services.discard_customer_file(customer_file=job)
        services.remove_customer_file(customer_file=job)
        assert not CustomerFile.objects.exists()
        assert Account.objects.exists()

    def test_keeps_nothing_of_a_file_with_faults(self, world: World) -> None:
        job = read(world, [ACCOUNTS, ["", "Nut", "1", "1", "EUR"]])
        assert (job.content, job.file.name) == (None, "")
        assert [(row, column) for row, column, _m in faults(job)] == [(2, "name")]


@pytest.mark.parametrize(
    ("until", "since"),
    [
        ("2026-12-31", "2026-01-01"),
        ("2024-02-28", "2023-03-01"),
        ("2024-02-29", "2023-03-01"),
        ("2025-02-28", "2024-03-01"),
    ],
)
def test_twelve_months_end_with_a_day(world: World, until: str, since: str) -> None:
    accounts(world.organisation, "Bolt")
    job = services.read_customer_file(
        organisation=world.organisation,
        user=None,
        kind="accounts",
        file=io.BytesIO(b"name,revenue,revenue_last,currency\nBolt,1,1,EUR\n"),
        filename="a.csv",
        until=date.fromisoformat(until),
        now=NOW.replace(year=2027),
    )
    assert str(job.since) == since
