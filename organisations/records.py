"""Recording administrative acts: who did what to which object, never a value.

Whoever acts is known from the request or the command. Where nobody acts, nothing is recorded:
not what the scheduler does, and never what a respondent does.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation, Person, Record, User


class Act(TextChoices):
    """What can be recorded."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    REMOVED = "removed", _("removed")
    RESTORED = "restored", _("put back")
    IMPORTED = "imported", _("imported")
    EXPORTED = "exported", _("exported")
    ROLE_GIVEN = "role given", _("gave a part")
    ROLE_TAKEN = "role taken", _("took a part away")
    SESSIONS_ENDED = "sessions ended", _("ended the sessions")
    OPENED = "opened", _("opened")
    EXTENDED = "extended", _("extended")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("opened again")
    MAILED = "mailed", _("had mailed")
    LINK_REPLACED = "link replaced", _("replaced a link")
    SEALED = "sealed", _("asked to seal")
    RATED = "rated", _("rated")
    REVIEWED = "reviewed", _("reviewed comments")
    REPORTED = "reported", _("asked for a report")
    CANCELLED = "cancelled", _("cancelled a report")
    RELEASED = "released", _("released")
    WITHDRAWN = "withdrawn", _("withdrew")


@dataclass(frozen=True)
class Actor:
    """Who acts, and when; ``user`` is None for a command given on the server."""

    user: User | None
    who: str
    at: datetime


def on_the_server(command: str, now: datetime) -> Actor:
    """Return who acts where a command is given on the server, as ``manage.py close``."""
    return Actor(user=None, who=f"manage.py {command}", at=now)


_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Let everything recorded inside be this actor's."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)


def note(
    act: Act, thing: Model, *, organisation: Organisation | None, fields: Iterable[str] = ()
) -> None:
    """Record an act upon an object, in the caller's transaction; nothing where nobody acts.

    ``fields`` are the names of what was changed. Of a person only the id is kept.
    """
    actor = _actor.get()
    if actor is None:
        return
    Record.objects.create(
        at=actor.at,
        organisation=organisation,
        user=actor.user,
        who=actor.who,
        act=act,
        object_type=thing._meta.model_name or "",
        object_id=str(thing.pk),
        object_name="" if isinstance(thing, Person) else str(thing)[:200],
        fields=sorted(fields),
    )


def note_daily(act: Act, thing: Model, *, organisation: Organisation) -> None:
    """Record an act that is repeated at every pause, as typing is, once a day and user.

    A line for each save would bury everything else. That somebody worked on it that day is what
    one looks for; the organisation's days count.
    """
    actor = _actor.get()
    if actor is None:
        return
    before = organisation.records.filter(act=act, object_id=str(thing.pk), who=actor.who)
    last = before.order_by("-at").values_list("at", flat=True).first()
    if last is None or organisation.today(last) != organisation.today(actor.at):
        note(act, thing, organisation=organisation)
