"""The assessor's working paper: what was judged, and on what it rests."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from organisations.models import User
from surveys.models import Wave

MOST_FILES = 10
FOLDER = "evidence"


class WorkbookEntry(models.Model):
    """The assessor's judgement of one item, with the evidence in words and addresses."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="workbook")
    # The code of an assessor's item: a statement of the checklist, a step and a foundation, or a
    # question that leaders are asked too.
    item = models.CharField(max_length=120)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    # Of a question with several answers the codes of those that were found, and no rating.
    chosen = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)
    # Addresses that begin with http:// or https://.
    links = models.JSONField(default=list, blank=True)
    # Counts the changes, so that whoever writes can say which one they had before them.
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        constraints = [
            # Two who rate an item for the first time at once must not both have it.
            models.UniqueConstraint("wave", "item", name="workbook_one_entry_per_item"),
        ]

    def __str__(self) -> str:
        return self.item

    def says(
        self, *, rating: int | None, chosen: Sequence[str], note: str, links: Sequence[str]
    ) -> bool:
        """Whether it says just this."""
        said = (rating, list(chosen), note, list(links))
        return (self.rating, self.chosen, self.note, self.links) == said


class EvidenceFile(models.Model):
    """A file the assessor attached to an entry."""

    class Kind(models.TextChoices):
        """What it is, told by what is in it."""

        PDF = "pdf", _("PDF")
        PNG = "png", _("picture (PNG)")
        JPEG = "jpeg", _("picture (JPEG)")
        WEBP = "webp", _("picture (WebP)")
        TEXT = "text", _("text")
        DOCX = "docx", _("document (DOCX)")
        XLSX = "xlsx", _("workbook (XLSX)")
        PPTX = "pptx", _("slides (PPTX)")
        ODT = "odt", _("document (ODT)")
        ODS = "ods", _("workbook (ODS)")
        ODP = "odp", _("slides (ODP)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(WorkbookEntry, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # Called by its id: a name that tells nothing, neither what it is nor whose.
    file = models.FileField(upload_to=f"{FOLDER}/")
    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("attached file")
        ordering = ["added_at", "pk"]
        constraints = [
            # A kind nobody checked would be handed out under a type of its own choosing.
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        *("pdf", "png", "jpeg", "webp", "text"),
                        *("docx", "xlsx", "pptx", "odt", "ods", "odp"),
                    ]
                ),
                name="evidence_file_kind_known",
            ),
            models.CheckConstraint(condition=models.Q(size__gte=1), name="evidence_file_not_empty"),
        ]

    def __str__(self) -> str:
        # Not its name, which may be somebody's, and would stand in the records for good.
        return f"{_('file')}: {self.entry}"


@receiver(post_delete, sender=EvidenceFile)
def _drop_file(instance: EvidenceFile, **_signal: Any) -> None:
    """Delete the file of a row that is gone, however it went; not before it is gone for good.

    A file that cannot be deleted then is a stray; see reports.keeping.
    """
    name = instance.file.name or ""
    transaction.on_commit(lambda: default_storage.delete(name), robust=True)
