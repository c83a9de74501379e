"""Revenue by class of customer with what of it is at risk, and leading beside lagging."""

from collections.abc import Callable
from math import ceil

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import FAINT, MAIN, MIDDLE, QUIET, WIDTH, DataTable
from reports.charts.canvas import Canvas, Chart
from reports.charts.scale import LEFT, name
from reports.story.portfolio import ClassRow, LeadingRow

ROW = 44
BAR = 9
# Where the longest bar ends, and the words beside it begin no later than here.
LONGEST = 440

HEAD = 40
# The two columns of changes: experience, then revenue.
EXPERIENCE = (LEFT + 20, 400)
REVENUE = (460, WIDTH - 30)
LINE = 46


def portfolio_bars(rows: tuple[ClassRow, ...]) -> Chart:
    """Draw a bar a class as long as its revenue, and in it how much of that is at risk."""
    bottom = ROW * len(rows)
    canvas = Canvas(height=bottom + 26)
    longest = max(row.share or 0.0 for row in rows)
    for place, row in enumerate(rows):
        y = ROW * (place + 0.5)
        end = LEFT + (LONGEST - LEFT) * (row.share or 0.0) / longest
        name(canvas, y, row.name)
        _bar(canvas, end, y, MIDDLE if row.is_placed else FAINT)
        if row.risk:
            _bar(canvas, LEFT + (LONGEST - LEFT) * row.risk / longest, y, MAIN)
        first, second = _beside(row)
        canvas.text(end + 8, y - 7, first, bold=True)
        canvas.text(end + 8, y + 8, second, size=11, color=QUIET)
    canvas.line(LEFT, 0, LEFT, bottom, QUIET)
    _legend(canvas, bottom + 14)
    return canvas.draw(
        _("Revenue by class of customer"),
        [f"{row.name}: {', '.join(_beside(row))}" for row in rows],
        _classes(rows),
    )


def _classes(rows: tuple[ClassRow, ...]) -> DataTable:
    return DataTable(
        (
            _("Class"),
            _("Accounts"),
            _("Share of revenue"),
            _("Revenue"),
            _("Share at risk"),
            _("Revenue at risk"),
        ),
        tuple(
            (
                row.name,
                row.accounts_text,
                row.share_text,
                row.money_text,
                row.risk_text,
                row.risk_money_text,
            )
            for row in rows
        ),
    )


def _bar(canvas: Canvas, right: float, y: float, fill: str) -> None:
    canvas.box(LEFT, y - BAR, max(right, LEFT + 1), y + BAR, fill)


def _beside(row: ClassRow) -> tuple[str, str]:
    """Return what stands beside a bar: revenue, then accounts and what is at risk."""
    values = {
        "n": row.accounts_text,
        "share": row.share_text,
        "money": row.money_text,
        "risk": row.risk_text,
    }
    second = (
        _("accounts: %(n)s; at risk: %(risk)s") if row.risk is not None else _("accounts: %(n)s")
    )
    return _("%(share)s · %(money)s") % values, second % values


def _legend(canvas: Canvas, y: float) -> None:
    for x, fill, text in (
        (LEFT, MIDDLE, _("Revenue")),
        (LEFT + 110, MAIN, _("of it at risk")),
        (LEFT + 240, FAINT, _("Revenue not judged")),
    ):
        canvas.box(x, y - 6, x + 18, y + 6, fill)
        canvas.text(x + 25, y, text, size=11)


def leading_dots(rows: tuple[LeadingRow, ...]) -> Chart:
    """Draw for each class the change of experience with its interval, and that of revenue."""
    bottom = HEAD + LINE * len(rows)
    canvas = Canvas(height=bottom + 4)
    experience = _axis(canvas, EXPERIENCE, bottom, _experience_reach(rows), _points)
    revenue = _axis(canvas, REVENUE, bottom, _revenue_reach(rows), _percent)
    heads = (EXPERIENCE, _("Change of experience, points")), (REVENUE, _("Change of revenue"))
    for ends, text in heads:
        canvas.text(sum(ends) / 2, 8, text, align="center", bold=True)
    for place, row in enumerate(rows):
        y = HEAD + LINE * (place + 0.5)
        name(canvas, y, row.name)
        canvas.line(experience(row.low), y, experience(row.high), y, MIDDLE, 7)
        _dot(canvas, experience(row.experience), y, row.experience_text)
        if row.revenue is None:
            text, middle = _("not told"), sum(REVENUE) / 2
            canvas.text(middle, y, text, align="center", size=11, color=QUIET, ground="white")
        else:
            _dot(canvas, revenue(row.revenue), y, row.revenue_text)
    return canvas.draw(
        _("Change of experience beside change of revenue, by class then"),
        map(_say, rows),
        DataTable(
            (
                _("Class then"),
                _("Change of experience, points"),
                _("95% interval"),
                _("Change of revenue"),
            ),
            tuple(
                (row.name, row.experience_text, row.interval_text, row.revenue_text) for row in rows
            ),
        ),
    )


def _dot(canvas: Canvas, x: float, y: float, text: str) -> None:
    canvas.mark(x, y, "circle", MAIN, size=90)
    canvas.text(x, y - 15, text, align="center", size=11, bold=True, ground="white")


def _experience_reach(rows: tuple[LeadingRow, ...]) -> float:
    """Return how far the scale of experience reaches either way, in half points."""
    return ceil(max(max(abs(row.low), abs(row.high)) for row in rows) * 2) / 2 or 0.5


def _revenue_reach(rows: tuple[LeadingRow, ...]) -> float:
    """Return how far the scale of revenue reaches either way, in tenths."""
    return ceil(round(max(abs(row.revenue or 0.0) for row in rows) * 10, 6)) / 10 or 0.1


def _axis(
    canvas: Canvas,
    ends: tuple[float, float],
    bottom: float,
    reach: float,
    say: Callable[[float], str],
) -> Callable[[float], float]:
    """Draw a scale around zero, and return where on it a change lies."""
    left, right = ends

    def x(value: float) -> float:
        return left + (value + reach) / (2 * reach) * (right - left)

    ticks = (-reach, 0.0, reach)
    for at in ticks:
        canvas.line(x(at), HEAD - 8, x(at), bottom, FAINT)
    canvas.line(x(0), HEAD - 8, x(0), bottom, QUIET)
    for at in ticks:
        canvas.text(x(at), 24, say(at), align="center", size=11, color=QUIET)
    return x


def _points(value: float) -> str:
    return words.signed(words.difference(value))


def _percent(value: float) -> str:
    return words.signed(words.percent(value).replace("-", words.MINUS))


def _say(row: LeadingRow) -> str:
    return _("%(name)s: experience %(change)s (%(interval)s), revenue %(revenue)s") % {
        "name": row.name,
        "change": row.experience_text,
        "interval": row.interval_text,
        "revenue": row.revenue_text,
    }
