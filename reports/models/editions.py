"""What the consultant adds to a result, and the files made from both."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.jobs import Job, JobQuerySet
from organisations.models import Organisation, User
from reports.models.results import Result, SealedDocument


class WorkingCopy(models.Model):
    """What the next edition will say, as far as the consultant has written it.

    It becomes an edition when a report of it is asked for; see reports.editions.
    """

    result = models.OneToOneField(Result, on_delete=models.CASCADE, related_name="working_copy")
    content = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)

    def __str__(self) -> str:
        return f"{self.result}"


class Edition(SealedDocument):
    """A version of what the consultant adds to a result, its release and its withdrawal.

    The document is ``reports.editions.content``; it never changes.
    """

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    # Nobody for the first one, which the seal makes.
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="written_editions"
    )
    released_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="released_editions"
    )
    # When a later edition took its place.
    replaced_at = models.DateTimeField(null=True, editable=False)
    # What the consultant tells the leaders beside it.
    release_note = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="withdrawn_editions"
    )
    # As the leaders read it.
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("result", "number", name="edition_number_unique"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None)
                | (models.Q(released_at__isnull=False) & ~models.Q(withdrawal_reason="")),
                name="edition_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result}, {_('edition')} {self.number}"

    @property
    def is_released(self) -> bool:
        """Whether leaders may see it: one edition of a result at a time."""
        return self.was_released and not (self.is_withdrawn or self.is_replaced)

    @property
    def was_released(self) -> bool:
        """Whether leaders may see it, or could once."""
        return self.released_at is not None

    @property
    def is_replaced(self) -> bool:
        """Whether leaders see a later edition in its place."""
        return self.replaced_at is not None

    @property
    def is_withdrawn(self) -> bool:
        """Whether leaders could see it once, and no longer."""
        return self.withdrawn_at is not None


# Which editions leaders may see.
RELEASED = models.Q(released_at__isnull=False, withdrawn_at=None, replaced_at=None)


class ReportQuerySet(JobQuerySet):
    """Which reports a user meets."""

    def released(self) -> Self:
        """Finished files of released editions, not drafts."""
        editions = Edition.objects.filter(RELEASED)
        return self.filter(state=Job.State.DONE, is_final=True, edition__in=editions)

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


class LeaderLetter(Job):
    """A letter to one leader: that an edition was released, or was withdrawn.

    The first waits until there is a report to read; see reports.leader_letters.
    """

    class Kind(models.TextChoices):
        """What it says."""

        RELEASED = "released", _("Released")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="letters")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="leader_letters")
    kind = models.CharField(max_length=9, choices=Kind.choices)

    class Meta(Job.Meta):
        constraints = [
            *Job.Meta.constraints,
            models.UniqueConstraint("edition", "user", "kind", name="leader_letter_one_of_each"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["released", "withdrawn"]),
                name="leader_letter_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_kind_display()}"
