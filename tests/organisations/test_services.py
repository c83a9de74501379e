"""Rosters and memberships below the pages: who is recognised, and what happens at the same time."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from organisations import services
from organisations.importing import forget_unconfirmed
from organisations.models import Membership, Organisation, Person, RosterImport, User
from organisations.tasks import forget_unconfirmed_rosters
from tests.organisations.importing import HEADER, bring, counts, waiting
from tests.world import NOW, World, roster_csv


def people(world: World) -> set[tuple[str | None, str | None, str]]:
    """Number, address and name of everybody on the roster."""
    present = world.organisation.people.present()
    return set(present.values_list("external_key", "email", "name"))


class TestRecognise:
    def test_by_number_whatever_else_has_changed(self, world: World) -> None:
        bring(world, "anna@client.example,Anna,Sales,staff,,17,")
        person = world.organisation.people.get()
        changes = bring(world, "a.weber@client.example,Anna Weber,HQ,leaders,,17,")
        assert counts(changes) == (0, 1, 0)
        person.refresh_from_db()
        assert (person.email, person.name) == ("a.weber@client.example", "Anna Weber")
        assert (str(person.unit), person.audience) == ("HQ", "leaders")

    def test_by_address_whatever_its_case(self, world: World) -> None:
        bring(world, "anna@client.example,Anna,Sales,staff,,,")
        assert counts(bring(world, "Anna@Client.example,Anna Weber,Sales,staff,,,")) == (0, 1, 0)
        assert world.organisation.people.count() == 1

    def test_by_name_and_unit_where_there_is_no_address(self, world: World) -> None:
        bring(world, ",Anna,Sales,staff,,,", ",Anna,HQ,staff,,,")
        assert counts(bring(world, ",Anna,Sales,staff,,,", ",Anna,HQ,staff,,,")) == (0, 0, 2)

    def test_a_number_may_be_given_later(self, world: World) -> None:
        bring(world, "anna@client.example,Anna,Sales,staff,,,", ",Bert,Sales,staff,,,")
        later = ("anna@client.example,Anna,Sales,staff,,17,", ",Bert,Sales,staff,,18,")
        assert counts(bring(world, *later)) == (0, 2, 0)
        assert people(world) == {("17", "anna@client.example", "Anna"), ("18", None, "Bert")}

    def test_a_file_without_numbers_keeps_them(self, world: World) -> None:
        bring(world, "anna@client.example,Anna,Sales,staff,,17,", ",Bert,Sales,staff,,18,")
        later = ("anna@client.example,Anna,Sales,staff,,,", ",Bert,Sales,staff,,,")
        assert counts(bring(world, *later)) == (0, 0, 2)
        assert people(world) == {("17", "anna@client.example", "Anna"), ("18", None, "Bert")}

    def test_somebody_of_another_client_is_somebody_else(self, world: World) -> None:
        row = "anna@client.example,Anna,Sales,staff,,17,"
        bring(world, row)
        world.organisation = Organisation.objects.get(name="Other Ltd")
        assert counts(bring(world, row)) == (1, 0, 0)


class TestSharedAddress:
    ANNA = "shop@client.example,Anna,Shop,staff,,1,"
    BERT = "shop@client.example,Bert,Shop,staff,,2,"

    def test_two_people_with_numbers_are_two(self, world: World) -> None:
        assert counts(bring(world, self.ANNA, self.BERT)) == (2, 0, 0)
        assert counts(bring(world, self.ANNA, self.BERT)) == (0, 0, 2)

    def test_each_is_recognised_by_name_where_the_numbers_are_missing(self, world: World) -> None:
        bring(world, self.ANNA, self.BERT)
        assert counts(bring(world, "shop@client.example,Bert,Back office,staff,,,")) == (0, 1, 0)
        units = dict(world.organisation.people.values_list("name", "unit__path"))
        assert units == {"Anna": "Shop", "Bert": "Back office"}

    def test_the_address_alone_recognises_neither(self, world: World) -> None:
        bring(world, self.ANNA, self.BERT)
        assert counts(bring(world, "shop@client.example,Carl,Shop,staff,,,")) == (1, 0, 0)
        assert len(people(world)) == 3

    def test_different_numbers_tell_even_namesakes_apart(self, world: World) -> None:
        first, second = (f"shop@client.example,,Shop,staff,,{number}," for number in (1, 2))
        bring(world, first)
        assert counts(bring(world, first, second)) == (1, 0, 1)
        assert people(world) == {(number, "shop@client.example", "") for number in ("1", "2")}

    def test_one_person_is_taken_once(self, world: World) -> None:
        bring(world, "shop@client.example,Anna,Shop,staff,,,")
        rows = [f"shop@client.example,Anna,Shop,staff,,{number}," for number in (1, 2)]
        assert counts(bring(world, *rows)) == (1, 1, 0)
        assert len(people(world)) == 2

    def test_an_address_may_go_to_somebody_else(self, world: World) -> None:
        bring(world, "sales@client.example,Anna,Sales,staff,,1,")
        rows = ("sales@client.example,Bert,Sales,staff,,,", "anna@client.example,Anna,HQ,staff,,1,")
        assert counts(bring(world, *rows)) == (1, 1, 0)
        assert people(world) == {
            ("1", "anna@client.example", "Anna"), (None, "sales@client.example", "Bert"),
        }  # fmt: skip


class TestAttributes:
    ROW = "anna@client.example,Anna,Sales,staff,,,"

    def kept(self, world: World) -> list[str]:
        return list(world.organisation.people.get().attributes.values())

    def test_follow_the_file_that_chooses_them(self, world: World) -> None:
        bring(world, f"{self.ROW}new", columns=("tenure",))
        assert counts(bring(world, f"{self.ROW}old", columns=("tenure",))) == (0, 1, 0)
        assert self.kept(world) == ["old"]
        bring(world, self.ROW, columns=("tenure",))
        assert self.kept(world) == []

    def test_stay_when_a_file_does_not_choose_them(self, world: World) -> None:
        bring(world, f"{self.ROW}new", columns=("tenure",))
        assert counts(bring(world, f"{self.ROW}old")) == (0, 0, 1)
        assert self.kept(world) == ["new"]


class TestAtTheSameTime:
    """Two people press a button; what one does waits until the other is done."""

    def meanwhile(self, first: Callable[[], object], second: Callable[[], object]) -> list[str]:
        """Start the second while the first is not yet committed; returns what stopped it."""
        problems: list[str] = []

        def run() -> None:
            try:
                second()
            except Exception as error:
                problems.extend(getattr(error, "messages", [repr(error)]))
            finally:
                connection.close()

        thread = Thread(target=run)
        with transaction.atomic():
            first()
            thread.start()
            thread.join(timeout=0.5)
            assert thread.is_alive(), "The second did not wait."
        thread.join(timeout=20)
        assert not thread.is_alive()
        return problems

    def test_a_file_confirmed_twice_adds_nobody_twice(self, shared_world: World) -> None:
        waiting(shared_world, roster_csv())

        def confirm() -> None:
            services.confirm_roster(roster_import=RosterImport.objects.get(), columns=(), now=NOW)

        same = RosterImport.objects.get()
        problems = self.meanwhile(
            confirm, lambda: services.confirm_roster(roster_import=same, columns=(), now=NOW)
        )
        assert problems == ["This file has been imported already."]
        assert shared_world.organisation.people.count() == 26

    def test_two_files_add_nobody_twice(self, shared_world: World) -> None:
        files = [waiting(shared_world, roster_csv()) for _ in range(2)]
        one, other = (
            lambda file=file: services.confirm_roster(roster_import=file, columns=(), now=NOW)
            for file in files
        )
        assert self.meanwhile(one, other) == []
        assert shared_world.organisation.people.count() == 26

    def test_two_consultants_cannot_remove_each_other(self, shared_world: World) -> None:
        organisation = shared_world.organisation
        working_on_it = organisation.memberships.filter(role__in=["administrator", "consultant"])
        one, other = working_on_it
        problems = self.meanwhile(
            lambda: services.remove_member(membership=one),
            lambda: services.remove_member(membership=other),
        )
        assert problems == ["A client needs at least one administrator or consultant."]
        assert working_on_it.all().count() == 1


class TestAllOrNothing:
    def test_a_file_that_fails_half_way_leaves_nothing(self, shared_world: World) -> None:
        file = waiting(shared_world, f"{HEADER}\nanna@client.example,Anna,Sales,staff,,17,\n")
        # Two rows of one number cannot pass the reader; the database is the last to refuse them.
        assert file.content is not None
        [number, _email, *rest] = file.content["rows"][0]
        file.content["rows"].append([number + 1, "other@client.example", *rest])
        file.save()
        with pytest.raises(Exception, match=r"(?i)unique"):
            services.confirm_roster(roster_import=file, columns=("tenure",), now=NOW)
        organisation = shared_world.organisation
        for rows in (organisation.people, organisation.units, organisation.attributes):
            assert not rows.exists()
        assert RosterImport.objects.filter(pk=file.pk).exists()


class TestForgetUnconfirmed:
    def test_forgets_after_a_day(self, world: World) -> None:
        file = waiting(world, roster_csv())
        forget_unconfirmed(now=NOW + timedelta(hours=23, minutes=59))
        assert RosterImport.objects.filter(pk=file.pk).exists()
        forget_unconfirmed(now=NOW + timedelta(days=1, seconds=1))
        assert not RosterImport.objects.filter(pk=file.pk).exists()

    def test_leaves_the_roster_alone(self, world: World) -> None:
        world.import_roster(roster_csv())
        waiting(world, roster_csv())
        # NOW lies in the past or in the future of whoever runs this; the task reads the clock.
        RosterImport.objects.update(asked_at=NOW - timedelta(days=3650))
        forget_unconfirmed_rosters()
        assert not RosterImport.objects.exists()
        assert Person.objects.count() == 26


class TestCreateOrganisation:
    def test_needs_a_firm(self, world: World) -> None:
        with pytest.raises(ValidationError, match="belongs to a firm"):
            services.create_organisation(
                user=world.leader, name="New", time_zone="Europe/London", now=NOW
            )

    @pytest.mark.parametrize(("name", "zone"), [("New", "Moon/Far"), ("client LTD", "UTC")])
    def test_refuses_what_the_page_would_refuse(self, world: World, name: str, zone: str) -> None:
        with pytest.raises(ValidationError):
            services.create_organisation(user=world.consultant, name=name, time_zone=zone, now=NOW)
        assert Organisation.objects.count() == 2


class TestAddMember:
    def test_refused_adds_no_user_either(self, world: World) -> None:
        world.organisation.memberships.all().delete()
        with pytest.raises(ValidationError):
            services.add_member(
                organisation=world.organisation,
                email="new@client.example",
                name="New",
                role=Membership.Role.LEADER,
            )
        assert not User.objects.filter(email="new@client.example").exists()
