"""Drafts and ballots: answers between the browser and the seal, always encrypted."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db import transaction

from maturity.answers import NOT_ANSWERED, check_answers
from maturity.framework import Item
from surveys import keys
from surveys.models import Ballot, Draft, Invitation, Wave

# Every draft has the one size and every ballot the other, whatever was answered. A ballot also
# holds the department and up to three attributes of 80 letters, of four bytes each at worst.
DRAFT_BYTES = 1024
BALLOT_BYTES = 2048


class AlreadySubmitted(Exception):
    """A ballot of this invitation is in; nothing was changed."""


class NotOpen(Exception):
    """The wave was closed a moment ago; the draft is kept."""


class LinkEnded(Exception):
    """The link was revoked or replaced a moment ago."""


class NothingAnswered(Exception):
    """There is nothing to submit."""


@dataclass
class Progress:
    """Unfinished answers, by item code, and the page one was on."""

    answers: dict[str, int] = field(default_factory=dict)
    page: int = 0


@dataclass(frozen=True)
class OpenedBallot:
    """What a ballot holds: an answer vector, and where its author belonged at the launch."""

    audience: str
    unit: str | None
    attributes: dict[str, str]
    answers: bytes


def wave_key(wave: Wave) -> keys.WaveKey:
    """Return the key of a wave that is collecting; raises keys.KeyMissing if it is lost."""
    if wave.salt is None:
        raise keys.KeyMissing("This wave is not collecting, so it has no key.")
    return keys.find(settings.RESPONDENT_KEYS, bytes(wave.salt), wave.key_check)


def link(key: keys.WaveKey, invitation: Invitation) -> str:
    """Return the address of an invitation's questionnaire."""
    token = key.token(invitation.pk, invitation.generation)
    return f"{settings.SITE_URL}/q/{invitation.wave_id}/{token}/"


def has_submitted(key: keys.WaveKey, invitation: Invitation) -> bool:
    """Whether a ballot is in. Computed, because it is stored nowhere."""
    return Ballot.objects.filter(pk=key.ballot_id(invitation.pk)).exists()


def read_draft(key: keys.WaveKey, token: str) -> Progress:
    """Return the unfinished answers behind a link; empty if there are none."""
    draft = Draft.objects.filter(pk=key.draft_id(token)).first()
    return Progress() if draft is None else _open_draft(key, token, draft)


def _open_draft(key: keys.WaveKey, token: str, draft: Draft) -> Progress:
    content = json.loads(key.draft_box(token).open(bytes(draft.sealed), name=draft.pk))
    return Progress(**content)


def save_draft(
    key: keys.WaveKey,
    invitation: Invitation,
    token: str,
    *,
    answers: dict[str, int],
    page: int,
    today: date,
) -> Progress:
    """Add one page's answers to what the link already holds; other pages stay as they are.

    Raises AlreadySubmitted if a ballot is in.
    """
    name = key.draft_id(token)
    box = key.draft_box(token)

    def sealed(progress: Progress) -> bytes:
        text = json.dumps(vars(progress), separators=(",", ":")).encode()
        return box.seal(text, size=DRAFT_BYTES, name=name)

    with transaction.atomic():
        # The row is made before it is locked, so that two first pages saved at once both stay.
        Draft.objects.get_or_create(
            pk=name,
            defaults={"wave": invitation.wave, "sealed": sealed(Progress()), "seen_on": today},
        )
        draft = Draft.objects.select_for_update().filter(pk=name).first()
        if draft is None or has_submitted(key, invitation):
            raise AlreadySubmitted
        progress = _open_draft(key, token, draft)
        progress.answers.update(answers)
        progress.page = page
        draft.sealed = sealed(progress)
        draft.seen_on = today
        draft.save(update_fields=["sealed", "seen_on"])
    return progress


def cast_ballot(
    key: keys.WaveKey, invitation: Invitation, token: str, items: Sequence[Item]
) -> None:
    """Turn the draft into a ballot and forget it, in one transaction.

    Repeating it changes nothing and raises AlreadySubmitted; NotOpen once the wave is closed,
    LinkEnded for a link that no longer stands, NothingAnswered for an empty draft.
    """
    name = key.ballot_id(invitation.pk)
    with transaction.atomic():
        # Held against closing, so that no ballot slips in behind the seal, and against each
        # other: the database's log would keep a ballot refused by its unique name, with a time.
        wave = Wave.objects.select_for_update(no_key=True).get(pk=invitation.wave_id)
        draft = Draft.objects.select_for_update().filter(pk=key.draft_id(token)).first()
        if has_submitted(key, invitation):
            raise AlreadySubmitted
        if not wave.is_open:
            raise NotOpen
        standing = wave.invitations.standing().filter(pk=invitation.pk)
        if not standing.filter(generation=invitation.generation).exists():
            raise LinkEnded
        given = _open_draft(key, token, draft).answers if draft else {}
        answers = bytes(given.get(item.code, NOT_ANSWERED) for item in items)
        if draft is None or not any(answers):
            raise NothingAnswered
        text = _ballot_text(invitation, check_answers(answers, items))
        sealed = key.ballot_box.seal(text, size=BALLOT_BYTES, name=name)
        Ballot.objects.create(pk=name, wave=wave, sealed=sealed)
        draft.delete()


def _ballot_text(invitation: Invitation, answers: bytes) -> bytes:
    content = {
        "audience": invitation.audience,
        "unit": str(invitation.unit_id) if invitation.unit_id else None,
        "attributes": invitation.attributes,
        "answers": b64encode(answers).decode(),
    }
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()


def open_ballots(key: keys.WaveKey, wave: Wave) -> Iterator[OpenedBallot]:
    """Open every ballot of a wave; only sealing does this.

    A ballot that was altered, or put there by someone without the key, raises keys.BoxError.
    """
    box = key.ballot_box
    for ballot in Ballot.objects.filter(wave=wave).iterator():
        content = json.loads(box.open(bytes(ballot.sealed), name=ballot.pk))
        yield OpenedBallot(
            audience=content["audience"],
            unit=content["unit"],
            attributes=content["attributes"],
            answers=b64decode(content["answers"]),
        )
