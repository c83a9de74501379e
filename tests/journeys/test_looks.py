"""Every page of the site, light and dark, at desk and phone width.

The pages are those of the table of tests/test_access.py, so that none can be forgotten.
"""

import gzip
from collections.abc import Callable
from typing import Any, Literal

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from organisations import importing
from organisations.customer_files import working as customer_files
from organisations.models import CustomerFile, RosterImport
from reports.models import Report
from surveys.models import Wave
from tests.access_table import ROWS
from tests.journeys.conftest import DESK, PHONE, all_of, check_page, sign_in
from tests.reports.findings import address, chapters
from tests.reports.portfolio import SAID, account_file, sealed
from tests.reports.samples import full_result, put_result
from tests.test_access import arguments
from tests.world import NOW, World, link_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Files, and pieces of pages that are fetched while a page is open.
NO_PAGES = (
    "surveys:person_held",
    "reports:report_download",
    "reports:edition_file",
    "reports:schema",
    "reports:chart",
    "reports:summary_colour",
    "organisations:look_preview",
    "organisations:firm_preview",
    "organisations:colours",
    "organisations:logo",
    "reports:summary_logo",
    "results:colour",
    "results:logo",
    "reports:evidence_download",
    "surveys:setup_minutes",
)
FAULTY = "email,name,unit,audience\nnobody,Ann,Sales,staff\n"
GOOD = "email,name,unit,audience,grade\nann@client.example,Ann,Sales,staff,A\n"
HEADER = "id,name,revenue,revenue_last,currency,potential,segment,cost_to_serve"
CUSTOMER_FILES = {
    "accounts": (
        f'{HEADER}\n,Ann,"1,234",-5,Euro,,,\n',
        f"{HEADER}\n1,Bolt,900,10,EUR,200,Retail,90\n2,Nut,90,,EUR,,,\n",
    ),
    "complaints": (
        "date,channel,cause,outcome\nsoon,phone,late,solved\n",
        "date,channel,cause,outcome\n2026-05-01,phone,late,open\n",
    ),
}
PORTFOLIO = ("edition_customers", "salvage", "result_detail")
KILOBYTES, REQUESTS = 60, 6


def check_looks(page: Page) -> None:
    """Check a page with everything on it unfolded, light at a desk and dark on a phone.

    A page has the same colours at both widths, and the same places in both schemes.
    """
    for closed in all_of(page.locator("details:not([open]) > summary")):
        if closed.is_visible():
            closed.click()
    for size, scheme in zip((DESK, PHONE), SCHEMES, strict=True):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        page.emulate_media(color_scheme=scheme)
        check_page(page)


def visit(page: Page, *paths: str) -> None:
    for path in paths:
        page.goto(path)
        check_looks(page)


def pages(world: World) -> list[str]:
    """The path of every page a consultant may see."""
    places = arguments(world)
    return [
        reverse(address.partition("/")[0], kwargs=places.get(address))
        for method, address, consultant, *_others in ROWS
        if method == "GET" and consultant == "200"
        if not address.startswith(NO_PAGES) and not address.endswith("_progress")
    ]


class TestLooks:
    def test_of_every_page_of_the_desk(
        self,
        shared_world: World,
        open_browser: Callable[..., Page],
        settings: Any,
        tmp_path: Any,
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        paths = pages(shared_world)
        Report.objects.filter(state="queued").update(state="failed", reason="No space left.")
        page = open_browser()
        visit(page, "/sign-in/", "/password/", "/password/sent/", "/password/set/", "/nothing/")
        sign_in(page, shared_world.consultant.email)
        visit(page, *paths)

    def test_of_every_chapter_of_a_result(
        self, shared_world: World, open_browser: Callable[..., Page]
    ) -> None:
        wave = shared_world.sealed_wave()
        put_result(full_result())
        consultant = shared_world.client(shared_world.consultant)
        page = open_browser()
        sign_in(page, shared_world.consultant.email)
        visit(page, *(address(wave, code) for code in ("", *chapters(consultant, wave))))
        visit(page, f"{address(wave, 'perception')}?dimension=service&audience=staff")

    def test_of_a_roster_on_its_way_in(
        self, shared_world: World, open_browser: Callable[..., Page]
    ) -> None:
        page = open_browser()
        sign_in(page, shared_world.consultant.email)
        for text in (FAULTY, GOOD):
            page.goto(reverse("organisations:roster_import", args=[shared_world.organisation.pk]))
            page.get_by_label("Roster file").set_input_files(
                {"name": "roster.csv", "mimeType": "text/csv", "buffer": text.encode()}
            )
            page.get_by_role("button", name="Check the file").click()
            check_looks(page)
            importing.work_on(RosterImport.objects.get(state="queued"), now=NOW)
            page.reload()
            check_looks(page)

    def test_of_files_of_customers_on_their_way_in(
        self, shared_world: World, open_browser: Callable[..., Page]
    ) -> None:
        page = open_browser()
        sign_in(page, shared_world.consultant.email)
        organisation = shared_world.organisation.pk
        for kind, texts in CUSTOMER_FILES.items():
            for text in texts:
                page.goto(reverse("organisations:customer_file_import", args=[organisation, kind]))
                page.locator("[name=file]").set_input_files(
                    {"name": f"{kind}.csv", "mimeType": "text/csv", "buffer": text.encode()}
                )
                if kind == "accounts":
                    page.get_by_label("Last day of the twelve months").fill("2026-09-30")
                    page.get_by_label("Add accounts that are not on the list").check()
                page.get_by_role("button", name="Check the file").click()
                check_looks(page)
                customer_files.work_on(CustomerFile.objects.get(state="queued"), now=NOW)
                page.reload()
                check_looks(page)
        page.get_by_role("button", name="Take the file in").click()
        check_looks(page)
        customer_files.work_on(CustomerFile.objects.get(state="queued"), now=NOW)
        page.reload()
        check_looks(page)

    def test_of_a_portfolio_and_the_accounts_to_win_back(
        self, shared_world: World, open_browser: Callable[..., Page]
    ) -> None:
        result = sealed(shared_world)
        account_file(shared_world, dict.fromkeys(SAID, 100.0))
        page = open_browser()
        sign_in(page, shared_world.consultant.email)
        page.goto(reverse("reports:edition_customers", args=[result.wave_id]))
        page.get_by_label("Account file").select_option(index=1)
        page.get_by_role("button", name="Save and go on").click()
        visit(page, *(reverse(f"reports:{name}", args=[result.wave_id]) for name in PORTFOLIO))

    def test_of_pages_on_which_there_is_nothing_yet(
        self, shared_world: World, open_browser: Callable[..., Page]
    ) -> None:
        page = open_browser()
        for email in (shared_world.leader.email, shared_world.coordinator.email):
            sign_in(page, email)
            visit(page, "/reports/")
            page.get_by_role("button", name="Sign out").click()
        sign_in(page, shared_world.consultant.email)
        client = reverse("surveys:organisation_detail", args=[shared_world.organisation.pk])
        lists = ("roster", "accounts", "departments", "attributes", "records")
        visit(page, client, *(f"/organisations/{client.split('/')[2]}/{name}/" for name in lists))

    def test_of_every_page_of_a_respondent(
        self, shared_world: World, open_browser: Callable[..., Page]
    ) -> None:
        wave = shared_world.open_wave()
        staff, customer = link_of(wave, "Staff 1"), link_of(wave, "Customer 1")
        page = open_browser(size=PHONE)
        page.goto(f"{staff}1/")
        page.get_by_role("radio").first.check()
        check_looks(page)
        page.get_by_role("button", name="Next").click()
        visit(
            page,
            *(f"{staff}{n}/" for n in range(1, 8)),
            *(f"{staff}{name}/" for name in ("about", "held", "privacy", "leave", "no-mail")),
            *(f"{customer}{name}/" for name in ("about", "1", "2", "check", "privacy", "held")),
            *("/q/sample/", f"/q/{wave.pk}/WRONG/", f"{staff}check/"),
        )
        page.get_by_role("button", name="Submit").click()
        check_looks(page)
        Wave.objects.update(state="closed")
        visit(page, customer, f"{customer}leave/")
        page.get_by_role("button", name="Leave the list").click()
        check_looks(page)


def colours(page: Page) -> tuple[int, int]:
    """How light the page and its text are, of 765 for white."""
    found = page.evaluate(
        """() => ["backgroundColor", "color"].map(name =>
            getComputedStyle(document.body)[name].match(/\\d+/g).slice(0, 3)
                .reduce((sum, part) => sum + Number(part), 0))"""
    )
    return found[0], found[1]


def is_dark(page: Page) -> bool:
    """Whether the page is light on dark, and not the other way round."""
    ground, text = colours(page)
    assert abs(ground - text) > 400
    return text > ground


class TestDark:
    @pytest.mark.parametrize("scheme", SCHEMES)
    def test_respondents_see_what_their_device_asks_for_without_cookie_or_script(
        self, shared_world: World, open_browser: Callable[..., Page], scheme: str
    ) -> None:
        wave = shared_world.open_wave()
        page = open_browser(scheme=scheme, scripts=False)
        page.goto(link_of(wave, "Staff 1"))
        assert page.context.cookies() == []
        # Scripts are off, so the look is asked of another browser that runs them.
        asked = open_browser(scheme=scheme)
        asked.goto(page.url)
        assert is_dark(asked) == (scheme == "dark")

    def test_users_may_choose_otherwise_and_paper_stays_light(
        self, shared_world: World, open_browser: Callable[..., Page]
    ) -> None:
        page = open_browser(scheme="light")
        sign_in(page, shared_world.leader.email)
        assert not is_dark(page)
        page.goto("/account/")
        page.get_by_label("Dark").check()
        page.get_by_role("button", name="Save").click()
        assert is_dark(page)
        page.emulate_media(media="print")
        assert not is_dark(page)
        # A link of one's own is a respondent's page, whoever is signed in.
        page.emulate_media(media="screen")
        page.goto(link_of(shared_world.open_wave(), "Leader 1"))
        assert not is_dark(page)


def test_the_first_page_of_a_respondent_is_small(
    shared_world: World, open_browser: Callable[..., Page]
) -> None:
    wave = shared_world.open_wave()
    page = open_browser(size=PHONE)
    responses: list[Any] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(link_of(wave, "Staff 1"), wait_until="networkidle")
    bodies = [gzip.compress(r.body()) for r in responses if r.status == 200]
    assert len(bodies) >= 4
    # One more is for the icon, which a browser without a window does not fetch.
    assert len(responses) + 1 <= REQUESTS
    assert sum(map(len, bodies)) <= KILOBYTES * 1000
