"""What is held about a person, in words they can read."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypedDict

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maturity.answers import CHOSEN, DONT_KNOW
from maturity.items import Item
from organisations.models import Person
from surveys.models import Invitation
from surveys.privacy.ballots import Progress
from surveys.respond.visits import Visit


class Answered(TypedDict):
    """A question, and the answers chosen or the words written."""

    question: str
    answers: list[str]


class AskedIn(TypedDict):
    """One wave in which a person is or was asked, with what was copied into it."""

    assessment: str
    wave: str
    state: str
    last_day: date
    audience: str
    department: str | None
    account: str | None
    attributes: dict[str, str]
    mail: str
    mail_problem: str
    results_mail: str
    link_ended: bool


class Held(TypedDict):
    """Everything kept under a person's name."""

    organisation: str
    name: str
    email: str | None
    number: str | None
    audience: str
    department: str | None
    leads: str | None
    account: str | None
    attributes: dict[str, str]
    left_on: date | None
    asked_not_to_be_asked: bool
    asked_in: list[AskedIn]
    unfinished_answers: list[Answered] | None
    submitted_answers: str


def held_about(person: Person, *, draft: Sequence[Answered] | None = None) -> Held:
    """Return what is held about a person; None for what is not known.

    ``draft`` is what their link alone opens, in words; without it ``unfinished_answers`` is
    None. Whether they have submitted anything is not in it: no row says so.
    """
    return {
        "organisation": person.organisation.name,
        "name": person.name,
        "email": person.email,
        "number": person.external_key,
        "audience": person.get_audience_display(),
        "department": person.unit.path if person.unit else None,
        "leads": person.leads.path if person.leads else None,
        "account": person.account.name if person.account else None,
        "attributes": _attributes(person),
        "left_on": person.left_on,
        "asked_not_to_be_asked": person.has_opted_out,
        "asked_in": [_asked_in(invitation) for invitation in _invitations(person)],
        "unfinished_answers": None if draft is None else list(draft),
        "submitted_answers": _(
            "Submitted answers are kept under nobody’s name, and no list or file says who has "
            "submitted any. So they cannot be looked up here."
        ),
    }


def _attributes(person: Person) -> dict[str, str]:
    """Return {attribute's name: value}, in the order in which the roster has them."""
    attributes = person.organisation.attributes.order_by("position")
    values = {attribute.name: person.attributes.get(str(attribute.pk)) for attribute in attributes}
    return {name: value for name, value in values.items() if value}


def _invitations(person: Person) -> QuerySet[Invitation]:
    asked = person.invitations.select_related("wave__assessment", "unit", "account")
    return asked.order_by("wave__opened_at")


def _asked_in(invitation: Invitation) -> AskedIn:
    wave = invitation.wave
    return {
        "assessment": wave.assessment.name,
        "wave": wave.name,
        "state": wave.get_state_display(),
        "last_day": wave.closes_on,
        "audience": invitation.get_audience_display(),
        "department": invitation.unit.path if invitation.unit else None,
        "account": invitation.account.name if invitation.account else None,
        "attributes": dict(invitation.attributes),
        "mail": invitation.get_mail_display(),
        "mail_problem": invitation.mail_problem,
        "results_mail": _results_mail(invitation),
        "link_ended": invitation.is_revoked,
    }


def _results_mail(invitation: Invitation) -> str:
    """Return what became of the letter about the results; "" while there is none."""
    if invitation.results_mail == Invitation.Mail.WAITING:
        return ""
    problem = invitation.results_mail_problem
    return invitation.get_results_mail_display() + (f": {problem}" if problem else "")


def answers_in_words(found: Visit) -> list[Answered]:
    """Return the unfinished answers behind a link, in the order of the questions."""
    progress = found.progress()
    audience = found.invitation.audience
    return [
        {"question": item.text(audience), "answers": answers}
        for item in found.items
        if (answers := list(_answers(item, progress)))
    ]


def _answers(item: Item, progress: Progress) -> Iterator[str]:
    """Yield what was chosen or written; nothing where the question was left out."""
    if item.is_comment:
        if item.code in progress.comments:
            yield progress.comments[item.code]
        return
    given = [progress.answers.get(column.code) for column in item.columns]
    if DONT_KNOW in given:
        yield item.scale.dont_know
    elif item.departments:
        for number in filter(None, given):
            yield item.departments[number - 1].name
    elif item.several:
        for option, code in zip(item.several, given, strict=True):
            if code == CHOSEN:
                yield option.text
    elif given[0]:
        yield item.options()[given[0] - 1]
