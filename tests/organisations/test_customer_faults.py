"""What is wrong with a file of customers is told by row and column, and changes nothing."""

from typing import Any

import pytest
from django.test import Client

from organisations.models import Account, CustomerFile, Organisation
from tests.organisations.customer_files import (
    ACCOUNTS,
    ALL,
    COMPLAINTS,
    FORMATS,
    Rows,
    accounts,
    as_csv,
    faults,
    hand_in,
)
from tests.organisations.pages import words
from tests.world import World

ENDINGS = pytest.mark.parametrize("ending", ["csv", "xlsx"])


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    """Uploaded files lie in a directory of the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def organisation(world: World) -> Organisation:
    """A client with three accounts on its list, one of them with its number."""
    bolt, _nut, _pin = accounts(world.organisation, "Bolt", "Nut", "Pin")
    bolt.external_key = "17"
    bolt.save()
    return world.organisation


def refused(
    client: Client, organisation: Organisation, rows: Rows, name: str, **more: Any
) -> list[tuple[int | None, str, str]]:
    """Hand in a file that must not change anything; returns its faults, which the page shows."""
    before = list(Account.objects.order_by("pk").values())
    page = hand_in(client, organisation, FORMATS[name.rpartition(".")[2]](rows), name, **more)
    text = " ".join(words(page).replace("&quot;", '"').replace("&#x27;", "'").split())
    assert "Nothing was imported." in text
    assert "Take the file in" not in text
    job = CustomerFile.objects.get()
    found = faults(job)
    for row, column, message in found:
        assert " ".join(f"{row or '–'} {column or '–'} {message}".split()) in text
    assert (job.content, job.taken_at) == (None, None)
    assert client.post(f"/organisations/customers/{job.pk}/", follow=True).status_code == 200
    assert not CustomerFile.objects.filter(taken_at__isnull=False).exists()
    assert list(Account.objects.order_by("pk").values()) == before
    return found


def account_row(**cells: Any) -> list[Any]:
    """A row of all columns that is right but for what is said."""
    right = {
        "id": "", "name": "Nut", "revenue": 100, "revenue_last": 90, "currency": "EUR",
        "potential": 200, "segment": "Retail", "cost_to_serve": 9,
    }  # fmt: skip
    assert cells.keys() <= right.keys()
    return [*(right | cells).values()]


THOUSANDS = (
    " has a mark between the thousands. Write %s: nothing between the thousands, a point before "
    "decimals."
)
NO_NUMBER = '"%s" is no number. Write digits alone, as 1234.50, without a currency or a unit.'
NET = (
    "A negative revenue. Enter what remains after credit notes, and 0 if they are more than was "
    "bought."
)
UNSEEN = "A line break or another invisible character (U+200B). Type it anew."
BELOW = "A negative amount. Enter 0 or more, or leave the cell empty if it is not known."


@ENDINGS
@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("revenue", "1,234", '"1,234"' + THOUSANDS % "1234"),
        ("revenue", "1.234,50", '"1.234,50"' + THOUSANDS % "1234.50"),
        ("revenue", "1,234.50", '"1,234.50"' + THOUSANDS % "1234.50"),
        ("revenue_last", "1 234", '"1 234"' + THOUSANDS % "1234"),
        ("revenue_last", "1\u202f234", '"1\u202f234"' + THOUSANDS % "1234"),
        ("potential", "1'234'567", "\"1'234'567\"" + THOUSANDS % "1234567"),
        ("cost_to_serve", "12,34,567", '"12,34,567"' + THOUSANDS % "1234567"),
        ("revenue", "", "Enter the revenue of the twelve months; 0 if there was none."),
        ("revenue", "–", "A dash. Write 0 if there was no revenue."),
        (
            "revenue_last",
            "-",
            "A dash. Write 0 if nothing was bought; leave the cell empty for a new customer.",
        ),
        ("potential", "-", "A dash. Write 0, or leave the cell empty if it is not known."),
        ("revenue", "many", NO_NUMBER % "many"),
        ("revenue", "12k", NO_NUMBER % "12k"),
        ("revenue", "€ 1200", NO_NUMBER % "€ 1200"),
        ("potential", "nan", NO_NUMBER % "nan"),
        ("potential", "Infinity", NO_NUMBER % "Infinity"),
        ("revenue", "-1200", NET),
        ("revenue", "−1.200,00", NET),
        ("revenue_last", "(1200)", NET),
        ("revenue_last", "1200-", NET),
        ("potential", "-1", BELOW),
        ("cost_to_serve", "-0.5", BELOW),
        (
            "revenue",
            "1E+06",
            '"1E+06" is a number the spreadsheet has shortened. Format the column as a number, and '
            "enter the whole number.",
        ),
        (
            "revenue",
            "12.05.2026",
            '"12.05.2026" is a date or a time, perhaps made so by the spreadsheet. Format the '
            "column as a number, and enter the amount.",
        ),
        (
            "revenue",
            "12345678901234567",
            '"12345678901234567" is too large to be an amount. Are there digits too many?',
        ),
        ("revenue", "=A1*2", "a formula; paste the value instead"),
        ("cost_to_serve", "#N/A", '"#N/A" is an error of the spreadsheet. Enter the value.'),
        (
            "revenue",
            "1.234",
            '"1.234" can be read as 1234 and as 1.23. Write 1234 without a point, or 1.23 with two '
            "digits after it.",
        ),
        ("currency", "", "Enter the currency, as EUR."),
        (
            "currency",
            "Euro",
            '"EURO" is no currency. Write its code of three letters, as EUR.',
        ),
        (
            "currency",
            "USD",
            "USD, but row 2 has EUR. Convert all amounts to one currency.",
        ),
        ("segment", "a" * 61, "61 letters; at most 60 are possible. Shorten it."),
        ("name", "Nut\u200b", UNSEEN),
        (
            "name",
            "3-4-2026",
            '"3-4-2026" is a date or a time, perhaps made so by the spreadsheet. Format the column '
            "as text, and enter what it should be.",
        ),
    ],
)  # fmt: skip
def test_of_a_cell(
    organisation: Organisation, client: Client, ending: str, column: str, text: str, message: str
) -> None:
    rows = [
        ALL,
        account_row(name="Bolt"),
        account_row(name="Pin"),
        account_row(**{column: text}),
    ]
    found = refused(client, organisation, rows, f"accounts.{ending}", adds_accounts="on")
    assert found == [(4, column, message)]


@ENDINGS
def test_of_rows_that_differ_in_currency(
    organisation: Organisation, client: Client, ending: str
) -> None:
    rows = [
        ALL,
        account_row(name="Bolt", currency="GBP"),
        account_row(name="Nut", currency="EUR"),
        account_row(name="Pin", currency="usd"),
    ]
    assert refused(client, organisation, rows, f"accounts.{ending}") == [
        (3, "currency", "EUR, but row 2 has GBP. Convert all amounts to one currency."),
        (4, "currency", "USD, but row 2 has GBP. Convert all amounts to one currency."),
    ]


@ENDINGS
@pytest.mark.parametrize(
    ("missing", "message"),
    [
        (
            "revenue_last",
            'Row 1 names no column "revenue_last". Add it. It holds the revenue of the twelve '
            "months before; its cells may be empty for customers who are new.",
        ),
        (
            "currency",
            'Row 1 names no column "currency". Add it. It holds a code such as EUR, the same in '
            "every row.",
        ),
        ("revenue", 'Row 1 names no column "revenue". Add it.'),
    ],
)
def test_of_a_column_that_is_missing(
    organisation: Organisation, client: Client, ending: str, missing: str, message: str
) -> None:
    rows: Rows = [[title for title in ACCOUNTS if title != missing], ["", "Nut", 1, 1]]
    found = refused(client, organisation, rows, f"accounts.{ending}")
    assert found == [(None, missing, message)]


@ENDINGS
def test_of_a_file_that_says_of_nobody_who_it_is(
    organisation: Organisation, client: Client, ending: str
) -> None:
    rows: Rows = [["revenue", "revenue_last", "currency"], [1, 1, "EUR"]]
    assert refused(client, organisation, rows, f"accounts.{ending}") == [
        (None, "id", 'Row 1 names neither a column "id" nor "name". Add one.')
    ]


@ENDINGS
def test_of_accounts_that_stand_there_twice(
    organisation: Organisation, client: Client, ending: str
) -> None:
    rows = [
        ALL,
        account_row(id="17", name=""),
        account_row(id="18", name="Nut"),
        account_row(id="18", name="Pin"),
        account_row(name="NUT"),
        account_row(name="Bolt"),
        account_row(name=""),
    ]
    assert refused(client, organisation, rows, f"accounts.{ending}") == [
        (4, "id", "Row 3 has the same id. Every account needs one row, and its own id."),
        (5, "name", "Row 3 has the same name. Add them up, or tell the two apart."),
        (6, "name", "Row 2 is the same account, “Bolt”. Keep one of the two."),
        (7, "name", "Enter the id or the name of the account."),
    ]


@ENDINGS
def test_of_accounts_the_list_does_not_know_or_knows_otherwise(
    organisation: Organisation, client: Client, ending: str
) -> None:
    rows = [
        ALL,
        account_row(id="17", name="Nut"),
        account_row(id="19", name="Bolt"),
        account_row(name="Screw"),
        account_row(id="99", name=""),
    ]
    unknown = (
        "is not on the client's list of accounts. Correct it, add the account, or upload the file "
        "again and let missing accounts be added."
    )
    assert refused(client, organisation, rows, f"accounts.{ending}") == [
        (2, "id", "On the list this id belongs to “Bolt”, and “Nut” is another."),
        (3, "id", "On the list “Bolt” has the id 17. Correct the one or the other."),
        (4, "name", f"“Screw” {unknown}"),
        (5, "id", f"“99” {unknown}"),
    ]


@ENDINGS
def test_of_accounts_that_cannot_be_added(
    organisation: Organisation, client: Client, ending: str
) -> None:
    accounts(organisation, "BOLT")
    rows = [ALL, account_row(id="99", name=""), account_row(name="bolt")]
    assert refused(client, organisation, rows, f"accounts.{ending}", adds_accounts="on") == [
        (2, "id", "The account 99 is not on the list. To be added, it needs a name."),
        (3, "name", "The list has “BOLT”, “Bolt”. Write the one you mean as it stands there."),
    ]


@ENDINGS
@pytest.mark.parametrize(
    ("column", "amount", "way"),
    [
        ("revenue_last", 5, '"revenue" is 1,000 times as much as "revenue_last"'),
        ("potential", 5_000_000, '"potential" is 1,000 times as much as "revenue"'),
        ("cost_to_serve", 5, '"revenue" is 1,000 times as much as "cost_to_serve"'),
    ],
)
def test_of_a_column_in_other_units(
    organisation: Organisation, client: Client, ending: str, column: str, amount: int, way: str
) -> None:
    right = {"revenue": 5000, "revenue_last": 4000, "potential": 6000, "cost_to_serve": 500}
    wrong = {**right, column: amount}
    # One that is right does not hide the others.
    each = {"Bolt": wrong, "Nut": right, "Pin": wrong}
    rows = [ALL, *(account_row(name=name, **cells) for name, cells in each.items())]
    assert refused(client, organisation, rows, f"accounts.{ending}") == [
        (
            None,
            column,
            f"In the middle of the accounts, {way}. One of the two looks like thousands: write "
            "both in the same unit.",
        )
    ]


@ENDINGS
def test_of_more_rows_than_can_be_read(
    organisation: Organisation, client: Client, settings: Any, ending: str
) -> None:
    settings.CUSTOMERS_MAX_ROWS = 2
    for kind, rows, advice in (
        ("accounts", [ALL, *[account_row()] * 3], "Leave out the accounts that buy least."),
        (
            "complaints",
            [COMPLAINTS, *[["2026-05-01", "phone", "late", "open", ""]] * 3],
            "Take a shorter time.",
        ),
    ):
        assert refused(client, organisation, rows, f"{kind}.{ending}") == [
            (None, "", f"The file has more than 2 rows, and no more can be read. {advice}")
        ]
        CustomerFile.objects.all().delete()


def test_of_one_account_more_than_a_hundred_thousand(
    organisation: Organisation, client: Client
) -> None:
    rows: Rows = [ACCOUNTS, *([n, "", "100", "90", "EUR"] for n in range(100_001))]
    page = hand_in(client, organisation, as_csv(rows), "accounts.csv")
    assert "The file has more than 100,000 rows, and no more can be read." in words(page)
    CustomerFile.objects.all().delete()
    # As many as that are read: what is wrong is that none is on the list.
    page = hand_in(client, organisation, as_csv(rows[:-1]), "accounts.csv")
    assert "“99” is not on the client" in words(page)
    assert "and 99799 more" in words(page)


def test_of_cells_beyond_the_columns(organisation: Organisation, client: Client) -> None:
    more = "More cells than columns. Put texts with a separator in quotation marks."
    rows = [ACCOUNTS, ["", "Nut", "1", "234", "50", "EUR"]]
    assert refused(client, organisation, rows, "accounts.csv") == [(2, "", more)]
    CustomerFile.objects.all().delete()
    rows = [COMPLAINTS, ["2026-05-01", "phone", "late", "open", "17", "but sorry"]]
    assert refused(client, organisation, rows, "complaints.csv") == [(2, "", more)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b"name,revenue,revenue_last,currency\n", "There is no account in the file"),
        (b"Sales of the year\nname,revenue\n", "If it is a heading over the list, delete the rows"),
        ("name,revenue\nK\xf6ln,1\n".encode("latin-1"), "Line 2 holds unreadable letters."),
    ],
)
def test_of_a_file_as_a_whole(
    organisation: Organisation, client: Client, content: bytes, message: str
) -> None:
    assert message in words(hand_in(client, organisation, content, "accounts.csv"))
    assert not CustomerFile.objects.filter(content__isnull=False).exists()
