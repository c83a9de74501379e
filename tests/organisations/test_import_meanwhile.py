"""What people decide for themselves while a roster is being imported holds."""

from collections.abc import Callable

import pytest

from organisations import importing
from organisations import services as organisations
from organisations.models import MailStop, Person, RosterImport
from surveys import services
from tests.organisations.importing import HEADER, waiting
from tests.together import meanwhile, together
from tests.world import NOW, World, roster_csv, visit_of

pytestmark = pytest.mark.django_db(transaction=True)


def file_of(world: World, *rows: str) -> Callable[[], object]:
    """An import that was looked at and is to be confirmed."""
    job = waiting(world, "\n".join([HEADER, *rows]))
    return lambda: organisations.confirm_roster(roster_import=job, columns=(), now=NOW)


def someone(world: World) -> Person:
    return world.organisation.people.get(name="Staff 1")


def test_who_leaves_for_good_is_not_put_back(shared_world: World) -> None:
    wave = shared_world.open_wave()
    moved = file_of(shared_world, "staff1@client.example,Staff 1,Service,leaders,,,")
    link = visit_of(wave, "Staff 1")
    meanwhile(lambda: services.leave_roster(visit=link, today=NOW.date()), moved)
    assert someone(shared_world).left_on == NOW.date()
    assert someone(shared_world).has_opted_out


def test_who_wants_no_more_mail_gets_none_at_a_corrected_address(shared_world: World) -> None:
    shared_world.import_roster(roster_csv())
    Person.objects.filter(name="Staff 1").update(external_key="1", mail_stop=MailStop.BOUNCED)
    moved = file_of(shared_world, "new@client.example,Staff 1,Sales / North,staff,,1,")
    person = someone(shared_world)
    meanwhile(lambda: services.stop_mail(person=person), moved)
    assert someone(shared_world).email == "new@client.example"
    assert someone(shared_world).mail_stop == MailStop.UNSUBSCRIBED


def test_who_is_added_by_hand_is_not_added_again_by_a_list(shared_world: World) -> None:
    """What was compared before the list could be changed is compared again."""
    shared_world.import_roster(roster_csv())
    organisation = shared_world.organisation
    anna = organisations.PersonValues(
        name="Anna", email="anna@client.example", audience="staff", unit=organisation.units.first()
    )
    job = waiting(shared_world, f"{HEADER}\nanna@client.example,Anna,New / Unit,leaders,,7,")
    organisations.import_roster(
        roster_import=job, user=shared_world.consultant, columns=(), removes_missing=False, now=NOW
    )
    meanwhile(
        lambda: organisations.add_person(organisation=organisation, values=anna),
        lambda: importing.work_on(RosterImport.objects.get(pk=job.pk), now=NOW),
    )
    found = organisation.people.get(name="Anna")
    assert found.unit is not None
    assert (found.unit.path, found.audience, found.external_key) == ("New / Unit", "leaders", "7")


def test_who_leaves_and_a_list_that_moves_them_do_not_wait_for_each_other(
    shared_world: World,
) -> None:
    """Both write the person, and hold the waves that ask them."""
    wave = shared_world.open_wave()
    for n in range(6):
        address = f"new{n}@client.example,Staff {n},Service,staff,,,"
        Person.objects.filter(name=f"Staff {n}").update(external_key=str(n))
        moved = file_of(shared_world, address.replace(",,,", f",,{n},"))
        link = visit_of(wave, f"Staff {n}")
        together(lambda: services.leave_roster(visit=link, today=NOW.date()), moved)  # noqa: B023
    assert shared_world.organisation.people.filter(has_opted_out=True).count() == 6
    assert wave.invitations.standing().count() == 20
