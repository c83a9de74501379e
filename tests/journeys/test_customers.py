"""From the client's own books to the portfolio in the report, and the accounts to win back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Worker
from tests.journeys.conftest import WORKED, check_page, sign_in
from tests.reports.portfolio import SAID, sealed
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

HEADER = "name,revenue,revenue_last,currency"
# Whoever is content buys 100, whoever is not 300.
AMOUNTS = {name: 300 if name.startswith("Poor") else 100 for name in SAID}
REGISTER = """date,channel,cause,outcome
2026-05-01,phone,late delivery,resolved
2026-06-01,web,late delivery,open
"""


def account_file(amount: Callable[[int], str]) -> bytes:
    rows = [f"{name},{amount(each)},{each},EUR" for name, each in AMOUNTS.items()]
    return "\n".join([HEADER, *rows]).encode()


def hand_in(page: Page, content: bytes, name: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    check_page(page)
    page.get_by_role("button", name="Check the file").click()


def test_from_the_books_to_the_accounts_to_win_back(
    shared_world: World, worker: Worker, site: str, open_browser: Callable[..., Page]
) -> None:
    wave = sealed(shared_world).wave
    worker.start(TEST_SITE_URL=site)
    page = open_browser()
    sign_in(page, shared_world.consultant.email)
    page.get_by_role("link", name="Client Ltd").click()
    page.get_by_role("link", name="Accounts", exact=True).click()
    page.get_by_role("link", name="Figures and complaints").click()

    # A file with marks between the thousands is refused, row by row, and nothing is kept.
    page.get_by_role("link", name="Import account figures").click()
    page.get_by_label("Last day of the twelve months").fill("2026-09-30")
    hand_in(page, account_file(lambda amount: f'"{amount},000"'), "accounts.csv")
    expect(page.get_by_text("revenue").first).to_be_visible(timeout=WORKED)
    expect(page.get_by_text("300,000").first).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Discard the file").click()

    page.get_by_role("link", name="Import account figures").click()
    page.get_by_label("Last day of the twelve months").fill("2026-09-30")
    hand_in(page, account_file(str), "accounts.csv")
    page.get_by_role("button", name="Take the file in").click(timeout=WORKED)
    expect(page.get_by_text("Taken in.")).to_be_visible(timeout=WORKED)
    page.get_by_role("link", name="To the customer files").click()
    page.get_by_role("link", name="Import a complaint register").click()
    hand_in(page, REGISTER.encode(), "complaints.csv")
    page.get_by_role("button", name="Take the file in").click(timeout=WORKED)
    expect(page.get_by_text("Taken in.")).to_be_visible(timeout=WORKED)

    page.goto(f"/waves/{wave.pk}/result/")
    page.get_by_role("link", name="Customers and revenue").click()
    page.get_by_label("Account file").select_option(index=1)
    check_page(page)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", name="Staff and pay")).to_be_visible()
    page.get_by_role("link", name="Result and reports").click()
    page.get_by_role("link", name=re.compile(r"^\d+ Customers$")).click()
    expect(page.get_by_role("heading", name="The customer portfolio")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Accounts to win back").click()
    expect(page.get_by_text("Poor 1", exact=True).first).to_be_visible()
    expect(page.get_by_text("Private", exact=True)).to_have_count(0)
    check_page(page)
