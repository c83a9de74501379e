"""Whom respondents may ask: somebody outside the organisation that employs them."""

from django.db.models import Q

from organisations.models import Audience, Organisation

# Where anybody may have an address: there it says nothing of who employs them.
PUBLIC_PROVIDERS = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com"),
        *("msn.com", "yahoo.com", "yahoo.co.uk", "yahoo.de", "icloud.com", "me.com", "mac.com"),
        *("aol.com", "proton.me", "protonmail.com", "gmx.com", "gmx.de", "gmx.net", "gmx.at"),
        *("gmx.ch", "web.de", "t-online.de", "freenet.de", "mail.com", "zoho.com", "posteo.de"),
        *("mailbox.org", "fastmail.com", "tutanota.com", "bluewin.ch", "orange.fr", "free.fr"),
    }
)


def is_employers(organisation: Organisation, email: str) -> bool:
    """Whether an address is of the domain, or one above or below it, of somebody who works there.

    Those are the staff and leaders on the roster; domains where anybody may have an address do
    not count.
    """
    domain = email.rpartition("@")[2].strip().lower()
    if not domain or domain in PUBLIC_PROVIDERS:
        return False
    labels = domain.split(".")
    # Of one label is no organisation's domain, but a country or what comes close to it.
    above = [".".join(labels[place:]) for place in range(len(labels) - 1)]
    theirs = Q(email__iendswith=f".{domain}")
    for known in above:
        if known not in PUBLIC_PROVIDERS:
            theirs |= Q(email__iendswith=f"@{known}")
    working = organisation.people.present().filter(audience__in=[Audience.STAFF, Audience.LEADERS])
    return working.filter(theirs).exists()
