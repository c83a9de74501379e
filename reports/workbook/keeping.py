"""How long attached files are kept: as long as what was collected, and not a day more.

What was rated and written, links among it, stands in result and report and stays with them; files
never leave the workbook, and are other people's papers.
"""

from datetime import datetime, timedelta

from django.db import transaction

from organisations.strays import drop_strays
from reports.models import EvidenceFile
from reports.workbook import contents
from surveys.models import Wave
from surveys.privacy.retention import is_wave_over

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
    drop_strays(EvidenceFile, before=now - STRAY_AFTER)


def _note_remains(wave: Wave, *, was_deleted: bool) -> None:
    """Let surveys.retention erase from the database's free pages what was deleted."""
    if was_deleted:
        Wave.objects.filter(pk=wave.pk).update(seal_asked=True)
