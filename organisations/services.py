"""What can be done with clients, their rosters and their users."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisations import attributes, roster, roster_changes
from organisations.jobs import ring
from organisations.models import (
    DEFAULT_MONTHS_KEPT,
    MOST_ATTRIBUTES,
    Attribute,
    Firm,
    Membership,
    Organisation,
    Person,
    RosterImport,
    User,
)
from organisations.tasks import send_sign_in_link


def add_consultant(*, email: str, name: str, firm: str, password: str | None = None) -> User:
    """Add a consultant to a firm, and the firm if there is none of this name."""
    with transaction.atomic():
        employer, _created = Firm.objects.get_or_create(name=firm)
        return User.objects.create_user(email, password, name=name, firm=employer)


def create_organisation(
    *,
    user: User,
    name: str,
    time_zone: str,
    now: datetime,
    months_kept: int = DEFAULT_MONTHS_KEPT,
    is_demonstration: bool = False,
) -> Organisation:
    """Create a client of the user's firm, with the user as its consultant."""
    if user.firm is None:
        raise ValidationError(_("Only someone who belongs to a firm can add a client."))
    with transaction.atomic():
        organisation = Organisation(
            firm=user.firm,
            name=name,
            time_zone=time_zone,
            months_kept=months_kept,
            is_demonstration=is_demonstration,
            created_at=now,
        )
        organisation.full_clean()
        organisation.save()
        Membership.objects.create(
            organisation=organisation, user=user, role=Membership.Role.CONSULTANT
        )
    return organisation


def change_organisation(
    *, organisation: Organisation, name: str, time_zone: str, months_kept: int
) -> None:
    """Set a client's name, time zone and retention; raises ValidationError if they cannot be.

    ``months_kept`` is 1 to MOST_MONTHS_KEPT. Shortened, it holds from the next daily deletion on.
    """
    organisation.name = name
    organisation.time_zone = time_zone
    organisation.months_kept = months_kept
    organisation.full_clean()
    organisation.save(update_fields=["name", "time_zone", "months_kept"])


def read_roster_file(
    *, organisation: Organisation, user: User, file: BinaryIO, filename: str, now: datetime
) -> RosterImport:
    """Read a roster and keep what was read until it is confirmed. The roster is not touched."""
    content = roster.read_roster(
        file,
        filename,
        max_bytes=settings.ROSTER_MAX_BYTES,
        max_rows=settings.ROSTER_MAX_ROWS,
        units=set(organisation.units.values_list("path", flat=True)),
    )
    return RosterImport.objects.create(
        organisation=organisation,
        uploaded_by=user,
        uploaded_at=now,
        filename=filename[-255:],
        content=content.to_json(),
    )


def confirm_roster(
    *, roster_import: RosterImport, columns: Sequence[str]
) -> roster_changes.Changes:
    """Write a roster that was looked at; raises ValidationError if it has faults.

    ``columns`` are the attribute columns to keep.
    """
    content = roster.RosterFile.from_json(roster_import.content)
    if content.faults:
        raise ValidationError(_("The file has faults; correct them and import it again."))
    faults = roster.choose_attributes(content, columns)
    if faults:
        raise ValidationError([fault.message for fault in faults])
    organisation = roster_import.organisation
    with transaction.atomic():
        _one_at_a_time(organisation)
        if not RosterImport.objects.filter(pk=roster_import.pk).delete()[0]:
            raise ValidationError(_("This file has been imported already."))
        kept = set(organisation.attributes.values_list("name", flat=True))
        if len(kept | set(columns)) > MOST_ATTRIBUTES:
            raise ValidationError(
                _("A client has at most %(most)d attributes; it already has: %(names)s.")
                % {"most": MOST_ATTRIBUTES, "names": ", ".join(sorted(kept)) or "–"}
            )
        changes = roster_changes.apply_changes(organisation, content.rows, columns)
        attributes.check_few_values(organisation)
        return changes


def restore_person(*, person: Person) -> None:
    """Put someone who left back on the roster, also if they asked not to be asked again.

    Links that ended when they left stay ended. Raises ValidationError if they came back under
    the same name meanwhile, or if an attribute would have too many values with theirs.
    """
    organisation = person.organisation
    with transaction.atomic():
        _one_at_a_time(organisation)
        same = organisation.people.present().filter(name__iexact=person.name)
        same = (
            same.filter(email__iexact=person.email)
            if person.email
            else same.filter(email=None, unit=person.unit_id)
        )
        if same.exclude(pk=person.pk).exists():
            raise ValidationError(
                _("%(name)s is on the list already; nothing was changed."),
                params={"name": person},
            )
        person.left_on, person.has_opted_out = None, False
        person.save(update_fields=["left_on", "has_opted_out"])
        attributes.check_few_values(organisation)


def arrange_attributes(
    *, organisation: Organisation, ordered_values: Mapping[uuid.UUID, Sequence[str]]
) -> None:
    """Set which attribute comes first, and the order of each one's values.

    ``ordered_values`` is {attribute's id: values in their order}, the attributes in their order;
    no values where they have none. Raises ValidationError unless it names all attributes of the
    client, and all values on the roster of each that has an order.
    """
    with transaction.atomic():
        _one_at_a_time(organisation)
        attributes.arrange(organisation, ordered_values)


def remove_attribute(*, attribute: Attribute) -> None:
    """Forget an attribute and everybody's value of it; waves opened before keep their copy."""
    with transaction.atomic():
        _one_at_a_time(attribute.organisation)
        attributes.remove(attribute)


def add_member(
    *, organisation: Organisation, email: str, name: str, role: Membership.Role
) -> Membership:
    """Give someone a part in a client, and mail a newcomer the link to choose a password."""
    with transaction.atomic():
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            user = User.objects.create_user(email, name=name)
            ring(send_sign_in_link, user.pk)
        administrators = organisation.memberships.filter(role=Membership.Role.ADMINISTRATOR)
        if administrators.filter(user=user).exists():
            raise ValidationError(_("The role of an administrator cannot be changed here."))
        membership, _created = Membership.objects.update_or_create(
            organisation=organisation, user=user, defaults={"role": role}
        )
        _check_still_led(organisation)
    return membership


def remove_member(*, membership: Membership) -> None:
    """Take someone's part in a client away."""
    with transaction.atomic():
        membership.delete()
        _check_still_led(membership.organisation)


def _check_still_led(organisation: Organisation) -> None:
    """Undo a change that would leave a client without anyone who can work on it."""
    _one_at_a_time(organisation)
    if not organisation.memberships.filter(role__in=["administrator", "consultant"]).exists():
        raise ValidationError(_("A client needs at least one consultant."))


def _one_at_a_time(organisation: Organisation) -> None:
    """Wait until nobody else's transaction changes what belongs to the organisation."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
