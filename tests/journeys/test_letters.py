"""Writing a letter in a real browser: the preview follows, with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, check_page, sign_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


class TestPreview:
    @pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
    def test_follows_what_is_typed(
        self, shared_world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        wave = shared_world.draft_wave()
        page = open_browser(size=size)
        sign_in(page, shared_world.consultant.email)
        page.goto(f"/waves/{wave.pk}/letters/")
        check_page(page)
        page.get_by_role("link", name="Invitation, staff").click()
        preview = page.locator("#preview")
        expect(preview).to_contain_text("Hello Robin Sample,")
        page.get_by_label("Text").fill("Dear {name},\n\n{lnk}")
        expect(preview).to_contain_text("did you mean {link}?")
        check_page(page)
        page.get_by_label("Text").fill("Dear {name},\n\n{link}\n\nThank you!")
        expect(preview).to_contain_text("/q/sample/\n\nThank you!")
        expect(preview).not_to_contain_text("cannot be sent")
        assert not wave.mail_texts.exists()
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("The words are saved.")).to_be_visible()
        assert wave.mail_texts.get().body == "Dear {name},\n\n{link}\n\nThank you!"

    def test_has_a_button_where_there_are_no_scripts(
        self, shared_world: World, open_browser: Callable[..., Page]
    ) -> None:
        wave = shared_world.draft_wave()
        page = open_browser(scripts=False)
        sign_in(page, shared_world.consultant.email)
        page.goto(f"/waves/{wave.pk}/letters/staff/reminder/")
        page.get_by_label("Text").fill("Once more, {name}:\n\n{link}")
        page.get_by_role("button", name="Preview").click()
        expect(page.locator("#preview")).to_contain_text("Once more, Robin Sample:")
        expect(page.get_by_label("Text")).to_have_value("Once more, {name}:\n\n{link}")
        assert not wave.mail_texts.exists()


class TestWave:
    @pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
    def test_is_extended_and_closed_from_its_page(
        self, shared_world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        wave = shared_world.open_wave()
        page = open_browser(size=size, scripts=False)
        sign_in(page, shared_world.consultant.email)
        page.goto(f"/organisations/{shared_world.organisation.pk}/")
        expect(page.get_by_role("heading", name="Under way")).to_be_visible()
        page.get_by_role("link", name="Customer centricity: Autumn").click()
        page.get_by_text("Extend it").click()
        page.get_by_label("Last day to answer").fill("2100-01-31")
        page.get_by_role("button", name="Extend").click()
        expect(page.get_by_text("The wave stays open for longer.")).to_be_visible()
        page.get_by_text("Close it now").click()
        page.get_by_role("button", name="Close the wave").click()
        expect(page.get_by_text("Next: Complete the workbook, then seal the wave")).to_be_visible()
        wave.refresh_from_db()
        assert (str(wave.closes_on), wave.state) == ("2100-01-31", "closed")
