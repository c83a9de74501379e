"""One result, one edition: page, PDF, workbook and deck say the same numbers.

Each is made as users get it and read back as they read it, from its tables and charts. What one
of them says is compared with what the documents say, and with what each of the others says.
"""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from openpyxl import load_workbook

from maturity.result import Document, canonical, content_hash
from organisations.workbooks import book_of_tables
from reports import building, services
from reports.deck import render_deck
from reports.models import Edition, Report
from reports.pdf import render_pdf
from reports.sheets import story_sheets
from tests.reports import deck_files
from tests.reports import reading_back as read
from tests.reports.sample_results import full, second_wave
from tests.reports.samples import put_result
from tests.reports.told_facts import (
    AUDIENCES,
    CENTRICITY,
    CHART,
    DIMENSIONS,
    ENOUGH,
    KINDS,
    STAGES,
    STATUSES,
    Facts,
    facts_of,
)
from tests.world import NOW, World

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
CHAPTERS = ("profile", "perception", "roadmap", "staff", "customers", "departments")
# What a second wave adds.
CHANGES = ("progress", "trend", "carried")
# What nobody compares here is not read from the PDF: that takes poppler long.
UNREAD = (
    "The numbers behind the scores",
    "Every question",
    "What each headline rests on",
)
# What one of the four says in fewer words than the others, or draws.
UNTOLD = {
    "pdf": {"matrix"},
    "deck": {
        *("agreement of groups", "stages of groups", "answers of groups"),
        *("answers of agreement of groups", "bridges", "openness"),
        *("carried", "aims moved", "trend moved"),
    },
}
PLACES = ("pages", "pdf", "workbook", "deck")


@dataclass(frozen=True)
class Told:
    """What was made of one result and edition: pages, files, and the PDF as poppler tells it."""

    pages: tuple[str, ...]
    pdf: str
    workbook: bytes
    deck: bytes


@cache
def facts_at(place: str, content: Any) -> Facts:
    """What one of the four tells."""
    tables: Mapping[str, Callable[[Any], Iterable[read.Read]]] = {
        "pages": lambda pages: (table for page in pages for table in read.from_page(page)),
        "pdf": read.from_structure,
        "workbook": read.from_workbook,
        "deck": read.from_deck,
    }
    return facts_of(tables[place](content))


# Made once for all tests, since what was made can no longer change.
MADE: list[Told] = []


@pytest.fixture
def told(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Told:
    """Everything, made by a site whose sealed wave has the sample's documents."""
    if not MADE:
        settings.MEDIA_ROOT = tmp_path
        MADE.append(made(request.getfixturevalue("world"), tmp_path))
    return MADE[0]


def made(world: World, folder: Path) -> Told:
    wave, sample = world.sealed_wave(), full()
    put_result(sample.result)
    text = canonical(sample.edition)
    Edition.objects.update(document=text, sha256=content_hash(text))
    files = {kind: report(Edition.objects.get(), kind) for kind in Report.Kind.values}
    (folder / "report.pdf").write_bytes(files["pdf"])
    browser = world.client(world.consultant)
    address = f"/waves/{wave.pk}"
    return Told(
        tuple(browser.get(f"{address}/findings/{code}/").content.decode() for code in CHAPTERS),
        read.structure(folder / "report.pdf", without=UNREAD),
        browser.get(f"{address}/result/?export=xlsx").content,
        files["deck"],
    )


@cache
def told_of_changes(folder: Path) -> Told:
    """The chapter on what has changed, of the sample that has one, and both files whole."""
    story = second_wave().story()
    # Of the PDF that chapter alone, and what is always there.
    empty: dict[str, Any] = dict.fromkeys(
        ("roadmap", "staff", "iceberg", "portfolio", "turnover", "coverage", "groups", "network")
    )
    empty |= dict.fromkeys(("dimensions", "items", "themes", "choices", "method", "rests_on"), ())
    (folder / "report.pdf").write_bytes(render_pdf(replace(story, **empty)))
    pages = [
        render_to_string(f"reports/_{part}.html", {"story": story, part: getattr(story, part)})
        for part in CHANGES
    ]
    return Told(
        tuple(pages),
        read.structure(folder / "report.pdf"),
        book_of_tables(story_sheets(story), name="x").content,
        render_deck(story),
    )


def report(edition: Edition, kind: str) -> bytes:
    """A finished file of an edition."""
    asked = services.ask_for_report(edition=edition, user=None, now=NOW, kind=kind)
    building.build_report(asked)
    asked.refresh_from_db()
    with asked.file.open("rb") as file:
        return bytes(file.read())


def said(result: Document) -> Facts:
    """What the documents say of the most important numbers, worked out by the test."""
    found: Facts = {}
    people = result["audiences"]
    for code, name in DIMENSIONS.items():
        cell = people["staff"]["dimensions"][code]
        found["profile", name, "score"] = score(cell)
        found["profile", name, "interval"] = f"{cell['low']:.1f} to {cell['high']:.1f}"
        found["profile", name, "stage"] = STAGES[cell["stage"]]
        for each, title in AUDIENCES.items():
            rated = people[each]["experience"].get(code, {"shown": False})
            if rated["shown"]:
                interval = f"{rated['low']:.1f} to {rated['high']:.1f}"
                found["perception", name, title, "score"] = score(rated)
                found["perception", name, title, "interval"] = interval
    for kind, part in people["staff"]["ambassadors"]["kinds"]["shares"].items():
        found["ambassadors", KINDS[kind], "share"] = f"{part['share']:.0%}"
        found["ambassadors", KINDS[kind], "interval"] = f"{part['low']:.0%} to {part['high']:.0%}"
    groups = people["staff"]["groups"]
    named = [(each["name"], each) for each in groups["units"]]
    named += [
        (each["values"][0], each)
        for attribute in groups["attributes"]
        for each in attribute["categories"]
        if len(each["values"]) == 1 and each["values"][0]
    ]
    # Two departments of one name are told apart by where they stand, which is not read here.
    names = [name for name, _part in named]
    for group, code, cell in (
        (group, code, cell)
        for group, part in named
        if names.count(group) == 1
        for code, cell in part["dimensions"].items()
    ):
        found["groups", group, DIMENSIONS[code], "score"] = score(cell)
        if cell["low"] is not None:
            interval = f"{cell['low']:.1f} to {cell['high']:.1f}"
            found["groups", group, DIMENSIONS[code], "interval"] = interval
    status = dict(zip(("fully", "largely", "partly", "not"), STATUSES, strict=True))
    rated_steps = result["roadmap"]["steps"]
    for place in CENTRICITY.steps:
        found["roadmap", place.name, "assessed"] = status[rated_steps[place.code]["status"]]
    return found


def score(cell: Document) -> str:
    sign = {"at_most": "≤ ", "at_least": "≥ "}.get(cell.get("end") or "", "")
    return f"{sign}{cell['mean']:.1f}"


def disagreements(told: Told) -> dict[str, Facts]:
    """What each of the four says otherwise than the page, or not at all."""
    found = {place: facts_at(place, getattr(told, place)) for place in PLACES}
    shared = found["pages"]
    return {
        place: {
            fact: facts.get(fact, "nothing")
            for fact, text in shared.items()
            if facts.get(fact) != text and fact[0] not in UNTOLD.get(place, ())
        }
        for place, facts in found.items()
    }


def with_other_page(told: Told) -> Told:
    return replace(told, pages=tuple(page.replace("1.9", "1.8") for page in told.pages))


def with_other_pdf(told: Told) -> Told:
    return replace(told, pdf=told.pdf.replace('"1.9"', '"1.8"'))


def with_other_workbook(told: Told) -> Told:
    book, changed = load_workbook(io.BytesIO(told.workbook)), io.BytesIO()
    [cell] = [row[6] for row in book["2 Dimensions"].iter_rows() if row[0].value == "Measurement"]
    assert cell.value == 1.9
    cell.value = 1.8
    book.save(changed)
    return replace(told, workbook=changed.getvalue())


def with_other_deck(told: Told) -> Told:
    """One dot is drawn elsewhere; the table on a later slide stays."""
    deck, changed = deck_files.open_deck(told.deck), io.BytesIO()
    [frame] = [f for s in deck.slides for f in deck_files.charts(s) if f.name.startswith(CHART)]
    for text in frame.chart._chartSpace.iter("{*}t"):
        text.text = text.text.replace("1.9", "1.8")
    deck.save(changed)
    return replace(told, deck=changed.getvalue())


ALTER: Mapping[str, Callable[[Told], Told]] = {
    "pages": with_other_page,
    "pdf": with_other_pdf,
    "workbook": with_other_workbook,
    "deck": with_other_deck,
}


class TestAgreement:
    @pytest.mark.parametrize("place", PLACES)
    def test_says_what_the_documents_say(self, told: Told, place: str) -> None:
        facts, expected = facts_at(place, getattr(told, place)), said(full().result)
        assert {fact: facts.get(fact) for fact in expected} == expected

    def test_all_four_say_the_same(self, told: Told) -> None:
        assert disagreements(told) == {place: {} for place in PLACES}

    # Page and workbook of the desk have the client's plan as it goes on.
    @pytest.mark.parametrize("place", ["pdf", "deck"])
    def test_files_have_the_plan_of_the_edition(self, told: Told, place: str) -> None:
        facts = facts_at(place, getattr(told, place))
        for action in full().edition["actions"]:
            due, name = date.fromisoformat(action["due_on"]), action["what"][:ENOUGH]
            assert facts["plan", name, "until"] == f"{due.day} {due:%B %Y}"
            assert facts["plan", name, "who"] == action["owner"]

    def test_compares_every_kind_of_number(self, told: Told) -> None:
        facts = facts_at("pages", told.pages)
        counted = {kind: sum(fact[0] == kind for fact in facts) for kind, *_more in facts}
        assert counted["profile"] == 3 * 7
        assert counted["perception"] >= 2 * (7 * 3 - 1)
        assert counted["iceberg"] == 2 * 9
        assert counted["stay"] == 2 * 5
        assert counted["ambassadors"] == 2 * 3
        # Of detractors too few answered.
        assert counted["staff stay"] == 2 * 2
        assert counted["portfolio"] == 2 * 8
        assert counted["roadmap"] == 5 * (1 + 2 * 3)
        assert {fact[1] for fact in facts if fact[0] == "groups"} > {"Sales", "2 to 5 years"}
        for kind in ("agreement of groups", "stages of groups", "answers of groups"):
            assert counted[kind] > 2 * 7
        assert min(counted[kind] for kind in ("matrix", "bridges", "openness")) > 0

    @pytest.mark.parametrize("place", PLACES)
    def test_notices_a_number_that_was_altered(self, told: Told, place: str) -> None:
        altered = ALTER[place](told)
        found = disagreements(altered)
        # What a page says otherwise, all others say otherwise than the page.
        places = PLACES[1:] if place == "pages" else (place,)
        for each in places:
            assert ("profile", "Measurement", "score") in found[each]


class TestSecondWave:
    """What has changed, which the first wave has no chapter on."""

    @pytest.fixture
    def told(self, tmp_path_factory: pytest.TempPathFactory) -> Told:
        return told_of_changes(tmp_path_factory.getbasetemp())

    @pytest.mark.parametrize("place", PLACES)
    def test_says_what_the_documents_say(self, told: Told, place: str) -> None:
        sample, facts = second_wave(), facts_at(place, getattr(told, place))
        [summer] = sample.between
        for wave, result in (("Spring", full().result), ("Autumn", sample.result)):
            cell = result["audiences"]["staff"]["dimensions"]["measurement"]
            assert facts["trend", "Measurement", wave, "score"] == score(cell)
        assert summer["scope"]["wave"] == "Summer"
        assert ("trend", "Measurement", "Summer", "score") in facts
        for code, name in DIMENSIONS.items():
            then, now = (
                f"{score(cell)} ({cell['low']:.1f} to {cell['high']:.1f})"
                for cell in (
                    each["audiences"]["staff"]["dimensions"][code]
                    for each in (full().result, sample.result)
                )
            )
            assert ("change moved", name, then, now) in facts
        problem = (
            f"{cell['share']:.0%} ({cell['low']:.0%} to {cell['high']:.0%})"
            for each in (full().result, sample.result)
            for cell in [each["audiences"]["customers"]["iceberg"]["problem"]["shares"]["yes"]]
        )
        assert ("change moved", "Had a problem", *problem) in facts

    def test_all_four_say_the_same(self, told: Told) -> None:
        assert disagreements(told) == {place: {} for place in PLACES}

    def test_compares_every_kind_of_number(self, told: Told) -> None:
        facts = facts_at("pages", told.pages)
        counted = {kind: sum(fact[0] == kind for fact in facts) for kind, *_more in facts}
        # Four scores and six shares of customers, and two shares of staff.
        assert counted["change moved"] == 3 * 7 + 4 + 6 + 2
        # Two scores in three waves, each with its interval.
        assert counted["trend"] == 2 * 3 * 2
        assert counted["trend moved"] == 2
        assert counted["carried"] == 3 * 5
        assert counted["aims moved"] > 5
