"""Naming departments in a real browser, of five and of a hundred and fifty, and what is told."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from surveys.privacy import ballots
from tests.journeys.conftest import DESK, PHONE, all_of, check_page, sign_in
from tests.surveys.network_waves import answer, asking, close_and_seal, page_of
from tests.world import World, link_of

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

FIVE = {"Sales": 30, "Kundendienst für Großkunden": 24, "Stock": 14, "Développement": 12, "Law": 2}
MANY = {
    f"Geschäftsbereich {above:02} / Équipe régionale {above}.{n} Kundendienst für Großkunden": 1
    for above in range(1, 13)
    for n in range(1, 14 if above <= 6 else 13)
}


@pytest.mark.parametrize("places", [FIVE, MANY], ids=["five", "many"])
def test_the_question_can_be_used_at_every_width_and_in_the_dark(
    world: World, open_browser: Callable[..., Page], places: dict[str, int]
) -> None:
    address = page_of(asking(world, places), "Staff 0")
    for size, scheme in ((DESK, "light"), (PHONE, "light"), (PHONE, "dark")):
        page = open_browser(size=size, scheme=scheme)
        page.goto(address)
        check_page(page)
        for heading in all_of(page.locator("details.departments summary"))[:2]:
            heading.press("Enter")
        check_page(page)


def test_someone_names_departments_of_many_without_scripts(
    world: World, open_browser: Callable[..., Page]
) -> None:
    wave = asking(world, MANY)
    page = open_browser(size=PHONE, scripts=False)
    page.goto(page_of(wave, "Staff 0"))
    expect(page.get_by_text("Choose up to 10, your own among them.")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(1)
    page.get_by_text("Geschäftsbereich 02").click()
    boxes = page.get_by_role("checkbox")
    for place in range(11):
        boxes.nth(place).check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("You chose 11 departments; at most 10 are possible.")).to_be_visible()
    # What was chosen is still there, and open.
    expect(boxes.nth(10)).to_be_checked()
    for place in range(2, 11):
        boxes.nth(place).uncheck()
    page.get_by_role("button", name="Next").click()
    page.goto(f"{link_of(wave, 'Staff 0')}held/")
    expect(page.get_by_text("Équipe régionale 2.1 Kundendienst")).to_be_visible()
    page.goto(f"{link_of(wave, 'Staff 0')}check/")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    (opened,) = ballots.open_ballots(ballots.wave_key(wave), wave)
    # The thirteen departments of the first division come before; names stand in their order.
    assert bytes(filter(None, opened.answers)) == bytes([14, 15])


def test_the_consultant_chooses_the_departments_and_sees_who_helps_whom(
    world: World, open_browser: Callable[..., Page]
) -> None:
    wave = asking(world, FIVE)
    named: dict[str, Any] = {"Sales": ["1", "2"], "Stock": ["2"]}
    answer(wave, FIVE, lambda place, n: named.get(place, ["255"]) if n % 5 else ["5"])
    close_and_seal(world, wave)
    for size in (DESK, PHONE):
        page = open_browser(size=size)
        sign_in(page, world.consultant.email)
        page.goto(f"/waves/{wave.pk}/findings/departments/")
        expect(page.get_by_role("heading", name="Who helps whom")).to_be_visible()
        chart = page.get_by_role("img", name="Whom the people of each department name")
        chart.scroll_into_view_if_needed()
        expect(chart).to_be_visible()
        check_page(page)
    page.goto(f"/assessments/{wave.assessment_id}/wave/")
    page.get_by_label("Name").fill("Second")
    page.get_by_role("button", name="Prepare the wave").click()
    box = page.get_by_label("Ask staff from which departments they get help for customers")
    expect(box).to_be_checked()
    expect(page.get_by_label("Departments to choose from")).to_contain_text("5 departments")
    check_page(page)
