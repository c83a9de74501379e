"""The portfolio by risk: how much of a class is at risk, and how much revenue that is."""

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import FAINT, MAIN, MIDDLE, QUIET, WIDTH, DataTable
from reports.charts.canvas import Canvas, Chart
from reports.charts.letters import width_of, wrapped
from reports.story.portfolio import ClassRow, PortfolioStory

LEFT, RIGHT, TOP, BOTTOM = 58, 630, 30, 360
FOOT = 44
# Labels may reach below the line at the foot, but not to the words there.
LOWEST = BOTTOM + 5
# How large the circle of the largest class is, and how wide its label at most.
RADIUS, LABEL = 26, 170
SIZE, LINE = 11, 14
# How much further aside a label may stand where others lie between it and its circle.
ASIDE = 4 * LINE
PARTS = 4
# Where along a line it is looked at whether words stand there.
PARTS_OF_LINE = [step / 100 for step in range(101)]
# How far the marks of revenue may stand apart; four of them reach over the largest.
STEPS = (0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.25)

Box = tuple[float, float, float, float]
Circle = tuple[float, float, float]


def portfolio_scatter(portfolio: PortfolioStory) -> Chart | None:
    """Draw a circle a class, as large as its revenue; None where fewer than two can be judged."""
    rows = [row for row in portfolio.rows if row.share and row.risk is not None]
    if len(rows) < 2:
        return None
    rows.sort(key=lambda row: -(row.share or 0.0))
    most = 1.08 * max(row.risk or 0.0 for row in rows)
    reach = next((step * PARTS for step in STEPS if step * PARTS >= most), 1.1)
    canvas = Canvas(height=BOTTOM + FOOT)
    _axes(canvas, reach)
    circles = [_circle(row, rows[0], reach) for row in rows]
    for x, y, radius in circles:
        # The largest come first, so that smaller ones lie above them.
        canvas.mark(x, y, "circle", MIDDLE, stroke=MAIN, size=(2 * radius / 1.13) ** 2)
    taken = [(x - r, y - r, x + r, y + r) for x, y, r in circles]
    labels: dict[Box, Circle] = {}
    for row, circle in zip(rows, circles, strict=True):
        labels[_label(canvas, row, circle, (taken, labels))] = circle
    return canvas.draw(
        _("Revenue at risk by class of customer; the larger the circle, the more they buy"),
        map(_say, rows),
        _table(rows),
    )


def _axes(canvas: Canvas, reach: float) -> None:
    for part in (place / PARTS for place in range(PARTS + 1)):
        x = LEFT + (RIGHT - LEFT) * part
        canvas.line(x, TOP, x, BOTTOM, FAINT)
        canvas.text(x, BOTTOM + 12, words.percent(part), align="center", size=SIZE, color=QUIET)
        y = BOTTOM - (BOTTOM - TOP) * part
        canvas.line(LEFT, y, RIGHT, y, FAINT)
        share = words.percent(reach * part)
        canvas.text(LEFT - 8, y, share, align="right", size=SIZE, color=QUIET)
    across = _("How much of the class’s revenue is at risk →")
    canvas.text(RIGHT, BOTTOM + 32, across, align="right", size=SIZE, color=QUIET, bold=True)
    up = _("↑ Revenue at risk, of all revenue")
    canvas.text(0, 10, up, size=SIZE, color=QUIET, bold=True)


def _part(row: ClassRow) -> float:
    """Return how much of a class's revenue is at risk; both are told in whole per cent."""
    return min(1.0, (row.risk or 0.0) / (row.share or 1.0))


def _circle(row: ClassRow, largest: ClassRow, reach: float) -> Circle:
    radius = RADIUS * sqrt((row.share or 0.0) / (largest.share or 1.0))
    y = BOTTOM - (BOTTOM - TOP) * (row.risk or 0.0) / reach
    return LEFT + (RIGHT - LEFT) * _part(row), y, max(4.0, radius)


def _label(
    canvas: Canvas,
    row: ClassRow,
    circle: Circle,
    taken: tuple[Sequence[Box], Mapping[Box, Circle]],
) -> Box:
    """Write name and revenue beside a circle, where nothing else stands; return where that is."""
    lines = [*wrapped(row.name, LABEL, SIZE, bold=True, most=2), row.money_text]
    width = max(width_of(line, SIZE, bold=True) for line in lines)
    places = list(_places(circle, width, LINE * len(lines)))
    circles, labels = taken
    free = [box for box in places if not any(_meet(box, other) for other in (*circles, *labels))]
    clear = [box for box in free if _is_clear(circle, box, labels)]
    box = (clear or free or places)[0]
    if leader := _leader(circle, box):
        canvas.line(*leader, QUIET)
    for place, line in enumerate(lines):
        at = box[1] + LINE * (place + 0.5)
        canvas.text(box[0], at, line, size=SIZE, bold=place < len(lines) - 1, ground="white")
    return box


def _leader(circle: Circle, box: Box) -> Box | None:
    """Return both ends of the line to a label that stands far from its circle."""
    x, y, _radius = circle
    middle = (box[1] + box[3]) / 2
    if abs(middle - y) <= LINE or box[0] <= x <= box[2]:
        return None
    return x, y, box[0] if box[0] > x else box[2], middle


def _is_clear(circle: Circle, box: Box, labels: Mapping[Box, Circle]) -> bool:
    """Whether neither the line to a label crosses another, nor the line of another this one."""
    return not any(
        _crosses(_leader(circle, box), other) or _crosses(_leader(its, other), box)
        for other, its in labels.items()
    )


def _crosses(line: Box | None, box: Box) -> bool:
    if line is None:
        return False
    x, y, x2, y2 = line
    points = ((x + (x2 - x) * part, y + (y2 - y) * part) for part in PARTS_OF_LINE)
    return any(_meet((*point, *point), box) for point in points)


def _places(circle: Circle, width: float, height: float) -> Iterator[Box]:
    """Return where a label may stand, the nearest first."""
    x, y, radius = circle
    gap = radius + 6
    for far in range(12):
        for down in {0: (0,)}.get(far, (far * LINE, -far * LINE)):
            for out in (gap, gap + ASIDE) if far else (gap,):
                # Beside a circle near the edge it stands no lower, or higher, than there is room.
                top = min(max(20.0, y - height / 2 + down), LOWEST - height)
                for left in (x + out, x - out - width):
                    if left >= LEFT + 2 and left + width <= WIDTH:
                        yield left, top, left + width, top + height
        if far == 0:
            left = min(max(LEFT + 2, x - width / 2), WIDTH - width)
            for top in (y - gap - height, y + gap):
                if 20 <= top <= LOWEST - height:
                    yield left, top, left + width, top + height


def _meet(box: Box, other: Box) -> bool:
    return (
        box[0] < other[2] + 3
        and other[0] < box[2] + 3
        and box[1] < other[3] + 1
        and other[1] < box[3] + 1
    )


def _say(row: ClassRow) -> str:
    return _("%(name)s: %(money)s, at risk %(risk)s of all revenue") % {
        "name": row.name,
        "money": row.money_text,
        "risk": row.risk_text,
    }


def _table(rows: Sequence[ClassRow]) -> DataTable:
    return DataTable(
        (_("Class"), _("Revenue"), _("Revenue at risk"), _("Share of all revenue at risk")),
        tuple((row.name, row.money_text, row.risk_money_text, row.risk_text) for row in rows),
    )
