"""By which groups a wave's result may be told apart: the department tree and the attributes."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import islice

import numpy as np

from maturity.groups import NONE, Attribute, Groups, UnitRow, departments_and_below
from maturity.tally import Integers
from organisations.models import Audience
from surveys.models import Wave
from surveys.setup.launching import audiences_asked, leads_own_unit

# Someone's unit, and {attribute's name: value}.
Belonging = tuple[Hashable | None, Mapping[str, str]]
# The place of someone's unit, and their value of each attribute, "" for none.
Kind = tuple[int, tuple[str, ...]]


def groups_of(
    units: Iterable[UnitRow],
    people: Iterable[Belonging],
    attributes: Sequence[tuple[str, Sequence[str]]],
    came: Iterable[Belonging] = (),
) -> Groups:
    """Return by which groups the answers of ``people``, those asked, may be told apart.

    Departments are the units of the first level that has more than one (of the topmost, if none
    has). The units above them are not groups: their people count in the whole only, as those
    without a unit do. ``attributes`` are names with their values in order, in the order in which
    they may be shown; without values they have no order. ``came`` are the respondents, who
    become ``Groups.cell``. Units stand in the order of the tree, named by their ids as text.
    """
    told = departments_and_below(units)
    places = {unit.key: place for place, unit in enumerate(told)}

    def kind(who: Belonging) -> Kind:
        unit, values = who
        return places.get(str(unit), NONE), tuple(values.get(name, "") for name, _ in attributes)

    asked = Counter(kind(who) for who in people)
    answered = [kind(who) for who in came]
    cells = list(dict.fromkeys([*asked, *answered]))
    told_apart = [
        _attribute(name, order, {values[place] for _, values in cells})
        for place, (name, order) in enumerate(attributes)
    ]
    number = {cell: place for place, cell in enumerate(cells)}
    return Groups(
        units=tuple(told),
        attributes=tuple(told_apart),
        cells=_numbered(cells, told_apart),
        invited=np.array([asked[cell] for cell in cells], dtype=np.int64),
        cell=np.array([number[cell] for cell in answered], dtype=np.int64),
    )


def frozen_groups(wave: Wave, came: Iterable[Belonging] = ()) -> Groups:
    """Return the groups of a wave's staff as they were when it was opened; see ``groups_of``."""
    asked = wave.invitations.filter(audience=Audience.STAFF)
    return groups_of(
        wave.units.values_list("pk", "parent", "name", "path"),
        asked.values_list("unit", "attributes").iterator(),
        [(name, wave.ordered_values.get(name, [])) for name in wave.attributes],
        came,
    )


def planned_groups(wave: Wave) -> Groups:
    """Return the groups of the staff on the roster, as opening the wave now would freeze them."""
    organisation = wave.assessment.organisation
    attributes = list(organisation.attributes.order_by("position"))
    names = {str(attribute.pk): attribute.name for attribute in attributes}
    staff = organisation.people.present().filter(audience=Audience.STAFF)
    if Audience.STAFF not in audiences_asked(wave):
        staff = staff.none()
    leading = staff.filter(leads__isnull=False).select_related("unit", "leads")
    managers = {person.pk for person in leading if leads_own_unit(person)}
    # Of a half about as many as will be drawn, from every unit; else as opening them finds them.
    ordered = staff.order_by("unit", "pk") if wave.asks_half else staff
    shown = ordered.values_list("pk", "unit", "attributes").iterator()
    people = (
        (
            None if pk in managers else unit,
            {names[key]: value for key, value in given.items() if key in names},
        )
        for pk, unit, given in islice(shown, 0, None, 2 if wave.asks_half else 1)
    )
    return groups_of(
        organisation.units.values_list("pk", "parent", "name", "path"),
        people,
        [(attribute.name, attribute.ordered_values) for attribute in attributes],
    )


def _attribute(name: str, order: Sequence[str], found: Collection[str]) -> Attribute:
    """Return an attribute with the values that occur; those outside its order come last."""
    in_order = [value for value in order if value in found]
    others = sorted({value for value in found if value}.difference(order))
    return Attribute(name, (*in_order, *others), bool(order))


def _numbered(cells: Sequence[Kind], attributes: Sequence[Attribute]) -> Integers:
    """Return the places of each cell's unit and values: shape (cells, 1 + attributes)."""
    places = [{value: place for place, value in enumerate(a.values)} for a in attributes]
    rows = [
        [unit, *(its.get(value, NONE) for its, value in zip(places, values, strict=True))]
        for unit, values in cells
    ]
    return np.array(rows, dtype=np.int64).reshape(len(rows), 1 + len(attributes))
