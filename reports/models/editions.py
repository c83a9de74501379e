"""What the consultant adds to a result, its release, and the letters about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from maturity.result import Document
from organisations.jobs import Job
from organisations.models import User
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

    def write(self, content: Document) -> None:
        """Set the document, which says on what day it was written where the client is."""
        day = self.result.wave.assessment.organisation.today(self.created_at)
        super().write({**content, "written_on": day.isoformat()})

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
