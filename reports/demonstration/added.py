"""What the invented consultant adds to the invented result."""

from datetime import datetime, timedelta

from maturity.result import Document
from organisations.models import User
from reports import services
from reports.editions.content import Part, mark_of
from reports.editions.working import content_of
from reports.models import Result

COMMENTARY = {
    "answer": (
        "Harbour & Hale is **trusted by those who know it**, and hard to get to know. What we saw "
        "on site fits the numbers: people help each other across departments, but mostly because "
        "they happen to know whom to ask."
    ),
    "perception": (
        "Leadership reads the same statements more kindly than anybody else. In our talks two "
        "reasons came up again and again:\n\n"
        "- reports to the board count cases closed, not customers helped;\n"
        "- nobody from leadership has spent a day in service since the move."
    ),
    "roadmap": "We advise *against* a matrix before the coordinator has been in place for a year.",
}
PRIORITIES = [
    (
        "dimension:measurement",
        "Satisfaction is asked for once a year and read by one department. Without a shared "
        "measure every other change will be judged by anecdote. Agree on three figures that all "
        "departments open their month with.",
    ),
    (
        "step:coordinator",
        "Teams across departments exist and have no one to turn to. Name a coordinator with half "
        "a day a week of every department head.",
    ),
]


def add_to_edition(result: Result, consultant: User, *, now: datetime) -> None:
    """Comment, set priorities and plan actions, as on the pages of the desk."""
    today = result.wave.assessment.organisation.today(now)
    priorities = [{"code": code, "text": text} for code, text in PRIORITIES]
    actions = [
        {
            "priority": "dimension:measurement",
            "what": "Choose three figures on loyalty and emotion, with finance at the table.",
            "owner": "Head of finance",
            "due_on": (today + timedelta(days=40)).isoformat(),
            "done": "The figures stand on the first page of every department’s report.",
        },
        {
            "priority": "step:coordinator",
            "what": "Name the coordinator, and say to everybody what they may decide.",
            "owner": "Chief executive",
            "due_on": (today + timedelta(days=75)).isoformat(),
            "done": "Name, time and remit are announced.",
        },
    ]
    parts: dict[Part, Document] = {
        Part.COMMENTARY: {"commentary": COMMENTARY},
        Part.PRIORITIES: {"priorities": priorities},
        Part.ACTIONS: {"actions": actions},
    }
    for part, values in parts.items():
        services.change_part(
            result=result,
            part=part,
            values=values,
            shown=mark_of(content_of(result), part),
            user=consultant,
            now=now,
        )
