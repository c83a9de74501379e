"""An employee gets a letter, opens the page on a phone, and reads what came out."""

import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from maturity import plan
from reports import services
from reports.summary.forms import LONGEST_WORDS
from surveys.models import Wave
from tests.conftest import Mailbox, Worker, wait_until
from tests.journeys.conftest import PHONE, WORKED, check_page, sign_in
from tests.world import NOW, World

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

LINK = re.compile(r"http://\S+/results/\w+/(?=\s)")
NO_MAIL = re.compile(r"http://\S+/no-mail/\S+/")


LONG_ACTION = "Let everybody listen in on a call once a month." + " And then tell it." * 14


class Journey:
    """A consultant at a desk, an employee with a phone."""

    def __init__(
        self, world: World, wave: Wave, open_browser: Callable[..., Page], mailbox: Mailbox
    ) -> None:
        self.world, self.wave, self.mailbox = world, wave, mailbox
        self.consultant = open_browser()
        self.employee = open_browser(size=PHONE)

    def the_consultant_sees_it_first(self) -> None:
        page = self.consultant
        sign_in(page, self.world.consultant.email)
        page.goto(f"/waves/{self.wave.pk}/release/")
        check_page(page)
        page.get_by_role("link", name="Look at it first").click()
        check_page(page)
        page.get_by_label("Your own words").fill("Thank you.\n\nLet us talk about it on Friday.")
        page.get_by_role("button", name="Save and look at the page").click()
        expect(page.get_by_text("Only consultants see this page.")).to_be_visible()
        expect(page.get_by_text("Let us talk about it on Friday.")).to_be_visible()
        check_page(page)
        page.get_by_role("link", name="Back").click()
        expect(page.get_by_text("Nobody yet but consultants.")).to_be_visible()

    def chooses_the_clients_colour(self) -> None:
        page = self.consultant
        page.get_by_role("link", name="Logo and colours").click()
        page.get_by_label("First colour").fill("#ffcc00")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Choose a darker colour.").first).to_be_visible()
        page.get_by_label("First colour").fill("#7a1f5c")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("The look is saved.")).to_be_visible()

    def releases_and_tells_everybody(self) -> None:
        page = self.consultant
        page.goto(f"/waves/{self.wave.pk}/release/")
        page.get_by_label("Tell everybody who was asked, too").check()
        page.get_by_role("button", name="Yes, release it").click()
        expect(page.get_by_text("Released.")).to_be_visible()
        page.get_by_role("link", name="One page for everybody").click()
        expect(page.get_by_text("26 letters sent")).to_be_visible(timeout=WORKED)
        check_page(page)

    def the_employee_opens_it(self) -> None:
        letters = self.mailbox.to("staff1@client.example")
        [letter] = [each for each in letters if "What came out" in each["Subject"]]
        self.letter = letter.get_content()
        page = self.employee
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(LINK.search(self.letter)[0])  # type: ignore[index]
        check_page(page)
        # Page, icon and four style sheets.
        assert len(requests) <= 6
        assert page.context.cookies() == []
        colour = "getComputedStyle(document.querySelector('header')).backgroundColor"
        assert page.evaluate(colour) == "rgb(122, 31, 92)"

    def reads_what_came_out(self) -> None:
        page = self.employee
        expect(page.get_by_text("Let us talk about it on Friday.")).to_be_visible()
        expect(page.get_by_text("stage 3 of 4")).to_be_visible()
        ladder = page.locator("ol.ladder")
        expect(ladder.get_by_text("Staff here")).to_be_visible()
        expect(page.get_by_text("(planned until 24 December 2099)")).to_have_count(plan.MOST_OPEN)
        for part in ("What will be done next", "What is not shown, and why"):
            expect(page.get_by_role("heading", name=part)).to_be_visible()

    def prints_it_on_one_sheet(self) -> None:
        """Though everything is as long as it may be."""
        words = ("So many of you answered, and so plainly. " * 30)[:LONGEST_WORDS]
        services.write_summary(result=self.wave.result, words=words, tells_actions=True)
        self.employee.reload()
        printed = self.employee.pdf(prefer_css_page_size=True)
        [sheet] = PdfReader(io.BytesIO(printed)).pages
        text = " ".join(sheet.extract_text().split())
        assert text.count("Let everybody listen in") == plan.MOST_OPEN
        assert "What is not shown" in text

    def and_wants_no_more_mail(self) -> None:
        page = self.employee
        page.goto(NO_MAIL.search(self.letter)[0])  # type: ignore[index]
        check_page(page)
        page.get_by_role("button", name="Send me no more e-mail").click()
        expect(page.get_by_role("heading", name="You get no more e-mail")).to_be_visible()
        person = self.world.organisation.people.get(name="Staff 1")
        assert person.mail_stop == "unsubscribed"


def test_everybody_is_told_what_came_out(
    shared_world: World,
    site: str,
    worker: Worker,
    mailbox: Mailbox,
    open_browser: Callable[..., Page],
) -> None:
    wave = shared_world.sealed_wave()
    for _number in range(plan.MOST_OPEN):
        action = {"what": LONG_ACTION, "owner": "Olga Owner", "due_on": date(2099, 12, 24)}
        services.plan_action(
            result=wave.result, values=action, user=shared_world.consultant, now=NOW
        )
    worker.start(TEST_SITE_URL=site)
    journey = Journey(shared_world, wave, open_browser, mailbox)
    journey.the_consultant_sees_it_first()
    journey.chooses_the_clients_colour()
    journey.releases_and_tells_everybody()
    wait_until(lambda: len(mailbox.messages) >= 26)
    journey.the_employee_opens_it()
    journey.reads_what_came_out()
    journey.prints_it_on_one_sheet()
    journey.and_wants_no_more_mail()
