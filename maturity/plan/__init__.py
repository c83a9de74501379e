"""The 100-day plan: its actions, what they should begin with, and what the model proposes.

The pace is Hill's, and so are the steps; see ``maturity.roadmap``.
"""

from maturity.plan.actions import (
    BLANK,
    DIMENSION,
    MOST_OPEN,
    OPEN,
    STEP,
    State,
    in_order,
    is_late,
    is_open,
    step_of,
    whole_action,
)
from maturity.plan.proposals import Proposal, proposals, stage_aimed_at
from maturity.plan.way import Ahead, Way, way

__all__ = [
    "BLANK",
    "DIMENSION",
    "MOST_OPEN",
    "OPEN",
    "STEP",
    "Ahead",
    "Proposal",
    "State",
    "Way",
    "in_order",
    "is_late",
    "is_open",
    "proposals",
    "stage_aimed_at",
    "step_of",
    "way",
    "whole_action",
]
