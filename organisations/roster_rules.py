"""What a row of a roster must hold, and why a text cannot be kept."""

import re
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model
from django.utils.translation import gettext as _
from openpyxl.cell.cell import ERROR_CODES

from organisations import models
from organisations.models import PATH_SEPARATOR, Audience

MOST_LEVELS = 6
# Control characters, and those that hide in a text or turn it round.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?%?")
# As a spreadsheet turns "3-4" or "1/2" into one, and as it is saved then.
DATE = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?")
TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?")
# As a spreadsheet shortens a long number.
SHORTENED = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)


def row_faults(texts: dict[str, str]) -> dict[str, str]:
    """Return {field: fault} of what a row lacks or may not have."""
    wrong: dict[str, str] = {}
    audience = texts["audience"]
    if audience not in Audience.values:
        message = _('"%(text)s" is no audience. Write one of: %(known)s.')
        message %= {"text": audience, "known": ", ".join(Audience.values)}
        wrong["audience"] = text_fault(audience, len(audience)) or message
    elif audience != Audience.CUSTOMERS:
        wrong["unit"] = unit_fault(texts["unit"])
        if texts["account"]:
            wrong["account"] = _("Only customers have an account. Clear this cell.")
    elif not texts["account"]:
        wrong["account"] = _("Enter the account this customer belongs to.")
    if texts["leads"] and audience == Audience.CUSTOMERS:
        wrong["leads"] = _("Only staff and leaders lead a unit. Clear this cell.")
    elif texts["leads"]:
        wrong["leads"] = unit_fault(texts["leads"])
    if not texts["email"] and not texts["name"]:
        wrong["name"] = _("Enter a name: without an e-mail address it is needed.")
    try:
        if texts["email"]:
            validate_email(texts["email"])
    except ValidationError:
        message = _('"%(text)s" is not an e-mail address. Correct it, or clear the cell.')
        wrong["email"] = message % {"text": texts["email"]}
    return {field: message for field, message in wrong.items() if message}


def unit_parts(unit: str) -> tuple[str, ...]:
    """Return the names along a path of units, top first."""
    return tuple(part.strip() for part in unit.split(PATH_SEPARATOR.strip()))


def unit_fault(unit: str) -> str:
    """Say what is wrong with a path of units; "" if nothing."""
    names = unit_parts(unit)
    if not unit:
        return _("Enter the unit, as in Sales / North.")
    if not all(names):
        return _("A name is missing before or after a slash.")
    if len(names) > MOST_LEVELS:
        message = _("The unit has %(n)d levels; at most %(most)d are possible.")
        return message % {"n": len(names), "most": MOST_LEVELS}
    faults = [text_fault(part, longest(models.Unit, "name")) for part in names]
    path_fault = text_fault(PATH_SEPARATOR.join(names), longest(models.Unit, "path"))
    return next(filter(None, faults), path_fault)


def kind_faults(texts: dict[str, str]) -> dict[str, str]:
    """Return {field: fault} of dates and numbers where the spreadsheet should have kept a text."""
    wrong: dict[str, str] = {}
    for field in ("name", "unit", "account", "leads", "external_key"):
        text = texts[field]
        if DATE.fullmatch(text) or TIME.fullmatch(text):
            message = _(
                '"%(text)s" is a date or a time, perhaps made so by the spreadsheet. Format the '
                "column as text, and enter what it should be."
            )
            wrong[field] = message % {"text": text}
        elif field == "external_key" and SHORTENED.fullmatch(text):
            message = _(
                '"%(text)s" is a number the spreadsheet has shortened. Format the column as text, '
                "and enter the whole number."
            )
            wrong[field] = message % {"text": text}
    if NUMBER.fullmatch(texts["name"]):
        wrong["name"] = _('"%(text)s" is a number. Enter the name.') % {"text": texts["name"]}
    return wrong


def whole_number(text: str) -> str:
    """Return an id without the ".0" that a spreadsheet or a program put behind it."""
    return text.removesuffix(".0") if re.fullmatch(r"\d+\.0", text) else text


def text_faults(texts: dict[str, str]) -> dict[str, str]:
    """Return {field: fault} of texts that cannot be kept whatever they mean."""
    most = {field: longest(models.Person, field) for field in ("email", "name", "external_key")}
    most["account"] = longest(models.Account, "name")
    faults = {field: text_fault(texts[field], most[field]) for field in most}
    return {field: message for field, message in faults.items() if message}


@cache
def longest(model: type[Model], field: str) -> int:
    """Return how many letters a column of the database takes."""
    return int(model._meta.get_field(field).max_length or 0)  # type: ignore[union-attr]


def text_fault(text: str, most: int) -> str:
    """Say why a text cannot be kept, or is not safe in a spreadsheet; "" if it is fine."""
    values = {"text": text[:40], "mark": text[:1], "n": len(text), "most": most}
    if unseen := UNSEEN.search(text):
        message = _("A line break or another invisible character (U+%(code)04X). Type it anew.")
        return message % {"code": ord(unseen[0])}
    if text in ERROR_CODES:
        return _('"%(text)s" is an error of the spreadsheet. Enter the value.') % values
    if text.startswith("="):
        return _("a formula; paste the value instead")
    if text.startswith(("+", "-", "@")) and not NUMBER.fullmatch(text):
        message = _('"%(text)s" reads as a formula in spreadsheets. Remove "%(mark)s" in front.')
        return message % values
    if len(text) > most:
        return _("%(n)d letters; at most %(most)d are possible. Shorten it.") % values
    return ""
