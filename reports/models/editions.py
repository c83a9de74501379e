"""What the consultant adds to a result, and the files made from both."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.jobs import Job, JobQuerySet
from organisations.models import Organisation, User
from reports.models.results import Result, SealedDocument


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
