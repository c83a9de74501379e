"""Users, and their part in a client."""

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.access import managed_roles
from organisations.jobs import ring
from organisations.models import (
    Firm,
    Membership,
    Organisation,
    User,
)
from organisations.records import Act, note
from organisations.services.turns import one_at_a_time
from organisations.tasks import send_sign_in_link
from organisations.throttling import LETTERS_AN_HOUR, claim_letter

Role = Membership.Role


def add_consultant(*, email: str, name: str, firm: str, password: str | None = None) -> User:
    """Add a consultant to a firm, and the firm if there is none of this name."""
    with transaction.atomic():
        employer, _created = Firm.objects.get_or_create(name=firm)
        user = User.objects.create_user(email, password, name=name, firm=employer)
        note(Act.ADDED, user, organisation=None)
        return user


def add_member(
    *,
    organisation: Organisation,
    email: str,
    name: str,
    role: Membership.Role,
    by: User | None = None,
) -> Membership:
    """Give someone a part in a client, and mail a newcomer the link to choose a password.

    Whoever has a part already gets this one instead. ``by`` gives it, None on the server, where
    everything may be given. Raises ValidationError if they may not, or if nobody would be left
    who can work on the client.
    """
    with transaction.atomic():
        one_at_a_time(organisation)
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            user = User.objects.create_user(email, name=name)
            ring(send_sign_in_link, user.pk)
        held = organisation.memberships.filter(user=user).first()
        _check_may_manage(by, organisation, role)
        if held is not None:
            _check_may_manage(by, organisation, Role(held.role))
        membership, _created = Membership.objects.update_or_create(
            organisation=organisation, user=user, defaults={"role": role}
        )
        _check_still_led(organisation)
        note(Act.ROLE_GIVEN, membership, organisation=organisation, fields=["role"])
    return membership


def remove_member(*, membership: Membership, by: User | None = None) -> None:
    """Take someone's part in a client away; their next request finds nothing there.

    Everybody may give up their own part. Raises ValidationError as ``add_member``.
    """
    organisation = membership.organisation
    with transaction.atomic():
        one_at_a_time(organisation)
        if by != membership.user:
            _check_may_manage(by, organisation, Role(membership.role))
        note(Act.ROLE_TAKEN, membership, organisation=organisation, fields=["role"])
        membership.delete()
        _check_still_led(organisation)


def invite_again(*, membership: Membership, now: datetime) -> None:
    """Mail the link to choose a password again to someone who has not signed in yet.

    Raises ValidationError if they have, or had enough letters within the hour, and of strangers.
    """
    user = membership.user
    if membership.is_stranger:
        raise ValidationError(
            _(
                "No letter was sent to %(name)s. Whoever has no password, or forgot it, asks for "
                "a new one where one signs in."
            )
            % {"name": membership.called}
        )
    if user.last_login is not None:
        raise ValidationError(
            _("%(name)s has signed in already. Whoever forgot the password asks for a new one.")
            % {"name": user}
        )
    with transaction.atomic():
        if not claim_letter(user, now=now):
            raise ValidationError(
                ngettext(
                    "%(n)d letter went to this address within an hour. Send the next one later.",
                    "%(n)d letters went to this address within an hour. Send the next one later.",
                    LETTERS_AN_HOUR,
                )
                % {"n": LETTERS_AN_HOUR}
            )
        ring(send_sign_in_link, user.pk)
        note(Act.MAILED, membership, organisation=membership.organisation)


def end_sessions(*, membership: Membership, by: User) -> None:
    """Sign a member out everywhere.

    Raises ValidationError if ``by`` does not manage their role, and of strangers but oneself.
    """
    organisation = membership.organisation
    with transaction.atomic():
        one_at_a_time(organisation)
        _check_may_manage(by, organisation, Role(membership.role))
        if membership.is_stranger and membership.user != by:
            raise ValidationError(
                _(
                    "%(name)s may use this site for others too. Only they themselves can end "
                    "their sessions."
                )
                % {"name": membership.called}
            )
        _mark_sessions_anew(membership.user)
        note(Act.SESSIONS_ENDED, membership, organisation=organisation)


def end_own_sessions(*, user: User) -> None:
    """End all sessions of a user; the caller keeps the one it came from alive."""
    with transaction.atomic():
        _mark_sessions_anew(user)
        note(Act.SESSIONS_ENDED, user, organisation=None)


def change_user(*, user: User, name: str, theme: str) -> None:
    """Set what a user is called and how the site looks to them; raises ValidationError."""
    given = {"name": name, "theme": theme}
    changed = [field for field, value in given.items() if getattr(user, field) != value]
    for field in changed:
        setattr(user, field, given[field])
    user.full_clean()
    with transaction.atomic():
        user.save(update_fields=changed)
        note(Act.CHANGED, user, organisation=None, fields=changed)


def change_password(*, user: User, password: str) -> None:
    """Set a user's password, which ends all their sessions."""
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        note(Act.CHANGED, user, organisation=None, fields=["password"])


def _mark_sessions_anew(user: User) -> None:
    """Let no session pass the check any more."""
    user.session_mark = uuid.uuid4()
    user.save(update_fields=["session_mark"])


def _check_may_manage(by: User | None, organisation: Organisation, role: Role) -> None:
    """Refuse whoever may not give and take this role; None stands for the server."""
    if by is not None and role not in managed_roles(by, organisation):
        raise ValidationError(
            _("Only an administrator of this client decides about administrators and consultants.")
        )


def _check_still_led(organisation: Organisation) -> None:
    """Undo a change that would leave a client without anyone who can work on it."""
    if not organisation.memberships.filter(role__in=[Role.ADMINISTRATOR, Role.CONSULTANT]).exists():
        raise ValidationError(_("A client needs at least one administrator or consultant."))
