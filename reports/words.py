"""How a report says numbers, dates, lists and people. Every function returns finished words."""

from collections.abc import Sequence
from datetime import date
from math import copysign, floor, log10

from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.disclosure import AT_LEAST, AT_MOST, lower_end, rounded_share
from maturity.shares import Share

DASH = "–"
MINUS = "−"


def not_shown() -> str:
    """Return the one phrase for whatever is withheld, so that the cause cannot be read off it."""
    return _("not shown, to protect the people who answered")


def dash_means() -> str:
    """Say what a dash in a table stands for."""
    return _("A dash means “%(what)s”.") % {"what": not_shown()}


def count(number: int) -> str:
    """Return a whole number with its thousands set apart."""
    return str(number_format(number, force_grouping=True))


def number(n: int | str) -> str:
    """Return a number of people, or the band that stands for it."""
    return n if isinstance(n, str) else count(n)


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


def share(value: float | None, n: int) -> str:
    """Return a published share of n answers; its drawn-in ends as "at most" and "at least".

    Which values are drawn in is asked of the gate itself, so that both can never disagree.
    """
    if value is None:
        return DASH
    percent = _("%(percent)s%%") % {"percent": round(value * 100)}
    if 0 < value == rounded_share(0, n):
        return f"≤ {percent}"
    if 1 > value == rounded_share(1, n):
        return f"≥ {percent}"
    return percent


def percent(value: float) -> str:
    """Return a number from 0 to 1 in whole per cent."""
    return _("%(percent)s%%") % {"percent": round(value * 100)}


def points(value: float) -> str:
    """Return a difference of two shares in percentage points, with a true minus."""
    return count(round(value * 100)).replace("-", MINUS)


def points_moved(value: float | None, end: str | None = None) -> str:
    """Return how far a share has moved, a dash if that is unknown.

    ``end`` says that it moved at least, or at most, so far.
    """
    if value is None:
        return DASH
    sign = {AT_MOST: "≤ ", AT_LEAST: "≥ "}.get(end or "", "")
    return sign + _("%(points)s points") % {"points": points(value)}


def points_between(low: float | None, high: float | None) -> str:
    """Return both ends of an interval of a share's movement, a dash where there is none."""
    if low is None or high is None:
        return DASH
    return _("%(low)s to %(high)s points") % {"low": points(low), "high": points(high)}


def told_share(found: Share) -> str:
    """Return a share of people, at its covered ends as "at most" and "at least"."""
    return {AT_MOST: "≤ ", AT_LEAST: "≥ "}.get(found.end or "", "") + percent(found.share)


def spoken(number: str) -> str:
    """Return a finished number as it stands in a sentence: its sign in words."""
    signs = {"≤": _("at most %(n)s"), "≥": _("at least %(n)s"), "<": _("less than %(n)s")}
    sign, _space, rest = number.partition(" ")
    return signs[sign] % {"n": rest} if sign in signs else number


def shares(low: float, high: float) -> str:
    """Return both ends of an interval of shares."""
    return _("%(low)s to %(high)s") % {"low": percent(low), "high": percent(high)}


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


def below(percent: int) -> str:
    """Return that a share misses so many per cent, however close its rounded value comes."""
    return "< " + _("%(percent)s%%") % {"percent": percent}


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


def joined(words: Sequence[str]) -> str:
    """Return a list as one would say it: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return _("%(most)s and %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}


def either(words: Sequence[str]) -> str:
    """Return alternatives as one would say them: a, b or c."""
    if len(words) < 2:
        return "".join(words)
    return _("%(most)s or %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}


def quoted(text: str) -> str:
    """Return a name of the framework in typographic quotes."""
    return _("“%(text)s”") % {"text": text}


def capitalised(sentence: str) -> str:
    """Return a sentence with its first letter large and the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def uncapitalised(text: str) -> str:
    """Return a text with its first letter small, to stand inside a sentence."""
    return text[:1].lower() + text[1:]


def audience(code: str) -> str:
    """Return the name of an audience inside a sentence."""
    known = {"staff": _("staff"), "leaders": _("leaders"), "customers": _("customers")}
    return known.get(code, code)


def nothing_shown() -> str:
    """Return what is said of a wave of which nothing is shown, whatever the cause."""
    return _(
        "Nothing of this wave can be shown, to protect the people who answered. It cannot be"
        " opened again; a new wave can be prepared."
    )


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


def stages(number: int) -> str:
    """Return a number of stages."""
    return ngettext("%(n)s stage", "%(n)s stages", number) % {"n": number}


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


def dimensions(number: int) -> str:
    """Return a number of dimensions."""
    return ngettext("%(n)s dimension", "%(n)s dimensions", number) % {"n": number}
