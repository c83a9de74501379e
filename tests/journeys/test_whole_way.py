"""The whole way: a roster goes in, an employee answers, a leader downloads the gap report."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from surveys import collecting
from surveys.models import Ballot, Wave
from tests.conftest import Mailbox, Worker, wait_until
from tests.journeys.conftest import PHONE, WORKED, all_of, check_page, sign_in, wait_swept
from tests.world import PASSWORD, World, answer_all, roster_csv

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINK = re.compile(r"http://\S+")

LEADER = "lena@client.example"
RELEASED = "Your report is ready: Customer centricity 2027, Spring"


class Journey:
    """Three people, each in a browser of their own."""

    def __init__(
        self,
        world: World,
        open_browser: Callable[..., Page],
        mailbox: Mailbox,
    ) -> None:
        self.world = world
        self.mailbox = mailbox
        self.consultant = open_browser()
        self.employee = open_browser(size=PHONE, scripts=False)
        self.leader = open_browser()

    # The consultant prepares

    def the_consultant_adds_a_client(self) -> None:
        page = self.consultant
        sign_in(page, self.world.consultant.email)
        page.get_by_role("link", name="Add a client").click()
        page.get_by_label("Name").fill("Harbour & Hale")
        page.get_by_role("button", name="Add client").click()

    def imports_a_roster_after_correcting_it(self) -> None:
        page = self.consultant
        self._upload(roster_csv().replace("staff3@client.example", "staff3 at client"))
        expect(page.get_by_role("alert")).to_contain_text("Nothing was imported.")
        expect(page.get_by_role("cell", name="email", exact=True)).to_be_visible()
        page.get_by_role("link", name="Upload the corrected file").click()
        self._upload(roster_csv())
        expect(page.get_by_text("26 new people")).to_be_visible()
        page.get_by_label("tenure").check()
        page.get_by_role("button", name="Import").click()
        expect(page.get_by_text("26 people imported.")).to_be_visible()

    def _upload(self, text: str) -> None:
        self.consultant.get_by_label("Roster file").set_input_files(
            {"name": "roster.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )
        self.consultant.get_by_role("button", name="Check the file").click()

    def gives_the_leader_access(self) -> None:
        page = self.consultant
        page.get_by_role("link", name="Harbour & Hale").click()
        page.get_by_role("link", name="Who has access").click()
        page.get_by_label("Name").fill("Lena Leader")
        page.get_by_label("E-mail address").fill(LEADER)
        page.get_by_role("button", name="Give access").click()
        expect(page.get_by_text("Lena Leader now has access.")).to_be_visible()

    def creates_an_assessment_and_opens_a_wave(self) -> None:
        page = self.consultant
        page.get_by_role("link", name="Harbour & Hale").click()
        page.get_by_role("link", name="New assessment").click()
        page.get_by_label("Name of the assessment").fill("Customer centricity 2027")
        page.get_by_role("button", name="Create the assessment").click()
        page.get_by_label("Name").fill("Spring")
        page.get_by_role("button", name="Prepare the wave").click()
        self._goes_through_the_steps()
        page.get_by_role("link", name="Check and open").first.click()
        page.get_by_role("link", name="Open the wave").click()
        page.get_by_role("button", name="Yes, open it").click()
        expect(page.get_by_text("The wave is open")).to_be_visible()

    def _goes_through_the_steps(self) -> None:
        page, go_on = self.consultant, self.consultant.get_by_role("button", name="Save and go on")
        expect(page.get_by_role("heading", name="What is asked")).to_be_visible()
        check_page(page)
        go_on.click()
        knowledge = page.get_by_role("group", name="Customer knowledge")
        knowledge.get_by_label("Target").select_option("Customer obsession")
        page.get_by_label("Target step").select_option("3. Customer-centricity coordinator")
        check_page(page)
        go_on.click()
        expect(page.get_by_role("heading", name="Groups and anonymity")).to_be_visible()
        check_page(page)
        go_on.click()
        page.get_by_label("Last day to answer").fill("2099-12-31")
        check_page(page)
        go_on.click()

    def sends_the_invitations(self) -> None:
        page = self.consultant
        page.get_by_role("link", name="Send the invitations").click()
        page.get_by_role("button", name="Yes, send them").click()
        expect(page.get_by_text("26 invitations sent")).to_be_visible(timeout=WORKED)

    # The employee answers, on a phone without JavaScript

    def the_employee_reads_what_happens_to_the_answers(self) -> None:
        (letter,) = self.mailbox.to("staff1@client.example")
        self.link = LINK.search(letter.get_content())[0]  # type: ignore[index]
        page = self.employee
        page.goto(self.link)
        for words in ("Moss & Partners", "fewer than 5 people", "11 minutes"):
            expect(page.locator("main")).to_contain_text(words)
        expect(page.get_by_role("link", name="ada@firm.example")).to_be_visible()

    def answers_some_pages_leaves_and_comes_back(self) -> None:
        page = self.employee
        page.get_by_role("link", name="Begin").click()
        for number in (1, 2, 3):
            self._answer_page(number, "Next")
        page.get_by_role("button", name="Back").click()
        expect(page.get_by_text("Page 3 of 14")).to_be_visible()
        page.get_by_role("button", name="Next").click()
        page.goto("about:blank")
        page.goto(self.link)
        expect(page.get_by_text("Page 4 of 14")).to_be_visible()

    def _answer_page(self, number: int, button: str) -> None:
        page = self.employee
        expect(page.get_by_text(f"Page {number} of 14")).to_be_visible()
        for question in all_of(page.get_by_role("group")):
            # Departments are ticked, and there may be any number of them.
            departments = question.get_by_role("checkbox")
            (
                departments.first if departments.count() else question.get_by_role("radio").nth(2)
            ).check()
        for box in all_of(page.get_by_role("textbox")):
            box.fill("Let everybody listen in on a call once a month.")
        page.get_by_role("button", name=button).click()

    def submits_once_and_cannot_submit_twice(self) -> None:
        page = self.employee
        for number in range(4, 14):
            self._answer_page(number, "Next")
        self._answer_page(14, "To the end")
        expect(page.get_by_text("You have answered every question.")).to_be_visible()
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        page.goto(self.link)
        expect(page.get_by_text("You cannot submit twice")).to_be_visible()
        assert Ballot.objects.count() == 1

    # The consultant closes, rates, seals and releases

    def the_others_answer(self) -> None:
        self.wave = Wave.objects.get()
        for audience, count in {"staff": 10, "leaders": 6, "customers": 6}.items():
            answer_all(self.wave, audience, count)
        # "Staff 1" has answered in the browser and is among the ten.
        assert Ballot.objects.count() == 22

    def the_consultant_sees_only_the_response_rate(self) -> None:
        page = self.consultant
        page.reload()
        expect(page.get_by_text("first tomorrow")).to_be_visible()
        collecting.count_responses(now=timezone.now() + timedelta(days=1))
        page.reload()
        expect(page.get_by_text("85%")).to_be_visible()

    def closes_the_wave_and_completes_the_workbook(self) -> None:
        page = self.consultant
        page.get_by_text("Close it now").click()
        page.get_by_role("button", name="Close the wave").click()
        page.get_by_role("link", name="Complete the workbook").click()
        page.get_by_role("link", name="1. Internal social networks").click()
        expect(page.get_by_label("Fully").first).to_be_visible()
        for cell in all_of(page.get_by_label("Fully")):
            cell.check()
        page.get_by_label("Note").first.fill("Seen on site in March.")
        expect(page.get_by_text(re.compile("^Saved "))).to_have_count(7)
        page.goto(f"/waves/{self.wave.pk}/")

    def seals_it(self) -> None:
        page = self.consultant
        page.get_by_role("link", name="Seal the wave").click()
        page.get_by_role("button", name="Seal the wave for good").click()
        result = page.get_by_role("link", name="Result and reports")
        wait_swept(result.is_visible)
        result.click()
        expect(page.locator("main")).to_contain_text("Customer focus")

    def looks_at_a_draft_and_releases(self) -> None:
        page = self.consultant
        page.get_by_role("button", name="Make a draft PDF").click()
        expect(page.get_by_role("link", name="Download PDF")).to_be_visible(timeout=WORKED)
        page.get_by_role("link", name="Release to leaders").click()
        check_page(page)
        page.get_by_label("A note to the leaders").fill("Please read page 2 first.")
        page.get_by_role("button", name="Yes, release it").click()
        expect(page.get_by_role("link", name="Download PDF")).to_have_count(2, timeout=WORKED)

    # The leader reads

    def the_leader_chooses_a_password(self) -> None:
        letters = {str(letter["Subject"]): letter for letter in self.mailbox.to(LEADER)}
        assert set(letters) == {"Your access to Centricity", RELEASED}
        assert "Please read page 2 first." in letters[RELEASED].get_content()
        letter = letters["Your access to Centricity"]
        page = self.leader
        page.goto(LINK.search(letter.get_content())[0])  # type: ignore[index]
        page.get_by_label(re.compile(r"^\s*New password\W*$")).fill(PASSWORD)
        page.get_by_label("New password confirmation").fill(PASSWORD)
        page.get_by_role("button", name="Save the password").click()
        sign_in(page, LEADER)

    def sees_the_released_report_and_nothing_else(self) -> None:
        page = self.leader
        rows = page.get_by_role("table").get_by_role("row", name="Harbour & Hale")
        expect(rows).to_have_count(1)
        expect(page.get_by_text("Please read page 2 first.")).to_be_visible()
        refused = page.goto(f"/waves/{self.wave.pk}/result/")
        assert refused is not None
        assert refused.status == 403

    def reads_the_answer_on_the_screen(self) -> None:
        page = self.leader
        page.goto("/reports/")
        page.get_by_role("link", name="Read it here").click()
        expect(page.locator("main")).to_contain_text("stage 3 of 4")
        check_page(page)
        page.get_by_role("link", name="The roadmap").first.click()
        expect(page.locator("main")).to_contain_text("Internal social networks")
        check_page(page)

    def reads_the_stage_in_the_pdf(self) -> None:
        page = self.leader
        page.goto("/reports/")
        check_page(page)
        with page.expect_download() as download:
            page.get_by_role("table").get_by_role("link", name="PDF").click()
        content = download.value.path().read_bytes()
        text = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages)
        # Everybody chose the third of four descriptions everywhere.
        assert "stage 3 of 4" in " ".join(text.split())
        assert "Customer focus" in text
        assert "Seen on site in March." in text
        assert "Final" in text


def test_from_a_roster_to_the_leaders_report(
    shared_world: World,
    site: str,
    worker: Worker,
    mailbox: Mailbox,
    open_browser: Callable[..., Page],
) -> None:
    worker.start(TEST_SITE_URL=site)
    journey = Journey(shared_world, open_browser, mailbox)
    journey.the_consultant_adds_a_client()
    journey.imports_a_roster_after_correcting_it()
    journey.gives_the_leader_access()
    journey.creates_an_assessment_and_opens_a_wave()
    journey.sends_the_invitations()
    journey.the_employee_reads_what_happens_to_the_answers()
    journey.answers_some_pages_leaves_and_comes_back()
    journey.submits_once_and_cannot_submit_twice()
    journey.the_others_answer()
    journey.the_consultant_sees_only_the_response_rate()
    journey.closes_the_wave_and_completes_the_workbook()
    journey.seals_it()
    journey.looks_at_a_draft_and_releases()
    wait_until(lambda: len(mailbox.to(LEADER)) == 2)
    journey.the_leader_chooses_a_password()
    journey.sees_the_released_report_and_nothing_else()
    journey.reads_the_answer_on_the_screen()
    journey.reads_the_stage_in_the_pdf()
