"""The groups a result may be told by, and what the consultant sees of them before the launch."""

import io
import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from maturity.groups import NONE, Attribute
from organisations.models import Person, Record, Unit
from surveys import services
from surveys.models import Wave
from surveys.setup.groups import frozen_groups, groups_of, planned_groups
from tests.world import NOW, ROSTER_HEADER, World

TREE = [
    ("firm", None, "Firm", "Firm"),
    ("service", "firm", "Service", "Firm / Service"),
    ("sales", "firm", "Sales", "Firm / Sales"),
    ("south", "sales", "South", "Firm / Sales / South"),
]


def roster(**sizes: int) -> str:
    """Staff of departments of these sizes, without an attribute of their own."""
    lines = [ROSTER_HEADER]
    for unit, people in sizes.items():
        lines += [f"{unit}{n}@client.example,{unit} {n},{unit},staff,," for n in range(people)]
    return "\n".join(lines) + "\n"


def page_of(world: World, wave: Wave) -> str:
    """The page's text on one line, as the consultant reads it."""
    response = world.client(world.consultant).get(f"/waves/{wave.pk}/groups/")
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def rows_of(world: World, wave: Wave) -> dict[str, list[str]]:
    """What the first table says of each unit at each rate."""
    page = world.client(world.consultant).get(f"/waves/{wave.pk}/groups/").content.decode()
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    rows = {}
    for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL):
        cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row)]
        rows[re.sub(r"<span.*?</span>|<[^>]+>", "", row.split("</th>")[0]).strip()] = cells
    return rows


class TestGroups:
    def test_departments_are_the_first_level_with_more_than_one_unit(self) -> None:
        found = groups_of(TREE, [("firm", {}), ("south", {}), ("sales", {}), (None, {})], [])
        assert [(unit.name, unit.parent) for unit in found.units] == [
            ("Sales", NONE), ("South", 0), ("Service", NONE),
        ]  # fmt: skip
        # Two people stand above the departments or nowhere.
        asked = dict(zip(found.cells[:, 0].tolist(), found.invited.tolist(), strict=True))
        assert asked == {NONE: 2, 0: 1, 1: 1}

    def test_a_single_unit_is_a_department(self) -> None:
        found = groups_of(TREE[:1], [("firm", {})], [])
        assert [unit.name for unit in found.units] == ["Firm"]
        assert found.cells.tolist() == [[0]]

    def test_values_stand_in_their_order_and_others_last(self) -> None:
        people = [(None, {"tenure": value}) for value in ("old", "odd", "new", "any")]
        found = groups_of([], people, [("tenure", ["new", "middling", "old"]), ("site", [])])
        assert found.attributes == (
            Attribute("tenure", ("new", "old", "any", "odd"), is_ordered=True),
            Attribute("site", (), is_ordered=False),
        )
        assert found.cells.tolist() == [[NONE, 1, NONE], [NONE, 3, NONE], [NONE, 0, NONE],
                                        [NONE, 2, NONE]]  # fmt: skip

    def test_who_came_is_found_among_who_was_asked(self) -> None:
        asked = [("south", {"site": "Bath"}), ("service", {"site": "Bath"}), ("south", {})]
        found = groups_of(TREE, asked, [("site", [])], [asked[2], asked[1], asked[2]])
        assert found.cells[found.cell].tolist() == [[1, NONE], [2, 0], [1, NONE]]
        assert found.invited.tolist() == [1, 1, 1]

    def test_nobody_asked_in_no_tree(self) -> None:
        found = groups_of([], [], [("site", [])])
        assert (found.cells.shape, found.invited.shape, found.cell.shape) == ((0, 2), (0,), (0,))

    def test_of_a_roster_are_those_the_launch_freezes(self, world: World) -> None:
        world.import_roster(
            f"{ROSTER_HEADER}\n"
            "a@client.example,A,Sales / North,staff,,new\n"
            "b@client.example,B,Sales / North,staff,,old\n"
            "c@client.example,C,Service,staff,,\n"
            "d@client.example,D,Service,staff,,old\n"
            "e@client.example,E,Sales,leaders,,\n"
        )
        north = Unit.objects.get(path="Sales / North")
        Person.objects.filter(name="B").update(leads=north.parent)
        Person.objects.filter(name="C").update(leads=north)
        Person.objects.filter(name="D").update(unit=None)
        wave = world.draft_wave()
        planned = planned_groups(wave)
        services.open_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        frozen = frozen_groups(wave)
        for groups in (planned, frozen):
            assert [unit.path for unit in groups.units] == ["Sales", "Sales / North", "Service"]
            assert groups.attributes == (Attribute("tenure", ("new", "old")),)
            asked = {
                tuple(cell): people
                for cell, people in zip(groups.cells.tolist(), groups.invited.tolist(), strict=True)
            }
            # B leads what is above their team, so they stand in the whole, as D does; C leads
            # another unit.
            assert asked == {(1, 0): 1, (NONE, 1): 2, (2, NONE): 1}


class TestPage:
    def test_counts_the_departments_below_too(self, world: World) -> None:
        # Sixty in each are enough even at half.
        world.import_roster(
            roster(Service=60, North=60, South=60)
            .replace(",North,", ",Sales / North,")
            .replace(",South,", ",Sales / South,")
        )
        page = page_of(world, world.draft_wave())
        assert (
            "With 50% answering, 2 of 2 departments would be shown; with those below them, "
            "4 of 4 departments in all."
        ) in page

    def test_says_what_would_be_shown_at_each_rate(self, world: World) -> None:
        # Sixty are enough even at half, and four never. Of seven 6.3 answer a question at full
        # response, 3.2 at half; the eleven that are left over are enough for either.
        world.import_roster(roster(Large=60, Other=60, Seven=7, Four=4, Fours=4, Three=3))
        wave = world.draft_wave()
        found = rows_of(world, wave)
        assert found["Large"] == ["60", "shown", "shown", "shown"]
        assert found["Four"] == ["4", "not shown", "not shown", "not shown"]
        assert found["Seven"][1] == "shown"
        assert found["Seven"][3] == "not shown"
        text = page_of(world, wave)
        assert "with 138 members of staff" in text
        assert "With 100% answering, 3 of 6 departments would be shown" in text
        assert "With 50% answering, 2 of 6 departments would be shown" in text
        assert "put small departments together" in text

    def test_gives_no_advice_where_enough_is_shown(self, world: World) -> None:
        world.import_roster(roster(Large=60, Other=60))
        text = page_of(world, world.draft_wave())
        assert "With 70% answering, 2 of 2 departments would be shown." in text
        assert "put small departments together" not in text
        assert "not affected" not in text

    def test_a_tree_in_which_nothing_can_be_shown(self, world: World) -> None:
        world.import_roster(roster(A=4, B=4, C=4, D=4, E=4, F=4, G=4))
        text = page_of(world, world.draft_wave())
        assert "No department would be shown, not even if everybody answers." in text
        assert "The result of the whole organisation is not affected by that." in text

    def test_too_few_people_for_a_whole(self, world: World) -> None:
        world.import_roster(roster(A=2, B=2))
        text = page_of(world, world.draft_wave())
        assert "even their result as a whole may not be shown" in text
        assert "not affected" not in text

    def test_a_roster_without_departments(self, world: World) -> None:
        world.import_roster(roster(A=30))
        Person.objects.update(unit=None)
        text = page_of(world, world.draft_wave())
        assert "Nobody on the roster is in a department" in text

    def test_a_roster_without_staff(self, world: World) -> None:
        world.import_roster(f"{ROSTER_HEADER}\nl@client.example,L,Sales,leaders,,\n")
        assert "There are no members of staff" in page_of(world, world.draft_wave())

    def test_a_value_a_person_tells_nothing_apart(self, world: World) -> None:
        lines = [f"p{n}@client.example,P {n},Service,staff,,value {n}" for n in range(8)]
        world.import_roster("\n".join([ROSTER_HEADER, *lines]))
        assert "Nothing could be told apart by it" in page_of(world, world.draft_wave())

    def test_values_large_enough_are_told_apart(self, world: World) -> None:
        lines = [
            f"p{n}@client.example,P {n},Service,staff,,{('new', 'old', 'rare')[n % 2 if n else 2]}"
            for n in range(80)
        ]
        world.import_roster("\n".join([ROSTER_HEADER, *lines]))
        # One person alone has "rare": the next smallest value joins them, "new" of 39.
        text = page_of(world, world.draft_wave())
        assert "100% old: shown new or rare: shown" in text

    def test_can_be_taken_along_as_a_spreadsheet(self, world: World) -> None:
        lines = [f"p{n}@client.example,P {n},Service,staff,,#{n % 2}" for n in range(40)]
        world.import_roster("\n".join([ROSTER_HEADER, *lines]))
        wave = world.draft_wave()
        shown = rows_of(world, wave)
        path = f"/waves/{wave.pk}/groups/?export=xlsx"
        book = load_workbook(io.BytesIO(world.client(world.consultant).get(path).content))
        assert book.sheetnames == ["1 Departments", "2 tenure"]
        caption, titles, *rows = book["1 Departments"].iter_rows(values_only=True)
        assert caption[0] == "Departments, and whether each would be shown"
        assert titles[2:4] == ("People", "at 100%")
        assert {row[0]: [str(value) for value in row[2:]] for row in rows} == shown
        joined = [row[:3] for row in book["2 tenure"].iter_rows(min_row=3, values_only=True)]
        assert (100, "#0", "shown") in joined
        assert Record.objects.get(act="exported").fields == ["groups foreseen"]

    def test_is_the_same_each_time_and_once_the_wave_is_open(self, world: World) -> None:
        world.import_roster(roster(A=9, B=7, C=12, D=6))
        wave = world.draft_wave()
        planned = rows_of(world, wave)
        assert rows_of(world, wave) == planned
        services.open_wave(wave=wave, now=NOW)
        Person.objects.filter(unit__path="C").update(unit=Unit.objects.get(path="D"))
        assert rows_of(world, wave) == planned

    def test_is_reached_from_the_wave(self, world: World) -> None:
        world.import_roster(roster(A=9))
        wave = world.draft_wave()
        link = f"/waves/{wave.pk}/groups/"
        page = f"/waves/{wave.pk}/"
        assert link in world.client(world.consultant).get(page).content.decode()
        assert link not in world.client(world.coordinator).get(page).content.decode()
        services.open_wave(wave=wave, now=NOW)
        assert link in world.client(world.consultant).get(page).content.decode()

    def test_asks_as_little_of_the_database_for_many_as_for_few(self, world: World) -> None:
        counts = []
        wave = world.draft_wave()
        browser = world.client(world.consultant)
        for sizes in ({"A": 6, "B": 6}, {f"U{n}": 6 for n in range(20)}):
            world.import_roster(roster(**sizes))
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(f"/waves/{wave.pk}/groups/").status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]
