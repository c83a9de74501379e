"""The department tree by keyboard alone, and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from organisations import services
from tests.journeys.conftest import DESK, PHONE, check_page, sign_in
from tests.world import World

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def focused(page: Page) -> str:
    """The words of whatever has the focus."""
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def tab_to(page: Page, words: str) -> None:
    """Press the tabulator until what has these words, or this label, has the focus."""
    label = "(document.activeElement.labels?.[0]?.textContent ?? '').replace('*', '').trim()"
    for _press in range(40):
        page.keyboard.press("Tab")
        if words in (focused(page), page.evaluate(label)):
            return
    raise AssertionError(f"The tabulator does not reach “{words}”.")


@pytest.mark.parametrize(
    ("size", "scripts"), [(DESK, True), (PHONE, False)], ids=["desk", "phone without scripts"]
)
def test_the_tree_is_arranged_by_keyboard(
    shared_world: World, open_browser: Callable[..., Page], size: dict[str, int], scripts: bool
) -> None:
    organisation = shared_world.organisation
    for name in ("Sales", "Service"):
        services.add_department(organisation=organisation, name=name, parent=None)
    page = open_browser(size=size, scripts=scripts)
    sign_in(page, shared_world.coordinator.email)
    page.goto(f"/organisations/{organisation.pk}/departments/")

    tab_to(page, "Service")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Service")
    tab_to(page, "Name of the new department")
    page.keyboard.type("Field")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“Service / Field” is added.")).to_be_visible()
    # Where the tree was changed, one goes on.
    assert focused(page) == "Field"

    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Field")
    tab_to(page, "Below")
    page.keyboard.type("Sales")
    tab_to(page, "Move")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“Field” now stands below “Sales”.")).to_be_visible()
    assert focused(page) == "Field"
    paths = set(organisation.units.values_list("path", flat=True))
    assert paths == {"Sales", "Sales / Field", "Service"}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_its_pages_are_accessible_and_fit(
    shared_world: World, open_browser: Callable[..., Page], size: dict[str, int]
) -> None:
    organisation = shared_world.organisation
    page = open_browser(size=size)
    sign_in(page, shared_world.coordinator.email)
    address = f"/organisations/{organisation.pk}/departments/"
    page.goto(address)
    check_page(page)
    parent = None
    for name in ("Sales", LONG, "York"):
        parent = services.add_department(organisation=organisation, name=name, parent=parent)
    assert parent is not None
    for path in (address, f"{address}?q=york", f"{address}{parent.pk}/", f"{address}import/"):
        page.goto(path)
        check_page(page)
    for text in ("department,parent\nYork,Sales\nHull,\n", "department,parent\nHull,Hull\n"):
        page.goto(f"{address}import/")
        page.get_by_label("File of departments").set_input_files(
            {"name": "tree.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )
        page.get_by_role("button", name="Check the file").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Check the departments")
        check_page(page)


def test_the_tree_narrows_while_one_types(
    shared_world: World, open_browser: Callable[..., Page]
) -> None:
    organisation = shared_world.organisation
    for name in ("Sales", "Service"):
        services.add_department(organisation=organisation, name=name, parent=None)
    page = open_browser()
    sign_in(page, shared_world.coordinator.email)
    page.goto(f"/organisations/{organisation.pk}/departments/")
    page.get_by_label("Find a department").press_sequentially("serv")
    expect(page.get_by_text("1 department found.")).to_be_visible()
    expect(page.get_by_role("link", name="Sales", exact=True)).to_have_count(0)
    expect(page.get_by_label("Find a department")).to_be_focused()
