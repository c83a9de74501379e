"""Choosing a look in a real browser: the head of the cover follows, and the logo is shown."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.conftest import DESK, PHONE, check_page, sign_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><path d="M0 0h4v1z"/></svg>'
FILE: FilePayload = {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": LOGO}
# How wide a picture is by itself: 0 where it could not be drawn.
DRAWN = "picture => picture.naturalWidth"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
class TestLook:
    def test_of_a_client(
        self, shared_world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        page = open_browser(size=size)
        sign_in(page, shared_world.consultant.email)
        page.goto(f"/organisations/{shared_world.organisation.pk}/look/")
        band = page.locator(".cover-head .band")
        expect(band).to_have_css("background-color", "rgb(43, 118, 149)")
        page.get_by_label("First colour").fill("#123456")
        expect(band).to_have_css("background-color", "rgb(18, 52, 86)")
        page.get_by_label("Second colour").fill("#ffff00")
        expect(page.get_by_text("Lines in #ffff00 are hard to see")).to_be_visible()
        check_page(page)
        page.get_by_label("Second colour").fill("#b07d12")
        page.get_by_label("Logo").set_input_files(files=[FILE])
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("The look is saved.")).to_be_visible()
        logo = page.get_by_alt_text("Logo of Client Ltd")
        expect(logo).to_have_js_property("complete", True)
        assert logo.evaluate(DRAWN) > 0
        expect(band).to_have_css("border-bottom-color", "rgb(176, 125, 18)")
        check_page(page)

    def test_of_a_firm_without_scripts(
        self, shared_world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        page = open_browser(size=size, scripts=False)
        sign_in(page, shared_world.consultant.email)
        page.goto("/account/")
        page.get_by_role("link", name="Name, logo, colours").click()
        page.get_by_label("First colour").fill("#7a1f5c")
        page.get_by_label("Second colour").fill("#b07d12")
        page.get_by_role("button", name="Save").click()
        name = page.locator(".cover-head .firm")
        expect(name).to_have_text("Moss & Partners")
        expect(name).to_have_css("color", "rgb(122, 31, 92)")
        comment = page.locator(".cover-head .comment")
        expect(comment).to_have_css("border-left-color", "rgb(176, 125, 18)")
