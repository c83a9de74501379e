"""Words longer than a screen is wide, wherever somebody may have written them."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from organisations.models import Account, Attribute, Firm, Organisation
from reports import building
from reports import services as reports
from reports.sealing import seal_wave
from surveys import services
from surveys.models import Assessment, Wave
from tests.journeys.conftest import DESK, PHONE, check_page, sign_in
from tests.reports.findings import address, chapters
from tests.world import NOW, World, answer_all, build_world, link_of, roster_csv

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def world(transactional_db: None, workshop: Any) -> World:
    """A client, a firm and an assessment whose names are single words as long as they may be."""
    world = build_world(workshop)
    world.import_roster(roster_csv())
    Organisation.objects.filter(pk=world.organisation.pk).update(name="O" * 120)
    Firm.objects.filter(organisations=world.organisation).update(name="F" * 120)
    Account.objects.update(name=Concat(Value("B" * 110), "name"))
    Attribute.objects.update(name="G" * 60)
    return world


def wave_in_preparation(world: World) -> Wave:
    """A wave with a question of 300 letters without a gap, and answers of 80."""
    wave = world.draft_wave()
    Assessment.objects.update(name="A" * 120)
    Wave.objects.update(name="W" * 80, contact_name="C" * 120)
    answers = [letter * 80 for letter in "rst"]
    services.add_own_question(wave=wave, audience="staff", text="Q" * 300, answers=answers)
    wave.refresh_from_db()
    return wave


def is_on_one_line(element: Locator) -> bool:
    """Whether a label of ours is whole, however long what stands beside it."""
    box = element.bounding_box()
    return box is not None and box["height"] < 40


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
class TestLongWords:
    def test_stay_on_a_respondents_pages(
        self, world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        wave = wave_in_preparation(world)
        services.open_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        page = open_browser(size=size)
        link = link_of(wave, "Staff 1")
        for path in (link, f"{link}check/", f"{link}7/"):
            page.goto(path)
            check_page(page)
        assert is_on_one_line(page.get_by_role("link", name="About this"))
        text = page.get_by_text("s" * 80).bounding_box()
        assert text is not None
        assert text["x"] + text["width"] <= size["width"]
        page.get_by_role("button", name="To the end").click()
        page.goto(f"{link}2/")
        check_page(page)
        page.get_by_role("button", name="Save and go to the end").click()
        expect(page.get_by_role("heading", name="Ready to submit?")).to_be_visible()
        customer = link_of(wave, "Customer 1")
        for path in (
            *(f"{link}{name}/" for name in ("held", "privacy", "leave")),
            *(f"{customer}{name}/" for name in ("about", "check", "held", "privacy")),
            f"/q/{wave.pk}/WRONG/",
        ):
            page.goto(path)
            check_page(page)

    def test_stay_on_a_consultants_pages(
        self, world: World, open_browser: Callable[..., Page], size: dict[str, int]
    ) -> None:
        wave = wave_in_preparation(world)
        page = open_browser(size=size)
        sign_in(page, world.consultant.email)
        client = f"/organisations/{world.organisation.pk}/"
        for path in (client, f"/waves/{wave.pk}/", f"/waves/{wave.pk}/questions/"):
            page.goto(path)
            check_page(page)
        assert is_on_one_line(page.get_by_role("link", name="Remove"))
        services.open_wave(wave=wave, now=NOW)
        page.goto(f"/waves/{wave.pk}/")
        check_page(page)


def test_they_stay_on_the_result_and_in_the_report(
    world: World, open_browser: Callable[..., Page]
) -> None:
    wave = wave_in_preparation(world)
    services.open_wave(wave=wave, now=NOW)
    answer_all(wave, "staff", 12)
    services.close_wave(wave=wave, now=NOW)
    seal_wave(reports.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
    report = reports.release_edition(
        edition=wave.result.editions.get(), user=world.consultant, now=NOW
    )
    assert report is not None
    building.build_report(report)
    page = open_browser(size=PHONE)
    sign_in(page, world.consultant.email)
    codes = ("", *chapters(world.client(world.consultant), wave))
    findings = [address(wave, code) for code in codes]
    for path in (f"/waves/{wave.pk}/result/", *findings, "/reports/"):
        page.goto(path)
        check_page(page)
    pdf = page.request.get(f"/reports/{report.pk}/report.pdf").body()
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    # A line across the whole sheet has room for 110 of these letters where they are smallest.
    assert "Q" * 30 in text
    assert not re.search("[QOAWC]{111}", text)
