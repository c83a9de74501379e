"""The attributes of a client: their order, the order of their values, and taking one away."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisations.models import MOST_ATTRIBUTE_VALUES, Attribute, Organisation


def values_on_roster(organisation: Organisation) -> dict[uuid.UUID, list[str]]:
    """Return {attribute's id: the values of people on the roster, sorted}; [] where nobody has one.

    Attributes come in their order.
    """
    attributes = organisation.attributes.order_by("position")
    found: dict[str, set[str]] = {str(attribute.pk): set() for attribute in attributes}
    people = organisation.people.present().exclude(attributes={})
    for given in people.values_list("attributes", flat=True).distinct():
        for key in given.keys() & found.keys():
            found[key].add(given[key])
    return {uuid.UUID(key): sorted(values) for key, values in found.items()}


def check_few_values(organisation: Organisation) -> None:
    """Raise ValidationError if an attribute has more values on the roster than may be."""
    names = dict(organisation.attributes.values_list("pk", "name"))
    for key, values in values_on_roster(organisation).items():
        if len(values) > MOST_ATTRIBUTE_VALUES:
            raise ValidationError(
                _(
                    'With the people already on the roster "%(name)s" would have %(n)d different '
                    "values; at most %(most)d are possible. Write the same values in the same way."
                )
                % {"name": names[key], "n": len(values), "most": MOST_ATTRIBUTE_VALUES}
            )


def order_fault(values: Sequence[str], on_roster: Sequence[str]) -> str:
    """Say why this is not an order of the values on the roster; "" if it is one, or none at all."""
    twice = sorted({value for value in values if values.count(value) > 1})
    unknown = sorted(set(values) - set(on_roster))
    missing = sorted(set(on_roster) - set(values))
    if not values:
        return ""
    if twice:
        return _("These stand there more than once: %(values)s.") % {"values": _quoted(twice)}
    if unknown:
        message = _("Nobody on the roster has these: %(values)s. Write every value as it is there.")
        return message % {"values": _quoted(unknown)}
    if missing:
        return _("These are missing: %(values)s. Give each its place.") % {
            "values": _quoted(missing)
        }
    return ""


def _quoted(values: Sequence[str]) -> str:
    return ", ".join(f"“{value}”" for value in values)


def arrange(organisation: Organisation, ordered_values: Mapping[uuid.UUID, Sequence[str]]) -> None:
    """Write the order of the attributes and of their values; in the caller's transaction.

    ``ordered_values`` is {attribute's id: its values in their order, none if they have none}, the
    attributes in their order. Raises ValidationError unless it holds exactly the client's
    attributes, and for each of them all values on the roster or none.
    """
    on_roster = values_on_roster(organisation)
    if ordered_values.keys() != on_roster.keys():
        raise ValidationError(_("The attributes have changed meanwhile. Look at them again."))
    names = dict(organisation.attributes.values_list("pk", "name"))
    faults = {key: order_fault(values, on_roster[key]) for key, values in ordered_values.items()}
    if any(faults.values()):
        raise ValidationError(
            [f"“{names[key]}”: {message}" for key, message in faults.items() if message]
        )
    _write(
        organisation,
        [
            Attribute(pk=key, name=names[key], ordered_values=list(values))
            for key, values in ordered_values.items()
        ],
    )


def _write(organisation: Organisation, attributes: Sequence[Attribute]) -> None:
    """Replace the client's attributes; people point to them by their ids, which stay.

    Written anew, because no two may have one position even while they change places.
    """
    with transaction.atomic():
        organisation.attributes.all().delete()
        for position, attribute in enumerate(attributes, start=1):
            attribute.organisation = organisation
            attribute.position = position
        Attribute.objects.bulk_create(attributes)


def remove(attribute: Attribute) -> None:
    """Forget an attribute and everybody's value of it; in the caller's transaction.

    Waves that were opened before have their own copy.
    """
    organisation, key = attribute.organisation, str(attribute.pk)
    # Few combinations of values, many people: one write for those who keep the same.
    keeping: dict[tuple[tuple[str, str], ...], list[uuid.UUID]] = defaultdict(list)
    people = organisation.people.exclude(attributes={})
    for person, given in people.values_list("pk", "attributes").iterator():
        if key in given:
            kept = sorted((other, value) for other, value in given.items() if other != key)
            keeping[tuple(kept)].append(person)
    for kept_values, persons in keeping.items():
        for start in range(0, len(persons), 500):
            some = organisation.people.filter(pk__in=persons[start : start + 500])
            some.update(attributes=dict(kept_values))
    others = organisation.attributes.exclude(pk=attribute.pk).order_by("position")
    _write(organisation, list(others))
