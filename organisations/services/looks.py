"""How reports look: the colours and logos of clients and of their consultants' firm."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from organisations.logos import CleanLogo
from organisations.models import Firm, Logo, Organisation
from organisations.records import Act, note


def change_look(
    *,
    organisation: Organisation,
    colour: str,
    second_colour: str,
    logo: CleanLogo | None = None,
    removes_logo: bool = False,
    now: datetime,
) -> None:
    """Set a client's colours, and its logo where one is given; it holds from the next edition on.

    Raises ValidationError for colours nobody could read. ``removes_logo`` counts where none is
    given.
    """
    values = {"colour": colour, "second_colour": second_colour}
    _change(organisation, values, logo, organisation, removes_logo=removes_logo, now=now)


def change_firm(
    *,
    firm: Firm,
    name: str,
    colour: str,
    second_colour: str,
    logo: CleanLogo | None = None,
    removes_logo: bool = False,
    now: datetime,
) -> None:
    """Set what a firm is called and looks like on its clients' reports; see ``change_look``."""
    values = {"name": name, "colour": colour, "second_colour": second_colour}
    _change(firm, values, logo, None, removes_logo=removes_logo, now=now)


def _change(
    thing: Organisation | Firm,
    values: dict[str, str],
    logo: CleanLogo | None,
    organisation: Organisation | None,
    *,
    removes_logo: bool,
    now: datetime,
) -> None:
    with transaction.atomic():
        given: dict[str, object] = {**values}
        if logo or removes_logo:
            given["logo"] = _keep(logo, now) if logo else None
        changed = [field for field, value in given.items() if getattr(thing, field) != value]
        for field in changed:
            setattr(thing, field, given[field])
        thing.full_clean()
        thing.save(update_fields=list(given))
        if changed:
            note(Act.CHANGED, thing, organisation=organisation, fields=changed)


def _keep(logo: CleanLogo, now: datetime) -> Logo:
    """Return the row of a logo; the same bytes are kept once."""
    kept, _is_new = Logo.objects.get_or_create(
        sha256=sha256(logo.content).hexdigest(),
        defaults={
            "media_type": logo.media_type,
            "content": logo.content,
            "width": logo.width,
            "height": logo.height,
            "created_at": now,
        },
    )
    return kept
