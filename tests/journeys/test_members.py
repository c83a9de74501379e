"""Giving access, one's own account, and what was done, in a real browser."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, check_page, sign_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
class TestAccess:
    def test_is_given_changed_taken_and_recorded(
        self, shared_world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        page = open_browser(size=size)
        sign_in(page, shared_world.administrator.email)
        organisation = shared_world.organisation.pk
        page.goto(reverse("organisations:members", args=[organisation]))
        check_page(page)
        page.get_by_label("Name").fill("Lea Lind")
        page.get_by_label("E-mail address").fill("lea@client.example")
        page.get_by_role("button", name="Give access").click()
        expect(page.get_by_role("status").first).to_have_text("Lea Lind now has access.")
        page.get_by_role("link", name="Lea Lind").click()
        check_page(page)
        page.get_by_label("Role").select_option("coordinator")
        page.get_by_role("button", name="Change the role").click()
        expect(page.get_by_role("status").first).to_have_text("Lea Lind has another role now.")
        page.get_by_role("link", name="Lea Lind").click()
        # By keyboard, as everything.
        page.get_by_role("link", name="Take the access away …").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="access away?")).to_be_visible()
        check_page(page)
        page.get_by_role("button", name="Yes, take it away").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").first).to_have_text("Lea Lind no longer has access.")
        page.get_by_role("link", name="What was done").click()
        check_page(page)
        expect(page.get_by_role("row")).to_have_count(4)
        expect(page.get_by_role("row").nth(1)).to_contain_text("took a part away")
        page.get_by_label("Act").select_option("role taken")
        expect(page.get_by_role("row")).to_have_count(2)

    def test_account_and_lock(
        self, shared_world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        page, other = open_browser(size=size), open_browser(size=size)
        for browser in (page, other):
            sign_in(browser, shared_world.leader.email)
        page.get_by_role("link", name="My account").click()
        check_page(page)
        page.get_by_role("link", name="Change the password").click()
        check_page(page)
        page.goto(reverse("my_account"))
        page.get_by_role("link", name="Sign out everywhere else").click()
        page.get_by_role("button", name="Yes, sign out there").click()
        expect(page.get_by_role("status")).to_have_text("You are signed out everywhere else.")
        other.goto(reverse("my_account"))
        expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")
        for _ in range(5):
            other.goto(reverse("sign_in"))
            other.locator("[name=username]").fill(shared_world.leader.email)
            other.locator("[name=password]").fill("a guess")
            other.locator("main button").click()
        expect(other.get_by_role("heading", level=1)).to_have_text("Locked for a while")
        check_page(other)
