"""What every sheet of a story is made with: numbers as numbers, and their units."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet, Shown
from reports import words
from reports.story.moved import MovedRow

NUMBER = re.compile(r"([-+]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(%?)")

Row = Sequence[object]


def number(text: str) -> object:
    """Return a score, a share or a count as a number, so that one can compute with it.

    It is shown as it was told. Other texts, as "at most", stay as they are.
    """
    plain = text.replace(words.MINUS, "-").removesuffix(_("%(points)s points") % {"points": ""})
    found = NUMBER.fullmatch(plain)
    return text if found is None else _shown(found)


def ends(text: str) -> tuple[object, object]:
    """Return both ends of an interval as numbers; whatever else is told stands for either."""
    found = [_shown(each) for each in NUMBER.finditer(text.replace(words.MINUS, "-"))]
    low, high = found if len(found) == 2 else (text, text)
    return low, high


def with_ends(text: str) -> tuple[object, object, object]:
    """Return a number that is told with its interval in brackets, and both ends."""
    value, _bracket, interval = text.partition(" (")
    return number(value), *ends(interval.removesuffix(")"))


def _shown(found: re.Match[str]) -> Shown:
    places = len(found[3] or "")
    value = float(found[0].rstrip("%").replace(",", ""))
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


def under(title: str, what: str) -> str:
    """Return the title of a column that says more of the one called ``title``."""
    return _("%(title)s: %(what)s") % {"title": title, "what": what}


def interval_of(title: str = "") -> tuple[str, str]:
    """Return the titles of both ends of an interval; of the only number of a row without one."""
    low, high = _("95% interval, low"), _("95% interval, high")
    return (under(title, low), under(title, high)) if title else (low, high)


def measured(unit: str, title: str, of: str = "") -> dict[str, str]:
    """Return the unit of a number for its column and those of its interval."""
    return dict.fromkeys((title, *interval_of(of)), unit)


def stage_score(labels: Sequence[str]) -> str:
    """Return the unit of a score of stages."""
    return _("stage score, 1 to %(last)s") % {"last": len(labels)}


def agreement(labels: Sequence[str]) -> str:
    """Return the unit of a score of statements."""
    return _("agreement, 1 to %(last)s") % {"last": len(labels)}


def differences() -> str:
    """Return the unit of what lies between two scores."""
    return _("points of the scale")


def of_its_scale() -> str:
    """Return the unit of scores whose scale each row names."""
    return _("points of its scale")


def unit_of(row: MovedRow) -> str:
    """Return what a change is counted in; nothing of a judgement, which has no number."""
    if row.difference_text == words.DASH:
        return ""
    is_share = row.difference_text.endswith(_("%(points)s points") % {"points": ""})
    return _("percentage points") if is_share else of_its_scale()
