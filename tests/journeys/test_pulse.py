"""A pulse, from its plan on the page of a sealed wave to the page that shows what has moved."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from surveys.models import Wave
from tests.conftest import Mailbox, Worker
from tests.journeys.conftest import DESK, PHONE, WORKED, all_of, check_page, sign_in, wait_swept
from tests.journeys.test_looks import check_looks
from tests.waves import sealed_round
from tests.world import World, answer_all, roster_csv

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


class Journey:
    """The consultant, and a member of staff with a phone."""

    def __init__(self, world: World, open_browser: Callable[..., Page], mailbox: Mailbox) -> None:
        self.world, self.mailbox = world, mailbox
        self.consultant = open_browser()
        self.phone = open_browser(size=PHONE)

    def a_wave_has_been_sealed(self) -> None:
        self.world.import_roster(roster_csv(staff=20))
        sealed_round(self.world, "Autumn", code=2, answering={"staff": 15, "leaders": 6})

    def the_consultant_plans_a_pulse(self) -> None:
        page = self.consultant
        sign_in(page, self.world.consultant.email)
        page.get_by_role("link", name="Client Ltd").click()
        page.get_by_role("link", name="Autumn").click()
        page.get_by_role("link", name="Plan a pulse").click()
        check_looks(page)
        page.reload()
        page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
        page.get_by_role("textbox", name="Name").fill("Pulse in December")
        page.get_by_label("Last day to answer").fill("2099-12-31")
        page.get_by_label("Leaders", exact=True).uncheck()
        page.get_by_label("Customers", exact=True).uncheck()
        page.get_by_role("button", name="Prepare the pulse").click()
        expect(page.get_by_text("Choose a part of the questionnaire")).to_be_visible()
        check_page(page)
        page.get_by_label("Trust, fairness and staying").check()
        page.get_by_role("button", name="Prepare the pulse").click()

    def it_is_opened_and_people_are_invited(self) -> None:
        page = self.consultant
        expect(page.get_by_text("20 people on the roster will be asked")).to_be_visible()
        expect(page.get_by_text("Where management wants to be")).to_have_count(0)
        check_page(page)
        page.get_by_role("link", name="Open the wave").click()
        page.get_by_role("button", name="Yes, open it").click()
        page.get_by_role("link", name="Send the invitations").click()
        page.get_by_role("button", name="Yes, send them").click()
        expect(page.get_by_text("20 invitations sent")).to_be_visible(timeout=WORKED)
        self.pulse = Wave.objects.get(name="Pulse in December")

    def somebody_answers_on_a_phone(self) -> None:
        (letter,) = self.mailbox.to("staff0@client.example")
        text = str(letter.get_content())
        assert "This is a short pulse" in text
        found = re.search(r"/q/\S+", text)
        assert found
        page = self.phone
        page.goto(found[0])
        expect(page.get_by_text("a few questions of the last survey again")).to_be_visible()
        check_page(page)
        page.get_by_role("link", name="Begin").click()
        expect(page.get_by_role("group").first).to_be_visible()
        for question in all_of(page.get_by_role("group")):
            question.get_by_role("radio").nth(3).check()
        check_page(page)
        page.get_by_role("button", name="To the end").click()
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        answer_all(self.pulse, "staff", 14, code=4)

    def it_is_closed_and_sealed(self) -> None:
        page = self.consultant
        page.reload()
        page.get_by_text("Close it now").click()
        page.get_by_role("button", name="Close the wave").click()
        expect(page.get_by_role("link", name="Complete the workbook")).to_have_count(0)
        page.get_by_role("link", name="Seal the wave").click()
        check_page(page)
        page.get_by_role("button", name="Seal the wave for good").click()
        result = page.get_by_role("link", name="Result and reports")
        wait_swept(result.is_visible)
        result.click()

    def its_result_shows_what_has_moved(self) -> None:
        page = self.consultant
        expect(page.get_by_role("heading", name="Result of a pulse")).to_be_visible()
        sentence = (
            "“Trust in managers” and “Fairness and respect” have clearly risen since “Autumn”"
        )
        expect(page.get_by_text(sentence)).to_be_visible()
        expect(page.get_by_role("link", name="The roadmap")).to_have_count(0)
        check_looks(page)
        page.get_by_role("link", name="What has changed").click()
        expect(page.get_by_role("img", name="Scores wave by wave")).to_be_visible()
        check_looks(page)


def test_from_its_plan_to_its_result(
    shared_world: World, open_browser: Callable[..., Page], mailbox: Mailbox, worker: Worker
) -> None:
    worker.start()
    journey = Journey(shared_world, open_browser, mailbox)
    journey.a_wave_has_been_sealed()
    journey.the_consultant_plans_a_pulse()
    journey.it_is_opened_and_people_are_invited()
    journey.somebody_answers_on_a_phone()
    journey.it_is_closed_and_sealed()
    journey.its_result_shows_what_has_moved()
