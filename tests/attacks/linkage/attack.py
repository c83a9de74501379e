"""The attack: before the seal without the key, after it with everything but old backups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db import connection

from organisations.models import Audience
from reports.sealing import seal_wave
from reports.services import ask_to_seal
from surveys import services
from surveys.models import Ballot, Comment, Draft, Response, Wave
from surveys.privacy import keys
from tests.attacks.linkage.bytes_found import places, salts
from tests.attacks.linkage.evidence import Evidence, Stage, Traits, spellings
from tests.attacks.linkage.joins import Flags, Numbers, Participation, Places, Score, Side, try_all
from tests.attacks.linkage.simulation import PEOPLE, Truth
from tests.world import NOW


@dataclass
class Before:
    """What a thief gets out of the database without the key, while answers are collected."""

    ballots: Score = field(default_factory=Score)
    drafts: Score = field(default_factory=Score)
    participation: Participation = field(default_factory=Participation)

    def attack(self, stage: Stage, truth: Truth, random: Random) -> None:
        """Steal everything now, and try it."""
        evidence = Evidence.collect(stage, truth)
        everybody = Side(evidence.people(truth), _same_group(PEOPLE))
        for score, model, owners in (
            (self.ballots, Ballot, truth.ballots),
            (self.drafts, Draft, truth.drafts),
        ):
            names = [UUID(bytes=name) for name in owners]
            kept = Side(evidence.rows(model, names), _same_group(len(names)))
            try_all(score, everybody, kept, _places(list(owners.values())), random)
        self.participation.add(everybody, _has_submitted(truth))


@dataclass
class After:
    """What is left to get once the wave is sealed, with the key and knowing who came when."""

    responses: Score = field(default_factory=Score)
    comments: Score = field(default_factory=Score)
    comments_of_responses: Score = field(default_factory=Score)
    participation: Participation = field(default_factory=Participation)
    agreed: Participation = field(default_factory=Participation)

    def attack(self, stage: Stage, truth: Truth, random: Random) -> None:
        """Steal everything now, and try it."""
        evidence = Evidence.collect(stage, truth)
        people = evidence.people(truth)
        self.participation.add(Side(people, _same_group(PEOPLE)), _has_submitted(truth))
        self._try_agreement(truth, people)
        people |= {
            "seen to submit": _order(truth.arrived),
            "seen to begin": _order(truth.begun),
        }
        self._try_responses(evidence, truth, people, random)
        self._try_comments(evidence, truth, people, random)

    def _try_agreement(self, truth: Truth, people: Traits) -> None:
        """Look for the customers who agreed to be seen with their account."""
        invited = enumerate(truth.invitations)
        customers = _places([n for n, each in invited if each.audience == Audience.CUSTOMERS])
        known = {name: values[customers] for name, values in people.items()}
        agreed = np.isin(customers, list(truth.agreed))
        self.agreed.add(Side(known, _same_group(len(customers))), agreed)

    def _try_responses(
        self, evidence: Evidence, truth: Truth, people: Traits, random: Random
    ) -> None:
        """Look for the person of each response among the contacts of its account."""
        rows = list(Response.objects.all())
        groups = sorted({(row.audience, row.account_id) for row in rows}, key=str)
        number = {group: n for n, group in enumerate(groups)}
        owners = _places([truth.answers[bytes(row.answers)] for row in rows])
        asked = [number.get((i.audience, i.account_id), -1) for i in truth.invitations]
        everybody = Side(people, _places(asked))
        kept = Side(
            evidence.rows(Response, [row.pk for row in rows]),
            _places([number[row.audience, row.account_id] for row in rows]),
        )
        assert (everybody.groups[owners] == kept.groups).all(), "The thief looks in wrong groups."
        try_all(self.responses, everybody, kept, owners, random)

    def _try_comments(
        self, evidence: Evidence, truth: Truth, people: Traits, random: Random
    ) -> None:
        """Look for the person and for the response of each comment inside its audience."""
        rows = list(Comment.objects.all())
        audiences = sorted({row.audience for row in rows})
        number = {audience: n for n, audience in enumerate(audiences)}
        writers = [truth.comments[row.text] for row in rows]
        asked = [number.get(invitation.audience, -1) for invitation in truth.invitations]
        everybody, kept = Side(people, _places(asked)), self._comments(evidence, rows, number)
        try_all(self.comments, everybody, kept, _places(writers), random)
        # Of those whose answers are kept; that they are is more than a thief knows.
        responses = list(Response.objects.all())
        at = {truth.answers[bytes(row.answers)]: n for n, row in enumerate(responses)}
        answered = Side(
            evidence.rows(Response, [row.pk for row in responses]),
            _places([number.get(row.audience, -1) for row in responses]),
        )
        both = [row for row, writer in zip(rows, writers, strict=True) if writer in at]
        beside = _places([at[writer] for writer in writers if writer in at])
        kept = self._comments(evidence, both, number)
        try_all(self.comments_of_responses, answered, kept, beside, random)

    @staticmethod
    def _comments(
        evidence: Evidence, rows: Sequence[Comment], audiences: Mapping[str, int]
    ) -> Side:
        known = evidence.rows(Comment, [row.pk for row in rows])
        return Side(known, _places([audiences[row.audience] for row in rows]))


def seal(truth: Truth) -> None:
    """Close the wave and seal it."""
    wave = Wave.objects.get(pk=truth.invitations[0].wave_id)
    services.close_wave(wave=wave, now=NOW)
    seal_wave(ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
    wave.refresh_from_db()
    assert wave.is_sealed


def secrets_found(evidence: Evidence, truth: Truth) -> set[str]:
    """Return in words what can be found of what a seal erases, and of names where none belong."""
    drafts = [truth.key.draft_id(link) for link in truth.links]
    ballots = [truth.key.ballot_id(invitation.pk) for invitation in truth.invitations]
    secrets: dict[str, set[bytes]] = {
        "the salt": {truth.salt, truth.salt.hex().encode()},
        "the key of the wave": {truth.key.secret, truth.key.ballot_box.key},
        "sealed answers": truth.pieces,
        "the name of a draft": {s for name in drafts for s in spellings(name)},
        "the name of a ballot": {s for name in ballots for s in spellings(name)},
        "a link": {link.encode() for link in truth.links},
    }
    return {
        *(
            f"{what} in the {source}"
            for source, blob in evidence.sources.items()
            for what, texts in secrets.items()
            if places(blob, texts)
        ),
        *(f"somebody in the {source}" for source in ("broker", "log file") if evidence.at[source]),
    }


def answers_found(evidence: Evidence, truth: Truth) -> set[str]:
    """Return in words whose answers stand where, and whether more than once."""
    found = set()
    for source, blob in evidence.sources.items():
        for answers, number in truth.answers.items():
            times = blob.count(answers)
            if times:
                whose = "who agreed" if number in truth.agreed else "others"
                found.add(f"{whose}, in the {source}{', again' * (times > 1)}")
    return found


def opened_again(blob: bytes, truth: Truth) -> bool:
    """Whether RESPONDENT_KEY with anything in these bytes makes again a link that was mailed."""
    invitation = truth.invitations[0]
    return any(
        keys.derive(key, salt).token(invitation.pk, invitation.generation) in truth.links
        for key in settings.RESPONDENT_KEYS
        for salt in salts(blob, connection.vendor)
    )


def _same_group(count: int) -> Places:
    return np.zeros(count, dtype=np.intp)


def _places(numbers: Sequence[int]) -> Places:
    return np.array(numbers, dtype=np.intp)


def _has_submitted(truth: Truth) -> Flags:
    return np.isin(np.arange(PEOPLE), truth.arrived)


def _order(people: Sequence[int]) -> Numbers:
    """Return each person's place in an order, not a number for those who are not in it."""
    order = np.full(PEOPLE, np.nan)
    order[list(people)] = np.arange(len(people))
    return order
