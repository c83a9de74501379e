"""What opening a wave copies from the roster, and how it compares with the wave before."""

from datetime import timedelta

import pytest

from organisations.models import Attribute, Person, Unit
from surveys import services
from surveys.models import Invitation, Wave
from surveys.respond.visits import visit
from tests.world import NOW, World, invitation_of, roster_csv, token_of

HEADER = "id,email,name,unit,audience,account,tenure,place"


def wave_on(world: World, name: str, days: int = 0, *, is_rehearsal: bool = False) -> Wave:
    """A wave opened so many days later."""
    wave = services.create_wave(
        assessment=world.assessment(name),
        name=name,
        closes_on=world.organisation.today(NOW) + timedelta(days=400),
        smallest_group=5,
        contact_name="Ada Moss",
        contact_email="ada@firm.example",
        is_rehearsal=is_rehearsal,
    )
    services.open_wave(wave=wave, now=NOW + timedelta(days=days))
    wave.refresh_from_db()
    return wave


def mark_sealed(wave: Wave, days: int) -> None:
    """Give a wave the state sealing leaves it in."""
    Wave.objects.filter(pk=wave.pk).update(
        state=Wave.State.SEALED, salt=None, key_check="", sealed_at=NOW + timedelta(days=days)
    )


def lead(world: World, name: str, path: str) -> None:
    """Make someone the manager of a unit."""
    unit = world.organisation.units.get(path=path)
    world.organisation.people.filter(name=name).update(leads=unit)


class TestWhatIsFrozen:
    def test_attributes_stand_in_the_order_they_may_be_shown_in(self, world: World) -> None:
        world.import_roster(
            f"{HEADER}\n1,a@client.example,A,Sales,staff,,old,Rome\n", ("tenure", "place")
        )
        for name, position in (("tenure", 3), ("place", 1), ("tenure", 2)):
            Attribute.objects.filter(name=name).update(position=position)
        Attribute.objects.filter(name="tenure").update(ordered_values=["new", "old"])
        wave = wave_on(world, "Autumn")
        assert wave.attributes == ["place", "tenure"]
        assert wave.ordered_values == {"tenure": ["new", "old"]}
        Attribute.objects.all().delete()
        wave.refresh_from_db()
        assert wave.ordered_values == {"tenure": ["new", "old"]}

    def test_a_customers_account_stands_on_the_invitation(self, world: World) -> None:
        wave = world.open_wave()
        account = invitation_of(wave, "Customer 1").account
        assert account is not None
        assert account.name == "Buyer 1"
        assert invitation_of(wave, "Staff 1").account is None

    def test_two_people_with_one_address_each_have_a_working_link(self, world: World) -> None:
        world.import_roster(
            f"{HEADER}\n1,shop@client.example,Ann,Sales,staff,,,\n"
            "2,shop@client.example,Bob,Sales,staff,,,\n"
        )
        wave = wave_on(world, "Autumn")
        found = [visit(wave.pk, token_of(invitation_of(wave, name))) for name in ("Ann", "Bob")]
        names = [one.invitation.person.name for one in found if one.invitation.person]
        assert names == ["Ann", "Bob"]
        for one in found:
            services.save_page(visit=one, answers={"TL1": 1}, page=1, now=NOW)
            services.submit_response(visit=one)
        assert wave.ballots.count() == 2

    def test_a_person_renamed_in_mid_wave_keeps_link_and_answers(self, world: World) -> None:
        wave = world.open_wave()
        invitation = invitation_of(wave, "Staff 1")
        token = token_of(invitation)
        services.save_page(visit=visit(wave.pk, token), answers={"TL1": 2}, page=1, now=NOW)
        Person.objects.filter(name="Staff 1").update(name="Anew Name")
        found = visit(wave.pk, token)
        assert found.invitation.pk == invitation.pk
        assert found.progress().answers == {"TL1": 2}


class TestManagers:
    @pytest.mark.parametrize(
        ("leads", "unit"),
        [
            # Staff 0 is in Sales / North.
            ("Sales / North", None),
            ("Sales", None),
            ("Sales / South", "Sales / North"),
            ("Service", "Sales / North"),
        ],
    )
    def test_are_not_in_the_cells_of_the_team_they_lead(
        self, world: World, leads: str, unit: str | None
    ) -> None:
        world.import_roster(roster_csv())
        lead(world, "Staff 0", leads)
        frozen = invitation_of(wave_on(world, "Autumn"), "Staff 0").unit
        assert (frozen.path if frozen else None) == unit

    def test_of_a_unit_with_a_longer_name_that_begins_alike_are(self, world: World) -> None:
        world.import_roster(f"{HEADER}\n1,a@x.example,Ann,Sales Support,staff,,,\n")
        Unit.objects.create(organisation=world.organisation, name="Sales", path="Sales")
        lead(world, "Ann", "Sales")
        frozen = invitation_of(wave_on(world, "Autumn"), "Ann").unit
        assert frozen is not None
        assert frozen.path == "Sales Support"

    def test_who_are_asked_as_leaders_stay_where_they_are(self, world: World) -> None:
        world.import_roster(roster_csv())
        lead(world, "Leader 0", "Sales")
        frozen = invitation_of(wave_on(world, "Autumn"), "Leader 0").unit
        assert frozen is not None
        assert frozen.path == "Sales"


class TestTurnover:
    """Twelve staff: 0, 3, 6, 9 in North; 1, 4, 7, 10 in South; 2, 5, 8, 11 in Service."""

    def changed(self, wave: Wave) -> dict[str, int | None]:
        return dict(wave.units.values_list("path", "changed"))

    def by_audience(self, wave: Wave) -> dict[str, int | None]:
        return dict(wave.questionnaires.values_list("audience", "changed"))

    def test_of_a_first_wave_is_unknown(self, world: World) -> None:
        wave = world.open_wave()
        assert set(self.changed(wave).values()) == {None}
        assert set(self.by_audience(wave).values()) == {None}
        assert wave.follows is None

    def test_counts_in_the_whole_who_joined_or_left_it_and_nobody_who_moved(
        self, world: World
    ) -> None:
        world.import_roster(roster_csv())
        first = wave_on(world, "First")
        mark_sealed(first, days=30)
        units = {unit.path: unit for unit in world.organisation.units.all()}
        people = world.organisation.people
        people.filter(name="Staff 0").update(left_on=NOW.date())
        people.filter(name="Staff 1").update(unit=units["Service"])
        people.create(name="New", audience="staff", unit=units["Service"])
        # Staff to leader: one has come there and left here.
        people.filter(name="Staff 2").update(audience="leaders")
        second = wave_on(world, "Second", days=40)
        assert self.by_audience(second) == {"staff": 3, "leaders": 1, "customers": 0}
        assert second.follows == first

    def test_of_who_left_the_wave_before_is_the_careful_number(self, world: World) -> None:
        world.import_roster(roster_csv())
        first = wave_on(world, "First")
        # Five left while it collected, with or without having answered.
        for n in (1, 2, 4, 5, 7):
            person = world.organisation.people.get(name=f"Staff {n}")
            services.remove_person(person=person, today=NOW.date())
        mark_sealed(first, days=30)
        world.organisation.people.filter(name="Staff 0").update(left_on=NOW.date())
        second = wave_on(world, "Second", days=40)
        # Staff 0 alone has surely been asked only once; the five do not make that many.
        assert self.by_audience(second) == {"staff": 1, "leaders": 0, "customers": 0}
        assert self.changed(second) == {
            "Sales": 1, "Sales / North": 1, "Sales / South": 1, "Service": 1,
        }  # fmt: skip

    def test_in_the_whole_is_unknown_where_somebody_has_been_forgotten(self, world: World) -> None:
        world.import_roster(roster_csv())
        mark_sealed(wave_on(world, "First"), days=30)
        world.organisation.people.get(name="Customer 0").delete()
        second = self.by_audience(wave_on(world, "Second", days=40))
        assert second == {"staff": 0, "leaders": 0, "customers": None}

    def test_counts_everybody_who_joined_or_left_in_a_unit_or_below(self, world: World) -> None:
        world.import_roster(roster_csv())
        mark_sealed(wave_on(world, "First"), days=30)
        units = {unit.path: unit for unit in world.organisation.units.all()}
        people = world.organisation.people
        # One leaves North, one goes from South to North, a new one comes to Service.
        people.filter(name="Staff 0").update(left_on=NOW.date())
        people.filter(name="Staff 1").update(unit=units["Sales / North"])
        people.create(name="New", audience="staff", unit=units["Service"])
        # A leader's move changes no department's number: only staff are counted there.
        people.filter(name="Leader 0").update(unit=units["Service"])
        assert self.changed(wave_on(world, "Second", days=40)) == {
            # Staff 0 left; Staff 1 stayed within Sales.
            "Sales": 1,
            # Staff 0 left, Staff 1 came.
            "Sales / North": 2,
            "Sales / South": 1,
            "Service": 1,
        }

    def test_counts_managers_where_their_answers_are_counted(self, world: World) -> None:
        world.import_roster(roster_csv())
        mark_sealed(wave_on(world, "First"), days=30)
        lead(world, "Staff 0", "Sales / North")
        second = self.changed(wave_on(world, "Second", days=40))
        assert second == {"Sales": 1, "Sales / North": 1, "Sales / South": 0, "Service": 0}

    def test_of_a_unit_that_was_not_there_is_unknown(self, world: World) -> None:
        world.import_roster(roster_csv())
        mark_sealed(wave_on(world, "First"), days=30)
        Unit.objects.filter(path="Service").update(name="Care", path="Care")
        second = self.changed(wave_on(world, "Second", days=40))
        assert second == {"Sales": 0, "Sales / North": 0, "Sales / South": 0, "Care": None}

    def test_is_unknown_where_somebody_asked_before_has_been_forgotten(self, world: World) -> None:
        world.import_roster(roster_csv())
        mark_sealed(wave_on(world, "First"), days=30)
        world.organisation.people.get(name="Staff 0").delete()
        second = self.changed(wave_on(world, "Second", days=40))
        assert second == {
            "Sales": None, "Sales / North": None, "Sales / South": 0, "Service": 0,
        }  # fmt: skip

    def test_compares_with_the_last_sealed_wave_of_the_client(self, world: World) -> None:
        world.import_roster(roster_csv())
        first, second = wave_on(world, "First"), wave_on(world, "Second", days=1)
        Invitation.objects.filter(wave=first, person__name="Staff 0").delete()
        # The one opened first is sealed last.
        mark_sealed(second, days=30)
        mark_sealed(first, days=31)
        third = self.changed(wave_on(world, "Third", days=40))
        assert third == {"Sales": 1, "Sales / North": 1, "Sales / South": 0, "Service": 0}

    def test_is_unknown_once_the_lists_are_gone(self, world: World) -> None:
        world.import_roster(roster_csv())
        first = wave_on(world, "First")
        mark_sealed(first, days=30)
        first.invitations.all().delete()
        assert set(self.changed(wave_on(world, "Second", days=40)).values()) == {None}


class TestListsOfTheInvited:
    def test_are_kept_until_the_next_wave_opens_and_no_longer(self, world: World) -> None:
        world.import_roster(roster_csv())
        first, running = wave_on(world, "First"), wave_on(world, "Running", days=1)
        mark_sealed(first, days=30)
        assert first.invitations.count() == 26
        second = wave_on(world, "Second", days=40)
        assert not first.invitations.exists()
        assert running.invitations.count() == 26
        assert second.invitations.count() == 26
        # The page of the sealed wave needs none of them.
        page = world.client(world.consultant).get(f"/waves/{first.pk}/")
        assert page.status_code == 200

    def test_of_other_clients_are_nobodys_business(self, world: World) -> None:
        world.import_roster(roster_csv())
        first = wave_on(world, "First")
        mark_sealed(first, days=30)
        organisation = world.organisation
        world.organisation = type(organisation).objects.get(name="Other Ltd")
        world.import_roster(roster_csv())
        second = wave_on(world, "Second", days=40)
        assert first.invitations.count() == 26
        assert set(turnover_of(second)) == {None}

    def test_are_not_touched_by_a_rehearsal(self, world: World) -> None:
        world.import_roster(roster_csv())
        first = wave_on(world, "First")
        mark_sealed(first, days=30)
        rehearsal = wave_on(world, "Rehearsal", days=40, is_rehearsal=True)
        assert first.invitations.count() == 26
        assert set(turnover_of(rehearsal)) == {None}


def turnover_of(wave: Wave) -> list[int | None]:
    """The turnover of all units of a wave."""
    return list(wave.units.values_list("changed", flat=True))
