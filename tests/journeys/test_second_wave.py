"""The second wave of a client: from the roster that comes again to the report that compares."""

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from reports import building
from reports import services as reports
from surveys.models import Wave
from tests.conftest import Mailbox, Worker, wait_until
from tests.journeys.conftest import WORKED, check_page, sign_in, wait_swept
from tests.waves import sealed_round
from tests.world import NOW, World, answer_all, roster_csv

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

# Three in four answer: so comparing tells nothing of those who came or went.
ANSWERING = {"staff": 15, "leaders": 6, "customers": 6}
COMMENT = "What people told us **fits** the numbers."
REASON = "One target was wrong. A corrected edition follows on Monday."


class Journey:
    """The consultant, who knows the client, and a leader who has read the first report."""

    def __init__(self, world: World, open_browser: Callable[..., Page], mailbox: Mailbox) -> None:
        self.world = world
        self.mailbox = mailbox
        self.consultant = open_browser()
        self.leader = open_browser()

    def a_first_wave_has_been_released(self) -> None:
        world = self.world
        world.import_roster(roster_csv(staff=20))
        self.first = sealed_round(world, "Autumn", code=2, answering=ANSWERING)
        report = reports.release_newest(result=self.first.result, user=world.consultant, now=NOW)
        assert report is not None
        building.build_report(report)

    def the_roster_comes_again(self) -> None:
        page = self.consultant
        sign_in(page, self.world.consultant.email)
        page.get_by_role("link", name="Client Ltd").click()
        page.get_by_role("link", name="Look at the roster").click()
        page.get_by_role("link", name="Import").first.click()
        text = roster_csv(staff=20).replace(
            "staff19@client.example,Staff 19,", "new@client.example,Nora New,"
        )
        page.get_by_label("Roster file").set_input_files(
            {"name": "roster.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )
        page.get_by_role("button", name="Check the file").click()
        expect(page.get_by_text("1 new person")).to_be_visible(timeout=WORKED)
        check_page(page)
        page.get_by_label("leave the list").check()
        page.get_by_role("button", name="Import").click()
        expect(page.get_by_text("imported.")).to_be_visible(timeout=WORKED)

    def the_next_wave_is_prepared_and_opened(self) -> None:
        page, go_on = self.consultant, self.consultant.get_by_role("button", name="Save and go on")
        page.get_by_role("link", name="Client Ltd").click()
        page.get_by_role("link", name="New wave").click()
        page.get_by_label("Name").fill("Spring")
        page.get_by_role("button", name="Prepare the wave").click()
        for _step in ("asked", "targets", "groups"):
            go_on.click()
        page.get_by_label("Last day to answer").fill("2099-12-31")
        go_on.click()
        page.get_by_role("link", name="Check and open").first.click()
        page.get_by_role("link", name="Open the wave").click()
        page.get_by_role("button", name="Yes, open it").click()
        expect(page.get_by_text("The wave is open")).to_be_visible()
        self.second = Wave.objects.get(name="Spring")

    def people_are_invited_and_answer(self) -> None:
        page = self.consultant
        page.get_by_role("link", name="Send the invitations").click()
        page.get_by_role("button", name="Yes, send them").click()
        expect(page.get_by_text("34 invitations sent")).to_be_visible(timeout=WORKED)
        assert len(self.mailbox.to("new@client.example")) == 1
        assert not self.mailbox.to("staff19@client.example")
        for audience, n in ANSWERING.items():
            answer_all(self.second, audience, n, code=3)

    def it_is_closed_and_sealed(self) -> None:
        page = self.consultant
        page.reload()
        page.get_by_text("Close it now").click()
        page.get_by_role("button", name="Close the wave").click()
        page.get_by_role("link", name="Seal the wave").click()
        page.get_by_role("button", name="Seal the wave for good").click()
        result = page.get_by_role("link", name="Result and reports")
        wait_swept(result.is_visible)
        result.click()

    def the_consultant_adds_what_only_they_know(self) -> None:
        page, go_on = self.consultant, self.consultant.get_by_role("button", name="Save and go on")
        page.get_by_role("link", name="Targets").click()
        check_page(page)
        knowledge = page.get_by_role("group", name="Customer knowledge")
        knowledge.get_by_label("Target").select_option("Customer obsession")
        go_on.click()
        page.get_by_label("The answer on one page").fill(COMMENT)
        expect(page.locator("#preview-answer").get_by_text("fits", exact=True)).to_be_visible()
        check_page(page)
        go_on.click()
        first = page.get_by_role("group", name="Priority 1")
        first.get_by_label("Dimension or step").select_option("Customer knowledge")
        first.get_by_label("What is the matter").fill("Nobody opens the records.")
        check_page(page)
        go_on.click()
        page.get_by_role("button", name="Take over").first.click()
        expect(page.get_by_text("Say who does it, and until when.")).to_be_visible()
        page.get_by_label("Who", exact=True).fill("Head of sales")
        check_page(page)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Head of sales, no day yet")).to_be_visible()
        check_page(page)
        page.get_by_role("link", name="Go on with the edition").click()
        page.get_by_label("Customer centricity: Autumn").check()
        check_page(page)
        go_on.click()
        expect(page.get_by_text("No account file has been taken in yet.")).to_be_visible()
        check_page(page)
        go_on.click()
        expect(page.get_by_role("heading", name="Staff and pay")).to_be_visible()
        check_page(page)
        go_on.click()
        page.get_by_role("link", name="What has changed").click()
        expect(page.get_by_role("heading", name="Since “Autumn”")).to_be_visible()
        check_page(page)
        page.go_back()

    def reads_a_draft_and_releases(self) -> None:
        page = self.consultant
        page.get_by_role("button", name="Make a draft PDF").click()
        expect(page.get_by_role("link", name="Download PDF")).to_be_visible(timeout=WORKED)
        page.get_by_role("link", name="Edition 2").click()
        expect(page.get_by_role("heading", name="What changed since edition 1")).to_be_visible()
        expect(page.get_by_text("Customer centricity: Autumn")).to_be_visible()
        check_page(page)
        page.get_by_role("link", name="Result and reports").click()
        page.get_by_role("link", name="Release to leaders").click()
        check_page(page)
        page.get_by_label("A note to the leaders").fill("The comparison stands on page 5.")
        page.get_by_role("button", name="Yes, release it").click()
        expect(page.get_by_text("Edition 2 was released")).to_be_visible()

    def the_leader_is_told_and_reads(self) -> None:
        to, told = self.world.leader.email, "Your report is ready: Customer centricity, Spring"
        wait_until(lambda: told in {str(letter["Subject"]) for letter in self.mailbox.to(to)})
        page = self.leader
        sign_in(page, to)
        expect(page.get_by_text("The comparison stands on page 5.")).to_be_visible()
        check_page(page)
        with page.expect_download() as download:
            page.get_by_role("link", name="Spring (PDF").click()
        content = download.value.path().read_bytes()
        text = " ".join(
            " ".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages).split()
        )
        assert "Since “Autumn”" in text
        assert "all seven dimensions have clearly moved" in text
        assert "What people told us fits the numbers." in text
        assert "Nobody opens the records." in text
        assert "Head of sales" in text

    def it_is_withdrawn_with_a_reason_the_leader_reads(self) -> None:
        page = self.consultant
        page.get_by_role("link", name="Letters, and withdrawing it").click()
        expect(page.get_by_text("told of the release: sent")).to_be_visible()
        page.get_by_role("link", name="Withdraw this edition").click()
        check_page(page)
        page.get_by_role("button", name="Yes, withdraw it").click()
        expect(page.get_by_text("This field is required.")).to_be_visible()
        page.get_by_label("Why it is withdrawn").fill(REASON)
        page.get_by_role("button", name="Yes, withdraw it").click()
        expect(page.get_by_text("Withdrawn. The leaders can no longer")).to_be_visible()
        leader = self.leader
        leader.reload()
        expect(leader.get_by_text(REASON)).to_be_visible()
        expect(leader.get_by_role("link", name="Spring")).to_have_count(0)
        # The report of the first wave is still there.
        expect(leader.get_by_role("link", name="Autumn (PDF")).to_have_count(1)
        check_page(leader)


def test_from_the_roster_to_a_report_that_compares(
    shared_world: World,
    site: str,
    worker: Worker,
    mailbox: Mailbox,
    open_browser: Callable[..., Page],
) -> None:
    journey = Journey(shared_world, open_browser, mailbox)
    journey.a_first_wave_has_been_released()
    worker.start(TEST_SITE_URL=site)
    journey.the_roster_comes_again()
    journey.the_next_wave_is_prepared_and_opened()
    journey.people_are_invited_and_answer()
    journey.it_is_closed_and_sealed()
    journey.the_consultant_adds_what_only_they_know()
    journey.reads_a_draft_and_releases()
    journey.the_leader_is_told_and_reads()
    journey.it_is_withdrawn_with_a_reason_the_leader_reads()
