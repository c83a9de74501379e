"""What leaders and the consultant tell of the organisation as sheets of a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organisations.tables import Sheet
from reports.customer_sheets import number, sheet
from reports.story.coverage import CoverageStory


def coverage_sheets(coverage: CoverageStory | None) -> Iterator[Sheet]:
    """Return the matrix of what is there, claimed and missing, and what the money goes into."""
    if coverage is None:
        return
    yield sheet(
        _("Coverage"),
        " ".join([coverage.sentence, *coverage.notes]),
        [
            *(_("Subject"), _("Matter"), _("Verdict"), _("Leaders who say it is there")),
            *(_("95% interval"), _("Answers"), _("How they are spread")),
            _("The consultant found"),
        ],
        [
            [
                *(group.title, row.name, row.verdict_text, row.share_text),
                *(row.interval_text, number(row.n), row.answers_text, row.found_text),
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
                *(_("What it goes into"), _("Leaders who say so"), _("95% interval")),
                _("The consultant found"),
            ],
            [
                [row.name, row.share_text, row.interval_text, row.found_text]
                for row in coverage.money.rows
            ],
        )
