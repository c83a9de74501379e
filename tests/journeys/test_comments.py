"""A consultant reads the comments on a phone, without scripts, and releases the report."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from surveys.models import Comment, Wave
from tests.journeys.conftest import DESK, PHONE, all_of, check_page, sign_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def wave(shared_world: World) -> Wave:
    """A sealed wave with comments, some of them long."""
    wave = shared_world.sealed_wave()
    Comment.objects.bulk_create(
        Comment(wave=wave, audience=audience, question="CM1", text=f"{words} Number {n}.")
        for audience in ("staff", "leaders")
        for n, words in enumerate(["Mend the door.", "[name] shouts.\nEvery day.", "Q" * 90] * 4)
    )
    return wave


def test_the_review(shared_world: World, wave: Wave, open_browser: Callable[..., Page]) -> None:
    desk = open_browser(size=DESK)
    sign_in(desk, shared_world.consultant.email)
    desk.goto(f"/waves/{wave.pk}/comments/")
    check_page(desk)

    page = open_browser(size=PHONE, scripts=False)
    sign_in(page, shared_world.consultant.email)
    page.goto(f"/waves/{wave.pk}/result/")
    page.get_by_role("link", name="Release to leaders").click()
    expect(page.locator("main")).to_contain_text("24 comments have not been read yet.")
    expect(page.get_by_role("button", name="Yes, release it")).to_have_count(0)
    page.get_by_role("link", name="Read the comments").click()
    first = page.get_by_role("group", name="Comment 1", exact=True)
    first.get_by_label("Words to black out").fill("nowhere")
    page.get_by_role("button", name="Save this page").click()
    expect(first).to_contain_text("“nowhere” does not stand in this comment")
    first.get_by_label("Words to black out").fill("number")
    for group in all_of(page.locator("fieldset")):
        group.get_by_label("May be quoted").check()
    first.get_by_label("Withheld").check()
    page.get_by_role("button", name="Save this page").click()
    expect(first).to_contain_text("[removed]")
    expect(first.get_by_label("Withheld")).to_be_checked()
    page.get_by_role("link", name="Result and reports").click()
    page.get_by_role("link", name="Release to leaders").click()
    page.get_by_role("button", name="Yes, release it").click()
    page.get_by_role("link", name="Every question and answer").click()
    expect(page.get_by_text("no measurement")).to_be_visible()
    for path in ("result", "findings/items", "comments"):
        desk.goto(f"/waves/{wave.pk}/{path}/")
        check_page(desk)
        desk.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        check_page(desk)
