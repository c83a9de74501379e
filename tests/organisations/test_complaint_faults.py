"""What is wrong with a complaint register is told by row and column, and changes nothing."""

import pytest
from django.test import Client

from organisations.models import Organisation
from tests.organisations.customer_files import COMPLAINTS, accounts
from tests.organisations.test_customer_faults import ENDINGS, files, organisation, refused

__all__ = ["files", "organisation"]


@ENDINGS
@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("date", "", "Enter the day on which the complaint came in."),
        (
            "date",
            "01/02/2026",
            '"01/02/2026" is no date that can be read in one way only. Write 2026-05-31.',
        ),
        (
            "date",
            "2026-02-30",
            '"2026-02-30" is no date that can be read in one way only. Write 2026-05-31.',
        ),
        ("date", "2026-11-03", "2026-11-03 lies in the future. Correct it."),
        ("date", "1926-05-01", "1926-05-01 is too long ago. Correct it."),
        ("channel", "", "Enter by which channel it came, as phone; or the word unknown."),
        ("cause", "", "Enter what caused it, as late delivery; or the word unknown."),
        ("cause", "c" * 81, "81 letters; at most 80 are possible. Shorten it."),
        (
            "outcome",
            "solved",
            '"solved" is no outcome. Write one of: resolved, partly, unresolved, open.',
        ),
        ("outcome", "", "Enter what became of it: resolved, partly, unresolved, open."),
        (
            "account",
            "Screw",
            "There is no account “Screw” on the list. Write its id or name as it stands there, add "
            "the account, or clear the cell.",
        ),
        ("channel", "=A1", "a formula; paste the value instead"),
    ],
)
def test_of_a_complaint(
    organisation: Organisation, client: Client, ending: str, column: str, text: str, message: str
) -> None:
    row = ["2026-05-01", "phone", "late delivery", "open", "17"]
    row[COMPLAINTS.index(column)] = text
    rows = [COMPLAINTS, ["2026-11-02", "phone", "late delivery", "resolved", "nut"], row]
    assert refused(client, organisation, rows, f"complaints.{ending}") == [(3, column, message)]


@ENDINGS
def test_of_a_register_of_free_texts(
    organisation: Organisation, client: Client, ending: str
) -> None:
    rows = [["2026-05-01", "phone", f"Mrs {n} waited", "open", ""] for n in range(201)]
    assert refused(client, organisation, [COMPLAINTS, *rows], f"complaints.{ending}") == [
        (
            None,
            "cause",
            '"cause" has 201 different texts; at most 200 are possible. Write categories, which '
            "many complaints share, and leave free texts at home.",
        )
    ]


@ENDINGS
def test_of_an_account_whose_id_is_the_name_of_another(
    organisation: Organisation, client: Client, ending: str
) -> None:
    accounts(organisation, "17")
    rows = [COMPLAINTS, ["2026-05-01", "phone", "late", "open", "17"]]
    assert refused(client, organisation, rows, f"complaints.{ending}") == [
        (2, "account", "“17” is the id of “Bolt” and the name of another account.")
    ]
