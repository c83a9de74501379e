"""Files of departments: what they would do, what is wrong with them, and writing them."""

import io

import pytest
from openpyxl import Workbook

from organisations import services
from organisations.department_file import Plan, plan_import, read_departments
from organisations.departments import Tree
from organisations.models import Organisation
from tests.organisations.test_departments import paths, plant
from tests.world import World


def read(*lines: str, name: str = "departments.csv") -> tuple[list[str], list[str]]:
    """The departments of a file and its faults, as words."""
    rows, faults = read_departments(io.BytesIO("\n".join(lines).encode()), name)
    return [row.department for row in rows], [str(fault) for fault in faults]


def plan(organisation: Organisation, *lines: str) -> Plan:
    """What a file would do that can be read."""
    rows, faults = read_departments(io.BytesIO("\n".join(lines).encode()), "departments.csv")
    assert not faults, faults
    return plan_import(Tree(organisation), rows)


def bring(organisation: Organisation, *lines: str) -> Plan:
    """Write a file that was looked at."""
    rows, faults = read_departments(io.BytesIO("\n".join(lines).encode()), "departments.csv")
    assert not faults, faults
    seen = plan_import(Tree(organisation), rows).digest
    return services.import_departments(organisation=organisation, rows=rows, seen=seen)


def faults(organisation: Organisation, *lines: str) -> list[str]:
    """What is wrong with a file for this client; nothing of it is written."""
    before = paths(organisation)
    found = bring(organisation, *lines)
    assert paths(organisation) == before
    return [str(fault) for fault in found.faults]


@pytest.fixture
def organisation(world: World) -> Organisation:
    """A client with four departments."""
    plant(world.organisation, "Sales", "Sales / North", "Sales / North / York", "Service")
    return world.organisation


class TestReading:
    def test_two_columns_in_any_order_beside_others(self) -> None:
        rows, wrong = read_departments(
            io.BytesIO(b"Parent;Cost centre;Department\n;1;Sales\nSales;2;North\n"), "d.csv"
        )
        assert not wrong
        assert [(r.number, r.department, r.parent) for r in rows] == [
            (2, "Sales", ""),
            (3, "North", "Sales"),
        ]

    @pytest.mark.parametrize("title", ["path", "department", "Unit"])
    def test_one_column_holds_paths(self, title: str) -> None:
        assert read(title, "Sales / North", "Service") == (["Sales / North", "Service"], [])

    def test_a_workbook(self) -> None:
        book, file = Workbook(), io.BytesIO()
        for row in (["department", "parent"], ["Sales", None], ["North", "Sales"], [2024, "Sales"]):
            book.active.append(row)
        book.save(file)
        rows, wrong = read_departments(file, "departments.xlsx")
        assert not wrong
        assert [row.department for row in rows] == ["Sales", "North", "2024"]

    @pytest.mark.parametrize(
        ("lines", "fault"),
        [
            (["name,unit"], 'The columns "name" and "unit" mean the same. Keep one.'),
            (["parent"], 'Row 1 names no column "department".'),
            (["path,parent"], 'The file has a column "path" and a column of parents.'),
            (["department,parent"], "No department is in the file"),
            ([""], "The file is empty."),
            (["department,parent", ",Sales"], 'Row 2, column "department": Enter a name.'),
            (["department,parent", "a/b,"], 'Row 2, column "department": A name cannot hold'),
            (["department,parent", "a,=B1"], 'Row 2, column "parent": a formula'),
            (["department,parent", "Sales, North,Top"], "Row 2: More cells than columns."),
            (["path", "Sales // North"], 'Row 2, column "path": A name is missing'),
            (["path", "a/b/c/d/e/f/g"], 'Row 2, column "path": The unit has 7 levels'),
            (["path", *(f"D{n}" for n in range(2001))], "The file has more than 2,000 rows."),
        ],
    )
    def test_each_mistake_is_explained(self, lines: list[str], fault: str) -> None:
        _rows, found = read(*lines)
        assert found
        assert found[0].startswith(fault)

    def test_a_large_file_and_another_kind(self) -> None:
        assert "at most 1 MB can be read" in read("path", "x" * 1024**2)[1][0]
        assert 'ending in ".pdf" cannot be read' in read("path", name="tree.pdf")[1][0]

    def test_at_most_200_faults_are_told(self) -> None:
        _rows, found = read("department,parent", *["a/b,x"] * 250)
        assert (len(found), found[-1]) == (201, "and 50 more")


class TestNames:
    """A file of departments and parents."""

    def test_tells_new_moved_unchanged_and_what_it_does_not_name(
        self, organisation: Organisation
    ) -> None:
        lines = ["department,parent", "York,Service", "Sales,-", "Hull,York", "Export,"]
        found = plan(organisation, *lines)
        assert not found.faults
        assert found.new == ["Export", "Service / York / Hull"]
        assert found.moved == [("Sales / North / York", "Service / York")]
        assert found.unchanged == 1
        assert found.untouched == ["Sales / North", "Service"]
        assert found.top == ["Export", "Sales", "Service"]
        assert paths(organisation) == ["Sales", "Sales / North", "Sales / North / York", "Service"]

    def test_writes_what_it_told(self, organisation: Organisation) -> None:
        york = organisation.units.get(name="York").pk
        bring(organisation, "department,parent", "York,Service", "Hull,York", "North,")
        assert paths(organisation) == [
            "North", "Sales", "Service", "Service / York", "Service / York / Hull",
        ]  # fmt: skip
        assert organisation.units.get(path="Service / York").pk == york

    def test_the_second_time_changes_nothing(self, organisation: Organisation) -> None:
        lines = ["department,parent", "York,Service", "Hull,York", "NORTH,sales"]
        bring(organisation, *lines)
        found = bring(organisation, *lines)
        assert (found.new, found.moved, found.unchanged) == ([], [], 3)

    def test_above_and_below_change_places(self, organisation: Organisation) -> None:
        bring(organisation, "department,parent", "York,Sales", "North,York")
        assert paths(organisation) == ["Sales", "Sales / York", "Sales / York / North", "Service"]

    def test_a_parent_may_be_told_by_its_path(self, organisation: Organisation) -> None:
        plant(organisation, "Service / North")
        bring(organisation, "department,parent", "Hull,Service/North")
        assert "Service / North / Hull" in paths(organisation)

    def test_of_two_of_one_name_the_parent_tells_which(self, organisation: Organisation) -> None:
        plant(organisation, "Service / North")
        found = plan(organisation, "department,parent", "North,Service")
        assert (found.new, found.moved, found.unchanged) == ([], [], 1)

    def test_a_department_above_itself(self, organisation: Organisation) -> None:
        assert faults(organisation, "department,parent", "Hull,Hull") == [
            "Row 2: These departments stand below each other in a circle: Hull › Hull. Give one "
            "of them another parent, or none."
        ]

    def test_a_circle_names_its_departments_once(self, organisation: Organisation) -> None:
        lines = ["department,parent", "D,A", "A,C", "B,A", "C,B", "E,D"]
        (fault,) = faults(organisation, *lines)
        assert fault.startswith("Row 3: These departments stand below each other in a circle: ")
        names = fault.partition("circle: ")[2].partition(".")[0].split(" › ")
        # A stands above B, B above C, and C above A.
        assert names[0] == names[-1]
        assert "".join(names[:-1]) in ("ABC", "BCA", "CAB")

    def test_a_circle_by_way_of_departments_that_are_there(
        self, organisation: Organisation
    ) -> None:
        (fault,) = faults(organisation, "department,parent", "Sales,York")
        assert fault.startswith("Row 2: These departments stand below each other")
        assert all(name in fault for name in ("Sales", "North", "York"))

    @pytest.mark.parametrize(
        ("lines", "fault"),
        [
            (["Hull,Nowhere"], "Row 2: There is no department “Nowhere”, neither in the file"),
            (["Hull,Sales", "Hull,Service"], "Row 3: Row 2 puts “Hull” somewhere else."),
            (["Hull,", "hull,Service"], "Row 3: Row 2 puts “hull” somewhere else."),
            (["East,Hull"], "Row 2: There is no department “Hull”"),
            (["A,York", "B,A", "C,B", "D,C"], "Row 5: “D” would be on level 7"),
        ],
    )
    def test_each_contradiction_is_explained(
        self, organisation: Organisation, lines: list[str], fault: str
    ) -> None:
        (found,) = faults(organisation, "department,parent", *lines)
        assert found.startswith(fault)

    def test_all_of_them_are_told_at_once(self, organisation: Organisation) -> None:
        lines = ["A,B", "Hull,Nowhere", "B,A", "East,Elsewhere"]
        found = faults(organisation, "department,parent", *lines)
        assert [fault.partition(":")[0] for fault in found] == ["Row 2", "Row 3", "Row 5"]
        assert "circle" in found[0]

    def test_a_name_that_stands_for_several(self, organisation: Organisation) -> None:
        plant(organisation, "Service / North")
        for lines in (["North,"], ["Hull,North"]):
            (found,) = faults(organisation, "department,parent", *lines)
            assert "several departments “North”: Sales / North; Service / North." in found

    def test_a_row_said_twice_is_one(self, organisation: Organisation) -> None:
        found = plan(organisation, "department,parent", "Hull,Sales", "Hull,Sales")
        assert found.new == ["Sales / Hull"]


class TestPaths:
    """A file of paths."""

    def test_adds_what_is_missing_and_moves_nothing(self, organisation: Organisation) -> None:
        lines = ["path", "Service / North / Hull", "sales/north", "Service", "Service"]
        found = bring(organisation, *lines)
        assert found.new == ["Service / North", "Service / North / Hull"]
        assert (found.moved, found.unchanged) == ([], 3)
        assert found.untouched == ["Sales / North / York"]
        assert paths(organisation) == [
            "Sales", "Sales / North", "Sales / North / York",
            "Service", "Service / North", "Service / North / Hull",
        ]  # fmt: skip


class TestMeanwhile:
    def test_nothing_is_written_that_was_not_looked_at(self, organisation: Organisation) -> None:
        rows, _faults = read_departments(io.BytesIO(b"path\nService / Field\n"), "d.csv")
        seen = plan_import(Tree(organisation), rows).digest
        service = organisation.units.get(path="Service")
        services.rename_department(department=service, name="Help")
        found = services.import_departments(organisation=organisation, rows=rows, seen=seen)
        assert found.digest != seen
        assert found.new == ["Service", "Service / Field"]
        assert paths(organisation) == ["Help", "Sales", "Sales / North", "Sales / North / York"]
