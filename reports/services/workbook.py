"""The assessor's workbook: each entry is one row, saved as it is typed."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from organisations.models import User
from organisations.records import Act, note, note_daily
from reports.models import FOLDER, MOST_FILES, EvidenceFile, WorkbookEntry
from reports.workbook import attachments
from surveys.models import Wave

MEGABYTE = 1024 * 1024


class ChangedMeanwhile(Exception):
    """Somebody else has changed the entry since it was shown; nothing was overwritten."""

    def __init__(self, entry: WorkbookEntry) -> None:
        super().__init__(entry.item)
        self.entry = entry


def write_entry(
    *,
    wave: Wave,
    item: str,
    rating: int | None,
    text: str,
    links: Sequence[str],
    shown: int,
    user: User | None,
    now: datetime,
    chosen: Sequence[str] = (),
) -> WorkbookEntry:
    """Keep what the assessor found on an item; ``text`` is the note.

    ``chosen`` are the options of a question with several answers, which has no rating.
    ``shown`` is the version the person had before them, 0 for none. Raises ChangedMeanwhile if
    there is a newer one that says something else, and ValidationError once the wave is over.
    Writing what stands there already changes nothing.
    """
    with transaction.atomic():
        wave = _open_workbook(wave)
        entry = wave.workbook.filter(item=item).first() or WorkbookEntry(wave=wave, item=item)
        if entry.says(rating=rating, chosen=chosen, note=text, links=links):
            return entry
        if entry.version != shown:
            raise ChangedMeanwhile(entry)
        entry.rating, entry.chosen = rating, list(chosen)
        entry.note, entry.links = text, list(links)
        entry.version += 1
        entry.changed_at, entry.changed_by = now, user
        entry.save()
        note_daily(Act.RATED, wave, organisation=wave.assessment.organisation)
    return entry


def attach_file(
    *, wave: Wave, item: str, file: "UploadedFile[bytes]", user: User | None, now: datetime
) -> EvidenceFile:
    """Keep a file as evidence of an item; raises ValidationError for one that may not be kept."""
    size = file.size or 0
    if size > settings.EVIDENCE_MAX_BYTES:
        raise ValidationError(
            _(
                "The file has %(size)s MB; at most %(most)s MB can be attached. Attach the pages"
                " that matter, or write under the links where it lies."
            )
            % {
                "size": f"{size / MEGABYTE:.1f}",
                "most": f"{settings.EVIDENCE_MAX_BYTES / MEGABYTE:.0f}",
            }
        )
    kind = attachments.kind_of(cast(BinaryIO, file.file))
    stored = ""
    try:
        with transaction.atomic():
            entry = _entry_with_room(wave, item)
            attached = EvidenceFile(
                entry=entry,
                name=attachments.shown_name(file.name or "", kind),
                size=size,
                kind=kind,
                added_at=now,
                added_by=user,
            )
            stored = default_storage.save(f"{FOLDER}/{attached.pk}", file)
            attached.file = stored
            attached.save()
            note(Act.ADDED, attached, organisation=entry.wave.assessment.organisation)
    except BaseException:
        # Whatever hindered the row, its file is not to be left behind.
        if stored:
            default_storage.delete(stored)
        raise
    return attached


def _entry_with_room(wave: Wave, item: str) -> WorkbookEntry:
    wave = _open_workbook(wave)
    entry, _created = WorkbookEntry.objects.get_or_create(wave=wave, item=item)
    if entry.files.count() >= MOST_FILES:
        raise ValidationError(
            _("%(n)d files are attached here, which is as many as can be. Remove one first.")
            % {"n": MOST_FILES}
        )
    return entry


def remove_file(*, file: EvidenceFile) -> None:
    """Delete an attached file for good; raises ValidationError once the wave is over."""
    with transaction.atomic():
        wave = _open_workbook(file.entry.wave)
        note(Act.REMOVED, file, organisation=wave.assessment.organisation)
        file.delete()


def _open_workbook(wave: Wave) -> Wave:
    """Hold a wave whose workbook may be written; the seal waits for whoever holds it."""
    wave = Wave.objects.held().get(pk=wave.pk)
    if wave.is_sealed:
        raise ValidationError(_("The wave is sealed; its workbook cannot be changed."))
    if wave.is_discarded:
        raise ValidationError(_("The wave is over; its workbook cannot be changed."))
    return wave
