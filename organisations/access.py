"""Who may do what with an organisation.

404 to outsiders, who learn nothing, not even that there is such an organisation; 403 to those
who belong to it but may not do this.
"""

import uuid
from collections.abc import Set
from enum import Enum
from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from organisations.models import (
    CustomerFile,
    Logo,
    Membership,
    Organisation,
    RosterImport,
    User,
)

Role = Membership.Role


class Level(Enum):
    """What one wants to do, with the roles that may."""

    # Read what leaders may read: released reports.
    READ = frozenset({Role.ADMINISTRATOR, Role.CONSULTANT, Role.LEADER})
    # Roster, invitations, response rate; no results.
    COORDINATE = frozenset({Role.ADMINISTRATOR, Role.CONSULTANT, Role.COORDINATOR})
    # Everything else: assessments, results, editions, members.
    CONSULT = frozenset({Role.ADMINISTRATOR, Role.CONSULTANT})

    @property
    def roles(self) -> Set[Role]:
        """The roles that reach this level."""
        return self.value


def signed_in_user(request: HttpRequest) -> User:
    """Return the user of a request whose view requires signing in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def outsider() -> NoReturn:
    """Answer as if there were nothing here."""
    raise Http404


def check_role(user: User, organisation: Organisation, level: Level) -> None:
    """Raise Http404 for outsiders, PermissionDenied for members whose role does not reach."""
    roles = set(organisation.memberships.filter(user=user).values_list("role", flat=True))
    if not roles:
        outsider()
    if not roles & level.roles:
        raise PermissionDenied


def can(user: User, organisation: Organisation, level: Level) -> bool:
    """Whether the user reaches the level; for choosing what a page offers."""
    return organisation.memberships.filter(user=user, role__in=level.roles).exists()


def managed_roles(user: User, organisation: Organisation) -> frozenset[Role]:
    """Return the roles the user may give and take in an organisation.

    Administrators all; consultants those who do not work on it, and all where there is no
    administrator; others none.
    """
    roles = dict(organisation.memberships.values_list("user_id", "role"))
    mine = roles.get(user.pk)
    if mine == Role.CONSULTANT and Role.ADMINISTRATOR in roles.values():
        return frozenset({Role.COORDINATOR, Role.LEADER})
    return frozenset(Role) if mine in Level.CONSULT.roles else frozenset()


def organisations_of(user: User, level: Level) -> QuerySet[Organisation]:
    """Return the organisations in which the user reaches a level."""
    return Organisation.objects.filter(
        memberships__user=user, memberships__role__in=level.roles
    ).distinct()


def organisation_for(request: HttpRequest, pk: uuid.UUID, level: Level) -> Organisation:
    """Return an organisation the request's user may act on at this level."""
    user = signed_in_user(request)
    organisation = Organisation.objects.filter(pk=pk).select_related("firm").first()
    if organisation is None:
        outsider()
    check_role(user, organisation, level)
    return organisation


def logo_for(request: HttpRequest, sha256: str) -> Logo:
    """Return a logo of one's own firm, of a client one has a part in, or of that client's firm."""
    user = signed_in_user(request)
    found = Logo.objects.filter(pk=sha256).first()
    mine = Organisation.objects.filter(memberships__user=user)
    is_mine = found is not None and (
        (user.firm is not None and user.firm.logo_id == found.pk)
        or mine.filter(Q(logo=found) | Q(firm__logo=found)).exists()
    )
    if found is None or not is_mine:
        outsider()
    return found


def roster_import_for(request: HttpRequest, pk: uuid.UUID) -> RosterImport:
    """Return a roster file on its way in; what it holds is fetched when it is asked for."""
    imports = RosterImport.objects.select_related("organisation").defer("content")
    roster_import: RosterImport | None = imports.filter(pk=pk).first()
    if roster_import is None:
        outsider()
    check_role(signed_in_user(request), roster_import.organisation, Level.COORDINATE)
    return roster_import


def customer_file_for(request: HttpRequest, pk: uuid.UUID) -> CustomerFile:
    """Return a file of customers; what it holds is fetched when it is asked for."""
    files = CustomerFile.objects.select_related("organisation").defer("content")
    customer_file: CustomerFile | None = files.filter(pk=pk).first()
    if customer_file is None:
        outsider()
    check_role(signed_in_user(request), customer_file.organisation, Level.CONSULT)
    return customer_file
