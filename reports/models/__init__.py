"""Telling: what a sealed wave says, what the consultant adds, and the files made from both."""

from reports.models.editions import (
    RELEASED,
    Edition,
    LeaderLetter,
    WorkingCopy,
)
from reports.models.plans import (
    LONGEST_SENTENCE,
    ActionReminder,
    PlannedAction,
    PlannedActionQuerySet,
)
from reports.models.reports import CANCELLED, Report, ReportQuerySet
from reports.models.results import ImmutableError, Result, SealedDocument, Sealing
from reports.models.summaries import Summary
from reports.models.workbook import FOLDER, MOST_FILES, EvidenceFile, WorkbookEntry

__all__ = [
    "CANCELLED",
    "FOLDER",
    "LONGEST_SENTENCE",
    "MOST_FILES",
    "RELEASED",
    "ActionReminder",
    "Edition",
    "EvidenceFile",
    "ImmutableError",
    "LeaderLetter",
    "PlannedAction",
    "PlannedActionQuerySet",
    "Report",
    "ReportQuerySet",
    "Result",
    "SealedDocument",
    "Sealing",
    "Summary",
    "WorkbookEntry",
    "WorkingCopy",
]
