"""The customers of a client: their accounts."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import Account, Organisation, one_line
from organisations.records import Act, note
from organisations.roster_rules import longest, text_fault
from organisations.turns import one_at_a_time


def add_account(*, organisation: Organisation, name: str, external_key: str = "") -> Account:
    """Add an account without contacts; raises ValidationError for a name or id that cannot be."""
    with transaction.atomic():
        one_at_a_time(organisation)
        account = Account(organisation=organisation, name=name, external_key=external_key or None)
        _check_name(account)
        _check_key(account)
        account.save()
        note(Act.ADDED, account, organisation=organisation)
    return account


def change_account(*, account: Account, name: str, external_key: str = "") -> None:
    """Give an account another name or id; raises ValidationError for what cannot be."""
    wanted: dict[str, str | None] = {"name": name, "external_key": external_key or None}
    with transaction.atomic():
        one_at_a_time(account.organisation)
        changed = [field for field, value in wanted.items() if getattr(account, field) != value]
        for field in changed:
            setattr(account, field, wanted[field])
        _check_name(account)
        _check_key(account)
        if changed:
            account.save(update_fields=changed)
            note(Act.CHANGED, account, organisation=account.organisation, fields=changed)


def remove_account(*, account: Account) -> None:
    """Remove an account; raises ValidationError if somebody belongs to it, also if they left."""
    with transaction.atomic():
        one_at_a_time(account.organisation)
        there, left = account.contacts.present().count(), account.contacts.gone().count()
        if there:
            raise ValidationError(
                ngettext(
                    "%(n)d contact belongs to this account. Give them another account first, or "
                    "take them off the list.",
                    "%(n)d contacts belong to this account. Give them another account first, or "
                    "take them off the list.",
                    there,
                )
                % {"n": there}
            )
        if left:
            raise ValidationError(
                ngettext(
                    "%(n)d contact who left the list still belongs to this account. It can be "
                    "removed once they are deleted, after the months people are kept.",
                    "%(n)d contacts who left the list still belong to this account. It can be "
                    "removed once they are deleted, after the months people are kept.",
                    left,
                )
                % {"n": left}
            )
        note(Act.REMOVED, account, organisation=account.organisation)
        account.delete()


def _check_name(account: Account) -> None:
    """Raise ValidationError, for the field, unless the name is new and can be kept."""
    if not account.name:
        raise ValidationError({"name": _("Enter a name.")})
    if fault := text_fault(account.name, longest(Account, "name")):
        raise ValidationError({"name": fault})
    try:
        one_line(account.name)
    except ValidationError as error:
        raise ValidationError({"name": error.messages}) from error
    others = account.organisation.accounts.filter(name__iexact=account.name)
    if others.exclude(pk=account.pk).exists():
        raise ValidationError({"name": _("There is an account of this name already.")})


def _check_key(account: Account) -> None:
    """Raise ValidationError, for the field, unless the id is new and can be kept."""
    if not account.external_key:
        return
    if fault := text_fault(account.external_key, longest(Account, "external_key")):
        raise ValidationError({"external_key": fault})
    others = account.organisation.accounts.filter(external_key=account.external_key)
    if other := others.exclude(pk=account.pk).first():
        message = _("“%(name)s” has this id already.") % {"name": other.name}
        raise ValidationError({"external_key": message})
