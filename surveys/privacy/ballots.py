"""Drafts and ballots: answers between the browser and the seal, always encrypted."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate

from django.conf import settings
from django.db import transaction

from maturity.answers import NOT_ANSWERED, check_answers
from maturity.framework import Questionnaire
from maturity.items import Column
from maturity.quality import is_too_fast
from organisations.models import Audience
from surveys.models import Ballot, Draft, Invitation, Wave
from surveys.models.answers import COMMENT_BYTES, COMMENT_CHARACTERS
from surveys.privacy import keys

# Every draft has the one size and every ballot the other, whatever was answered: room for as
# many columns and comments as surveys.models.answers allows. A ballot also holds the department,
# the account and up to three attributes of 80 letters, of four bytes each at worst. Both stay
# just below what SQLite keeps in one page, which halves the time and room a seal takes.
DRAFT_BYTES = 3 * 1024
BALLOT_BYTES = 3_900


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
    """Unfinished answers by column, comments by item, and the page to go on with.

    ``page`` is the furthest they came, and ``percent`` how much of the way that was when they
    did. ``seconds`` is how long the pages were looked at, None if not known of all of them.
    """

    answers: dict[str, int] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    page: int = 0
    percent: int = 0
    seconds: int | None = 0

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to go on with."""
        return bool(self.page or self.answers or self.comments)

    def add(self, saved: "SavedPage") -> None:
        """Take over what one page says; an answer or comment taken back is forgotten."""
        answers = {**self.answers, **saved.answers}
        comments = {**self.comments, **saved.comments}
        self.answers = {code: answer for code, answer in answers.items() if answer != NOT_ANSWERED}
        self.comments = {code: text for code, text in comments.items() if text}
        self.page = max(self.page, saved.following)
        self.percent = max(self.percent, saved.percent)
        known = self.seconds is not None and saved.seconds is not None
        self.seconds = (self.seconds or 0) + (saved.seconds or 0) if known else None


@dataclass(frozen=True)
class SavedPage:
    """One page's answers by column and comments by item, and the time spent on it.

    ``following`` is the page it leads to, ``percent`` how much of the way lies before that.
    """

    answers: Mapping[str, int]
    comments: Mapping[str, str]
    following: int
    seconds: int | None
    percent: int = 0


@dataclass(frozen=True)
class OpenedBallot:
    """What a ballot holds: an answer vector, and where its author belonged at the launch.

    ``comments`` are by item; ``is_fast`` says that it cannot have been read in the time it took.
    ``account`` is a customer's, and there only if they agreed to be seen with it.
    """

    audience: str
    unit: str | None
    attributes: dict[str, str]
    answers: bytes
    comments: dict[str, str]
    is_fast: bool
    account: str | None = None


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


def read_draft(key: keys.WaveKey, token: str, columns: Sequence[Column]) -> Progress:
    """Return the unfinished answers behind a link; empty if there are none."""
    draft = Draft.objects.filter(pk=key.draft_id(token)).first()
    return Progress() if draft is None else _open_draft(key, token, draft, columns)


def _open_draft(key: keys.WaveKey, token: str, draft: Draft, columns: Sequence[Column]) -> Progress:
    content = json.loads(key.draft_box(token).open(bytes(draft.sealed), name=draft.pk))
    codes = b64decode(content.pop("answers"))
    answers = zip((column.code for column in columns), codes, strict=True)
    return Progress({code: answer for code, answer in answers if answer}, **content)


def _draft_text(progress: Progress, columns: Sequence[Column]) -> bytes:
    answers = bytes(progress.answers.get(column.code, NOT_ANSWERED) for column in columns)
    return _text({**vars(progress), "answers": b64encode(answers).decode()})


def _text(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()


def comment_bytes(comment: str) -> int:
    """Return how much room a comment takes in a draft and a ballot."""
    return len(_text({"": comment})) - len(_text({"": ""}))


def comment_room(comment: str) -> int:
    """Return how many characters of a comment can be kept, counted from its beginning.

    Alphabets differ in the room a letter takes.
    """
    sizes = accumulate(map(comment_bytes, comment[:COMMENT_CHARACTERS]))
    return sum(size <= COMMENT_BYTES for size in sizes)


def says_something(comment: str) -> bool:
    """Whether a comment has a letter or digit; else it is none, and nobody counts for it."""
    return any(character.isalnum() for character in comment)


def save_draft(
    key: keys.WaveKey,
    invitation: Invitation,
    token: str,
    columns: Sequence[Column],
    *,
    saved: SavedPage,
    today: date,
) -> Progress:
    """Add one page's answers to what the link already holds; other pages stay as they are.

    Raises AlreadySubmitted if a ballot is in, LinkEnded for a link that no longer stands.
    """
    name = key.draft_id(token)
    box = key.draft_box(token)

    def sealed(progress: Progress) -> bytes:
        return box.seal(_draft_text(progress, columns), size=DRAFT_BYTES, name=name)

    drafts = Draft.objects.select_for_update().filter(pk=name)
    with transaction.atomic():
        draft = drafts.first()
        if draft is None:
            # So that two first pages saved at once both stay, and none once somebody has left.
            Wave.objects.held().get(pk=invitation.wave_id)
            draft = drafts.first()
        if has_submitted(key, invitation):
            raise AlreadySubmitted
        if not _stands(invitation):
            raise LinkEnded
        if draft is None:
            draft = Draft(pk=name, wave_id=invitation.wave_id, sealed=sealed(Progress()))
        progress = _open_draft(key, token, draft, columns)
        progress.add(saved)
        draft.sealed = sealed(progress)
        draft.seen_on = today
        draft.save()
    return progress


def _stands(invitation: Invitation) -> bool:
    """Whether an invitation still has the link it was found by."""
    standing = Invitation.objects.standing().filter(pk=invitation.pk)
    return standing.filter(generation=invitation.generation).exists()


def cast_ballot(
    key: keys.WaveKey,
    invitation: Invitation,
    token: str,
    questionnaire: Questionnaire,
    columns: Sequence[Column],
    *,
    with_account: bool = False,
) -> None:
    """Turn the draft into a ballot and forget it, in one transaction.

    ``with_account``: a customer agrees that it may be seen with their account. Repeating it
    changes nothing and raises AlreadySubmitted; NotOpen once the wave is closed, LinkEnded for a
    link that no longer stands, NothingAnswered for an empty draft.
    """
    name = key.ballot_id(invitation.pk)
    with transaction.atomic():
        # Held against closing, so that no ballot slips in behind the seal, and against each
        # other: the database's log would keep a ballot refused by its unique name, with a time.
        wave = Wave.objects.held().get(pk=invitation.wave_id)
        draft = Draft.objects.select_for_update().filter(pk=key.draft_id(token)).first()
        if has_submitted(key, invitation):
            raise AlreadySubmitted
        if not wave.is_open:
            raise NotOpen
        if not _stands(invitation):
            raise LinkEnded
        if draft is None:
            raise NothingAnswered
        progress = _open_draft(key, token, draft, columns)
        opened = _final(invitation, progress, questionnaire, columns)
        if with_account and invitation.audience == Audience.CUSTOMERS and invitation.account_id:
            opened = replace(opened, account=str(invitation.account_id))
        if not any(opened.answers) and not opened.comments:
            raise NothingAnswered
        text = _ballot_text(opened, wave.attributes)
        sealed = key.ballot_box.seal(text, size=BALLOT_BYTES, name=name)
        Ballot.objects.create(pk=name, wave=wave, sealed=sealed)
        draft.delete()


def _final(
    invitation: Invitation,
    progress: Progress,
    questionnaire: Questionnaire,
    columns: Sequence[Column],
) -> OpenedBallot:
    """Return what is submitted: without answers to questions other answers lead away from."""
    asked = questionnaire.asked(progress.answers)
    kept = {
        column.code: progress.answers.get(column.code, NOT_ANSWERED)
        for column in columns
        if column.item.code in asked
    }
    answers = bytes(kept.get(column.code, NOT_ANSWERED) for column in columns)
    on_scales = sum(
        code != NOT_ANSWERED and not column.item.is_list
        for column, code in zip(columns, answers, strict=True)
    )
    return OpenedBallot(
        audience=invitation.audience,
        unit=str(invitation.unit_id) if invitation.unit_id else None,
        attributes=invitation.attributes,
        answers=check_answers(answers, columns),
        comments={code: text for code, text in progress.comments.items() if code in asked},
        is_fast=progress.seconds is not None and is_too_fast(progress.seconds, on_scales),
    )


def _ballot_text(opened: OpenedBallot, attributes: Sequence[str]) -> bytes:
    """Return a ballot's content; the names of the attributes are the wave's."""
    values = [opened.attributes.get(name, "") for name in attributes]
    answers = b64encode(opened.answers).decode()
    return _text({**vars(opened), "attributes": values, "answers": answers})


def open_ballots(key: keys.WaveKey, wave: Wave) -> Iterator[OpenedBallot]:
    """Open every ballot of a wave; only sealing does this.

    A ballot that was altered, or put there by someone without the key, raises keys.BoxError.
    """
    box = key.ballot_box
    for name, sealed in Ballot.objects.filter(wave=wave).values_list("pk", "sealed").iterator():
        content = json.loads(box.open(bytes(sealed), name=name))
        values = zip(wave.attributes, content["attributes"], strict=True)
        attributes = {attribute: value for attribute, value in values if value}
        answers = b64decode(content["answers"])
        yield OpenedBallot(**{**content, "attributes": attributes, "answers": answers})
