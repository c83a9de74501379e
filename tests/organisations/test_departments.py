"""The department tree: adding, renaming, moving, merging and removing."""

import pytest
from django.core.exceptions import ValidationError

from organisations import services
from organisations.models import Organisation, Person, Record, Unit
from organisations.records import Actor, acting
from tests.world import NOW, World

TREE = ["Sales", "Sales / North", "Sales / North / York", "Sales / South", "Service"]


def unit(organisation: Organisation, path: str) -> Unit:
    return organisation.units.get(path=path)


def paths(organisation: Organisation) -> list[str]:
    return sorted(organisation.units.values_list("path", flat=True))


def plant(organisation: Organisation, *lines: str) -> None:
    """Add departments by their paths, each after the one above it."""
    for line in lines:
        above, _slash, name = line.rpartition(" / ")
        parent = unit(organisation, above) if above else None
        services.add_department(organisation=organisation, name=name, parent=parent)


def staff(organisation: Organisation, name: str, path: str, leads: str = "") -> Person:
    return Person.objects.create(
        organisation=organisation,
        name=name,
        audience="staff",
        unit=unit(organisation, path),
        leads=unit(organisation, leads) if leads else None,
    )


@pytest.fixture
def client_ltd(world: World) -> Organisation:
    """A client with five departments on three levels."""
    plant(world.organisation, *TREE)
    return world.organisation


class TestAdding:
    def test_below_another_and_at_the_top(self, client_ltd: Organisation) -> None:
        assert paths(client_ltd) == TREE
        assert unit(client_ltd, "Sales").parent is None
        assert unit(client_ltd, "Sales / North").parent == unit(client_ltd, "Sales")

    def test_one_name_may_stand_in_two_places(self, client_ltd: Organisation) -> None:
        plant(client_ltd, "Service / North")
        assert client_ltd.units.filter(name="North").count() == 2

    @pytest.mark.parametrize(
        ("name", "fault"),
        [
            ("", "Enter a name."),
            ("North", "There is a department “North” in that place already."),
            ("NORTH", "There is a department “NORTH” in that place already."),
            ("East / West", "A name cannot hold a slash"),
            ("R/D", "A name cannot hold a slash"),
            ("=1+1", "a formula"),
            ("East\nWest", "invisible character"),
            ("x" * 81, "81 letters; at most 80 are possible"),
        ],
    )
    def test_a_name_that_cannot_be(self, client_ltd: Organisation, name: str, fault: str) -> None:
        sales = unit(client_ltd, "Sales")
        with pytest.raises(ValidationError, match=fault):
            services.add_department(organisation=client_ltd, name=name, parent=sales)
        assert paths(client_ltd) == TREE

    def test_six_levels_and_no_more(self, world: World) -> None:
        plant(world.organisation, "1", "1 / 2", "1 / 2 / 3", "1 / 2 / 3 / 4")
        plant(world.organisation, "1 / 2 / 3 / 4 / 5", "1 / 2 / 3 / 4 / 5 / 6")
        with pytest.raises(ValidationError, match="“7” would be on level 7; at most 6"):
            plant(world.organisation, "1 / 2 / 3 / 4 / 5 / 6 / 7")

    def test_a_path_of_400_letters_and_no_more(self, world: World) -> None:
        # Four names of 80 letters and four separators of 3 leave 68 for the fifth.
        line = "a" * 80
        plant(world.organisation, line)
        for letter in "bcd":
            plant(world.organisation, f"{line} / {letter * 80}")
            line = f"{line} / {letter * 80}"
        with pytest.raises(ValidationError, match="would have 401 letters; at most 400"):
            plant(world.organisation, f"{line} / {'e' * 69}")
        plant(world.organisation, f"{line} / {'e' * 68}")
        assert max(map(len, paths(world.organisation))) == 400

    def test_below_one_that_has_been_removed_meanwhile(self, client_ltd: Organisation) -> None:
        service = unit(client_ltd, "Service")
        services.remove_department(department=unit(client_ltd, "Service"))
        with pytest.raises(ValidationError, match="not there any more"):
            services.add_department(organisation=client_ltd, name="Field", parent=service)


class TestRenaming:
    def test_all_paths_below_follow(self, client_ltd: Organisation) -> None:
        services.rename_department(department=unit(client_ltd, "Sales"), name="Trade")
        assert paths(client_ltd) == [
            "Service", "Trade", "Trade / North", "Trade / North / York", "Trade / South",
        ]  # fmt: skip

    def test_its_case_can_be_changed(self, client_ltd: Organisation) -> None:
        services.rename_department(department=unit(client_ltd, "Service"), name="SERVICE")
        assert "SERVICE" in paths(client_ltd)

    def test_not_to_the_name_of_one_beside_it(self, client_ltd: Organisation) -> None:
        with pytest.raises(ValidationError, match="“south” in that place already"):
            services.rename_department(department=unit(client_ltd, "Sales / North"), name="south")
        assert paths(client_ltd) == TREE

    def test_not_so_long_that_a_path_below_is_too_long(self, world: World) -> None:
        # 79 + 3 * 80 + 68 letters and four separators of 3: 399, so one letter more and no other.
        parts = ["a" * 79, "b" * 80, "c" * 80, "d" * 80, "e" * 68]
        plant(world.organisation, *(" / ".join(parts[:n]) for n in range(1, 6)))
        top = world.organisation.units.get(parent=None)
        services.rename_department(department=top, name="z" * 80)
        assert max(map(len, paths(world.organisation))) == 400
        below = world.organisation.units.get(name="e" * 68)
        with pytest.raises(ValidationError, match="would have 401 letters"):
            services.rename_department(department=below, name="e" * 69)


class TestMoving:
    def test_below_another_with_all_below_it(self, client_ltd: Organisation) -> None:
        services.move_department(
            department=unit(client_ltd, "Sales / North"), parent=unit(client_ltd, "Service")
        )
        assert paths(client_ltd) == [
            "Sales", "Sales / South", "Service", "Service / North", "Service / North / York",
        ]  # fmt: skip

    def test_to_the_top(self, client_ltd: Organisation) -> None:
        services.move_department(department=unit(client_ltd, "Sales / North"), parent=None)
        assert paths(client_ltd) == ["North", "North / York", "Sales", "Sales / South", "Service"]

    @pytest.mark.parametrize("below", ["Sales", "Sales / North", "Sales / North / York"])
    def test_not_below_itself(self, client_ltd: Organisation, below: str) -> None:
        with pytest.raises(ValidationError, match="cannot stand below itself"):
            services.move_department(
                department=unit(client_ltd, "Sales"), parent=unit(client_ltd, below)
            )
        assert paths(client_ltd) == TREE

    def test_not_beside_one_of_its_name(self, client_ltd: Organisation) -> None:
        plant(client_ltd, "Service / north")
        with pytest.raises(ValidationError, match="“North” in that place already"):
            services.move_department(
                department=unit(client_ltd, "Sales / North"), parent=unit(client_ltd, "Service")
            )

    def test_not_where_what_is_below_it_would_be_too_deep(self, world: World) -> None:
        plant(
            world.organisation,
            "1",
            "1 / 2",
            "1 / 2 / 3",
            "1 / 2 / 3 / 4",
            "A",
            "A / B",
            "A / B / C",
        )
        with pytest.raises(ValidationError, match="“C” would be on level 7"):
            services.move_department(
                department=unit(world.organisation, "A"),
                parent=unit(world.organisation, "1 / 2 / 3 / 4"),
            )

    def test_another_clients_department_is_not_there(self, world: World) -> None:
        own = Organisation.objects.get(name="Other Ltd")
        plant(own, "Elsewhere")
        plant(world.organisation, "Here")
        with pytest.raises(ValidationError, match="not there any more"):
            services.move_department(
                department=unit(world.organisation, "Here"), parent=unit(own, "Elsewhere")
            )


class TestMerging:
    def test_people_managers_and_departments_move_along(self, client_ltd: Organisation) -> None:
        ann = staff(client_ltd, "Ann", "Sales / North", leads="Sales / North")
        gone = staff(client_ltd, "Gone", "Sales / North")
        gone.left_on = NOW.date()
        gone.save()
        services.merge_department(
            department=unit(client_ltd, "Sales / North"), into=unit(client_ltd, "Service")
        )
        assert paths(client_ltd) == ["Sales", "Sales / South", "Service", "Service / York"]
        for person in (ann, gone):
            person.refresh_from_db()
            assert person.unit == unit(client_ltd, "Service")
        assert ann.leads == unit(client_ltd, "Service")

    def test_into_the_one_above(self, client_ltd: Organisation) -> None:
        services.merge_department(
            department=unit(client_ltd, "Sales / North"), into=unit(client_ltd, "Sales")
        )
        assert paths(client_ltd) == ["Sales", "Sales / South", "Sales / York", "Service"]

    def test_one_below_may_take_the_name_that_becomes_free(self, world: World) -> None:
        plant(world.organisation, "Sales", "Sales / North", "Sales / North / North")
        services.merge_department(
            department=unit(world.organisation, "Sales / North"),
            into=unit(world.organisation, "Sales"),
        )
        assert paths(world.organisation) == ["Sales", "Sales / North"]

    @pytest.mark.parametrize(
        ("into", "fault"),
        [("Sales", "Choose another"), ("Sales / North / York", "“York” stands below “Sales”")],
    )
    def test_not_into_itself_or_one_below(
        self, client_ltd: Organisation, into: str, fault: str
    ) -> None:
        with pytest.raises(ValidationError, match=fault):
            services.merge_department(
                department=unit(client_ltd, "Sales"), into=unit(client_ltd, into)
            )
        assert paths(client_ltd) == TREE

    def test_not_where_both_have_one_of_the_same_name(self, client_ltd: Organisation) -> None:
        plant(client_ltd, "Service / York")
        staff(client_ltd, "Ann", "Sales / North")
        with pytest.raises(ValidationError, match="“York” in that place already"):
            services.merge_department(
                department=unit(client_ltd, "Sales / North"), into=unit(client_ltd, "Service")
            )
        assert unit(client_ltd, "Sales / North").people.count() == 1


class TestRemoving:
    def test_an_empty_one(self, client_ltd: Organisation) -> None:
        ann = staff(client_ltd, "Ann", "Sales", leads="Service")
        services.remove_department(department=unit(client_ltd, "Service"))
        assert paths(client_ltd) == TREE[:4]
        ann.refresh_from_db()
        assert ann.leads is None

    def test_not_with_others_below(self, client_ltd: Organisation) -> None:
        with pytest.raises(ValidationError, match="There are 2 departments below it"):
            services.remove_department(department=unit(client_ltd, "Sales"))

    def test_not_with_people(self, client_ltd: Organisation) -> None:
        person = staff(client_ltd, "Ann", "Service")
        with pytest.raises(ValidationError, match="There is 1 person in it"):
            services.remove_department(department=unit(client_ltd, "Service"))
        person.left_on = NOW.date()
        person.save()
        with pytest.raises(ValidationError, match="1 person who left the list was in it"):
            services.remove_department(department=unit(client_ltd, "Service"))
        assert paths(client_ltd) == TREE


class TestRecords:
    def test_each_act_once_with_what_was_changed(self, world: World) -> None:
        organisation = world.organisation
        with acting(Actor(world.consultant, world.consultant.email, NOW)):
            plant(organisation, "Sales", "Service")
            services.rename_department(department=unit(organisation, "Sales"), name="Trade")
            services.rename_department(department=unit(organisation, "Trade"), name="Trade")
            services.move_department(
                department=unit(organisation, "Service"), parent=unit(organisation, "Trade")
            )
            services.remove_department(department=unit(organisation, "Trade / Service"))
        records = Record.objects.values_list("act", "object_name", "fields")
        assert sorted(map(str, records)) == sorted(
            map(
                str,
                [
                    ("added", "Sales", []),
                    ("added", "Service", []),
                    ("changed", "Trade", ["name"]),
                    ("changed", "Trade / Service", ["parent"]),
                    ("removed", "Trade / Service", []),
                ],
            )
        )
