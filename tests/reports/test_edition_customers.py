"""The part of an edition on customers: what can be chosen, what is refused, and what stays."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from organisations import services as clients
from organisations.models import CustomerFile
from reports import services
from reports.editions.working import content_of
from reports.models import Result
from tests.reports.portfolio import SAID, account_file, register_file, sealed
from tests.world import NOW, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db(transaction=True)

CUTS = {
    "value_share": "80",
    "experience": "4",
    "fall": "0.3",
    "trend": "10",
    "potential": "50",
    "certainty": "70",
}
REVENUE = dict.fromkeys(SAID, 100.0)


@pytest.fixture
def result(world: World) -> Result:
    return sealed(world)


@pytest.fixture
def desk(world: World) -> Client:
    return world.client(world.consultant)


def path(result: Result) -> str:
    return f"/waves/{result.wave_id}/edition/customers/"


def write(desk: Client, result: Result, **given: Any) -> "Response":
    """Open the page, fill it in, and save it."""
    page = desk.get(path(result))
    values = {field.html_name: field.value() for field in page.context["form"]}
    values = {name: value for name, value in values.items() if value is not None}
    return desk.post(path(result), {**values, "shown": page.context["shown"], **given})


def words(page: "Response") -> str:
    return " ".join(page.content.decode().replace("&quot;", '"').split())


class TestPortfolio:
    def test_is_computed_from_the_file_that_is_chosen(
        self, world: World, desk: Client, result: Result
    ) -> None:
        file = account_file(world, REVENUE)
        page = words(desk.get(path(result)))
        assert "30 September 2026: accounts-2026-09-30.csv" in page
        response = write(desk, result, file=str(file.pk), value_share="100")
        assert response.status_code == 302
        portfolio = content_of(result)["portfolio"]
        assert portfolio["file"] == {
            "id": str(file.pk),
            "sha256": file.sha256,
            "filename": "accounts-2026-09-30.csv",
            "since": "2025-10-01",
            "until": "2026-09-30",
            "currency": "EUR",
        }
        assert portfolio["cuts"] == {
            "value_share": 1.0, "experience": 4.0, "fall": 0.3, "trend": 0.1, "potential": 0.5,
            "certainty": 0.7,
        }  # fmt: skip
        document = portfolio["document"]
        assert (document["shown"], document["accounts"], document["revenue"]) == (True, 14, 1400.0)
        assert portfolio["earlier"] is None
        assert "portfolio" in words(desk.get(path(result)))
        edition = services.keep_edition(result=result, user=world.consultant, now=NOW)
        assert edition.content["portfolio"] == portfolio

    def test_is_taken_out_again(self, world: World, desk: Client, result: Result) -> None:
        file = account_file(world, REVENUE)
        write(desk, result, file=str(file.pk))
        write(desk, result, file="")
        assert content_of(result)["portfolio"] == {}

    def test_stays_as_it_is_when_its_file_goes(
        self, world: World, desk: Client, result: Result
    ) -> None:
        file = account_file(world, REVENUE)
        write(desk, result, file=str(file.pk))
        before = content_of(result)["portfolio"]
        clients.remove_customer_file(customer_file=CustomerFile.objects.get(pk=file.pk))
        page = words(desk.get(path(result)))
        assert "accounts-2026-09-30.csv, which is not kept any more: its figures stay" in page
        assert write(desk, result, customers="120").status_code == 302
        assert content_of(result)["portfolio"] == before
        page = words(write(desk, result, experience="3.5"))
        assert "This is not kept any more, so nothing can be computed from it." in page
        assert content_of(result)["portfolio"] == before

    def test_stays_as_it_is_when_the_answers_go(
        self, world: World, desk: Client, result: Result
    ) -> None:
        file = account_file(world, REVENUE)
        write(desk, result, file=str(file.pk))
        before = content_of(result)["portfolio"]
        result.wave.sealed_at = NOW - timedelta(days=800)
        result.wave.save()
        page = words(desk.get(path(result)))
        assert "The answers of this wave are not kept any more" in page
        write(desk, result, customers="120")
        assert content_of(result)["portfolio"] == before
        assert content_of(result)["complaints"]["customers"] == 120

    def test_says_the_next_step_where_there_is_no_file(self, desk: Client, result: Result) -> None:
        page = words(desk.get(path(result)))
        assert "No account file has been taken in yet." in page
        assert "/customers/accounts/import/" in page

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"experience": "good"}, "Enter a number."),
            ({"experience": "5.1"}, "Ensure this value is less than or equal to 5"),
            ({"experience": "1"}, "Ensure this value is greater than or equal to 1.5"),
            ({"value_share": "0.8"}, "Ensure this value is greater than or equal to 10"),
            ({"certainty": ""}, "This field is required."),
            ({"file": "3f0e"}, "Select a valid choice."),
            ({"earlier": "3f0e"}, "Select a valid choice."),
            ({"register": "3f0e"}, "Select a valid choice."),
            ({"customers": "1,200"}, "Write a whole number in digits alone, as 1200."),
            ({"customers": "0"}, "Ensure this value is greater than or equal to 1."),
            ({"revenue_each": "1,234"}, '"1,234" has a mark between the thousands.'),
            ({"revenue_each": "1.234"}, '"1.234" can be read as 1234 and as 1.23.'),
            ({"revenue_each": "-5"}, "Enter an amount above 0."),
            ({"revenue_each": "0"}, "Enter an amount above 0."),
            ({"revenue_each": "12 EUR"}, '"12 EUR" is no number.'),
            ({"revenue_each": "50"}, "Enter how many customers there are, too."),
            ({"revenue_each": "50", "customers": "9"}, "Enter the currency, as EUR."),
            ({"currency": "Euro"}, "Write the code of three letters, as EUR."),
        ],
    )
    def test_what_cannot_be_is_told_and_changes_nothing(
        self,
        world: World,
        desk: Client,
        result: Result,
        given: dict[str, str],
        message: str,
    ) -> None:
        account_file(world, REVENUE)
        before = content_of(result)
        response = write(desk, result, **given)
        assert response.status_code == 200
        assert message in words(response)
        assert content_of(result) == before


class TestEarlier:
    def test_is_offered_once_it_has_a_portfolio_of_its_own(
        self, world: World, desk: Client
    ) -> None:
        first = sealed(world, now=NOW - timedelta(days=200), name="Review")
        worse = {**SAID, **{f"Good {n}": ((2, 1), (2, 1)) for n in range(6)}}
        later = sealed(world, worse, now=NOW, name="Review again")
        spring = account_file(world, REVENUE, until=NOW.date() - timedelta(days=300))
        autumn = account_file(world, REVENUE)
        assert "Review: Autumn" not in words(desk.get(path(later)))
        write(desk, first, file=str(spring.pk), experience="3.5")
        page = words(desk.get(path(later)))
        assert "Review: Autumn" in page
        write(desk, later, file=str(autumn.pk), earlier=str(first.pk))
        portfolio = content_of(later)["portfolio"]
        assert portfolio["earlier"] == {
            "result_id": str(first.pk),
            "sha256": first.sha256,
            "assessment": "Review",
            "wave": "Autumn",
            "file": content_of(first)["portfolio"]["file"],
            "cuts": content_of(first)["portfolio"]["cuts"],
        }
        # All twelve accounts with voices were measured both times.
        assert portfolio["document"]["changes"]["waves"] == 12
        clients.remove_customer_file(customer_file=spring)
        write(desk, later, customers="120")
        assert content_of(later)["portfolio"] == portfolio
        assert "Review: Autumn, which is not kept any more" in words(desk.get(path(later)))


class TestComplaints:
    def test_keep_what_is_assumed_and_the_register(
        self, world: World, desk: Client, result: Result
    ) -> None:
        file = register_file(world)
        write(
            desk,
            result,
            customers="120",
            revenue_each="1500,50",
            currency="eur",
            register=str(file.pk),
        )
        complaints = content_of(result)["complaints"]
        assert {name: complaints[name] for name in ("customers", "revenue_each", "currency")} == {
            "customers": 120,
            "revenue_each": 1500.5,
            "currency": "EUR",
        }
        register = complaints["register"]
        assert (register["file"]["id"], register["file"]["until"]) == (str(file.pk), "2026-06-01")
        assert register["document"]["n"] == 2
        assert register["document"]["outcomes"]["resolved"] == 1
        clients.remove_customer_file(customer_file=file)
        write(desk, result, customers="130")
        assert content_of(result)["complaints"]["register"] == register

    def test_are_nothing_where_nothing_is_said(self, desk: Client, result: Result) -> None:
        write(desk, result, customers="120")
        write(desk, result, customers="")
        assert content_of(result)["complaints"] == {}
