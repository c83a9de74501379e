"""What the invented client plans on each result, and what becomes of it by the next wave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from organisations.models import User
from reports import services
from reports.models import PlannedAction, Result


@dataclass(frozen=True)
class Action:
    """An action as it is planned, due so many days later, and as it stands by the next wave."""

    values: Mapping[str, Any]
    days: int
    state: str = "planned"
    outcome: str = ""


SPRING = (
    Action(
        {
            "priority": "dimension:measurement",
            "aim": {"dimension": "measurement", "stage": "focus"},
            "what": "Choose three figures on loyalty and emotion, with finance at the table.",
            "owner": "Head of finance",
            "done": "The figures stand on the first page of every department’s report.",
            "company": "Departments argue about one set of figures, and about what to do.",
            "customers": "What they feel counts where budgets are made.",
        },
        days=60,
        state="done",
        outcome="Repeat orders, calls returned and what customers say of us open every month’s"
        " report since June.",
    ),
    Action(
        {
            "priority": "dimension:complaints",
            "aim": {"dimension": "complaints", "stage": "focus"},
            "what": "Close no complaint before somebody has called the customer back.",
            "owner": "Head of service",
            "done": "The register has a field for the call, and it is filled in.",
            "customers": "Somebody asks whether it is really put right.",
        },
        days=75,
        state="done",
        outcome="The field is there. In the last month nine of ten complaints had a call.",
    ),
    Action(
        {
            "priority": "dimension:knowledge",
            "aim": {"dimension": "knowledge", "stage": "focus"},
            "what": "For a hundred customers, open one page each with what they want to get done,"
            " who decides and what was promised to them.",
            "owner": "Head of sales",
            "done": "A hundred pages younger than ninety days.",
            "company": "A change of account manager loses nothing that was known.",
            "customers": "They explain their situation once.",
            "partners": "Fitters arrive knowing what was agreed.",
        },
        days=95,
        state="under_way",
        outcome="Forty pages are filled in; the South has not begun.",
    ),
    Action(
        {
            "priority": "step:coordinator",
            "aim": {"step": "coordinator", "foundation": "roles"},
            "what": "Name the coordinator, and say to everybody what they may decide.",
            "owner": "Chief executive",
            "done": "Name, time and remit are announced.",
            "company": "Somebody can decide across departments.",
            "partners": "They have one person to turn to.",
        },
        days=290,
        outcome="Put off until the budget is settled; the head of service acts as one meanwhile.",
    ),
    Action(
        {
            "priority": "step:teams",
            "aim": {"step": "teams", "foundation": "measures"},
            "what": "Pay the teams across departments by the orders they save.",
            "owner": "Head of people",
            "done": "The rule is signed.",
        },
        days=90,
        state="dropped",
        outcome="The teams did not want it: they would have competed with each other.",
    ),
)
AUTUMN = (
    Action(
        {
            "priority": "dimension:communication",
            "aim": {"dimension": "communication", "stage": "focus"},
            "what": "Let service, sales and logistics plan deliveries to large accounts together"
            " once a week.",
            "owner": "Head of operations",
            "done": "Twelve meetings, and one list of promises that all three keep.",
            "company": "Fewer deliveries are sent twice.",
            "customers": "The date they are told is the date that counts.",
            "state": "under_way",
        },
        days=75,
    ),
    Action(
        {
            "priority": "dimension:measurement",
            "aim": {"dimension": "measurement", "stage": "focus"},
            "what": "Ask every large account after each project how it felt, and show the answers"
            " to those who did the work.",
            "owner": "Head of sales",
            "done": "Answers of twenty projects hang where the teams meet.",
            "customers": "They are asked while it can still be mended.",
        },
        days=90,
    ),
)


def plan(result: Result, actions: tuple[Action, ...], consultant: User, *, now: datetime) -> None:
    """Plan a result's actions, one after the other."""
    today = result.wave.assessment.organisation.today(now)
    for place, action in enumerate(actions):
        services.plan_action(
            result=result,
            values={**action.values, "due_on": today + timedelta(days=action.days)},
            user=consultant,
            now=now + timedelta(seconds=place),
        )


def carry_out(result: Result, actions: tuple[Action, ...], consultant: User) -> None:
    """Bring the actions of a result to where they stand by the next wave."""
    for action in actions:
        services.change_action(
            action=PlannedAction.objects.get(result=result, what=action.values["what"]),
            values={"state": action.state, "outcome": action.outcome},
            shown=None,
            user=consultant,
        )
