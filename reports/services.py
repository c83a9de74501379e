"""What can be done with a closed wave and its result."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.masking import black_out
from maturity.result import Document
from organisations.jobs import ring
from organisations.models import User
from organisations.records import Act, note
from reports import comments, tasks, words
from reports.models import Edition, Report, RoadmapRating, Sealing
from surveys.models import Comment, Wave


def rate_roadmap(
    *, wave: Wave, ratings: Mapping[str, int | None], notes: Mapping[str, str]
) -> None:
    """Keep the assessor's ratings and notes, by item; raises ValidationError once sealed."""
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=wave.pk)
        if wave.is_sealed:
            raise ValidationError(_("The wave is sealed; its ratings cannot be changed."))
        if wave.is_discarded:
            raise ValidationError(_("The wave is over; its ratings cannot be changed."))
        for item, rating in ratings.items():
            RoadmapRating.objects.update_or_create(
                wave=wave, item=item, defaults={"rating": rating, "note": notes.get(item, "")}
            )
        note(Act.RATED, wave, organisation=wave.assessment.organisation)


def ask_to_seal(*, wave: Wave, user: User | None, now: datetime) -> Sealing:
    """Ask for a closed wave to be sealed; it cannot be opened again meanwhile.

    Asking again after a failure tries again.
    """
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=wave.pk)
        if wave.is_draft or wave.is_open:
            raise ValidationError(_("Close the wave before you seal it."))
        sealing, _created = Sealing.objects.get_or_create(
            wave=wave, defaults={"asked_by": user, "asked_at": now}
        )
        sealing.retry()
        if wave.is_closed:
            wave.seal_asked = True
            wave.save(update_fields=["seal_asked"])
        note(Act.SEALED, wave, organisation=wave.assessment.organisation)
        ring(tasks.seal_wave, sealing.pk)
    return sealing


def ask_for_report(*, edition: Edition, user: User | None, now: datetime) -> Report:
    """Ask for the PDF of an edition; a draft as long as the edition is not released.

    Raises ValidationError where there is nothing to report.
    """
    _check_tells_anything(edition)
    with transaction.atomic():
        report = Report.objects.create(
            edition=edition, is_final=edition.is_released, asked_by=user, asked_at=now
        )
        wave = edition.result.wave
        note(Act.REPORTED, wave, organisation=wave.assessment.organisation)
        ring(tasks.build_report, report.pk)
    return report


def _check_tells_anything(edition: Edition) -> None:
    if not edition.result.tells_anything:
        raise ValidationError(words.nothing_shown())


def retry_report(*, report: Report) -> None:
    """Try a failed report again."""
    with transaction.atomic():
        if report.retry():
            wave = report.edition.result.wave
            note(Act.REPORTED, wave, organisation=wave.assessment.organisation)
            ring(tasks.build_report, report.pk)


def review_comments(
    *,
    wave: Wave,
    reviews: Mapping[uuid.UUID, str],
    blacked_out: Mapping[uuid.UUID, Sequence[str]],
    shown: Mapping[uuid.UUID, str] | None = None,
) -> int:
    """Keep what the consultant decided on comments, by id, and black words out of some.

    ``shown`` is what had been decided before as far as the consultant saw; what is missing there
    was seen as it is. A decision is kept only where it differs from that, and not where somebody
    else has decided otherwise meanwhile: returns on how many comments. Raises ValidationError once
    a report has been released with them.
    """
    changed, decided_otherwise, has_lost_words = [], 0, False
    with transaction.atomic():
        wave = _wave_with_open_comments(wave)
        for comment in wave.comments.filter(pk__in=reviews):
            review, text = comment.review, comment.text
            seen = (shown or {}).get(comment.pk, review)
            if seen == review:
                comment.review = reviews[comment.pk]
            elif reviews[comment.pk] not in {seen, review}:
                decided_otherwise += 1
            comment.text = black_out(text, blacked_out.get(comment.pk, ()))
            has_lost_words |= comment.text != text
            if (comment.review, comment.text) != (review, text):
                changed.append(comment)
        Comment.objects.bulk_update(changed, ["review", "text"])
        if changed:
            note(Act.REVIEWED, wave, organisation=wave.assessment.organisation)
        if has_lost_words:
            # Until they are erased from the disk; see surveys.privacy.retention.
            Wave.objects.filter(pk=wave.pk).update(seal_asked=True)
    return decided_otherwise


def withhold_unread_comments(*, wave: Wave) -> None:
    """Withhold every comment nobody has read; raises ValidationError as ``review_comments``."""
    with transaction.atomic():
        wave = _wave_with_open_comments(wave)
        if wave.comments.filter(review=comments.WAITING).update(review=comments.WITHHELD):
            note(Act.REVIEWED, wave, organisation=wave.assessment.organisation)


def _wave_with_open_comments(wave: Wave) -> Wave:
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    if comments.are_frozen(wave):
        raise ValidationError(
            _("The report has been released, so its comments can no longer be changed.")
        )
    return wave


def release_edition(*, edition: Edition, user: User, now: datetime) -> Report | None:
    """Let the client's leaders see an edition, and have its final report made.

    Comments that may be quoted are frozen into a new edition, which is then the one released.
    Returns the report, or None if the edition, or one after it, was released before. Raises
    ValidationError while comments wait to be read, and where there is nothing to report.
    """
    _check_tells_anything(edition)
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=edition.result.wave_id)
        editions = edition.result.editions
        if editions.filter(number__gte=edition.number, released_at__isnull=False).exists():
            return None
        if waiting := comments.waiting(wave):
            raise ValidationError(
                ngettext(
                    "%(n)s comment has not been read yet. Say first whether it may be quoted.",
                    "%(n)s comments have not been read yet. Say first which may be quoted.",
                    waiting,
                )
                % {"n": waiting}
            )
        if quoted := comments.quotations(wave):
            edition = _with_comments(edition, quoted, now)
        edition.released_at, edition.released_by = now, user
        edition.save(update_fields=["released_at", "released_by"])
        note(Act.RELEASED, edition, organisation=wave.assessment.organisation)
        return ask_for_report(edition=edition, user=user, now=now)


def _with_comments(edition: Edition, quoted: Document, now: datetime) -> Edition:
    """Write a further edition: what an edition says cannot be changed."""
    last = edition.result.editions.order_by("-number")[0]
    further = Edition(result=edition.result, number=last.number + 1, created_at=now)
    further.write({**edition.content, "comments": quoted})
    further.save()
    return further
