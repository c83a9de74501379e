"""Drafts and ballots: answers between the browser and the seal, always encrypted."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction

from surveys import keys
from surveys.models import Ballot, Draft, Invitation, Wave

# Every draft and ballot has this size, whatever was answered.
PADDED_BYTES = 1024


class AlreadySubmitted(Exception):
    """A ballot of this invitation is in; nothing was changed."""


class NotOpen(Exception):
    """The wave was closed a moment ago; the draft is kept."""


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
    wave: Wave,
    token: str,
    *,
    answers: dict[str, int],
    page: int,
    today: date,
) -> Progress:
    """Add one page's answers to what the link already holds; other pages stay as they are."""
    name = key.draft_id(token)
    box = key.draft_box(token)

    def sealed(progress: Progress) -> bytes:
        text = json.dumps(vars(progress), separators=(",", ":")).encode()
        return box.seal(text, size=PADDED_BYTES, name=name)

    with transaction.atomic():
        # The row is made before it is locked, so that two first pages saved at once both stay.
        Draft.objects.get_or_create(
            pk=name, defaults={"wave": wave, "sealed": sealed(Progress()), "seen_on": today}
        )
        draft = Draft.objects.select_for_update().get(pk=name)
        progress = _open_draft(key, token, draft)
        progress.answers.update(answers)
        progress.page = page
        draft.sealed = sealed(progress)
        draft.seen_on = today
        draft.save(update_fields=["sealed", "seen_on"])
    return progress


def cast_ballot(key: keys.WaveKey, invitation: Invitation, token: str, answers: bytes) -> None:
    """Turn the answers into a ballot and forget the draft, in one transaction.

    Repeating it changes nothing and raises AlreadySubmitted; NotOpen once the wave is closed.
    """
    name = key.ballot_id(invitation.pk)
    content = {
        "audience": invitation.audience,
        "unit": str(invitation.unit_id) if invitation.unit_id else None,
        "attributes": invitation.attributes,
        "answers": b64encode(answers).decode(),
    }
    text = json.dumps(content, separators=(",", ":")).encode()
    sealed = key.ballot_box.seal(text, size=PADDED_BYTES, name=name)
    try:
        with transaction.atomic():
            # Held against closing: no ballot slips in behind the seal.
            wave = Wave.objects.select_for_update(no_key=True).get(pk=invitation.wave_id)
            if not wave.is_open:
                raise NotOpen
            Ballot.objects.create(pk=name, wave=wave, sealed=sealed)
            Draft.objects.filter(pk=key.draft_id(token)).delete()
    except IntegrityError:
        raise AlreadySubmitted from None


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
