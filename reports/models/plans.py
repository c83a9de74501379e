"""What a client does about its results: one plan, which goes on from wave to wave."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from maturity import plan
from maturity.result import Document
from organisations.jobs import Job
from organisations.models import Organisation, User
from organisations.models.names import one_line
from reports.models.editions import RELEASED, Edition
from reports.models.results import Result

LONGEST_SENTENCE = 300


class PlannedActionQuerySet(models.QuerySet["PlannedAction"]):
    """Which actions somebody meets."""

    def open(self) -> Self:
        """What is still to be done."""
        return self.filter(state__in=plan.OPEN)

    def released(self) -> Self:
        """Those planned on a result of which leaders may read an edition."""
        return self.filter(result__in=Edition.objects.filter(RELEASED).values("result"))


class PlannedAction(models.Model):
    """One action of a client's plan: who does what until when, and what became of it.

    What of it an edition holds is in ``maturity.plan``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="planned_actions"
    )
    # On which it was planned.
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="planned_actions")
    # "dimension:…" or "step:…"; "" for none of them.
    priority = models.CharField(max_length=80, blank=True)
    # The condition it is to change; see maturity.plan.
    aim = models.JSONField(default=dict, blank=True)
    what = models.CharField(max_length=LONGEST_SENTENCE)
    owner = models.CharField(max_length=120, blank=True, validators=[one_line])
    owner_email = models.EmailField(blank=True)
    # Whom the owner can ask: whoever put the address in.
    owner_named_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    done = models.CharField(max_length=LONGEST_SENTENCE, blank=True)
    company = models.CharField(max_length=LONGEST_SENTENCE, blank=True)
    customers = models.CharField(max_length=LONGEST_SENTENCE, blank=True)
    partners = models.CharField(max_length=LONGEST_SENTENCE, blank=True)
    state = models.CharField(max_length=9, default=plan.State.PLANNED.value)
    outcome = models.TextField(max_length=1000, blank=True)
    planned_at = models.DateTimeField(editable=False)
    # By which one notices that somebody else has changed it meanwhile.
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = PlannedActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned action")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "under_way", "done", "dropped"]),
                name="planned_action_state_known",
            ),
        ]

    def __str__(self) -> str:
        """Nothing of what it says: this is what is recorded of it."""
        return f"{self.result}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in plan.OPEN

    @property
    def document(self) -> Document:
        """The action as an edition holds it: no address."""
        kept = {name: getattr(self, name) for name in plan.BLANK}
        due_on = self.due_on.isoformat() if self.due_on else ""
        return {**kept, "id": str(self.pk), "due_on": due_on}


class ActionReminder(Job):
    """A letter to the owner of an action: that its day comes near, or is over.

    One of each kind for a day and an address: another day, or another owner, is reminded anew.
    """

    class Kind(models.TextChoices):
        """What it says."""

        BEFORE = "before", _("Before the day")
        AFTER = "after", _("After the day")

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    due_on = models.DateField()
    to = models.EmailField()

    class Meta(Job.Meta):
        constraints = [
            *Job.Meta.constraints,
            models.UniqueConstraint(
                "action", "kind", "due_on", "to", name="action_reminder_one_of_each"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["before", "after"]),
                name="action_reminder_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"
