"""The workbook in a real browser: saved as typed, by two at once, without scripts or a server."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from reports import services
from surveys.models import Wave
from tests.conftest import wait_until
from tests.journeys.conftest import DESK, PHONE, all_of, check_page, sign_in
from tests.world import NOW, World

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

ITEM = "knowledge-focus-1"
# Writes into a note in the very moment it takes the place of another.
WRITE_AT_ONCE = """([entry, text]) => {
    const note = () => document.querySelector(`${entry} textarea`);
    const old = note();
    new MutationObserver((_, observer) => {
        if (note() === old) return;
        observer.disconnect();
        note().value = text;
        note().dispatchEvent(new Event("input", {bubbles: true}));
    }).observe(document.querySelector(entry), {childList: true, subtree: true});
}"""
SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")


@pytest.fixture
def wave(shared_world: World) -> Wave:
    return shared_world.draft_wave()


@pytest.fixture
def open_section(
    shared_world: World, wave: Wave, open_browser: Callable[..., Page]
) -> Callable[..., Page]:
    """Open a section as somebody who may write."""

    def opened(path: str = "evidence/knowledge", user: str = "consultant", **how: object) -> Page:
        page = open_browser(**how)
        sign_in(page, getattr(shared_world, user).email)
        page.goto(f"/waves/{wave.pk}/workbook/{path}/")
        return page

    return opened


def entry(page: Page, item: str = ITEM) -> Locator:
    return page.locator(f"#entry-{item}")


def note_of(wave: Wave, item: str = ITEM) -> str:
    found = wave.workbook.filter(item=item).first()
    return found.note if found else ""


class TestTyping:
    def test_is_saved_without_pressing_anything(
        self, wave: Wave, open_section: Callable[..., Page]
    ) -> None:
        page = open_section()
        expect(page.get_by_text("What you write is saved as you type.")).to_be_visible()
        expect(page.get_by_role("button", name="Save this page")).to_be_hidden()
        found = entry(page)
        found.get_by_label("Partly").check()
        found.get_by_label("Note").press_sequentially("Twenty records opened.")
        expect(found.get_by_text(SAVED)).to_be_visible()
        found.get_by_label("Links").fill("https://files.example/records")
        found.get_by_label("Links").blur()
        expect(found.get_by_role("link", name="https://files.example/records")).to_be_visible()
        page.reload()
        expect(found.get_by_label("Partly")).to_be_checked()
        expect(found.get_by_label("Note")).to_have_value("Twenty records opened.")
        expect(found.get_by_label("Links")).to_have_value("https://files.example/records")
        assert wave.workbook.get().rating == 2

    def test_goes_on_while_it_is_saved(self, wave: Wave, open_section: Callable[..., Page]) -> None:
        page = open_section()
        note = entry(page).get_by_label("Note")
        # Slower than the pause after which is saved, so that saving and typing meet.
        note.press_sequentially("one two three four", delay=250)
        expect(entry(page).get_by_text(SAVED)).to_be_visible()
        wait_until(lambda: note_of(wave) == "one two three four")
        expect(page.get_by_text("Not saved")).to_have_count(0)

    def test_is_kept_by_who_leaves_at_once(
        self, wave: Wave, open_section: Callable[..., Page]
    ) -> None:
        page = open_section()
        entry(page).get_by_label("Note").fill("In a hurry.")
        page.get_by_role("link", name="All sections").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Workbook")
        wait_until(lambda: note_of(wave) == "In a hurry.")

    def test_says_what_cannot_be_saved(self, wave: Wave, open_section: Callable[..., Page]) -> None:
        page = open_section()
        found = entry(page)
        found.get_by_label("Links").fill("on the shelf")
        found.get_by_label("Links").blur()
        expect(found.get_by_text("“on the shelf” is no address")).to_be_visible()
        check_page(page)
        found.get_by_label("Links").fill("")
        found.get_by_label("Note").fill("It is on the shelf.")
        expect(found.get_by_text(SAVED)).to_be_visible()
        expect(found.get_by_text("is no address")).to_have_count(0)

    def test_asks_who_leaves_what_cannot_be_saved(
        self, wave: Wave, open_section: Callable[..., Page]
    ) -> None:
        page = open_section()
        found = entry(page)
        found.get_by_label("Links").fill("on the shelf")
        found.get_by_label("Links").blur()
        expect(found.get_by_text("“on the shelf” is no address")).to_be_visible()
        with page.expect_event("dialog") as asked:
            page.once("dialog", lambda dialog: dialog.dismiss())
            page.get_by_role("link", name="All sections").click(no_wait_after=True)
        assert asked.value.type == "beforeunload"
        expect(found.get_by_label("Links")).to_have_value("on the shelf")

    def test_says_when_the_server_is_away_and_tries_again(
        self, wave: Wave, open_section: Callable[..., Page]
    ) -> None:
        page = open_section()
        page.context.set_offline(True)
        entry(page).get_by_label("Note").fill("Written in a lift.")
        refused = entry(page).get_by_text("Not saved: the server cannot be reached.")
        expect(refused).to_be_visible()
        expect(entry(page).get_by_label("Note")).to_have_value("Written in a lift.")
        assert note_of(wave) == ""
        page.context.set_offline(False)
        expect(entry(page).get_by_text(SAVED)).to_be_visible(timeout=20_000)
        assert note_of(wave) == "Written in a lift."

    def test_says_when_one_was_signed_out(
        self, wave: Wave, open_section: Callable[..., Page]
    ) -> None:
        page = open_section()
        page.context.clear_cookies()
        entry(page).get_by_label("Note").fill("Too late.")
        refused = entry(page).get_by_text("Not saved: this page is too old or you were signed out.")
        expect(refused).to_be_visible()
        expect(entry(page).get_by_label("Note")).to_have_value("Too late.")
        assert note_of(wave) == ""


class TestTwoAtOnce:
    def write(self, world: World, wave: Wave, text: str) -> None:
        """The other one, on the page they have open."""
        found = wave.workbook.filter(item=ITEM).first()
        services.write_entry(
            wave=wave, item=ITEM, rating=1, text=text, links=[], now=NOW,
            shown=found.version if found else 0, user=world.administrator,
        )  # fmt: skip

    def test_are_told_of_each_other_and_choose(
        self, shared_world: World, wave: Wave, open_section: Callable[..., Page]
    ) -> None:
        page = open_section()
        found = entry(page)
        self.write(shared_world, wave, "Only ten.")
        found.get_by_label("Note").fill("All of them.")
        expect(found.get_by_text("Mo Moss has changed this entry meanwhile")).to_be_visible()
        expect(found.get_by_text("Only ten.")).to_be_visible()
        check_page(page)
        assert note_of(wave) == "Only ten."
        found.get_by_role("button", name="Keep what I wrote instead").click()
        expect(found.get_by_text(SAVED)).to_be_visible()
        assert note_of(wave) == "All of them."

        self.write(shared_world, wave, "No, ten.")
        found.get_by_label("Note").fill("Nearly all of them.")
        found.get_by_role("button", name="Take this and drop mine").click()
        expect(found.get_by_label("Note")).to_have_value("No, ten.")
        expect(found.get_by_label("Absent")).to_be_checked()
        found.get_by_label("Note").fill("No, ten. Agreed.")
        expect(found.get_by_text(SAVED)).to_be_visible()
        assert note_of(wave) == "No, ten. Agreed."

    def test_what_is_written_at_once_into_what_was_taken_is_saved(
        self, shared_world: World, wave: Wave, open_section: Callable[..., Page]
    ) -> None:
        page = open_section()
        found = entry(page)
        self.write(shared_world, wave, "Only ten.")
        found.get_by_label("Note").fill("All of them.")
        page.evaluate(WRITE_AT_ONCE, [f"#entry-{ITEM}", "Ten, agreed."])
        found.get_by_role("button", name="Take this and drop mine").click()
        expect(found.get_by_text(SAVED)).to_be_visible()
        assert note_of(wave) == "Ten, agreed."


class TestFiles:
    @pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
    def test_are_attached_and_removed(
        self, wave: Wave, open_section: Callable[..., Page], scripts: bool
    ) -> None:
        page = open_section(scripts=scripts)

        def choose(content: bytes) -> None:
            attach = entry(page).get_by_text("Attach a file")
            if not entry(page).get_by_label("PDF, picture").is_visible():
                attach.click()
            entry(page).get_by_label("PDF, picture").set_input_files(
                {"name": "minutes.pdf", "mimeType": "application/pdf", "buffer": content}
            )
            entry(page).get_by_role("button", name="Attach", exact=True).click()

        choose(b"<html><script>")
        expect(page.get_by_text("This is a web page or a drawing made of code")).to_be_visible()
        choose(b"%PDF-1.7")
        expect(page.get_by_text("“minutes.pdf” is attached.")).to_be_visible()
        if scripts:
            check_page(page)
        with page.expect_download() as download:
            entry(page).get_by_role("link", name="minutes.pdf", exact=True).click()
        assert download.value.path().read_bytes() == b"%PDF-1.7"
        entry(page).get_by_role("link", name="Remove minutes.pdf").click()
        expect(page.get_by_text("The file is deleted for good")).to_be_visible()
        page.get_by_role("button", name="Yes, remove it").click()
        expect(page.get_by_text("“minutes.pdf” is removed.")).to_be_visible()
        expect(entry(page).get_by_role("link", name="minutes.pdf")).to_have_count(0)


def test_without_scripts_a_button_saves_the_page(
    wave: Wave, open_section: Callable[..., Page]
) -> None:
    page = open_section("roadmap/networks", scripts=False)
    first = entry(page, "networks-communication")
    first.get_by_label("Largely").check()
    first.get_by_label("Note").fill("A channel of their own.")
    entry(page, "networks-roles").get_by_label("Links").fill("nowhere")
    page.get_by_role("button", name="Save this page").click()
    expect(page.get_by_text("1 entry was not saved; it says why.")).to_be_visible()
    expect(page.get_by_text("“nowhere” is no address")).to_be_visible()
    entry(page, "networks-roles").get_by_label("Links").fill("https://files.example/roles")
    page.get_by_role("button", name="Save this page").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert dict(wave.workbook.values_list("item", "note")) == {
        "networks-communication": "A channel of their own.",
        "networks-roles": "",
    }
    page.get_by_role("link", name="2. Cross-functional teams ›").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2. Cross-functional teams")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_its_pages_are_accessible_and_fit(
    wave: Wave, open_section: Callable[..., Page], size: dict[str, int]
) -> None:
    page = open_section(size=size)
    address = f"/waves/{wave.pk}/workbook/"
    found = entry(page)
    found.get_by_label("Note").fill("A" * 200)
    found.get_by_label("Links").fill(f"https://files.example/{'b' * 200}")
    found.get_by_label("Links").blur()
    expect(found.get_by_text(SAVED)).to_be_visible()
    expect(found.get_by_role("link", name="https://files.example/bb")).to_be_visible()
    for each in all_of(page.get_by_text("Attach a file")):
        each.click()
    check_page(page)
    for path in ("", "roadmap/segments/"):
        page.goto(f"{address}{path}")
        check_page(page)
    Wave.objects.update(state="sealed")
    for path in ("", "evidence/knowledge/", "roadmap/segments/"):
        page.goto(f"{address}{path}")
        check_page(page)
    Wave.objects.update(state="discarded")
    page.goto(address)
    check_page(page)
