"""How a report says amounts: counts, scores, coefficients and money."""

from math import copysign, floor, log10

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from maturity.disclosure import AT_LEAST, AT_MOST

DASH = "–"
MINUS = "−"


def count(number: int) -> str:
    """Return a whole number with its thousands set apart."""
    return str(number_format(number, force_grouping=True))


def number(n: int | str) -> str:
    """Return a number of people, or the band that stands for it."""
    return n if isinstance(n, str) else count(n)


def score(mean: float | None, end: str | None = None) -> str:
    """Return a mean with one decimal, a dash for none.

    ``end`` is what the result says of a mean at a covered end: at most, or at least, the number.
    """
    if mean is None:
        return DASH
    sign = {AT_MOST: "≤ ", AT_LEAST: "≥ "}.get(end or "", "")
    return sign + str(number_format(round(mean, 1), 1))


def decimals(value: float | None) -> str:
    """Return a coefficient with two decimals, a dash for none."""
    return DASH if value is None else str(number_format(value, 2)).replace("-", MINUS)


def coefficient(value: float | None) -> str:
    """Return a coefficient with the decimals it was rounded to, one or two; a dash for none."""
    if value is None:
        return DASH
    places = 1 if round(value, 1) == value else 2
    return str(number_format(value, places)).replace("-", MINUS)


def difference(value: float | None) -> str:
    """Return a difference of two means with one decimal and a true minus, a dash for none."""
    if value is None:
        return DASH
    # Adding nothing turns a negative zero into zero.
    return score(round(value, 1) + 0.0).replace("-", MINUS)


def signed(told: str) -> str:
    """Return a number in words as a change: with a plus where it is above zero."""
    return f"+{told}" if told[:1].isdigit() and told.strip("0.,%") else told


def differences(low: float | None, high: float | None) -> str:
    """Return both ends of an interval of differences, a dash where there is none."""
    if low is None or high is None:
        return DASH
    return _("%(low)s to %(high)s") % {"low": difference(low), "high": difference(high)}


def interval(low: float | None, high: float | None) -> str:
    """Return both ends of an interval, a dash where there is none."""
    if low is None or high is None:
        return DASH
    return _("%(low)s to %(high)s") % {"low": score(low), "high": score(high)}


def spoken(number: str) -> str:
    """Return a finished number as it stands in a sentence: its sign in words."""
    signs = {"≤": _("at most %(n)s"), "≥": _("at least %(n)s"), "<": _("less than %(n)s")}
    sign, _space, rest = number.partition(" ")
    return signs[sign] % {"n": rest} if sign in signs else number


def significant(value: float) -> float:
    """Return a number with its first two digits and noughts: 1,120 is 1,100."""
    if not value:
        return 0.0
    places = 1 - floor(log10(abs(value)))
    # A half is rounded away from nothing, as people do it.
    return copysign(floor(abs(value) * 10**places + 0.5) / 10**places, value)


def about(value: float) -> str:
    """Return a number with its first two digits, as words have it: 1,100 or 3.4 million."""
    amount = significant(value)
    for size, text in ((1e9, _("%(n)s billion")), (1e6, _("%(n)s million"))):
        if abs(amount) >= size:
            # Further digits are cut off: 1.6999999999999997 would be 1.6.
            places = 0 if abs(amount) >= 10 * size else 1
            return text % {"n": number_format(round(amount / size, places), places)}
    return count(round(amount)).replace("-", MINUS)


def money(value: float, currency: str) -> str:
    """Return an amount of money in the same way, after the code of its currency."""
    return f"{currency} {about(value)}"
