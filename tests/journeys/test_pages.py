"""Every page, at desk and phone width: axe finds nothing, and nothing is wider than the screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from organisations import importing
from organisations.models import RosterImport
from reports import building, services
from reports.models import Report
from surveys import services as surveys
from surveys.models import Wave
from tests.journeys.conftest import DESK, PHONE, check_page, sign_in
from tests.world import NOW, World, link_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FAULTY = "email,name,unit,audience\nnobody,Ann,Sales,staff\n"
GOOD = "email,name,unit,audience,grade\nann@client.example,Ann,Sales,staff,A\n"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
class TestPages:
    def visit(self, page: Page, *paths: str) -> None:
        for path in paths:
            page.goto(path)
            check_page(page)

    def test_of_a_consultant(
        self, shared_world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        wave = shared_world.sealed_wave()
        edition = wave.result.editions.get()
        building.build_report(services.ask_for_report(edition=edition, user=None, now=NOW))
        services.ask_for_report(edition=edition, user=None, now=NOW)
        Report.objects.filter(state="queued").update(state="failed", reason="No space left.")
        second = surveys.create_wave(
            assessment=wave.assessment,
            name="Second",
            closes_on=wave.closes_on,
            smallest_group=5,
            contact_name="Ada Moss",
            contact_email="ada@firm.example",
        )
        page = open_browser(size=size)
        sign_in(page, shared_world.consultant.email)
        client = f"/organisations/{shared_world.organisation.pk}/"
        self.visit(
            page, "/organisations/", "/organisations/new/", client, f"{client}roster/",
            f"{client}members/", f"{client}attributes/", f"{client}settings/",
            f"{client}assess/", f"{client}roster/import/",
            f"/assessments/{wave.assessment_id}/targets/",
            f"/assessments/{wave.assessment_id}/wave/",
            f"/waves/{wave.pk}/", f"/waves/{wave.pk}/result/", f"/waves/{second.pk}/",
            f"/waves/{second.pk}/roadmap/", f"/waves/{second.pk}/groups/", "/nothing/",
        )  # fmt: skip
        surveys.open_wave(wave=second, now=NOW)
        self.visit(page, f"/waves/{second.pk}/", f"/waves/{second.pk}/sheet/")
        surveys.close_wave(wave=second, now=NOW)
        self.visit(page, f"/waves/{second.pk}/", f"/waves/{second.pk}/seal/")
        for text in (FAULTY, GOOD):
            page.goto(f"{client}roster/import/")
            page.get_by_label("Roster file").set_input_files(
                {"name": "roster.csv", "mimeType": "text/csv", "buffer": text.encode()}
            )
            page.get_by_role("button", name="Check the file").click()
            check_page(page)
            importing.work_on(RosterImport.objects.get(state="queued"), now=NOW)
            page.reload()
            check_page(page)

    def test_of_a_respondent(
        self, shared_world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        wave = shared_world.open_wave()
        page = open_browser(size=size)
        for name, pages in (("Staff 1", 7), ("Customer 1", 2)):
            link = link_of(wave, name)
            self.visit(page, link, *(f"{link}{n}/" for n in range(1, pages + 1)))
            self.visit(page, *(f"{link}{name}/" for name in ("check", "privacy", "held", "leave")))
        self.visit(page, f"/q/{wave.pk}/WRONG/")
        link = link_of(wave, "Staff 1")
        page.goto(f"{link}1/")
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Next").click()
        self.visit(page, f"{link}about/", f"{link}held/")
        page.goto(f"{link}check/")
        page.get_by_role("button", name="Submit").click()
        check_page(page)
        Wave.objects.update(state="closed")
        self.visit(page, link_of(wave, "Staff 2"))
        page.goto(f"{link}leave/")
        page.get_by_role("button", name="Leave the list").click()
        check_page(page)

    def test_of_a_leader_and_of_everybody(
        self, shared_world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        page = open_browser(size=size)
        self.visit(page, "/sign-in/", "/password/", "/password/sent/", "/password/set/")
        sign_in(page, shared_world.leader.email)
        self.visit(page, "/reports/", f"/organisations/{shared_world.organisation.pk}/")
