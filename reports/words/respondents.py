"""How a report says who answered, how many, and that they are not shown."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.disclosure import lower_end
from reports.words.amounts import count, number
from reports.words.grammar import capitalised


def not_shown() -> str:
    """Return the one phrase for whatever is withheld, so that the cause cannot be read off it."""
    return _("not shown, to protect the people who answered")


def dash_means() -> str:
    """Say what a dash in a table stands for."""
    return _("A dash means “%(what)s”.") % {"what": not_shown()}


def nothing_shown() -> str:
    """Return what is said of a wave of which nothing is shown, whatever the cause."""
    return _(
        "Nothing of this wave can be shown, to protect the people who answered. It cannot be"
        " opened again; a new wave can be prepared."
    )


def audience(code: str) -> str:
    """Return the name of an audience inside a sentence."""
    known = {"staff": _("staff"), "leaders": _("leaders"), "customers": _("customers")}
    return known.get(code, code)


def audience_title(code: str) -> str:
    """Return the name of an audience as a heading or label."""
    return capitalised(audience(code))


def people(code: str, number: int) -> str:
    """Return how many people of an audience, with the noun."""
    values = {"n": count(number)}
    if code == "staff":
        return ngettext("%(n)s member of staff", "%(n)s members of staff", number) % values
    if code == "leaders":
        return ngettext("%(n)s leader", "%(n)s leaders", number) % values
    if code == "customers":
        return ngettext("%(n)s customer", "%(n)s customers", number) % values
    values["audience"] = audience(code)
    return ngettext("%(n)s person (%(audience)s)", "%(n)s people (%(audience)s)", number) % values


def answers(n: int | str) -> str:
    """Return a number of answers, or the band that stands for it."""
    many = 2 if isinstance(n, str) else n
    return ngettext("%(n)s answer", "%(n)s answers", many) % {"n": number(n)}


def replies(replied: int | str | None, answered: int | str) -> int:
    """Return about how many people replied, "don't know" included: shares are rounded by it.

    ``replied`` may be a range, or unknown. Above a range without an end, or where there is
    none, it is known by how many answered.
    """
    if replied is None:
        return lower_end(answered)
    is_open = isinstance(replied, str) and replied.endswith("+")
    return max(lower_end(replied), lower_end(answered)) if is_open else lower_end(replied)


def few(n: int | str) -> str:
    """Return a number of people; "<5" stands for one that is too small to be told."""
    return count(n) if isinstance(n, int) else _("fewer than %(n)s") % {"n": n.lstrip("<")}


def response_rate(rate: str) -> str:
    """Return a response rate ("70%", "<5%", ">95%") as part of a sentence."""
    values = {"rate": rate.lstrip("<>")}
    if rate.startswith("<"):
        return _("fewer than %(rate)s of those invited") % values
    if rate.startswith(">"):
        return _("more than %(rate)s of those invited") % values
    return _("about %(rate)s of those invited") % values
