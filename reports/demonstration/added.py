"""The seals of the invented client, and what the invented consultant adds to each result."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from maturity.portfolio import Cuts
from maturity.result import Document
from organisations.models import CustomerFile, CustomerFileKind, User
from reports import sealing, services
from reports.demonstration.customers import AUTUMN as LATEST
from reports.demonstration.customers import customers
from reports.demonstration.plans import Action, plan
from reports.editions.content import Part, mark_of
from reports.editions.earlier import earlier_results
from reports.editions.working import content_of
from reports.models import Report, Result
from reports.portfolio.parts import (
    complaints_part,
    earlier_portfolios,
    portfolio_part,
    register_part,
)
from surveys.models import Comment, Wave

SPRING = {
    "answer": (
        "A first look. The numbers fit what we saw on site: people help each other across "
        "departments, but mostly because they happen to know whom to ask."
    ),
}
AUTUMN = {
    "answer": (
        "Harbour & Hale is **trusted by those who know it**, and hard to get to know. What we saw "
        "on site fits the numbers: people help each other across departments, but mostly because "
        "they happen to know whom to ask."
    ),
    "carried": (
        "The figures were agreed on first, and staff see measurement further along since. We would "
        "not say that **one made the other**: the new reports came in the same months."
    ),
    "network": (
        "Nearly everybody in the field is helped by the help desk, and **hardly anybody there "
        "names the field**. The help desk learns how a visit went when the customer calls again."
    ),
    "perception": (
        "Leadership reads the same statements more kindly than anybody else. In our talks two "
        "reasons came up again and again:\n\n"
        "- reports to the board count cases closed, not customers helped;\n"
        "- nobody from leadership has spent a day in service since the move."
    ),
    "staff": (
        "Commitment divides this house: beside people who speak for it stand as many who do not, "
        "and few of these expect to stay. In our talks it was **what reaches them too late**, not "
        "what they are allowed to do."
    ),
    "iceberg": (
        "The register knows of 64 complaints. By what customers say more than twice as many were "
        "told, most of them to somebody’s face, and never written down."
    ),
    "portfolio": (
        "Six accounts that were model customers in spring are at risk now, and **they still buy "
        "more than a year ago**. Revenue does not warn of them yet; their contacts do. We would "
        "visit these first."
    ),
    "roadmap": "We advise *against* a matrix before the coordinator has been in place for a year.",
}
THANKS = (
    "Thank you for your answers, and for being plain. We will talk about them in every department "
    "in the coming weeks, and ask again in winter."
)
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


def seal(
    wave: Wave,
    consultant: User,
    commentary: Mapping[str, str],
    actions: tuple[Action, ...],
    *,
    now: datetime,
) -> Report | None:
    """Seal a wave, add to its result and release it; return the report a worker is to make."""
    _seal(wave, consultant, now)
    _read_comments(wave)
    for part, values in _parts(wave.result, commentary, now).items():
        services.change_part(
            result=wave.result,
            part=part,
            values=values,
            shown=mark_of(content_of(wave.result), part),
            user=consultant,
            now=now,
        )
    plan(wave.result, actions, consultant, now=now)
    return services.release_newest(
        result=wave.result,
        user=consultant,
        now=now,
        release_note="The answer stands on page 2. Let us talk about the three largest gaps.",
    )


def tell_everybody(result: Result, consultant: User, *, now: datetime) -> None:
    """Let those who were asked read what came out; nobody is written to, for nobody is there."""
    services.write_summary(result=result, words=THANKS, tells_actions=True)
    services.publish_summary(result=result, is_mailed=False, user=consultant, now=now)


def seal_pulse(wave: Wave, consultant: User, *, now: datetime) -> None:
    """Seal a pulse and release what it says."""
    _seal(wave, consultant, now)
    services.release_newest(result=wave.result, user=consultant, now=now)


def _seal(wave: Wave, consultant: User, now: datetime) -> None:
    job = services.ask_to_seal(wave=wave, user=consultant, now=now)
    sealing.seal_wave(job, now=now)
    wave.refresh_from_db()


def _read_comments(wave: Wave) -> None:
    """Let every remark be quoted once, and withhold it where somebody says the same again."""
    said: set[str] = set()
    reviews: dict[uuid.UUID, str] = {}
    for comment in wave.comments.all():
        is_new = comment.text not in said
        reviews[comment.pk] = Comment.Review.KEPT if is_new else Comment.Review.WITHHELD
        said.add(comment.text)
    services.review_comments(wave=wave, reviews=reviews, blacked_out={})


def _parts(result: Result, commentary: Mapping[str, str], now: datetime) -> dict[Part, Document]:
    """Return what is written on the pages of the desk."""
    earlier = earlier_results(result)
    return {
        Part.COMMENTARY: {"commentary": dict(commentary)},
        Part.PRIORITIES: {
            "priorities": [{"code": code, "text": text} for code, text in PRIORITIES]
        },
        Part.COMPARISON: {"comparison": earlier[0].pinned if earlier else {}},
        Part.CUSTOMERS: _customers(result, now),
        Part.PEOPLE: {"people": {"staff": 120, "pay_each": 42_000.0, "currency": "EUR"}},
    }


def _customers(result: Result, now: datetime) -> Document:
    """Compute the portfolio from the latest files, and say how many customers there are."""
    files = CustomerFile.objects.filter(organisation=result.wave.assessment.organisation)
    accounts = files.filter(kind=CustomerFileKind.ACCOUNTS).latest("until")
    register = files.filter(kind=CustomerFileKind.COMPLAINTS).first()
    earlier = earlier_portfolios(result, now=now)
    contacts = sum(each.contacts for each in customers().values())
    revenue = sum(each.revenue[LATEST][0] for each in customers().values())
    return {
        "portfolio": portfolio_part(
            result, file=accounts, cuts=Cuts(), earlier=earlier[0] if earlier else None
        ),
        "complaints": complaints_part(
            customers=contacts,
            revenue_each=round(revenue / contacts, -3),
            currency="EUR",
            register=register_part(register) if register else None,
        ),
    }
