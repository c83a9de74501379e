"""The look of a client and of its consultants' firm: as it is now, and as an edition froze it."""

from base64 import b64encode
from datetime import datetime, timedelta

from maturity.result import Document
from organisations.models import Firm, Logo, Organisation
from reports.models import Edition
from reports.story.look import Look, Picture, look, plain_look

KEPT_UNUSED = timedelta(days=1)


def look_now(organisation: Organisation) -> Document:
    """Return what an edition written now says of the look; see ``story.look.plain_look``."""
    firm = organisation.firm
    return {
        "language": organisation.language,
        "organisation": {
            "colour": organisation.colour,
            "second_colour": organisation.second_colour,
            "logo": organisation.logo_id or "",
        },
        "firm": {
            "name": firm.name,
            "colour": firm.colour,
            "second_colour": firm.second_colour,
            "logo": firm.logo_id or "",
        },
    }


def look_of(content: Document) -> Look:
    """Return the look of an edition's content, the plain one where it is older than that."""
    said = content.get("look") or plain_look()
    hashes = {said["organisation"]["logo"], said["firm"]["logo"]} - {""}
    found = Logo.objects.filter(pk__in=hashes) if hashes else ()
    return look(said, {each.pk: picture_of(each) for each in found})


def drop_unused_logos(*, now: datetime) -> None:
    """Delete the logos that no client, no firm and no edition has any more.

    One that came in within a day may still be on its way into an edition.
    """
    old = Logo.objects.filter(created_at__lt=now - KEPT_UNUSED)
    for thing in (Organisation, Firm):
        old = old.exclude(pk__in=thing.objects.exclude(logo=None).values("logo"))
    for logo in old.only("pk"):
        if not Edition.objects.filter(document__contains=logo.pk).exists():
            logo.delete()


def picture_of(logo: Logo) -> Picture:
    """Return a logo as an address that holds all of it."""
    data = b64encode(logo.content).decode()
    return Picture(f"data:{logo.media_type};base64,{data}", logo.width, logo.height)
