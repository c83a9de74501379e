"""What can be done with a closed wave and its result."""

from reports.services.comments import review_comments, withhold_unread_comments
from reports.services.editions import release_edition
from reports.services.reports import ask_for_report, retry_report
from reports.services.sealing import ask_to_seal
from reports.services.workbook import rate_roadmap

__all__ = [
    "ask_for_report",
    "ask_to_seal",
    "rate_roadmap",
    "release_edition",
    "retry_report",
    "review_comments",
    "withhold_unread_comments",
]
