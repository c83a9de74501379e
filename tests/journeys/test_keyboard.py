"""Everything by keyboard: the focus is seen, moves on, and stays where it was after a swap."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.journeys.conftest import sign_in
from tests.world import World, link_of, roster_csv

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]

# What is focused: its name, and how thick the line around it is; nothing at the page's end.
FOCUSED = """() => {
    const at = document.activeElement;
    if (at === document.body) return null;
    const look = getComputedStyle(at);
    const line = look.outlineStyle === "none" ? 0 : parseFloat(look.outlineWidth);
    return [at.outerHTML.slice(0, 120), line];
}"""


def walk(page: Page) -> list[str]:
    """Press Tab from the top of a page to its end; returns what was passed."""
    passed: list[str] = []
    for _step in range(300):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            return passed
        what, line = found
        assert line >= 2, f"{page.url}: no focus is seen on {what}"
        passed.append(what)
    raise AssertionError(f"{page.url} has no end")


class TestFocus:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_is_seen_on_everything_and_caught_by_nothing(
        self, shared_world: World, open_browser: Callable[..., Page], scheme: str
    ) -> None:
        shared_world.import_roster(roster_csv())
        client = shared_world.organisation.pk
        page = open_browser(scheme=scheme)
        sign_in(page, shared_world.consultant.email)
        for name in ("roster", "departments", "settings", "members", "attributes"):
            page.goto(reverse(f"organisations:{name}", args=[client]))
            assert 'class="skip"' in walk(page)[0]
        page.goto(reverse("my_account"))
        walk(page)
        page.goto(f"{link_of(shared_world.open_wave(), 'Staff 1')}1/")
        assert any('type="radio"' in what for what in walk(page))

    def test_skips_to_the_content(
        self, shared_world: World, open_browser: Callable[..., Page]
    ) -> None:
        page = open_browser()
        sign_in(page, shared_world.consultant.email)
        page.goto("/organisations/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Add a client")).to_be_focused()

    def test_stays_where_it_was_after_a_swap(
        self, shared_world: World, open_browser: Callable[..., Page]
    ) -> None:
        shared_world.import_roster(roster_csv(staff=60))
        page = open_browser()
        sign_in(page, shared_world.consultant.email)
        page.goto(reverse("organisations:roster", args=[shared_world.organisation.pk]))
        header = page.get_by_role("link", name="Audience")
        header.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("columnheader", name="Audience")).to_have_attribute(
            "aria-sort", "ascending"
        )
        expect(header).to_be_focused()
        page.get_by_role("link", name="Next").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Page 2 of 2")).to_be_visible()
        expect(page.locator("#page-next")).to_be_focused()
        page.get_by_label("Audience", exact=True).focus()
        page.get_by_label("Audience", exact=True).select_option("leaders")
        expect(page.get_by_role("status")).to_have_text("Found: 6 people")
        expect(page.get_by_label("Audience", exact=True)).to_be_focused()
