"""The part of an edition on staff and pay: what is kept, what is refused, and what it tells."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from reports.editions.working import content_of
from reports.models import Result
from tests.reports.portfolio import sealed
from tests.reports.samples import full_result, put_result
from tests.world import World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def result(world: World) -> Result:
    return sealed(world)


@pytest.fixture
def desk(world: World) -> Client:
    return world.client(world.consultant)


def path(result: Result) -> str:
    return f"/waves/{result.wave_id}/edition/people/"


def write(desk: Client, result: Result, **given: Any) -> "Response":
    """Open the page, fill it in, and save it."""
    shown = desk.get(path(result)).context["shown"]
    return desk.post(path(result), {"shown": shown, **given})


def test_keeps_staff_pay_and_currency(desk: Client, result: Result) -> None:
    answer = write(desk, result, staff="500", pay_each="40000.00", currency="eur")
    # It is the last part: what follows is the result.
    assert answer["Location"] == f"/waves/{result.wave_id}/result/"
    kept = {"staff": 500, "pay_each": 40_000.0, "currency": "EUR"}
    assert content_of(result)["people"] == kept
    fields = desk.get(path(result)).context["form"]
    assert [field.value() for field in fields] == [500, "40000", "EUR"]


def test_says_what_is_missing_and_keeps_nothing(desk: Client, result: Result) -> None:
    text = write(desk, result, staff="500").content.decode()
    assert "Enter the average pay, too." in text
    assert "Enter the currency, as EUR." in text
    assert content_of(result)["people"] == {}


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("staff", "many", "Write a whole number in digits alone"),
        ("pay_each", "0", "Enter an amount above 0."),
        ("currency", "Taler", "Write the code of three letters"),
    ],
)
def test_says_what_is_wrong(
    desk: Client, result: Result, field: str, value: str, complaint: str
) -> None:
    given = {"staff": "500", "pay_each": "40000", "currency": "EUR", field: value}
    assert complaint in write(desk, result, **given).content.decode()
    assert content_of(result)["people"] == {}


def test_refuses_fewer_staff_than_answered(desk: Client, result: Result) -> None:
    put_result(full_result())
    given = {"pay_each": "40000", "currency": "EUR"}
    text = write(desk, result, staff="19", **given).content.decode()
    assert "20 members of staff answered, so there are as many or more." in text
    assert content_of(result)["people"] == {}
    write(desk, result, staff="20", **given)
    assert content_of(result)["people"]["staff"] == 20


def test_what_is_emptied_is_taken_away(desk: Client, result: Result) -> None:
    write(desk, result, staff="500", pay_each="40000", currency="EUR")
    write(desk, result, staff="", pay_each="", currency="")
    assert content_of(result)["people"] == {}


def test_says_where_nothing_would_be_told(desk: Client, result: Result) -> None:
    text = " ".join(desk.get(path(result)).content.decode().split())
    assert "the report has no costs for them" in text
