"""Planning what a client does, and keeping up what becomes of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maturity.plan import MOST_OPEN, OPEN
from organisations.models import Organisation, User
from organisations.records import Act, note
from organisations.turns import one_at_a_time
from reports.models import PlannedAction, Result


def plan_action(
    *, result: Result, values: Mapping[str, Any], user: User | None, now: datetime
) -> PlannedAction:
    """Add an action to the client's plan; ``values`` are fields by name.

    Raises ValidationError if there is no room for another that is open.
    """
    organisation = result.wave.assessment.organisation
    with transaction.atomic():
        one_at_a_time(organisation)
        action = PlannedAction(organisation=organisation, result=result, planned_at=now, **values)
        if action.is_open:
            _check_room(organisation)
        action.owner_named_by = user if action.owner_email else None
        action.save()
        note(Act.ADDED, action, organisation=organisation)
    return action


def change_action(
    *, action: PlannedAction, values: Mapping[str, Any], shown: int | None, user: User | None
) -> None:
    """Change fields of an action; ``shown`` is the version the user saw, None for a single click.

    Raises ValidationError, and writes nothing, if somebody else has changed it since, or if there
    is no room for another that is open.
    """
    organisation = action.organisation
    with transaction.atomic():
        one_at_a_time(organisation)
        current = PlannedAction.objects.get(pk=action.pk)
        changed = {name for name, value in values.items() if getattr(current, name) != value}
        if not changed:
            return
        if shown is not None and shown != current.version:
            raise ValidationError(
                _(
                    "Somebody else has changed this action since you opened it, so nothing was "
                    "saved. Copy what you wrote, open it again, and put it in where it belongs."
                )
            )
        if values.get("state", current.state) in OPEN and not current.is_open:
            _check_room(organisation)
        for name in changed:
            setattr(current, name, values[name])
        if "owner_email" in changed:
            current.owner_named_by = user if current.owner_email else None
        current.version += 1
        current.save()
        note(Act.CHANGED, current, organisation=organisation, fields=changed)


def _check_room(organisation: Organisation) -> None:
    if PlannedAction.objects.open().filter(organisation=organisation).count() >= MOST_OPEN:
        raise ValidationError(
            _(
                "%(n)d actions are open, and of more none gets done in 100 days. Mark one as done "
                "or dropped first."
            )
            % {"n": MOST_OPEN}
        )
