"""What a sealed wave says: computed once, and stored as the text that was hashed."""

import json
import uuid
from typing import Any

from django.db import models

from maturity.result import Document, canonical, content_hash
from organisations.jobs import Job
from organisations.models import User
from surveys.models import Wave


class ImmutableError(Exception):
    """Someone tried to change a document that must never change."""


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
