"""Writing, releasing and withdrawing editions."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.result import Document
from organisations.models import User
from organisations.records import Act, note
from reports import comments
from reports.editions.content import Part, mark_of
from reports.editions.working import content_of, is_ahead, newest, write_edition
from reports.models import RELEASED, Edition, Report, Result, WorkingCopy
from reports.services.leader_letters import (
    forget_untold,
    tell_of_release,
    tell_of_withdrawal,
)
from reports.services.reports import ask_for_report, check_tells_anything
from reports.services.summaries import close_summary, follow_release, publish_summary
from surveys.models import Wave


def change_part(
    *, result: Result, part: Part, values: Document, shown: str, user: User, now: datetime
) -> None:
    """Write a part of the next edition; ``values`` are those of its keys that change.

    ``shown`` is the mark of what the user saw (``editions.content.mark_of``). Raises
    ValidationError, and writes nothing, if somebody else has written that part meanwhile.
    """
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=result.wave_id)
        content = content_of(result)
        if mark_of(content, part) != shown:
            raise ValidationError(_meanwhile(result))
        changed = {**content, **values}
        if changed == content:
            return
        WorkingCopy.objects.update_or_create(
            result=result, defaults={"content": changed, "changed_at": now, "changed_by": user}
        )
        note(Act.CHANGED, result, organisation=wave.assessment.organisation, fields=[part.value])


def _meanwhile(result: Result) -> str:
    """Say that somebody else has written, and who."""
    copy = WorkingCopy.objects.filter(result=result).select_related("changed_by").first()
    other = copy.changed_by if copy else None
    return _(
        "%(who)s has changed this page since you opened it, so nothing was saved. Copy what you "
        "wrote, open the page again, and put it in where it belongs."
    ) % {"who": other or _("Somebody else")}


def keep_edition(*, result: Result, user: User | None, now: datetime) -> Edition:
    """Return the edition that says what was written so far; a new one if there is none yet."""
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=result.wave_id)
        content = content_of(result)
        if not is_ahead(result, content):
            return newest(result)
        edition = write_edition(result, content, user=user, now=now)
        note(Act.ADDED, edition, organisation=wave.assessment.organisation)
        return edition


def ask_for_draft(
    *,
    result: Result,
    user: User | None,
    now: datetime,
    kind: str = Report.Kind.PDF,
    paper: str = Report.Paper.A4,
) -> Report:
    """Keep what was written so far as an edition, and ask for a file of it.

    It is a draft unless that edition is released already.
    """
    check_tells_anything(result)
    with transaction.atomic():
        edition = keep_edition(result=result, user=user, now=now)
        return ask_for_report(edition=edition, user=user, now=now, kind=kind, paper=paper)


def release_edition(
    *,
    edition: Edition,
    user: User,
    now: datetime,
    release_note: str = "",
    paper: str = Report.Paper.A4,
) -> Report | None:
    """Let the client's leaders see an edition, have its final PDF made, and write to them.

    Comments that may be quoted are frozen into a new edition, which is then the one released.
    Returns the report, or None if the edition, or one after it, is released already. Raises
    ValidationError while comments wait to be read, and where there is nothing to report.
    """
    check_tells_anything(edition.result)
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=edition.result.wave_id)
        editions = edition.result.editions.filter(number__gte=edition.number)
        if any(each.is_released for each in editions):
            return None
        edition.refresh_from_db()
        _check_comments_are_read(wave)
        quoted = comments.quotations(wave)
        if edition.is_withdrawn or quoted:
            content = _quoting(edition.content, quoted)
            edition = write_edition(edition.result, content, user=user, now=now)
        return _publish(edition, release_note, paper, user=user, now=now)


def release_newest(
    *,
    result: Result,
    user: User,
    now: datetime,
    release_note: str = "",
    paper: str = Report.Paper.A4,
    shown: str = "",
    tells_everybody: bool = False,
) -> Report | None:
    """Release what was written so far, as an edition of its own; see ``release_edition``.

    ``shown`` is the mark of what the user saw, "" where nothing was: what somebody else has
    written since raises ValidationError, so that nothing is released unread. Where
    ``tells_everybody`` all who were asked are written to where its results can be read.
    """
    with transaction.atomic():
        report = _release_newest(result, user, now, release_note, paper, shown)
        if report is not None and tells_everybody:
            publish_summary(result=result, is_mailed=True, user=user, now=now)
    return report


def _release_newest(
    result: Result, user: User, now: datetime, release_note: str, paper: str, shown: str
) -> Report | None:
    check_tells_anything(result)
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=result.wave_id)
        content = content_of(result)
        if shown and mark_of(content) != shown:
            raise ValidationError(
                _(
                    "Something was written since you opened the page, so nothing was released. "
                    "Read it, then release."
                )
            )
        if not is_ahead(result, content):
            edition = newest(result)
            return release_edition(
                edition=edition, user=user, now=now, release_note=release_note, paper=paper
            )
        _check_comments_are_read(wave)
        content = _quoting(content, comments.quotations(wave))
        edition = write_edition(result, content, user=user, now=now)
        return _publish(edition, release_note, paper, user=user, now=now)


def becomes_new(result: Result) -> bool:
    """Whether a release would write a further edition, and not release the newest as it is."""
    return is_ahead(result) or newest(result).is_withdrawn or result.wave.comments.exists()


def _quoting(content: Document, quoted: Document) -> Document:
    """Return an edition's content with these comments and no others."""
    others = {key: value for key, value in content.items() if key != "comments"}
    return {**others, "comments": quoted} if quoted else others


def _publish(
    edition: Edition, release_note: str, paper: str, *, user: User, now: datetime
) -> Report:
    """Release an edition in the place of the one before it.

    In the caller's transaction, which holds the wave.
    """
    for earlier in edition.result.editions.filter(RELEASED):
        earlier.replaced_at = now
        earlier.save(update_fields=["replaced_at"])
        forget_untold(earlier)
    edition.released_at, edition.released_by = now, user
    edition.release_note = release_note
    edition.save(update_fields=["released_at", "released_by", "release_note"])
    note(Act.RELEASED, edition, organisation=edition.result.wave.assessment.organisation)
    tell_of_release(edition, now=now)
    follow_release(edition, now=now)
    return ask_for_report(edition=edition, user=user, now=now, paper=paper)


def _check_comments_are_read(wave: Wave) -> None:
    if waiting := comments.waiting(wave):
        raise ValidationError(
            ngettext(
                "%(n)s comment has not been read yet. Say first whether it may be quoted.",
                "%(n)s comments have not been read yet. Say first which may be quoted.",
                waiting,
            )
            % {"n": waiting}
        )


def withdraw_edition(*, edition: Edition, reason: str, user: User, now: datetime) -> None:
    """Take an edition back from the leaders, and write to those who may have read it.

    Raises ValidationError without a reason, or if it is not released.
    """
    if not reason.strip():
        raise ValidationError(_("Say why: the leaders read it in place of the report."))
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=edition.result.wave_id)
        edition.refresh_from_db()
        if not edition.is_released:
            raise ValidationError(_("This edition is not released, so it cannot be withdrawn."))
        edition.withdrawn_at, edition.withdrawn_by = now, user
        edition.withdrawal_reason = reason.strip()
        edition.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        note(Act.WITHDRAWN, edition, organisation=wave.assessment.organisation)
        tell_of_withdrawal(edition, now=now)
        close_summary(edition)
