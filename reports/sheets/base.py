"""What every sheet of a story is made with: numbers as numbers, and their units."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet, Shown
from reports import words

NUMBER = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(%?)")

Row = Sequence[object]


def number(text: str) -> object:
    """Return a score, a share or a count as a number, so that one can compute with it.

    It is shown as it was told. Other texts, as "at most", stay as they are.
    """
    plain = text.replace(words.MINUS, "-")
    found = NUMBER.fullmatch(plain)
    if found is None:
        return text
    places = len(found[3] or "")
    value = float(plain.rstrip("%").replace(",", ""))
    if found[4]:
        return Shown(value / 100, "0%" if not places else "0." + "0" * places + "%")
    return Shown(value, "#,##0" + ("." + "0" * places if places else ""))


def sheet(
    name: str,
    caption: str,
    header: Iterable[object],
    rows: Iterable[Row],
    units: Mapping[str, str] | None = None,
) -> Sheet:
    """Return a sheet with a header; ``units`` are those of its own beside the usual ones."""
    usual = {_("Answers"): _("people"), _("Accounts"): _("number"), _("Share"): _("of people")}
    return Sheet(name, [list(header), *rows], caption, {**usual, **(units or {})})


def scores(labels: int) -> dict[str, str]:
    """Return the units of a score and its interval on a scale of so many points."""
    return {_("Score"): points(labels), _("95% interval"): _("points")}


def points(labels: int) -> str:
    """Return the unit of a score on a scale of so many points."""
    return _("points, 1 to %(last)s") % {"last": labels}
