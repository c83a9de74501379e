"""Amounts of money as they stand in a file. What could be read in two ways is not guessed at."""

import re

from django.utils.translation import gettext as _

from organisations.roster_rules import DATE, SHORTENED, TIME, text_fault

# No customer of anybody buys for more, in whatever currency; digits have run together.
MOST = 1e15
LONGEST = 40
# As programs write numbers; a calculation that should give nothing may leave a trace of it.
WITH_POINT = re.compile(r"\d+(\.\d+)?(e-\d+)?", re.IGNORECASE)
WITH_COMMA = re.compile(r"\d+,\d{1,2}")
MARKED = re.compile(r"\d{1,3}([.,'’ \u00a0\u202f]\d{2,3})*[.,'’ \u00a0\u202f]\d{3}([.,]\d{1,2})?")
BELOW_NOTHING = re.compile(r"[-−–] ?\d[\d.,'’ \u00a0\u202f]*|\([\d.,'’ \u00a0\u202f]+\)|\d[\d.,]*-")
# 1.234 is a thousand and more in one country, and a little more than one in another.
UNCLEAR = re.compile(r"[1-9]\d{0,2}\.\d{3}")


class NotAnAmount(Exception):
    """A text says no amount, or not surely; the argument says so."""


def amount(text: str, *, below_nothing: str) -> float:
    """Return the number a cell says, 0 or more.

    Raises NotAnAmount; in the words of ``below_nothing`` if the number is negative. A text that
    ``is_unclear`` is read as decimals.
    """
    if WITH_POINT.fullmatch(text) or WITH_COMMA.fullmatch(text):
        number = float(text.replace(",", "."))
        if number > MOST:
            message = _('"%(text)s" is too large to be an amount. Are there digits too many?')
            raise NotAnAmount(message % {"text": text[:LONGEST]})
        return number
    if BELOW_NOTHING.fullmatch(text):
        raise NotAnAmount(below_nothing)
    raise NotAnAmount(_why_none(text))


def is_unclear(text: str) -> bool:
    """Whether the point of a number may part thousands as well as decimals."""
    return bool(UNCLEAR.fullmatch(text))


def has_decimal_point(text: str) -> bool:
    """Whether the point of a number can only part decimals."""
    return "." in text and not is_unclear(text)


def why_unclear(text: str) -> str:
    """Say why a number cannot be read while no other of the file shows what a point means."""
    message = _(
        '"%(text)s" can be read as %(large)s and as %(small)s. Write %(large)s without a point, '
        "or %(small)s with two digits after it."
    )
    values = {"text": text, "large": text.replace(".", ""), "small": f"{float(text):.2f}"}
    return message % values


def _why_none(text: str) -> str:
    """Say why a text is no amount, and how to write it."""
    values = {"text": text[:LONGEST]}
    if MARKED.fullmatch(text):
        message = _(
            '"%(text)s" has a mark between the thousands. Write %(plain)s: nothing between the '
            "thousands, a point before decimals."
        )
        return message % {**values, "plain": _plain(text)}
    if DATE.fullmatch(text) or TIME.fullmatch(text):
        message = _(
            '"%(text)s" is a date or a time, perhaps made so by the spreadsheet. Format the '
            "column as a number, and enter the amount."
        )
        return message % values
    if SHORTENED.fullmatch(text):
        message = _(
            '"%(text)s" is a number the spreadsheet has shortened. Format the column as a number, '
            "and enter the whole number."
        )
        return message % values
    if fault := text_fault(text, LONGEST):
        return fault
    message = _(
        '"%(text)s" is no number. Write digits alone, as 1234.50, without a currency or a unit.'
    )
    return message % values


def _plain(text: str) -> str:
    """Return a number with marks between its thousands without them."""
    whole, mark, rest = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", text).groups()  # type: ignore[union-attr]
    return re.sub(r"\D", "", whole) + (f".{rest}" if mark else "")
