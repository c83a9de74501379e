"""A real browser against a real server, with a real worker and mail server behind it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.tasks import sweep_jobs
from tests.conftest import PATIENCE, wait_until
from tests.world import PASSWORD

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}

# Both databases are tried at once, often on a machine that does other things too.
expect.set_options(timeout=15_000)
# For what a worker does, which may have a report to make first.
WORKED = PATIENCE * 1000


@pytest.fixture
def site(live_server: LiveServer, settings: Any) -> str:
    """The address of the running site, which its letters use too."""
    settings.SITE_URL = live_server.url
    settings.ALLOWED_HOSTS = ["*"]
    return str(live_server.url)


@pytest.fixture
def open_browser(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a fresh browser on the site, at desk or phone width."""
    opened: list[BrowserContext] = []

    def open_page(
        *, size: dict[str, int] = DESK, scripts: bool = True, scheme: Any = "light"
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": size["width"], "height": size["height"]},
            java_script_enabled=scripts,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return context.new_page()

    yield open_page
    # Pages left open go on asking for progress while the other tests run.
    for context in opened:
        context.close()


def sign_in(page: Page, email: str) -> None:
    """Sign in as a user of the world."""
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def all_of(found: Locator) -> list[Locator]:
    """Everything found on the page once all of it has come: it shows from the first line on."""
    found.page.wait_for_load_state()
    return found.all()


def check_page(page: Page) -> None:
    """Fail on what axe finds, and on anything wider than the screen."""
    violations = Axe().run(page).response["violations"]
    found = [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in violations]
    assert not found, f"{page.url}: {found}"
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} pixels wider than the screen"


def wait_swept(happened: Callable[[], bool]) -> None:
    """Wait as the site does: the scheduler rings again for work whose bell was lost."""

    def swept() -> bool:
        sweep_jobs()
        return happened()

    wait_until(swept, every=1)
