"""The pages by which files of customers come in, and what they show of accounts to whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisations.models import CustomerFile, Organisation
from tests.organisations.customer_files import (
    ALL,
    COMPLAINTS,
    accounts,
    as_csv,
    hand_in,
    taken,
    working_through,
)
from tests.organisations.pages import alerts
from tests.organisations.pages import words as raw_words
from tests.world import World


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    """Uploaded files lie in a directory of the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def organisation(world: World) -> Organisation:
    """A client with three accounts on its list."""
    accounts(world.organisation, "Bolt", "Nut", "Pin")
    return world.organisation


def words(response: Any) -> str:
    return " ".join(raw_words(response).split())


ROWS = [
    ALL,
    ["17", "BOLT", "1200,40", "12", "EUR", "5000", "Retail", "90"],
    ["18", "Nut", "300.25", "", "EUR", "200", "", ""],
    ["19", "Screw", "0", "40", "EUR", "", "", ""],
]


class TestAccountFile:
    def test_is_looked_at_and_taken_in(self, organisation: Organisation, client: Client) -> None:
        page = hand_in(client, organisation, as_csv(ROWS), "accounts.csv", adds_accounts="on")
        said = words(page)
        assert "3 accounts, 1 October 2025 to 30 September 2026. Nothing is kept yet." in said
        for fact in (
            "Revenue 1,501 EUR", "In the year before 52 EUR", "New customers 1 ",
            "To be added to the list 1 ", "IDs new to the list 2 ",
            "On the list, not in the file 1 ",
            "Without a potential 1 ", "Without a cost to serve 2 ",
        ):  # fmt: skip
            assert fact in said
        assert alerts(page) == [
            "1 account buys fifty times more or less than in the year before. Is it in the same "
            "unit?",
            "1 account has a potential below what it buys already; it counts as bought up.",
            "1 account is called otherwise on the list, which keeps its name.",
        ]
        assert "2 17 BOLT Bolt 1,200.40 12 5,000 90 Retail" in said
        job = CustomerFile.objects.get()
        path = reverse("organisations:customer_file", args=[job.pk])
        page = working_through(client, client.post(path, follow=True))
        assert "Taken in. It can be chosen for the next edition of a report." in words(page)
        assert "Added to the list 1 " in words(page)
        names = set(organisation.accounts.values_list("name", "external_key"))
        assert names == {("Bolt", "17"), ("Nut", "18"), ("Pin", None), ("Screw", "19")}
        listed = client.get(reverse("organisations:customer_files", args=[organisation.pk]))
        assert "In force: accounts.csv 1 October 2025 to 30 September 2026, 3 accounts" in words(
            listed
        )

    @pytest.mark.parametrize(
        ("until", "said"),
        [
            ("", "This field is required."),
            ("soon", "Enter a valid date."),
            (None, "This day lies in the future."),
        ],
    )
    def test_needs_a_year_that_is_over(
        self, organisation: Organisation, client: Client, until: str | None, said: str
    ) -> None:
        if until is None:
            until = (timezone.now() + timedelta(days=2)).date().isoformat()
        page = hand_in(client, organisation, as_csv(ROWS), "accounts.csv", until=until)
        assert said in words(page)
        assert not CustomerFile.objects.exists()

    def test_is_refused_at_once_where_its_bytes_say_enough(
        self, organisation: Organisation, client: Client, settings: Any
    ) -> None:
        page = hand_in(client, organisation, b"%PDF-1.7", "accounts.pdf")
        assert "A file ending in &quot;.pdf&quot; cannot be read." in words(page)
        page = hand_in(client, organisation, b"a" * 21 * 1024**2, "accounts.csv")
        assert "The file has 21 MB; at most 20 MB can be read." in words(page)
        assert not CustomerFile.objects.exists()

    def test_points_are_decimals_where_another_number_shows_it(
        self, organisation: Organisation, client: Client
    ) -> None:
        rows = [ALL[:5], ["", "Bolt", "1.234", "1", "EUR"], ["", "Nut", "1.5", "1e-12", "EUR"]]
        hand_in(client, organisation, as_csv(rows), "accounts.csv")
        content = CustomerFile.objects.get().content
        assert content is not None
        assert (content["revenue"], content["revenue_last"]) == ([1.234, 1.5], [1.0, 1e-12])


class TestComplaintRegister:
    def test_is_looked_at_and_taken_in(self, organisation: Organisation, client: Client) -> None:
        rows = [
            COMPLAINTS,
            ["2026-05-03 10:15:00", "phone", "Late", "resolved", "Bolt"],
            ["2026-05-01", "Phone", "late", "partly", ""],
            ["2026-06-01", "web", "Broken", "not resolved", "nut"],
            ["2026-06-02", "web", "Broken", "open", ""],
            ["2026-06-02", "web", "Broken", "open", ""],
        ]
        page = hand_in(client, organisation, as_csv(rows), "complaints.csv")
        said = words(page)
        assert "5 complaints, 1 May 2026 to 2 June 2026. Nothing is kept yet." in said
        for fact in (
            "Resolved 1 ", "Partly resolved 1 ", "Unresolved 1 ", "Open 2 ", "Channels 2 ",
            "Causes 2 ", "Accounts named 2 ", "Without an account 3 ", "Broken 3 Late 2",
            "2 2026-05-03 phone Late resolved Bolt",
        ):  # fmt: skip
            assert fact in said
        job = CustomerFile.objects.get()
        path = reverse("organisations:customer_file", args=[job.pk])
        page = working_through(client, client.post(path, follow=True))
        assert "Taken in." in words(page)
        listed = client.get(reverse("organisations:customer_files", args=[organisation.pk]))
        assert "complaints.csv 1 May 2026 to 2 June 2026, 5 complaints" in words(listed)


class TestDecisions:
    def test_a_file_can_be_discarded_before(
        self, organisation: Organisation, client: Client
    ) -> None:
        hand_in(client, organisation, as_csv(ROWS), "accounts.csv", adds_accounts="on")
        job = CustomerFile.objects.get()
        path = reverse("organisations:customer_file_discard", args=[job.pk])
        page = client.post(path, follow=True)
        assert alerts(page) == ["“accounts.csv” is deleted here."]
        assert not CustomerFile.objects.exists()

    def test_and_deleted_after(
        self, world: World, organisation: Organisation, client: Client
    ) -> None:
        job = taken(world, ROWS, adds_accounts=True)
        path = reverse("organisations:customer_file_remove", args=[job.pk])
        assert "Delete “accounts.csv”?" in words(client.get(path))
        page = client.post(path, follow=True)
        assert alerts(page) == ["“accounts.csv” is deleted."]
        assert organisation.accounts.count() == 4

    def test_a_bar_is_shown_until_a_worker_has_read_it(
        self, world: World, organisation: Organisation, client: Client
    ) -> None:
        job = taken(world, ROWS, adds_accounts=True)
        path = reverse("organisations:customer_file_progress", args=[job.pk])
        assert client.get(path).status_code == 302
        asked = client.get(path, headers={"HX-Request": "true"})
        assert asked.headers["HX-Refresh"] == "true"
        CustomerFile.objects.update(state="running", progress=40, confirmed_at=None)
        assert "Reading the file: 40%" in client.get(path).text


class TestAccountPage:
    def test_shows_figures_to_consultants_alone(
        self, world: World, organisation: Organisation, client: Client
    ) -> None:
        taken(world, ROWS, adds_accounts=True)
        bolt = organisation.accounts.get(name="Bolt")
        path = reverse("organisations:account", args=[organisation.pk, bolt.pk])
        said = words(client.get(path))
        assert "accounts.csv, twelve months up to 30 September 2026" in said
        for fact in ("Revenue 1,200 EUR", "Potential 5,000 EUR", "Segment Retail"):
            assert fact in said
        for page in (path, reverse("organisations:accounts", args=[organisation.pk])):
            said = words(world.client(world.coordinator).get(page))
            assert "Bolt" in said
            assert not {word for word in ("1,200", "5,000", "Retail", "igures") if word in said}

    def test_says_where_there_are_none(self, organisation: Organisation, client: Client) -> None:
        pin = organisation.accounts.get(name="Pin")
        path = reverse("organisations:account", args=[organisation.pk, pin.pk])
        assert "No file in force has figures of this account." in words(client.get(path))

    def test_changes_the_id_unless_another_has_it(
        self, organisation: Organisation, client: Client
    ) -> None:
        pin = organisation.accounts.get(name="Pin")
        path = reverse("organisations:account", args=[organisation.pk, pin.pk])
        client.post(path, {"name": "Pin", "external_key": "20"})
        pin.refresh_from_db()
        assert pin.external_key == "20"
        nut = organisation.accounts.get(name="Nut")
        path = reverse("organisations:account", args=[organisation.pk, nut.pk])
        page = client.post(path, {"name": "Nut", "external_key": "20"})
        assert "“Pin” has this id already." in words(page)
        client.post(path, {"name": "Nut", "external_key": ""})
        assert organisation.accounts.get(name="Nut").external_key is None
