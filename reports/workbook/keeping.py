"""How long attached files are kept: as long as what was collected, and not a day more.

What was rated and written, links among it, stands in result and report and stays with them; files
never leave the workbook, and are other people's papers.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from reports.models import FOLDER, EvidenceFile
from reports.workbook import contents
from surveys.models import Wave
from surveys.privacy.retention import is_wave_over

# A file is there a moment before its row is.
STRAY_AFTER = timedelta(hours=1)


def enforce(*, now: datetime) -> None:
    """Delete the files of waves sealed long enough ago, and the workbooks of those discarded.

    A discarded wave has no result its workbook could belong to. Doing it again changes nothing.
    """
    discarded = Wave.objects.filter(state=Wave.State.DISCARDED, workbook__isnull=False)
    for wave in discarded.distinct():
        with transaction.atomic():
            _note_remains(wave, was_deleted=contents.erase(wave))
    sealed = Wave.objects.filter(state=Wave.State.SEALED, workbook__files__isnull=False)
    for wave in sealed.distinct().select_related("assessment__organisation"):
        if wave.sealed_at and is_wave_over(wave, wave.sealed_at, now):
            files = EvidenceFile.objects.filter(entry__wave=wave)
            with transaction.atomic():
                _note_remains(wave, was_deleted=bool(files.delete()[0]))
    _drop_strays(now)


def _note_remains(wave: Wave, *, was_deleted: bool) -> None:
    """Let surveys.retention erase from the database's free pages what was deleted."""
    if was_deleted:
        Wave.objects.filter(pk=wave.pk).update(seal_asked=True)


def _drop_strays(now: datetime) -> None:
    """Delete files without a row: of a client that was deleted, or left behind by a crash."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    known = set(EvidenceFile.objects.values_list("file", flat=True))
    for name in {f"{FOLDER}/{name}" for name in names} - known:
        # Whoever attached it may have taken it away in this moment.
        with suppress(FileNotFoundError):
            if default_storage.get_modified_time(name) < now - STRAY_AFTER:
                default_storage.delete(name)
