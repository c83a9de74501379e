"""One result, one edition: page, PDF, workbook and deck say the same numbers.

Each is made as users get it and read back as they read it, from its tables and charts. What one
of them says is compared with what the documents say, and with what each of the others says.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from maturity.loading import load
from maturity.result import Document, canonical, content_hash
from reports import building, services
from reports.models import Edition, Report
from tests.reports import deck_files
from tests.reports import reading_back as read
from tests.reports.sample_results import full
from tests.reports.samples import put_result
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)
CENTRICITY = load("centricity")
DIMENSIONS = {each.code: each.name for each in CENTRICITY.dimensions}
STAGES = {each.code: each.name for each in CENTRICITY.stages}
STEPS = [each.name for each in CENTRICITY.steps]
STATUSES = ("Fully in place", "Largely in place", "Partly in place", "Not in place")
AUDIENCES = {"staff": "Staff", "leaders": "Leaders", "customers": "Customers"}
KINDS = {"ambassador": "Ambassadors", "between": "In between", "detractor": "Detractors"}
CLASSES = (
    *("Model customers", "Growth customers", "At risk", "Dangling", "Borderline, large"),
    *("Borderline, small", "Experience unknown", "New"),
)
STATEMENTS = "Agreement with statements"
# The title of the chart of scores on a slide.
CHART = "Score by dimension, and its target"
# Charts of shares on slides, by their titles.
CHARTS = {
    "Intend to stay": "stay",
    "Share of staff": "ambassadors",
    "Of these intend to stay": "staff stay",
}
CHAPTERS = ("profile", "perception", "roadmap", "staff", "customers")
PLACES = ("pages", "pdf", "workbook", "deck")

Cells = Mapping[str, str]
# {what is told, of what}: as it is told.
Facts = dict[tuple[str, ...], str]
Found = Iterator[tuple[tuple[str, ...], str]]


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
        read.structure(folder / "report.pdf"),
        browser.get(f"{address}/result/?export=xlsx").content,
        files["deck"],
    )


def report(edition: Edition, kind: str) -> bytes:
    """A finished file of an edition."""
    asked = services.ask_for_report(edition=edition, user=None, now=NOW, kind=kind)
    building.build_report(asked)
    asked.refresh_from_db()
    with asked.file.open("rb") as file:
        return bytes(file.read())


def facts_of(tables: Iterable[read.Read]) -> Facts:
    """What tables tell, whichever of the four they come from."""
    found: Facts = {}
    for table in tables:
        if table.rows:
            for fact, text in facts_of_table(table):
                before = found.setdefault(fact, text)
                found[fact] = text if before == text else f"{before}, but also {text}"
    return found


def facts_of_table(table: read.Read) -> Iterator[tuple[tuple[str, ...], str]]:
    titles, *rows = table.rows
    for row in rows:
        cells = dict(zip(titles, row, strict=False))
        for tell in (dimension, audience, share, portfolio_class, step):
            for fact, text in tell(table.heading, cells, row):
                if text:
                    yield fact, text


def dimension(heading: str, cells: Cells, row: list[str]) -> Found:
    """Score, interval and stage of a dimension as staff see it."""
    name = cells.get("Dimension") or row[0]
    if name not in DIMENSIONS.values():
        return
    if heading.startswith(CHART):
        yield ("profile", name, "score"), read.first(read.SCORE, row[1])
        yield ("profile", name, "interval"), read.first(read.INTERVAL, row[1])
    if "Score" in cells:
        yield ("profile", name, "score"), read.first(read.SCORE, cells["Score"])
        yield ("profile", name, "interval"), read.first(read.INTERVAL, cells["95% interval"])
    if "Target" in cells and not heading.startswith(CHART):
        stage = cells.get("Stage") or cells.get("Stage reached", "")
        yield ("profile", name, "stage"), read.named(stage, list(STAGES.values()))


def audience(heading: str, cells: Cells, row: list[str]) -> Found:
    """Score and interval of a dimension as each audience rates its statement."""
    name = cells.get("Dimension") or row[0]
    if cells.get("Scale") == STATEMENTS:
        yield from scored(heading, cells["Audience"], cells["Score and 95% interval"])
    elif name in DIMENSIONS.values() and AUDIENCES.keys() <= {each.lower() for each in cells}:
        for title in AUDIENCES.values():
            yield from scored(
                name, title, f"{cells[title]} {cells.get(f'{title}: 95% interval', '')}"
            )


def scored(name: str, title: str, text: str) -> Found:
    yield ("perception", name, title, "score"), read.first(read.SCORE, text)
    yield ("perception", name, title, "interval"), read.first(read.INTERVAL, text)


def share(heading: str, cells: Cells, row: list[str]) -> Found:
    """Shares of customers with a problem, of those who stay, and of ambassadors."""
    if "What happened" in cells:
        yield from shares("iceberg", cells["What happened"], cells["Share"], cells["95% interval"])
    elif "Customers" in cells and "Intend to stay" in cells:
        yield from shares("stay", row[0], cells["Intend to stay"], cells["95% interval"])
    elif "Staff" in cells and "Share" in cells:
        yield from shares("ambassadors", row[0], cells["Share"], cells["95% interval"])
    elif "" in cells and heading in CHARTS:
        yield from shares(CHARTS[heading], row[0], row[1], row[1])
    if "Staff" in cells and "Intend to stay" in cells:
        interval = cells.get("Of these: 95% interval") or cells["95% interval"]
        yield from shares("staff stay", row[0], cells["Intend to stay"], interval)


def shares(kind: str, name: str, text: str, interval: str) -> Found:
    yield (kind, name, "share"), read.first(read.SHARE, text)
    yield (kind, name, "interval"), read.first(read.INTERVAL, interval)


def portfolio_class(heading: str, cells: Cells, row: list[str]) -> Found:
    """Accounts of a class, and its share of revenue."""
    name = read.named(row[0].partition(" Large")[0], CLASSES) if row[0].startswith(CLASSES) else ""
    if "Accounts" in cells and "Class" in cells:
        yield ("portfolio", name, "accounts"), cells["Accounts"]
        part = cells.get("Share of revenue") or cells.get("Revenue", "")
        yield ("portfolio", name, "share"), read.first(read.SHARE, part)
    elif heading == "Revenue by class":
        yield ("portfolio", name, "share"), read.first(read.SHARE, cells["Share of revenue"])


def step(heading: str, cells: Cells, row: list[str]) -> Found:
    """The status of a step, as it was assessed and as staff and leaders see it."""
    name = read.named(cells.get("Step", ""), STEPS)
    if not name:
        return
    for column in ("Consultant", "Status", "State", "The consultant found"):
        yield ("roadmap", name, "assessed"), read.named(cells.get(column, ""), STATUSES)
    for title in ("Staff", "Leaders"):
        # A workbook has a column for each part of what the others tell in one cell.
        parts = (title, f"{title}: score", f"{title}: 95% interval")
        text = " ".join(cells.get(each, "") for each in parts)
        yield ("roadmap", name, title), read.named(text, STATUSES)
        yield ("roadmap", name, title, "score"), read.first(read.SCORE, text)
        yield ("roadmap", name, title, "interval"), read.first(read.INTERVAL, text)


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
            if facts.get(fact) != text
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

    @pytest.mark.parametrize("place", PLACES)
    def test_notices_a_number_that_was_altered(self, told: Told, place: str) -> None:
        altered = ALTER[place](told)
        found = disagreements(altered)
        # What a page says otherwise, all others say otherwise than the page.
        places = PLACES[1:] if place == "pages" else (place,)
        for each in places:
            assert ("profile", "Measurement", "score") in found[each]
