"""What the tables of page, PDF, workbook and deck tell, as facts that can be compared.

Each of the four lays its tables out in its own way; a fact has one name wherever it stands.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from maturity.loading import load
from tests.reports import reading_back as read

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
GROUPS = {"Department", "Tenure", "Place"}
WAVES = ("Spring", "Summer", "Autumn")
STATES = ("Planned", "Under way", "Done", "Dropped")
# By so many letters an action is known, whatever is said after its words.
ENOUGH = 40
DASH, RANK = re.compile("–"), re.compile(r"stage \d")
ANSWERS = re.compile(r"(?:\d+–\d+|\d+\+?)$")

Cells = Mapping[str, str]
# {what is told, of what}: as it is told.
Facts = dict[tuple[str, ...], str]
Found = Iterator[tuple[tuple[str, ...], str]]


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
    # On paper a long word is divided.
    titles = [title.replace("‐ ", "") for title in titles]
    for row in rows:
        cells = dict(zip(titles, row, strict=False))
        for tell in TELL:
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
    if "Score" in cells and "Audience" not in cells:
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
    elif {"Dimension", "Audience", "Score"} <= cells.keys():
        yield from scored(name, cells["Audience"], f"{cells['Score']} {cells['95% interval']}")
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


def group(heading: str, cells: Cells, row: list[str]) -> Found:
    """Score, interval, stage and number of answers of a group in each dimension."""
    if not GROUPS & cells.keys() or not set(DIMENSIONS.values()) <= cells.keys():
        return
    what = "agreement of groups" if "experience" in heading else "groups"
    # A page says of a department too, for those who listen, what it is a part of.
    name = row[0].partition(",")[0].strip()
    for title in DIMENSIONS.values():
        text = cells[title]
        told = f"{text} {cells.get(f'{title}: 95% interval', '')}"
        yield (what, name, title, "score"), read.first(read.SCORE, text) or read.first(DASH, text)
        yield (what, name, title, "interval"), read.first(read.INTERVAL, told)
        rank = read.first(RANK, text).removeprefix("stage ")
        stage = list(STAGES.values())[int(rank) - 1] if rank else ""
        yield ("stages of groups", name, title), stage or cells.get(f"{title}: stage", "")
        answers = cells.get(f"{title}: answers") or read.first(ANSWERS, text)
        yield (f"answers of {what}", name, title), answers


def network(heading: str, cells: Cells, row: list[str]) -> Found:
    """Who helps whom: the matrix, where help surely runs, and how open departments are."""
    if "People of" in cells and "Get help from" in cells:
        pair = f"{row[0]} from {cells['Get help from']}"
        for title, interval in (("Share", "95% interval"), ("In return",) * 2):
            of = cells.get(f"{title}: 95% interval") or cells.get(interval, "")
            yield ("bridges", pair, title), read.first(read.SHARE, cells[title])
            yield (
                ("bridges", pair, title, "interval"),
                read.first(read.INTERVAL, f"{cells[title]} {of}"),
            )
    elif "People of" in cells:
        for title in cells.keys() - {"People of", "Answers"}:
            yield ("matrix", row[0], title), cells[title]
    elif "Named by all staff" in cells:
        name = f"{row[0]} {cells.get('Within', '')}".strip()
        outside = cells["Got help from other departments"]
        told = f"{outside} {cells.get('95% interval', '')}"
        yield ("openness", name, "named"), cells["Named by all staff"]
        yield ("openness", name, "outside"), read.first(read.SHARE, outside)
        yield ("openness", name, "interval"), read.first(read.INTERVAL, told)


def action(heading: str, cells: Cells, row: list[str]) -> Found:
    """Who does what until when, of the plan and of what an earlier wave had planned."""
    if "What is done" not in cells or "State" not in cells:
        return
    what = "carried" if "What it was to change" in cells else "plan"
    name = cells["What is done"][:ENOUGH]
    when = cells.get("Until") or cells["Who, until when"]
    who = cells.get("Who") or cells["Who, until when"]
    yield (what, name, "until"), read.first(read.DAY, when)
    yield (what, name, "who"), read.DAY.sub("", who).strip()
    yield (what, name, "state"), read.named(cells["State"], STATES)


def change(heading: str, cells: Cells, row: list[str]) -> Found:
    """How a number has moved between two waves; both are a part of its name.

    Not everywhere does it stand in the table whose the number is.
    """
    if "Change" not in cells or "What can be said" not in cells:
        return
    name = cells.get("What was measured") or cells.get("What was asked about") or row[0]
    values = [
        f"{cells[then]} ({cells[f'{then}: 95% interval']})"
        if cells.get(f"{then}: 95% interval")
        else cells[then]
        for then in ("Then", "Now", *WAVES)
        if then in cells
    ]
    said = (read.first(read.CHANGE, cells["Change"]), cells["What can be said"])
    interval = cells["95% interval"].removesuffix(" points")
    what = "trend" if "What was asked about" in cells else "change"
    if "What was measured" in cells:
        what = "aims"
    before = () if what == "trend" else values
    yield (f"{what} moved", name, *before), " ".join((said[0], interval, said[1]))


def trend(heading: str, cells: Cells, row: list[str]) -> Found:
    """A score in every wave: a row of a table, or a line of a chart."""
    name = cells.get("What was asked about", "")
    if "Wave" in cells and name:
        yield from in_wave(name, cells["Wave"], f"{cells['Score']} {cells['95% interval']}")
    elif name:
        for wave in (each for each in WAVES if each in cells):
            yield from in_wave(name, wave, cells[wave])
    elif "" in cells and row[0] in WAVES:
        for title in cells.keys() - {""}:
            yield from in_wave(title, row[0], cells[title])


def in_wave(name: str, wave: str, text: str) -> Found:
    yield ("trend", name, wave, "score"), read.first(read.SCORE, text)
    yield ("trend", name, wave, "interval"), read.first(read.INTERVAL, text)


TELL: tuple[Callable[[str, Cells, list[str]], Found], ...] = (
    *(dimension, audience, share, portfolio_class, step),
    *(group, network, action, change, trend),
)
