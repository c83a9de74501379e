"""The timeline of the plan: what is due when, by whom, how far it is, and what is late."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import words
from reports.charts.base import FAINT, INK, MAIN, MIDDLE, PALE, QUIET, TARGET, WIDTH, DataTable
from reports.charts.canvas import Canvas, Chart
from reports.charts.letters import width_of
from reports.story.plan import PlanRow, PlanStory

HUNDRED = 100
LEFT, RIGHT = 226, 632
# Where the hundred days end if something is due later, and where the mark of that stands.
BEFORE_LATER, LATER = 596, 642
HEAD, ROW = 46, 48
LABEL = 212
# More do not fit on a page; all stand in the table.
MOST = 18
# How far apart the marks of the axis stand, in days: as near as leaves room for them.
STEPS = (25, 50, 100, 182, 365, 730, 1825)
MOST_MARKS = 7
# Shape, fill and edge by state; what is late has the colour of a target, and the word beside it.
LOOKS = {
    "planned": ("circle", "white", MAIN),
    "under_way": ("circle", MIDDLE, MAIN),
    "done": ("square", MAIN, MAIN),
    "dropped": ("cross", "white", QUIET),
}


class Days:
    """An axis of days, from the earliest thing drawn until a hundred days from today.

    Whatever is due after these stands at the edge, and says its day.
    """

    def __init__(self, today: date, rows: tuple[PlanRow, ...]) -> None:
        due = [row.due_on for row in rows if row.due_on]
        self.today = today
        self.first = min([today, *due])
        self.last = today + timedelta(HUNDRED)
        self.has_later = any(map(self.is_later, due))
        self.right = BEFORE_LATER if self.has_later else RIGHT

    def is_later(self, day: date) -> bool:
        """Whether a day comes after the hundred."""
        return day > self.last

    def x(self, day: date) -> float:
        """Return where a day lies."""
        if self.is_later(day):
            return LATER
        span = (self.last - self.first).days
        return LEFT + (self.right - LEFT) * ((day - self.first).days / span)

    def marks(self) -> Iterator[date]:
        """Return days of the axis, counted from today."""
        span = (self.last - self.first).days
        step = next((each for each in STEPS if span / each <= MOST_MARKS), span)
        before = (self.today - self.first).days // step
        for place in range(-before, (self.last - self.today).days // step + 1):
            yield self.today + timedelta(place * step)


def plan_timeline(plan: PlanStory) -> Chart | None:
    """Draw a row an action, at the day it is due; None where nothing is planned."""
    if not plan.rows:
        return None
    rows = plan.rows[:MOST]
    days, more = Days(plan.today, rows), len(plan.rows) - len(rows)
    bottom = HEAD + ROW * len(rows)
    canvas = Canvas(height=bottom + (24 if more else 4))
    _axis(canvas, days, bottom)
    for place, row in enumerate(rows):
        _row(canvas, days, row, HEAD + ROW * place)
    if more:
        said = ngettext(
            "%(n)s more action stands in the table.", "%(n)s more actions stand in the table.", more
        )
        canvas.text(0, bottom + 13, said % {"n": more}, size=11, color=QUIET)
    return canvas.draw(
        _("What is due when, counted from %(day)s") % {"day": words.day(plan.today)},
        [_say(days, row) for row in plan.rows],
        _table(plan.rows),
    )


def _axis(canvas: Canvas, days: Days, bottom: float) -> None:
    canvas.box(days.x(days.today), HEAD - 4, days.x(days.last), bottom, PALE)
    for day in days.marks():
        x = days.x(day)
        # Boxes lie over lines: what stands on the hundred days is drawn as a thin box.
        canvas.box(x - 0.5, HEAD - 4, x + 0.5, bottom, FAINT)
        after = (day - days.today).days
        if after > 0:
            text = _("day %(n)s") % {"n": after}
            canvas.text(x, 12, text, align="center", size=11, color=QUIET)
        canvas.text(x, 28, words.short_day(day), align="center", size=11, color=QUIET)
    x = days.x(days.today)
    canvas.box(x - 1, HEAD - 8, x + 1, bottom, TARGET)
    canvas.text(x, 12, _("today"), align="center", size=11, color=TARGET, bold=True)
    if days.has_later:
        canvas.text(LATER, 12, _("later"), align="center", size=11, color=QUIET)


def _row(canvas: Canvas, days: Days, row: PlanRow, top: float) -> None:
    """Draw an action: what, the way to its day, its mark, and in words who and how far."""
    middle = top + ROW / 2
    canvas.text(0, middle, row.what, width=LABEL, most=3, size=11)
    if row.due_on is None:
        said = ", ".join([*_beside(days, row), _("no day set")])
        canvas.text(LEFT, middle, said, width=RIGHT - LEFT, most=2, size=11, color=QUIET)
        return
    x, start = days.x(row.due_on), days.x(days.today)
    left, right = min(x, start), max(x, start)
    if days.is_later(row.due_on):
        right = days.right
        # Broken: it is further than it looks.
        canvas.line(right, middle - 7, x, middle - 7, QUIET, 2, dash="4 4")
    canvas.box(left, middle - 8, right, middle - 6, TARGET if row.is_late else QUIET)
    shape, fill, edge = LOOKS[row.state]
    canvas.mark(x, middle - 7, shape, fill, stroke=TARGET if row.is_late else edge, size=90)
    _words(canvas, days, row, x, middle + 9)


def _words(canvas: Canvas, days: Days, row: PlanRow, x: float, y: float) -> None:
    """Write below a mark whose it is and how far: to the left of it where the right has no room."""
    said = " · ".join(_beside(days, row))
    is_open = row.state in {"planned", "under_way"}
    width = min(width_of(said, 10, bold=row.is_late), RIGHT - LEFT)
    left = min(x - 6, WIDTH - width)
    canvas.text(
        max(LEFT, left),
        y,
        said,
        width=RIGHT - LEFT,
        most=1,
        size=10,
        color=TARGET if row.is_late else INK if is_open else QUIET,
        ground="white",
        bold=row.is_late,
    )


def _beside(days: Days, row: PlanRow) -> list[str]:
    due = row.due_text
    if row.due_on and days.is_later(row.due_on):
        due = _("later, on %(day)s") % {"day": due}
    late = [_("late")] if row.is_late else []
    return [text for text in (due, row.owner, row.state_text, *late) if text]


def _say(days: Days, row: PlanRow) -> str:
    return f"{row.what.rstrip('.')}: {', '.join(_beside(days, row))}"


def _table(rows: tuple[PlanRow, ...]) -> DataTable:
    return DataTable(
        (_("Action"), _("Owner"), _("Due"), _("State")),
        tuple(
            (
                row.what,
                row.owner or words.DASH,
                row.due_text or _("no day set"),
                f"{row.state_text}, {_('late')}" if row.is_late else row.state_text,
            )
            for row in rows
        ),
    )
