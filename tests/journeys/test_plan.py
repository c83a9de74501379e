"""The 100-day plan: from what is proposed to what a leader makes of it, also on paper."""

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from maturity.loading import load
from reports import services as reports
from reports.sealing import seal_wave
from tests.conftest import Worker
from tests.journeys.conftest import PHONE, WORKED, check_page, sign_in
from tests.world import NOW, World, write_workbook

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

RATED = {"networks": 4, "teams": 2, "coordinator": 1, "matrix": 3, "segments": 1}
OWN = "Walk the floor with customers."
OUTCOME = "Forty of sixty have walked."


def card(page: Page, what: str) -> Locator:
    """An action on the board."""
    return page.locator("article", has_text=what)


class Journey:
    """The consultant at a desk, and a leader with a phone, and with one that runs no scripts."""

    def __init__(self, world: World, open_browser: Callable[..., Page]) -> None:
        self.world = world
        self.consultant = open_browser()
        self.leader = open_browser(size=PHONE)
        self.without_scripts = open_browser(size=PHONE, scripts=False)

    def a_wave_is_sealed_with_a_matrix_before_its_coordinator(self) -> None:
        wave = self.world.closed_wave()
        items = load("centricity").roadmap_items
        write_workbook(wave, {item.code: RATED[item.step] for item in items})
        seal_wave(reports.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)

    def the_consultant_plans_from_proposals(self) -> None:
        page = self.consultant
        sign_in(page, self.world.consultant.email)
        page.get_by_role("link", name="Client Ltd").click()
        page.get_by_role("link", name="Look at the plan").click()
        expect(page.locator(".alert-warning")).to_contain_text(
            "“Matrix reporting organisation” is ahead of its foundations"
        )
        expect(page.get_by_text("of these, step 2 is next.")).to_be_visible()
        expect(page.get_by_text("Graham Hill, whose roadmap this is")).to_be_visible()
        check_page(page)
        page.get_by_role("button", name="Take over").first.click()
        self.proposed = page.get_by_label("What is done").input_value()
        page.get_by_label("Who", exact=True).fill("Head of sales")
        page.get_by_label("Until").fill("2098-05-04")
        check_page(page)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Head of sales, until 4 May 2098")).to_be_visible()

    def and_an_action_of_their_own(self) -> None:
        page = self.consultant
        page.get_by_role("link", name="Plan an action").click()
        page.get_by_role("button", name="Save").click()
        page.get_by_label("What is done").fill(OWN)
        page.get_by_label("What it is to change").select_option("dimension:service")
        page.get_by_label("For customers").fill("They are heard.")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Nobody yet, no day yet")).to_be_visible()
        check_page(page)

    def releases_it(self) -> None:
        page = self.consultant
        page.get_by_role("link", name="Go on with the edition").click()
        page.get_by_role("link", name="Result and reports").click()
        page.get_by_role("link", name="The next 100 days").click()
        expect(page.get_by_role("row", name=OWN)).to_be_visible()
        check_page(page)
        page.go_back()
        page.get_by_role("link", name="Release to leaders").click()
        page.get_by_role("button", name="Yes, release it").click()
        expect(page.get_by_role("link", name="Download PDF")).to_be_visible(timeout=WORKED)

    def the_leader_takes_it_on(self) -> None:
        page = self.leader
        sign_in(page, self.world.leader.email)
        page.get_by_role("link", name="100-day plan of Client Ltd").click()
        check_page(page)
        card(page, OWN).get_by_role("link", name="Change").click()
        page.get_by_label("Who", exact=True).fill("Head of service")
        page.get_by_label("Their e-mail address").fill("service@client.example")
        page.get_by_label("Until").fill("2098-03-01")
        page.get_by_label("What became of it").fill(OUTCOME)
        check_page(page)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Head of service, until 1 March 2098")).to_be_visible()
        check_page(page)

    def and_says_how_far_things_are_without_scripts(self) -> None:
        page = self.without_scripts
        sign_in(page, self.world.leader.email)
        page.get_by_role("link", name="100-day plan of Client Ltd").click()
        card(page, OWN).get_by_role("button", name="Begin").click()
        expect(page.get_by_text(f"Under way: “{OWN}”")).to_be_visible()
        card(page, self.proposed).get_by_role("button", name="Done").click()
        expect(page.get_by_text("One of two actions is still to be done.")).to_be_visible()

    def it_stands_in_the_next_pdf(self) -> None:
        page = self.consultant
        page.get_by_role("button", name="Make a draft PDF").click()
        row = page.locator("li", has_text="Draft report of edition")
        expect(row.get_by_role("link", name="Download PDF")).to_be_visible(timeout=WORKED)
        with page.expect_download() as download:
            row.get_by_role("link", name="Download PDF").click()
        pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
        text = " ".join(" ".join(each.extract_text() for each in pages).split())
        assert "The next 100 days" in text
        for said in (
            OWN,
            "Head of service",
            "1 March 2098",
            "Under way",
            OUTCOME,
            "They are heard",
        ):
            assert said in text
        assert "Graham Hill, whose roadmap this is" in text
        assert "service@client.example" not in text

    def and_in_the_spreadsheet(self) -> None:
        page = self.consultant
        page.get_by_role("link", name="The next 100 days").click()
        page.get_by_role("link", name="The plan as it goes on").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download as a spreadsheet").click()
        sheet = load_workbook(io.BytesIO(download.value.path().read_bytes())).active
        assert sheet is not None
        _caption, titles, *lines = sheet.iter_rows(values_only=True)
        rows = [dict(zip(titles, line, strict=True)) for line in lines]
        found = {row["What is done"]: (row["Who"], row["State"]) for row in rows}
        assert found == {
            OWN: ("Head of service", "Under way"),
            self.proposed: ("Head of sales", "Done"),
        }


def test_from_proposals_to_what_a_leader_makes_of_them(
    shared_world: World, site: str, worker: Worker, open_browser: Callable[..., Page]
) -> None:
    journey = Journey(shared_world, open_browser)
    worker.start(TEST_SITE_URL=site)
    journey.a_wave_is_sealed_with_a_matrix_before_its_coordinator()
    journey.the_consultant_plans_from_proposals()
    journey.and_an_action_of_their_own()
    journey.releases_it()
    journey.the_leader_takes_it_on()
    journey.and_says_how_far_things_are_without_scripts()
    journey.it_stands_in_the_next_pdf()
    journey.and_in_the_spreadsheet()
