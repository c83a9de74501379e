"""What staff bring to customers, and how many leave, as slides."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from reports.deck.paging import named, plain
from reports.deck.slides import Block, Kind, Plot, Point, Series, Slide, Table, Words, beside
from reports.story import Story
from reports.story.constructs import ConstructRow
from reports.story.iceberg import BranchRow
from reports.story.staff import AmbassadorStory, StaffStory, TimeRule
from reports.story.staff.time import Band
from reports.story.turnover import TurnoverStory

CONSTRUCTS = "result:/audiences/*/constructs"
AMBASSADORS = "result:/audiences/*/ambassadors"
CHOICES = "result:/audiences/*/choices"


def staff(story: Story) -> Iterator[Slide]:
    """Show alignment, trust, ambassadors, leaders' time and turnover, as far as they are told."""
    found = story.staff
    if found is not None:
        yield from _brought(found)
        if found.ambassadors:
            yield from _ambassadors(found.ambassadors)
        if found.time:
            yield Slide(
                _("Leaders’ time with customers"),
                beside(*((_time(rule), 1) for rule in found.time.rules)),
                sentence=" ".join(found.time.sentences),
                notes=found.notes,
                sources=("result:/audiences/*/time", CHOICES),
            )
    if story.turnover is not None:
        yield _turnover(story.turnover)


def _brought(found: StaffStory) -> Iterator[Slide]:
    parts: list[tuple[str, Sequence[ConstructRow]]] = []
    if found.alignment:
        parts.append((_("The four requirements"), found.alignment.rows))
    if found.trust:
        parts.append((_("Trust and fairness"), found.trust.rows))
    if found.beside:
        parts.append((_("Beside it: customers"), (found.beside.customers,)))
    if not parts:
        return
    said = [part.sentence for part in (found.alignment, found.trust) if part and part.sentence]
    yield Slide(
        _("What staff bring to customers"),
        beside(*((score_plot(title, rows), 1) for title, rows in parts)),
        foot=(*said, *found.notes),
        notes=tuple(_remarks(row) for _title, rows in parts for row in rows),
        sources=(CONSTRUCTS,),
    )


def _remarks(row: ConstructRow) -> str:
    told = [row.mean_text, row.interval_text, row.view_text, *row.remarks]
    return f"{row.name} ({row.audience}): {', '.join(told)}"


def score_plot(title: str, rows: Sequence[ConstructRow]) -> Plot:
    """Return the scores of some scales with their intervals."""
    first = rows[0]
    return Plot(
        Kind.DOTS,
        title,
        tuple(named(row.name, is_shown=row.mean is not None) for row in rows),
        (
            Series(
                first.audience,
                tuple(Point(row.mean, row.mean_text, row.low, row.high) for row in rows),
            ),
        ),
        scale=first.scale,
        of=first.points,
    )


def share_plot(title: str, rows: Sequence[BranchRow], name: str) -> Plot:
    """Return shares with their intervals."""
    return Plot(
        Kind.DOTS,
        title,
        tuple(named(row.name, is_shown=row.is_shown) for row in rows),
        (Series(name, tuple(Point(row.share, row.share_text, row.low, row.high) for row in rows)),),
    )


def _ambassadors(found: AmbassadorStory) -> Iterator[Slide]:
    blocks: list[tuple[Block, float]] = [(score_plot(_("Commitments"), found.rows), 1)]
    if found.kinds:
        blocks.append((share_plot(_("Share of staff"), found.kinds, _("Share of staff")), 1))
    else:
        blocks.append((Words(_("Share of staff"), (found.hidden,)), 1))
    if found.stays:
        stays = _("Of these intend to stay")
        blocks.append((share_plot(stays, found.stays, stays), 1))
    yield Slide(
        _("How committed staff are"),
        beside(*blocks),
        foot=(*found.sentences, found.rule),
        notes=found.notes,
        sources=(AMBASSADORS, CONSTRUCTS),
    )


def _time(rule: TimeRule) -> Plot:
    return Plot(
        Kind.BARS,
        f"{rule.question} {rule.rule}: {rule.kept_text}",
        tuple(band.name for band in rule.bands),
        (
            Series(
                _("Share of leaders"),
                tuple(map(_band, rule.bands)),
            ),
        ),
    )


def _band(band: Band) -> Point:
    return Point(band.length, band.share_text, is_covered=band.is_covered)


def _turnover(found: TurnoverStory) -> Slide:
    blocks: list[tuple[Block, float]] = []
    if found.bands:
        table = Table(
            _("How many of all staff leave in a year"),
            (_("Of all staff"), _("Leaders who say so"), _("Remark")),
            plain((row.name, row.share_text, row.remark) for row in found.bands),
            (1, 1, 1.4),
        )
        blocks.append((table, 1))
    costs = Table(
        _("What a leaver costs"),
        (_("Element"), _("Leaders most often say"), _("Of a year’s pay")),
        plain(
            [
                *((row.name, row.said, row.cost_text) for row in found.elements),
                (_("Altogether"), "", found.whole_text),
            ]
        ),
        (1.4, 1.4, 1),
    )
    blocks.append((costs, 1.3))
    return Slide(
        _("Staff who leave, and what it costs"),
        beside(*blocks),
        sentence=" ".join(found.sentences[:1]),
        foot=found.notes,
        notes=(*found.sentences[1:], *found.assumptions),
        sources=(CHOICES, "edition:/people"),
    )
