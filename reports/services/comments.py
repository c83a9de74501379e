"""What the consultant decides on comments."""

import uuid
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maturity.masking import black_out
from organisations.records import Act, note
from reports import comments
from surveys.models import Comment, Wave


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
            # Until they are erased from the disk; see surveys.retention.
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
