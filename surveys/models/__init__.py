"""Collecting: what is asked, of whom, when, and what came back.

Opening a wave copies what it needs out of the roster and the framework, so that later edits
cannot reach it. Nothing here says who has answered: that can only be computed, with the key.
"""

from surveys.models.answers import Ballot, Comment, Draft, Response
from surveys.models.assessments import Assessment, Target
from surveys.models.invitations import (
    MOST_REMINDERS,
    Invitation,
    InvitationQuerySet,
    Mailing,
    MailText,
    Reminder,
)
from surveys.models.waves import OwnQuestion, Wave, WaveQuestionnaire, WaveUnit

__all__ = [
    "MOST_REMINDERS",
    "Assessment",
    "Ballot",
    "Comment",
    "Draft",
    "Invitation",
    "InvitationQuerySet",
    "MailText",
    "Mailing",
    "OwnQuestion",
    "Reminder",
    "Response",
    "Target",
    "Wave",
    "WaveQuestionnaire",
    "WaveUnit",
]
