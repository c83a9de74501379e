"""Every kind of question in a real browser, on a model of an organisation's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from maturity.loading import load
from surveys import services
from surveys.models import Wave
from surveys.privacy import ballots
from tests.journeys.conftest import DESK, PHONE, check_page, sign_in
from tests.world import LAST_DAY, NOW, World, build_world, link_of, roster_csv

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

MODELS = Path(__file__).parent.parent / "data"


@pytest.fixture
def workshop_world(transactional_db: None, settings: Any) -> World:
    """A client that measures with the workshop's model."""
    settings.FRAMEWORKS_DIR = MODELS
    world = build_world(load("workshop", root=MODELS))
    world.import_roster(roster_csv())
    return world


def second_wave(world: World, wave: Wave) -> Wave:
    """A wave in preparation, beside one that is open."""
    return services.create_wave(
        assessment=wave.assessment,
        name="Second",
        closes_on=LAST_DAY,
        smallest_group=5,
        contact_name="Ada Moss",
        contact_email="ada@firm.example",
    )


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
class TestPages:
    def test_of_every_kind_of_question(
        self, workshop_world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        wave = workshop_world.open_wave()
        page = open_browser(size=size)
        link = link_of(wave, "Staff 1")
        for number in range(1, 7):
            page.goto(f"{link}{number}/")
            check_page(page)
        comment = page.get_by_role("textbox")
        comment.evaluate("element => element.removeAttribute('maxlength')")
        comment.fill("a" * 601)
        page.get_by_role("button", name="To the end").click()
        expect(page.get_by_text("This has 601 characters")).to_be_visible()
        check_page(page)

    def test_of_a_waves_own_questions(
        self, workshop_world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        wave = second_wave(workshop_world, workshop_world.open_wave())
        page = open_browser(size=size)
        sign_in(page, workshop_world.consultant.email)
        page.goto(f"/waves/{wave.pk}/")
        page.get_by_role("link", name="Questions of your own").click()
        check_page(page)
        page.get_by_label("Question or statement").fill("When is lunch?")
        answers = page.get_by_label("Answers to choose from")
        answers.fill("Early")
        page.get_by_role("button", name="Add the question").click()
        expect(page.get_by_text("here are 1.")).to_be_visible()
        check_page(page)
        answers.fill("Early\nAt noon\nLate")
        page.get_by_role("button", name="Add the question").click()
        expect(page.get_by_text("Early · At noon · Late")).to_be_visible()
        check_page(page)
        page.get_by_role("link", name="Remove … “When is lunch?”").click()
        check_page(page)
        page.get_by_role("button", name="Yes, remove it").click()
        expect(page.get_by_text("The question is removed.")).to_be_visible()
        services.open_wave(wave=wave, now=NOW)
        page.reload()
        check_page(page)


def test_a_customer_answers_without_javascript_and_changes_their_mind(
    workshop_world: World, open_browser: Callable[..., Page]
) -> None:
    wave = workshop_world.open_wave()
    page = open_browser(size=PHONE, scripts=False)
    page.goto(link_of(wave, "Customer 1"))
    page.get_by_role("link", name="Begin").click()
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("By telephone").check()
    page.get_by_label("At the counter").check()
    page.get_by_label("4 to 10 days").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("What would have helped you most?").fill("A call.")
    page.get_by_role("button", name="To the end").click()
    page.get_by_role("link", name="Back").click()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("By telephone")).to_be_checked()
    page.get_by_role("button", name="Back").click()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="In your own words")).to_be_visible()
    expect(page.get_by_label("What would have helped you most?")).to_have_count(0)
    page.get_by_label("What should we keep").fill("The bell.")
    page.get_by_role("button", name="To the end").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    (opened,) = ballots.open_ballots(ballots.wave_key(wave), wave)
    assert opened.answers == bytes([0, 0, 1, 0, 0, 0, 0, 0])
    assert opened.comments == {"CM1": "The bell."}
