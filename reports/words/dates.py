"""How a report says days and spans of days."""

from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _


def day(value: date | str) -> str:
    """Return a day in words; takes ISO texts too, and nothing for an empty one."""
    if isinstance(value, str):
        if not value:
            return ""
        value = date.fromisoformat(value)
    return format_date(value, "j F Y")


def short_day(value: date) -> str:
    """Return a day with its month in short, as a line of time has room for."""
    return format_date(value, "j M")


def days(first: str, last: str) -> str:
    """Return a span of two ISO days, or the one that is known."""
    if first and last and first != last:
        return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}
    return day(first or last)
