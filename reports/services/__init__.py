"""What can be done with a closed wave and its result."""

from reports.services.comments import review_comments, withhold_unread_comments
from reports.services.editions import (
    ask_for_draft,
    becomes_new,
    change_part,
    keep_edition,
    release_edition,
    release_newest,
    withdraw_edition,
)
from reports.services.leader_letters import retry_letters
from reports.services.plans import change_action, plan_action
from reports.services.reports import ask_for_report, cancel_report, retry_report
from reports.services.sealing import ask_to_seal
from reports.services.summaries import publish_summary, write_summary
from reports.services.workbook import (
    MEGABYTE,
    ChangedMeanwhile,
    attach_file,
    remove_file,
    write_entry,
)

__all__ = [
    "MEGABYTE",
    "ChangedMeanwhile",
    "ask_for_draft",
    "ask_for_report",
    "ask_to_seal",
    "attach_file",
    "becomes_new",
    "cancel_report",
    "change_action",
    "change_part",
    "keep_edition",
    "plan_action",
    "publish_summary",
    "release_edition",
    "release_newest",
    "remove_file",
    "retry_letters",
    "retry_report",
    "review_comments",
    "withdraw_edition",
    "withhold_unread_comments",
    "write_entry",
    "write_summary",
]
