"""What a few questions measure together as a sheet of a spreadsheet, one for every such table."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet
from reports.sheets.base import ends, interval_of, measured, number, of_its_scale, sheet
from reports.story.constructs import ConstructRow


def construct_sheet(name: str, caption: str, rows: Iterable[ConstructRow]) -> Sheet:
    """Return a row for what each audience says of each; the scale stands in the row."""
    return sheet(
        name,
        caption,
        [
            *(_("What was asked about"), _("Audience"), _("Scale"), _("Answers"), _("Score")),
            *(*interval_of(), _("View"), _("Remarks")),
        ],
        [
            [
                *(row.name, row.audience, row.scale, number(row.n), number(row.mean_text)),
                *(*ends(row.interval_text), row.view_text, " ".join(row.remarks)),
            ]
            for row in rows
        ],
        measured(of_its_scale(), _("Score")),
    )
