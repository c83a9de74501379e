"""The second report of a client: what became of the actions planned on the first."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from reports import services as reports
from tests.conftest import Worker
from tests.journeys.conftest import WORKED, check_page, sign_in
from tests.waves import sealed_round
from tests.world import NOW, World, roster_csv

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

# Three in four answer: so comparing tells nothing of those who came or went.
ANSWERING = {"staff": 15, "leaders": 6, "customers": 6}
TITLE = "What became of the actions of “Autumn”"
CALLED = "Nine of ten were called."


def plan(world: World) -> None:
    """On the first wave: one action that gets done, and one that is late by the second."""
    world.import_roster(roster_csv(staff=20))
    first = sealed_round(world, "Autumn", code=2, answering=ANSWERING).result
    planned: list[dict[str, Any]] = [
        {
            "what": "Call every customer back.",
            "aim": {"dimension": "complaints", "stage": "focus"},
            "owner": "Kim",
        },
        {
            "what": "Name a coordinator.",
            "aim": {"step": "coordinator", "foundation": "roles"},
            "due_on": NOW.date() + timedelta(days=1),
        },
    ]
    for place, values in enumerate(planned):
        now = NOW + timedelta(seconds=place)
        reports.plan_action(result=first, values=values, user=world.consultant, now=now)
    reports.release_newest(result=first, user=world.consultant, now=NOW)


def say_what_became_of_it(page: Page, world: World) -> None:
    """A leader does so on the board, when the call has become usual."""
    sign_in(page, world.leader.email)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.goto(f"/organisations/{world.organisation.pk}/plan/")
    called = page.get_by_role("article").filter(has_text="Call every customer back.")
    called.get_by_role("button", name="Done").click()
    called.get_by_role("link", name="Say what became of it").click()
    page.get_by_label("What became of it").fill(CALLED)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(CALLED)).to_be_visible()


def test_the_second_report_shows_what_became_of_the_actions_of_the_first(
    shared_world: World, site: str, worker: Worker, open_browser: Callable[..., Page]
) -> None:
    plan(shared_world)
    say_what_became_of_it(open_browser(), shared_world)
    second = sealed_round(
        shared_world, "Spring", code=3, answering=ANSWERING, now=NOW + timedelta(days=2),
        assessment=shared_world.organisation.assessments.get(),
    )  # fmt: skip
    worker.start(TEST_SITE_URL=site)
    page = open_browser()
    sign_in(page, shared_world.consultant.email)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.goto(f"{site}/waves/{second.pk}/findings/progress/")
    part = page.locator("#carried")
    expect(part.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(part.get_by_text("compared with no earlier wave")).to_be_visible()
    page.goto(f"{site}/waves/{second.pk}/result/")
    page.get_by_role("link", name="Comparison").click()
    page.get_by_label("Customer centricity: Autumn").check()
    page.get_by_role("button", name="Save and go on").click()
    page.goto(f"{site}/waves/{second.pk}/findings/progress/")
    called = part.get_by_role("row", name="Call every customer back.")
    expect(called).to_contain_text("Done")
    expect(called).to_contain_text(CALLED)
    expect(called).to_contain_text("Staff: risen")
    expect(part.get_by_role("row", name="Name a coordinator.")).to_contain_text("Planned, late")
    part.get_by_text("How what they were to change has moved").click()
    moved = part.get_by_role("row", name="Staff, score 2.0")
    expect(moved).to_contain_text("risen")
    expect(part.get_by_text("neither is shown to have caused the other")).to_be_visible()
    check_page(page)
    page.goto(f"{site}/waves/{second.pk}/result/")
    page.get_by_role("button", name="Make a draft PDF").click()
    expect(page.get_by_role("link", name="Download PDF")).to_be_visible(timeout=WORKED)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download PDF").click()
    pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
    text = " ".join(" ".join(p.extract_text() for p in pages).split())
    assert TITLE in text
    assert CALLED in text
    assert "Planned, late" in text
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the tables as XLSX").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    [sheet] = [each for each in book.worksheets if "Actions of the earlier" in each.title]
    assert [row[1].value for row in list(sheet.rows)[3:]] == [
        "Call every customer back.", "Name a coordinator.",
    ]  # fmt: skip
