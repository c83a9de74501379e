"""The seal: ballots become a result, once and for good."""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maturity.disclosure import SMALLEST_GROUP_FOR_COMMENTS, may_show
from maturity.items import Item
from maturity.result import Rules, Scope, build
from organisations.jobs import Job, work
from organisations.models import Audience
from reports.comments import masker_of
from reports.editions.content import FORMAT, FORMAT_VERSION
from reports.editions.earlier import earlier_results
from reports.gathering import Ballots, gather
from reports.look import look_now
from reports.models import Edition, Result, Sealing
from reports.workbook import contents
from surveys.collecting import discard, end
from surveys.framework.own_questions import wave_framework
from surveys.framework.pinned import pinned_framework
from surveys.models import Comment, Response, Target, Wave
from surveys.people import turnover
from surveys.privacy import keys, storage
from surveys.privacy.ballots import OpenedBallot, open_ballots, says_something, wave_key

Value = TypeVar("Value")


def seal_wave(sealing: Sealing, *, now: datetime) -> None:
    """Claim the sealing and do it; doing it again changes nothing."""
    work(
        sealing,
        partial(_seal, now=now),
        now=now,
        failure=_("The wave could not be sealed. Nothing is lost; try again."),
    )
    if sealing.state == Job.State.FAILED:
        # It may be opened again, unless it has ended and only the cleaning is left.
        Wave.objects.filter(pk=sealing.wave_id, state=Wave.State.CLOSED).update(seal_asked=False)


def _seal(sealing: Sealing, *, now: datetime) -> None:
    sealing.report_progress(10, timezone.now())
    try:
        with transaction.atomic():
            wave = Wave.objects.select_for_update().get(pk=sealing.wave_id)
            if wave.is_closed and wave.is_rehearsal:
                discard(wave, now=now)
                contents.erase(wave)
            elif wave.is_closed:
                _turn_ballots_into_result(wave, now)
            elif not (wave.is_sealed or wave.is_discarded):
                sealing.fail(_("The wave was opened again before it was sealed. Close it first."))
                return
    except keys.KeyMissing as error:
        sealing.fail(str(error))
        return
    except keys.BoxError:
        sealing.fail(
            _(
                "A ballot was altered in the database, so the wave cannot be sealed as it is. "
                "Restore the database from a backup taken before that."
            )
        )
        return
    sealing.report_progress(80, timezone.now())
    if storage.erase_free_space():
        sealing.finish()
    else:
        sealing.fail(
            _(
                "The result is ready, but the remains of the ballots could not be erased from the "
                "disk yet, because the database was busy. It is tried again by itself."
            )
            if wave.is_sealed
            else _(
                "The rehearsal is over, but the remains of its answers could not be erased from "
                "the disk yet, because the database was busy. It is tried again by itself."
            )
        )


def erase_again() -> None:
    """Queue the sealings of waves that have ended and whose remains are not erased yet."""
    ended = [Wave.State.SEALED, Wave.State.DISCARDED]
    for sealing in Sealing.objects.filter(state=Job.State.FAILED, wave__state__in=ended):
        sealing.retry()


def _turn_ballots_into_result(wave: Wave, now: datetime) -> None:
    """Compute the result and leave nothing behind from which a person could be found."""
    framework = wave_framework(wave)
    by_audience: dict[str, list[OpenedBallot]] = defaultdict(list)
    for ballot in open_ballots(wave_key(wave), wave):
        by_audience[ballot.audience].append(ballot)
    for ballots in by_audience.values():
        # The order in which the database returned them is the order in which they came.
        secrets.SystemRandom().shuffle(ballots)
    built = build(
        framework,
        gather(wave, framework, by_audience),
        scope=_scope(wave),
        rules=Rules(wave.smallest_group, wave.weighting, wave.is_census),
        ratings=_ratings(wave, framework.roadmap_items),
    )
    result = Result(wave=wave, ledger=built.ledger, created_at=now)
    result.write(built.document)
    result.save()
    _keep_responses(wave, by_audience[Audience.CUSTOMERS])
    _keep_comments(wave, by_audience)
    turnover.note_seal(wave, {code: len(ballots) for code, ballots in by_audience.items()})
    end(wave, Wave.State.SEALED, now=now)
    # Once the wave has ended, for a pulse is set beside the one it follows.
    edition = Edition(result=result, number=1, created_at=now)
    edition.write(edition_content(wave) | _comparison(result))
    edition.save()


def _scope(wave: Wave) -> Scope:
    organisation = wave.assessment.organisation

    def day(moment: datetime | None) -> str:
        return moment.astimezone(organisation.zone).date().isoformat() if moment else ""

    return Scope(
        origin="wave",
        organisation=organisation.name,
        assessment=wave.assessment.name,
        wave=wave.name,
        wave_id=str(wave.pk),
        opened_on=day(wave.opened_at),
        closed_on=day(wave.closed_at),
        kind="pulse" if wave.pulse_of else "wave",
        pulse_of=wave.pulse_of.name if wave.pulse_of else "",
        is_half=wave.asks_half,
    )


def edition_content(wave: Wave) -> dict[str, object]:
    """Return what the consultant adds to the result: targets, workbook and look as they stand now.

    Reasons and weights are by dimension, ``evidence`` (ratings), ``coverage`` (ratings, or all
    options that apply), notes and links by item, those without one left out; editions made before
    there were any do not have them.
    """
    assessment, framework = wave.assessment, pinned_framework(wave.assessment)
    entries = wave.workbook.order_by("item")
    notes = {entry.item: entry.note for entry in entries if entry.note}
    targets = list(assessment.targets.all())
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "targets": {each.dimension: each.stage for each in targets if each.stage},
        "target_reasons": {each.dimension: each.reason for each in targets if each.reason},
        "weights": {
            each.dimension: each.weight for each in targets if each.weight != Target.Weight.NORMAL
        },
        "target_step": assessment.target_step,
        "target_step_reason": assessment.target_step_reason,
        "evidence": _ratings(wave, framework.evidence_items),
        "evidence_notes": _of(framework.evidence_items, notes),
        "roadmap_notes": _of(framework.roadmap_items, notes),
        "coverage": _of(framework.coverage_items, contents.answers_of(wave)),
        "coverage_notes": _of(framework.coverage_items, notes),
        "look": look_now(assessment.organisation),
        "links": {entry.item: entry.links for entry in entries if entry.links},
    }


def _comparison(result: Result) -> dict[str, object]:
    """Return what the first edition says of a pulse's comparison; nothing of a full wave."""
    if not result.wave.is_pulse:
        return {}
    comparable = [each.pinned for each in earlier_results(result) if each.audiences]
    return {"comparison": comparable[0] if comparable else {}}


def _ratings(wave: Wave, items: Sequence[Item]) -> dict[str, int]:
    return _of(items, contents.ratings_of(wave))


def _of(items: Sequence[Item], values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what is said of these items, of all that is said by item."""
    return {item.code: values[item.code] for item in items if item.code in values}


def _keep_responses(wave: Wave, customers: Sequence[OpenedBallot]) -> None:
    """Keep the answers of customers who agreed to be seen with their account, and of nobody else.

    Beside what is published by department and attribute, whole answers of others could be
    recognised as somebody's, shuffled and without a name though they were.
    """
    if not may_show(len(customers), wave.smallest_group):
        return
    responses = [
        Response(
            wave=wave,
            audience=Audience.CUSTOMERS,
            account_id=ballot.account,
            answers=ballot.answers,
        )
        for ballot in customers
        if ballot.account is not None
    ]
    secrets.SystemRandom().shuffle(responses)
    Response.objects.bulk_create(responses, batch_size=1000)


def _keep_comments(wave: Wave, by_audience: Ballots) -> None:
    """Keep comments apart from every answer, and none where too few people commented.

    Who is known by name is taken out before they are stored for the first time.
    """
    texts = defaultdict(list)
    for audience, ballots in by_audience.items():
        for ballot in ballots:
            for question, text in ballot.comments.items():
                if says_something(text):
                    texts[audience, question].append(text)
    least = max(wave.smallest_group, SMALLEST_GROUP_FOR_COMMENTS)
    kept = {group: found for group, found in texts.items() if may_show(len(found), least)}
    if not kept:
        return
    masker = masker_of(wave)
    comments = [
        Comment(wave=wave, audience=audience, question=question, text=masker.mask(text))
        for (audience, question), found in kept.items()
        for text in found
    ]
    secrets.SystemRandom().shuffle(comments)
    Comment.objects.bulk_create(comments, batch_size=1000)
