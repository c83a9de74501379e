"""Telling: what a sealed wave says, what the consultant adds, and the files made from both."""

import json
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from maturity.result import Document, canonical, content_hash
from organisations.jobs import Job, JobQuerySet
from organisations.models import Organisation, User
from surveys.models import Wave


class ImmutableError(Exception):
    """Someone tried to change a document that must never change."""


class RoadmapRating(models.Model):
    """The assessor's judgement of one cell of the roadmap, with the evidence in words."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="roadmap_ratings")
    # The code of an assessor's item: a step and a micro-foundation.
    item = models.CharField(max_length=120)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("wave", "item", name="roadmap_rating_one_per_cell"),
        ]

    def __str__(self) -> str:
        return self.item


class Sealing(Job):
    """The computation of a wave's result, once."""

    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, related_name="sealing")
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)

    def __str__(self) -> str:
        return f"{self.wave}: {self.get_state_display()}"


class SealedDocument(models.Model):
    """A document stored as the text that was hashed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True

    @property
    def content(self) -> Document:
        """The document as values."""
        content: Document = json.loads(self.document)
        return content

    def write(self, content: Document) -> None:
        """Set the document; only before it is first saved."""
        if not self._state.adding:
            raise ImmutableError(f"{self._meta.label} {self.pk} cannot be changed.")
        self.document = canonical(content)
        self.sha256 = content_hash(self.document)


class Result(SealedDocument):
    """Every publishable number of one wave. Written once, never changed."""

    wave = models.OneToOneField(Wave, on_delete=models.PROTECT, related_name="result")
    # What was published of whom, in patterns and bands; see maturity.disclosure.ledger.
    ledger = models.JSONField(default=dict, editable=False)

    def __str__(self) -> str:
        return f"{self.wave}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new result; refuse to change one."""
        if not self._state.adding:
            raise ImmutableError("A result cannot be changed.")
        super().save(*args, **kwargs)

    @property
    def tells_anything(self) -> bool:
        """Whether any audience may be shown; without one there is nothing to report."""
        return any(audience["shown"] for audience in self.content["audiences"].values())


class Edition(SealedDocument):
    """A version of what the consultant adds to a result: targets, notes, and the release."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    released_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="released_editions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("result", "number", name="edition_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.result}, {_('edition')} {self.number}"

    @property
    def is_released(self) -> bool:
        """Whether leaders may see it."""
        return self.released_at is not None


class ReportQuerySet(JobQuerySet):
    """Which reports a user meets."""

    def released(self) -> Self:
        """Finished files of released editions, not drafts."""
        return self.filter(state=Job.State.DONE, is_final=True, edition__released_at__isnull=False)

    def of_organisations(self, organisations: models.QuerySet[Organisation]) -> Self:
        """Those about these organisations."""
        return self.filter(edition__result__wave__assessment__organisation__in=organisations)


class Report(Job):
    """A PDF made from a result and an edition; a draft unless the edition was released."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reports")
    is_final = models.BooleanField()
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    file = models.FileField(upload_to="reports/", blank=True)

    objects: ClassVar = ReportQuerySet.as_manager()

    @property
    def is_released(self) -> bool:
        """Whether leaders may have it: a finished file of a released edition, not a draft."""
        return self.state == self.State.DONE and self.is_final and self.edition.is_released

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_state_display()}"
