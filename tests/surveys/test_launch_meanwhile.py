"""Whoever goes while a wave is opened, or while they are added to one, is left without a link."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from organisations import services as organisations
from organisations.models import Person
from surveys import services
from surveys.models import Wave
from tests.organisations.importing import waiting
from tests.surveys.acts import second_wave
from tests.together import meanwhile
from tests.world import NOW, World, roster_csv, visit_of

pytestmark = pytest.mark.django_db(transaction=True)

# The last of the staff, so that a shorter list is one without them.
LAST = "Staff 11"

Going = Callable[[World, Wave], Callable[[], object]]


def leaving(world: World, wave: Wave) -> Callable[[], object]:
    """They leave by themselves, from the link of a wave that is open."""
    link = visit_of(wave, LAST)
    return lambda: services.leave_roster(visit=link, today=NOW.date())


def removing(world: World, wave: Wave) -> Callable[[], object]:
    """They are taken off the list."""
    person = Person.objects.get(name=LAST)
    return lambda: services.remove_person(person=person, today=NOW.date())


def importing(world: World, wave: Wave) -> Callable[[], object]:
    """A list without them is imported."""
    job = waiting(world, roster_csv(staff=11))
    return lambda: organisations.confirm_roster(
        roster_import=job, columns=["tenure"], removes_missing=True, now=NOW
    )


def links() -> int:
    """How many links of theirs stand."""
    person = Person.objects.get(name=LAST)
    assert person.left_on == NOW.date()
    return person.invitations.standing().count()


@pytest.mark.parametrize("going", [leaving, removing, importing])
class TestOpening:
    def test_before_they_go(self, shared_world: World, going: Going) -> None:
        go = going(shared_world, shared_world.open_wave())
        meanwhile(lambda: second_wave(shared_world), go)
        assert Wave.objects.filter(state="open").count() == 2
        assert links() == 0

    def test_when_they_have_just_gone(self, shared_world: World, going: Going) -> None:
        go = going(shared_world, shared_world.open_wave())
        meanwhile(go, lambda: second_wave(shared_world))
        assert Wave.objects.filter(state="open").count() == 2
        assert links() == 0


@pytest.mark.parametrize("going", [removing, importing])
class TestJoining:
    @pytest.fixture
    def joining(self, shared_world: World) -> Callable[[], object]:
        """They are added to a wave that was opened without them."""
        shared_world.import_roster(roster_csv(staff=11))
        wave = shared_world.open_wave()
        shared_world.import_roster(roster_csv())
        person = Person.objects.get(name=LAST)
        return lambda: services.add_to_wave(person=person, wave=wave, user=None, now=NOW)

    def test_before_they_go(
        self, shared_world: World, joining: Callable[[], object], going: Going
    ) -> None:
        meanwhile(joining, going(shared_world, Wave.objects.get()))
        assert links() == 0

    def test_when_they_have_just_gone(
        self, shared_world: World, joining: Callable[[], object], going: Going
    ) -> None:
        with pytest.raises(ValidationError, match="Only people on the roster can be asked"):
            meanwhile(going(shared_world, Wave.objects.get()), joining)
        assert links() == 0
