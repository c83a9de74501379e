"""People on a client's roster, one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from organisations import attributes
from organisations.models import Account, Audience, MailStop, Organisation, Person, Unit, one_line
from organisations.records import Act, note
from organisations.roster_rules import longest, text_fault
from organisations.signals import addresses_changed
from organisations.turns import one_at_a_time


@dataclass(frozen=True)
class PersonValues:
    """What is known of a person, but for their number and attributes, which come from files.

    ``name`` or ``email`` may be "", not both. Staff and leaders have a unit and may lead one;
    customers have an account.
    """

    name: str
    email: str
    audience: str
    unit: Unit | None = None
    leads: Unit | None = None
    account: Account | None = None


def add_person(*, organisation: Organisation, values: PersonValues) -> Person:
    """Add one person to the roster; raises ValidationError, by field, if they cannot be."""
    with transaction.atomic():
        one_at_a_time(organisation)
        person = Person(organisation=organisation)
        _fill(person, values)
        _check_may_be_asked(person)
        person.save()
        note(Act.ADDED, person, organisation=organisation)
    return person


def change_person(*, person: Person, values: PersonValues) -> Person:
    """Correct what is known of a person; raises ValidationError, by field, if it cannot be.

    That an address does not exist ends with it. That somebody wants no more e-mail, or complained
    of it, is about the person and stays.
    """
    organisation = person.organisation
    with transaction.atomic():
        one_at_a_time(organisation)
        current = organisation.people.present().filter(pk=person.pk).first()
        if current is None:
            raise ValidationError(_("This person has left the list; put them back first."))
        address = current.email or ""
        changed = _fill(current, values)
        is_elsewhere = address.lower() != (current.email or "").lower()
        if is_elsewhere:
            _check_may_be_asked(current)
            if current.mail_stop == MailStop.BOUNCED:
                current.mail_stop = ""
                changed.append("mail_stop")
        if changed:
            current.save(update_fields=changed)
        if is_elsewhere:
            addresses_changed.send(
                sender=Organisation, organisation=organisation, people=[current.pk]
            )
        if changed:
            note(Act.CHANGED, current, organisation=organisation, fields=changed)
    return current


def restore_person(*, person: Person) -> None:
    """Put someone who left back on the roster, also if they asked not to be asked again.

    Links that ended when they left stay ended. Raises ValidationError if they came back under
    the same name meanwhile, or if an attribute would have too many values with theirs.
    """
    organisation = person.organisation
    with transaction.atomic():
        one_at_a_time(organisation)
        _check_is_new(person)
        person.left_on, person.has_opted_out = None, False
        person.save(update_fields=["left_on", "has_opted_out"])
        attributes.check_few_values(organisation)
        note(Act.RESTORED, person, organisation=organisation)


def _fill(person: Person, values: PersonValues) -> list[str]:
    """Give a person these values; return the names of those that differ from before."""
    if faults := _faults(values):
        raise ValidationError(dict(faults))
    changed = []
    for field in fields(values):
        value = getattr(values, field.name)
        wanted = value or None if field.name == "email" else value
        if getattr(person, field.name) != wanted:
            setattr(person, field.name, wanted)
            changed.append(field.name)
    _check_is_new(person)
    return changed


def _faults(values: PersonValues) -> Mapping[str, str]:
    """Return {field: fault} by the rules a roster file is held to."""
    wrong: dict[str, str] = {}
    for field in ("name", "email"):
        if fault := text_fault(getattr(values, field), longest(Person, field)):
            wrong[field] = fault
    if not values.name and not values.email:
        wrong["name"] = _("Enter a name: without an e-mail address it is needed.")
    for field, check in (("name", one_line), ("email", validate_email)):
        try:
            if getattr(values, field):
                check(getattr(values, field))
        except ValidationError as error:
            wrong.setdefault(field, " ".join(error.messages))
    if values.audience == Audience.CUSTOMERS:
        if values.account is None:
            wrong["account"] = _("Choose the account this customer belongs to.")
        if values.leads is not None:
            wrong["leads"] = _("Only staff and leaders lead a department. Choose none.")
    else:
        if values.unit is None:
            wrong["unit"] = _("Choose the department they belong to.")
        if values.account is not None:
            wrong["account"] = _("Only customers have an account. Choose none.")
    return wrong


def _check_is_new(person: Person) -> None:
    """Raise ValidationError if somebody of the same name and address is on the list."""
    same = person.organisation.people.present().filter(name__iexact=person.name)
    same = (
        same.filter(email__iexact=person.email)
        if person.email
        else same.filter(email=None, unit=person.unit_id)
    )
    if same.exclude(pk=person.pk).exists():
        raise ValidationError(
            _("%(name)s is on the list already; nothing was changed."), params={"name": person}
        )


def _check_may_be_asked(person: Person) -> None:
    """Raise ValidationError if this may be one who asked not to be asked again."""
    gone = person.organisation.people.filter(has_opted_out=True)
    same = (
        gone.filter(email__iexact=person.email)
        if person.email
        else gone.filter(name__iexact=person.name, unit=person.unit_id)
    )
    if same.exists():
        message = _(
            "Somebody of this address or name asked not to be asked again. Only at their own "
            "request: put them back from the people who left, at the foot of the list."
        )
        raise ValidationError({"email" if person.email else "name": message})
