"""What staff, leaders and the consultant tell of the organisation as sheets of a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet
from reports.sheets.base import ends, interval_of, number, sheet
from reports.sheets.constructs import construct_sheet
from reports.story.coverage import CoverageStory
from reports.story.staff import AmbassadorStory, StaffStory, TimeStory
from reports.story.turnover import TurnoverStory


def coverage_sheets(coverage: CoverageStory | None) -> Iterator[Sheet]:
    """Return the matrix of what is there, claimed and missing, and what the money goes into."""
    if coverage is None:
        return
    yield sheet(
        _("Coverage"),
        " ".join([coverage.sentence, *coverage.notes]),
        [
            *(_("Subject"), _("Matter"), _("Verdict"), _("Leaders who say it is there")),
            *(*interval_of(), _("Answers"), _("How they are spread")),
            _("The consultant found"),
        ],
        [
            [
                *(group.title, row.name, row.verdict_text, number(row.share_text)),
                *(*ends(row.interval_text), number(row.n), row.answers_text, row.found_text),
            ]
            for group in coverage.groups
            for row in group.rows
        ],
    )
    if coverage.money:
        yield sheet(
            _("Where the money goes"),
            f"{coverage.money.question} {coverage.money.note}",
            [
                *(_("What it goes into"), _("Leaders who say so"), *interval_of()),
                _("The consultant found"),
            ],
            [
                [row.name, number(row.share_text), *ends(row.interval_text), row.found_text]
                for row in coverage.money.rows
            ],
        )


def staff_sheets(staff: StaffStory | None) -> Iterator[Sheet]:
    """Return what staff bring to customers, leaders' time, and ambassadors."""
    if staff is None:
        return
    parts = (staff.alignment, staff.ambassadors, staff.trust)
    rows = [row for part in parts if part for row in part.rows]
    rows += [staff.beside.customers] if staff.beside else []
    if rows:
        said = [staff.alignment.sentence if staff.alignment else ""]
        said += [staff.trust.sentence if staff.trust else "", *staff.notes]
        yield construct_sheet(_("What staff bring"), " ".join(filter(None, said)), rows)
    if staff.time:
        yield _time(staff.time)
    if staff.ambassadors and staff.ambassadors.kinds:
        yield _ambassadors(staff.ambassadors)


def _time(time: TimeStory) -> Sheet:
    """Return how leaders spend their time: the bands, and who keeps the rule."""
    rows = []
    for rule in time.rules:
        rows += [[rule.question, band.name, number(band.share_text), "", ""] for band in rule.bands]
        if rule.unsure_name:
            rows.append([rule.question, rule.unsure_name, number(rule.unsure_text), "", ""])
        rows.append([rule.question, rule.rule, number(rule.kept_text), *ends(rule.interval_text)])
    return sheet(
        _("Leaders’ time"),
        " ".join(time.sentences),
        [_("Question"), _("Answer"), _("Share"), *interval_of()],
        rows,
    )


def _ambassadors(story: AmbassadorStory) -> Sheet:
    """Return how many there are of each kind, and who of them stays."""
    stays = {row.name: row for row in story.stays}
    rows = []
    for row in story.kinds:
        staying = stays.get(row.name)
        told = [number(staying.share_text), *ends(staying.interval_text)] if staying else [""] * 3
        rows.append([row.name, number(row.share_text), *ends(row.interval_text), *told])
    return sheet(
        _("Ambassadors"),
        " ".join([*story.sentences, story.rule, *story.notes]),
        [
            *(_("Staff"), _("Share"), *interval_of()),
            *(_("Intend to stay"), *interval_of(_("Of these"))),
        ],
        rows,
    )


def turnover_sheets(turnover: TurnoverStory | None) -> Iterator[Sheet]:
    """Return how many leave, what a leaver costs, and what leaders notice of it."""
    if turnover is None:
        return
    if turnover.bands:
        yield sheet(
            _("Turnover"),
            " ".join(turnover.sentences),
            [_("Of all staff"), _("Leaders who say so"), _("Remark")],
            [[row.name, number(row.share_text), row.remark] for row in turnover.bands],
        )
    yield sheet(
        _("Cost of leaving"),
        " ".join(turnover.assumptions),
        [
            *(_("Element"), _("Leaders most often say"), _("Share")),
            *(_("Of a year’s pay, low"), _("Of a year’s pay, high")),
            *(_("Answers"), _("How they are spread")),
        ],
        [
            *(
                [
                    *(row.name, row.said, number(row.share_text), *ends(row.cost_text)),
                    *(number(row.n), row.answers_text),
                ]
                for row in turnover.elements
            ),
            [_("Altogether"), "", "", *ends(turnover.whole_text), "", ""],
        ],
    )
    yield sheet(
        _("When people leave"),
        " ".join(turnover.notes),
        [
            *(_("Effect"), _("Leaders who notice it"), *interval_of()),
            *(_("Answers"), _("How they are spread")),
        ],
        [
            [
                *(row.name, number(row.share_text), *ends(row.interval_text)),
                *(number(row.n), row.answers_text),
            ]
            for row in turnover.effects
        ],
    )
