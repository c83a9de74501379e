"""Words longer than a screen is wide, wherever somebody may have written them."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from organisations.models import Firm, Organisation
from surveys import services
from surveys.models import Assessment, Wave
from tests.journeys.conftest import DESK, PHONE, check_page, sign_in
from tests.world import NOW, World, build_world, link_of, roster_csv

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db: None, workshop: Any) -> World:
    """A client, a firm and an assessment whose names are single words as long as they may be."""
    world = build_world(workshop)
    world.import_roster(roster_csv())
    Organisation.objects.filter(pk=world.organisation.pk).update(name="O" * 120)
    Firm.objects.filter(organisations=world.organisation).update(name="F" * 120)
    return world


def wave_in_preparation(world: World) -> Wave:
    """A wave with a question of 300 letters without a gap, and answers of 80."""
    wave = world.draft_wave()
    Assessment.objects.update(name="A" * 120)
    Wave.objects.update(name="W" * 80, contact_name="C" * 120)
    answers = [letter * 80 for letter in "rst"]
    services.add_own_question(wave=wave, audience="staff", text="Q" * 300, answers=answers)
    wave.refresh_from_db()
    return wave


def is_on_one_line(element: Locator) -> bool:
    """Whether a label of ours is whole, however long what stands beside it."""
    box = element.bounding_box()
    return box is not None and box["height"] < 40


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
class TestLongWords:
    def test_stay_on_a_respondents_pages(
        self, world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        wave = wave_in_preparation(world)
        services.open_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        page = open_browser(size=size)
        link = link_of(wave, "Staff 1")
        for path in (link, f"{link}check/", f"{link}7/"):
            page.goto(path)
            check_page(page)
        assert is_on_one_line(page.get_by_role("link", name="About this"))
        text = page.get_by_text("s" * 80).bounding_box()
        assert text is not None
        assert text["x"] + text["width"] <= size["width"]
        page.get_by_role("button", name="To the end").click()
        page.goto(f"{link}2/")
        check_page(page)
        page.get_by_role("button", name="Save and go to the end").click()
        expect(page.get_by_role("heading", name="Ready to submit?")).to_be_visible()
        page.goto(f"/q/{wave.pk}/WRONG/")
        check_page(page)

    def test_stay_on_a_consultants_pages(
        self, world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        wave = wave_in_preparation(world)
        page = open_browser(size=size)
        sign_in(page, world.consultant.email)
        client = f"/organisations/{world.organisation.pk}/"
        for path in (client, f"/waves/{wave.pk}/", f"/waves/{wave.pk}/questions/"):
            page.goto(path)
            check_page(page)
        assert is_on_one_line(page.get_by_role("button", name="Remove"))
        services.open_wave(wave=wave, now=NOW)
        page.goto(f"/waves/{wave.pk}/")
        check_page(page)
