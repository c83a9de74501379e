"""The seal: ballots become a result and shuffled responses, once and for good."""

import secrets
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from maturity.answers import Answers, stack
from maturity.disclosure import coarsen, may_show
from maturity.framework import Framework
from maturity.result import Scope, build_result
from organisations.jobs import Job, work
from reports.models import Edition, Result, Sealing
from surveys import keys, storage
from surveys.ballots import OpenedBallot, open_ballots, wave_key
from surveys.launching import pinned_framework
from surveys.models import Response, Wave

EDITION_FORMAT = "centricity.edition"
EDITION_FORMAT_VERSION = 1


def seal_wave(sealing: Sealing, *, now: datetime) -> None:
    """Claim the sealing and do it; doing it again changes nothing."""
    work(
        sealing,
        partial(_seal, now=now),
        now=now,
        failure=_("The wave could not be sealed. Nothing is lost; try again."),
    )
    if sealing.state == Job.State.FAILED:
        # It may be opened again, unless it was sealed and only the cleaning is left.
        Wave.objects.filter(pk=sealing.wave_id, state=Wave.State.CLOSED).update(seal_asked=False)


def _seal(sealing: Sealing, *, now: datetime) -> None:
    sealing.report_progress(10, timezone.now())
    try:
        with transaction.atomic():
            wave = Wave.objects.select_for_update().get(pk=sealing.wave_id)
            if wave.is_closed:
                _turn_ballots_into_result(wave, now)
            elif not wave.is_sealed:
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
        )


def erase_again() -> None:
    """Queue the sealings whose result is there and whose remains are not erased yet."""
    for sealing in Sealing.objects.filter(state=Job.State.FAILED, wave__state=Wave.State.SEALED):
        sealing.retry()


def _turn_ballots_into_result(wave: Wave, now: datetime) -> None:
    """Compute the result and leave nothing behind from which a person could be found."""
    framework = pinned_framework(wave.assessment)
    by_audience: dict[str, list[OpenedBallot]] = defaultdict(list)
    for ballot in open_ballots(wave_key(wave), wave):
        by_audience[ballot.audience].append(ballot)
    for ballots in by_audience.values():
        # The order in which the database returned them is the order in which they came.
        secrets.SystemRandom().shuffle(ballots)
    document = build_result(
        framework,
        _answers(wave, framework, by_audience),
        scope=_scope(wave),
        smallest_group=wave.smallest_group,
        invited=_invited(wave),
        ratings={rating.item: rating.rating or 0 for rating in wave.roadmap_ratings.all()},
    )
    result = Result(wave=wave, created_at=now)
    result.write(document)
    result.save()
    edition = Edition(result=result, number=1, created_at=now)
    edition.write(edition_content(wave))
    edition.save()
    _keep_responses(wave, by_audience)
    wave.ballots.all().delete()
    wave.drafts.all().delete()
    wave.salt = None
    wave.key_check = ""
    wave.seal_asked = False
    wave.state = Wave.State.SEALED
    wave.sealed_at = now
    wave.save(update_fields=["salt", "key_check", "seal_asked", "state", "sealed_at"])


def _answers(
    wave: Wave, framework: Framework, by_audience: Mapping[str, list[OpenedBallot]]
) -> dict[str, Answers]:
    """Return each audience's answers, from the wave's frozen order in the framework's."""
    answers = {}
    for frozen in wave.questionnaires.all():
        vectors = [ballot.answers for ballot in by_audience.get(frozen.audience, [])]
        items = framework.questionnaire(frozen.audience).items
        order = [frozen.items.index(item.code) for item in items]
        answers[frozen.audience] = stack(vectors, len(items))[:, order]
    return answers


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
    )


def _invited(wave: Wave) -> dict[str, int]:
    counted = wave.invitations.values_list("audience").annotate(Count("pk")).order_by()
    return dict(counted)


def edition_content(wave: Wave) -> dict[str, object]:
    """Return what the consultant adds to the result: targets and notes, as they stand now."""
    return {
        "format": EDITION_FORMAT,
        "format_version": EDITION_FORMAT_VERSION,
        "targets": wave.assessment.target_stages,
        "target_step": wave.assessment.target_step,
        "roadmap_notes": {
            rating.item: rating.note for rating in wave.roadmap_ratings.all() if rating.note
        },
    }


def _keep_responses(wave: Wave, by_audience: Mapping[str, list[OpenedBallot]]) -> None:
    """Keep answers under fresh names, each department so coarse that it holds a whole group.

    An audience too small to be shown is not kept at all: nobody may ever look at it.
    """
    parents = {
        str(pk): str(parent) if parent else None
        for pk, parent in wave.units.values_list("pk", "parent")
    }
    responses = []
    for audience, ballots in by_audience.items():
        if not may_show(len(ballots), wave.smallest_group):
            continue
        kept_under = coarsen(parents, [ballot.unit for ballot in ballots], wave.smallest_group)
        responses += [
            Response(
                wave=wave,
                audience=audience,
                unit_id=kept_under[ballot.unit] if ballot.unit else None,
                answers=ballot.answers,
            )
            for ballot in ballots
        ]
    secrets.SystemRandom().shuffle(responses)
    Response.objects.bulk_create(responses, batch_size=1000)
