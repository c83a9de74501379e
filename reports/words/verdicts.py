"""How a report says states, verdicts and how many of what it judges."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.words.amounts import DASH


def status(code: str) -> str:
    """Return the status of a step of the roadmap."""
    return {
        "unknown": _("Not assessed"),
        "not": _("Not in place"),
        "partly": _("Partly in place"),
        "largely": _("Largely in place"),
        "fully": _("Fully in place"),
    }[code]


def plan_state(code: str) -> str:
    """Return how far an action of a plan is."""
    return {
        "planned": _("Planned"),
        "under_way": _("Under way"),
        "done": _("Done"),
        "dropped": _("Dropped"),
    }[code]


def certainty(code: str | None) -> str:
    """Return how certain a stage is, nothing where that is not known."""
    return {"confirmed": _("confirmed"), "provisional": _("provisional")}.get(code or "", "")


def view(code: str | None) -> str:
    """Return whether people see a matter alike, nothing where that was not computed."""
    return {
        "shared": _("shared view"),
        "differing": _("views differ"),
        "divided": _("divided view (two camps)"),
        "too_few": _("too few to say"),
    }.get(code or "", "")


def size(code: str | None) -> str:
    """Return how large a difference between two groups is, a dash where that is not known."""
    return {
        "negligible": _("negligible"),
        "small": _("small"),
        "medium": _("medium"),
        "large": _("large"),
    }.get(code or "", DASH)


def stages(number: int) -> str:
    """Return a number of stages."""
    return ngettext("%(n)s stage", "%(n)s stages", number) % {"n": number}


def dimensions(number: int) -> str:
    """Return a number of dimensions."""
    return ngettext("%(n)s dimension", "%(n)s dimensions", number) % {"n": number}
