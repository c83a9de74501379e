"""Clients of a firm, and their attributes."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisations import attributes
from organisations.models import (
    DEFAULT_MONTHS_KEPT,
    Attribute,
    Membership,
    Organisation,
    User,
)
from organisations.records import Act, note
from organisations.services.turns import one_at_a_time


def create_organisation(
    *,
    user: User,
    name: str,
    time_zone: str,
    now: datetime,
    months_kept: int = DEFAULT_MONTHS_KEPT,
    language: str = settings.LANGUAGE_CODE,
    is_demonstration: bool = False,
) -> Organisation:
    """Create a client of the user's firm, with the user as its administrator."""
    if user.firm is None:
        raise ValidationError(_("Only someone who belongs to a firm can add a client."))
    with transaction.atomic():
        organisation = Organisation(
            firm=user.firm,
            name=name,
            time_zone=time_zone,
            months_kept=months_kept,
            language=language,
            is_demonstration=is_demonstration,
            created_at=now,
        )
        organisation.full_clean()
        organisation.save()
        Membership.objects.create(
            organisation=organisation, user=user, role=Membership.Role.ADMINISTRATOR
        )
        note(Act.ADDED, organisation, organisation=organisation)
    return organisation


def change_organisation(
    *,
    organisation: Organisation,
    name: str,
    time_zone: str,
    months_kept: int,
    language: str,
) -> None:
    """Set a client's name, days, retention and language; raises ValidationError if they cannot be.

    ``months_kept`` is 1 to MOST_MONTHS_KEPT. Shortened, it holds from the next daily deletion on.
    """
    new = {
        "name": name,
        "time_zone": time_zone,
        "months_kept": months_kept,
        "language": language,
    }
    changed = [field for field, value in new.items() if getattr(organisation, field) != value]
    for field in changed:
        setattr(organisation, field, new[field])
    organisation.full_clean()
    with transaction.atomic():
        organisation.save(update_fields=list(new))
        if changed:
            note(Act.CHANGED, organisation, organisation=organisation, fields=changed)


def arrange_attributes(
    *, organisation: Organisation, ordered_values: Mapping[uuid.UUID, Sequence[str]]
) -> None:
    """Set which attribute comes first, and the order of each one's values.

    ``ordered_values`` is {attribute's id: values in their order}, the attributes in their order;
    no values where they have none. Raises ValidationError unless it names all attributes of the
    client, and all values on the roster of each that has an order.
    """
    with transaction.atomic():
        one_at_a_time(organisation)
        attributes.arrange(organisation, ordered_values)
        note(Act.CHANGED, organisation, organisation=organisation, fields=["attributes"])


def remove_attribute(*, attribute: Attribute) -> None:
    """Forget an attribute and everybody's value of it; waves opened before keep their copy."""
    with transaction.atomic():
        one_at_a_time(attribute.organisation)
        note(Act.REMOVED, attribute, organisation=attribute.organisation)
        attributes.remove(attribute)
