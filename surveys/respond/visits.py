"""From a link to the person's questionnaire, or to the reason why there is none."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from maturity.framework import Item, Page, Questionnaire
from maturity.items import Column
from organisations.models import Account, Audience, Person
from surveys.framework.own_questions import wave_framework
from surveys.models import Invitation, Wave
from surveys.privacy import ballots, keys
from surveys.respond.route import Route


class Problem(Enum):
    """Why a link leads to no questionnaire, with the status a browser is told.

    It is unreadable without the wave's key, and unavailable without the wave's framework.
    """

    UNKNOWN = "unknown", 404
    REVOKED = "revoked", 410
    CLOSED = "closed", 410
    FINISHED = "finished", 410
    UNREADABLE = "unreadable", 503
    UNAVAILABLE = "unavailable", 503

    def __init__(self, code: str, status: int) -> None:
        self.code = code
        self.status = status


class LinkProblem(Exception):
    """The link leads to no questionnaire; ``wave`` is known unless the link is wrong."""

    def __init__(self, problem: Problem, wave: Wave | None = None) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.wave = wave


@dataclass(frozen=True)
class Visit:
    """One person's way into a wave that collects; a closed one may be opened again."""

    wave: Wave
    key: keys.WaveKey
    invitation: Invitation
    token: str = field(repr=False)

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """What this person is asked."""
        return wave_framework(self.wave).questionnaire(self.invitation.audience)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Its pages."""
        return self.questionnaire.pages

    @property
    def items(self) -> tuple[Item, ...]:
        """Its items."""
        return self.questionnaire.items

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The bytes of its answers, in the order in which the wave keeps them."""
        frozen = self.wave.questionnaires.get(audience=self.invitation.audience).items
        by_code = {column.code: column for column in self.questionnaire.columns}
        return tuple(by_code[code] for code in frozen)

    def progress(self) -> ballots.Progress:
        """Return the unfinished answers; empty if there are none."""
        return ballots.read_draft(self.key, self.token, self.columns)

    def route(self, answers: Mapping[str, int]) -> Route:
        """Return the way through the pages that answers lead."""
        return Route.through(self.questionnaire, answers)

    @property
    def person(self) -> Person:
        """Whom the link was made for."""
        assert self.invitation.person is not None
        return self.invitation.person

    @property
    def account(self) -> Account | None:
        """The account a customer may agree to be seen with."""
        is_customer = self.invitation.audience == Audience.CUSTOMERS
        return self.invitation.account if is_customer else None

    def has_submitted(self) -> bool:
        """Whether this person's ballot is in."""
        return ballots.has_submitted(self.key, self.invitation)


def visit(wave_id: uuid.UUID, token: str) -> Visit:
    """Follow a link; raises LinkProblem."""
    wave = Wave.objects.filter(pk=wave_id).select_related("assessment__organisation__firm").first()
    if wave is None or wave.is_draft:
        raise LinkProblem(Problem.UNKNOWN)
    if wave.is_sealed or wave.is_discarded:
        raise LinkProblem(Problem.FINISHED, wave)
    try:
        key = ballots.wave_key(wave)
    except keys.KeyMissing:
        raise LinkProblem(Problem.UNREADABLE, wave) from None
    # People type what a line break swallowed; the alphabet has one case only.
    token = token.upper()
    invitation = wave.invitations.filter(lookup=key.lookup(token)).first()
    if invitation is None:
        raise LinkProblem(Problem.UNKNOWN)
    invitation.wave = wave
    if invitation.is_revoked or invitation.person_id is None:
        raise LinkProblem(Problem.REVOKED, wave)
    return Visit(wave=wave, key=key, invitation=invitation, token=token)
