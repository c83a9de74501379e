"""Two who change the department tree at the same time."""

from collections.abc import Callable

import pytest

from organisations import services
from organisations.models import Unit
from tests.organisations.test_departments import paths, plant, unit
from tests.together import together
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def move(department: Unit, parent: Unit) -> Callable[[], object]:
    return lambda: services.move_department(department=department, parent=parent)


def test_two_departments_do_not_end_up_below_each_other(shared_world: World) -> None:
    organisation = shared_world.organisation
    for number in range(5):
        here, there = f"A{number}", f"B{number}"
        plant(organisation, here, there)
        one, other = unit(organisation, here), unit(organisation, there)
        refused = together(move(one, other), move(other, one))
        assert refused == ["A department cannot stand below itself."]
        assert (f"{here} / {there}" in paths(organisation)) != (
            f"{there} / {here}" in paths(organisation)
        )


def test_of_four_who_add_the_same_one_does(shared_world: World) -> None:
    organisation = shared_world.organisation

    def add() -> object:
        return services.add_department(organisation=organisation, name="Sales", parent=None)

    refused = together(add, add, add, add)
    assert refused == ["There is a department “Sales” in that place already."] * 3
    assert paths(organisation) == ["Sales"]
