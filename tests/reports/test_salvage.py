"""The accounts to win back: who is on the list, who sees it, and when there is none."""

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from openpyxl import load_workbook

from organisations import services as clients
from organisations.models import Record
from reports.models import Result
from tests.reports.portfolio import SAID, account_file, sealed
from tests.reports.test_edition_customers import words, write
from tests.world import NOW, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db(transaction=True)

# Of the poor ones, the later the more they buy; what others buy does not put them on the list.
REVENUE = dict.fromkeys(SAID, 100.0) | {f"Poor {n}": 1000.0 * (n + 1) for n in range(6)}


@pytest.fixture
def desk(world: World) -> Client:
    return world.client(world.consultant)


def look(desk: Client, result: Result, query: str = "") -> "Response":
    return desk.get(f"/waves/{result.wave_id}/salvage/{query}")


class TestList:
    def test_has_large_accounts_with_a_voice_that_are_at_risk(
        self, world: World, desk: Client
    ) -> None:
        result = sealed(world)
        # 80% of 21,800 are 17,440: the four largest, which buy 18,000, are the fewest.
        write(desk, result, file=str(account_file(world, REVENUE).pk))
        page = words(look(desk, result))
        assert "4 accounts" in page
        names = [name for name in SAID if f">{name}</a>" in page]
        assert names == ["Poor 2", "Poor 3", "Poor 4", "Poor 5"]
        assert page.index("Poor 5") < page.index("Poor 4") < page.index("Poor 2")
        assert (
            "its experience is below 4.0; more of its contacts find it worse than a year ago than "
            "better; one of its contacts gave one of the two lowest answers; potential unknown"
            in page
        )
        assert "2 contacts" in page

    def test_goes_into_a_spreadsheet_which_is_recorded(self, world: World, desk: Client) -> None:
        result = sealed(world)
        write(desk, result, file=str(account_file(world, REVENUE).pk))
        file = look(desk, result, "?export=xlsx")
        sheet = load_workbook(io.BytesIO(file.content)).worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert rows[0][:5] == ["Account", "ID", "Class", "Probability of the class", "Revenue, EUR"]
        assert [(row[0], row[2], row[4]) for row in rows[1:]] == [
            ("Poor 5", "At risk", 6000),
            ("Poor 4", "At risk", 5000),
            ("Poor 3", "At risk", 4000),
            ("Poor 2", "At risk", 3000),
        ]
        record = Record.objects.filter(act="exported").get()
        assert (record.object_type, record.fields) == ("result", ["salvage"])

    def test_says_nothing_of_accounts_without_a_voice(self, world: World, desk: Client) -> None:
        result = sealed(world)
        large = {**REVENUE, "Private": 90_000.0, "Silent": 80_000.0}
        write(desk, result, file=str(account_file(world, large).pk), value_share="100")
        page = words(look(desk, result))
        assert "Poor 0" in page
        assert "Private" not in page
        assert "Silent" not in page

    def test_is_empty_where_nobody_is_at_risk(self, world: World, desk: Client) -> None:
        said = {f"Good {n}": ((5, 2), (5, 2)) for n in range(6)}
        result = sealed(world, said)
        write(desk, result, file=str(account_file(world, dict.fromkeys(said, 100.0)).pk))
        assert "None: of no account whose contacts agreed" in words(look(desk, result))


class TestObstacles:
    def test_no_file_is_chosen(self, world: World, desk: Client) -> None:
        page = words(look(desk, sealed(world)))
        assert "No account file is chosen for the portfolio yet." in page

    def test_the_file_was_deleted(self, world: World, desk: Client) -> None:
        result = sealed(world)
        file = account_file(world, REVENUE)
        write(desk, result, file=str(file.pk))
        clients.remove_customer_file(customer_file=file)
        assert "The account file was deleted." in words(look(desk, result))

    def test_the_answers_are_past_their_months(self, world: World, desk: Client) -> None:
        result = sealed(world)
        write(desk, result, file=str(account_file(world, REVENUE).pk))
        result.wave.sealed_at = NOW - timedelta(days=800)
        result.wave.save()
        page = look(desk, result, "?export=xlsx")
        assert "The answers of this wave are not kept any more." in words(page)
