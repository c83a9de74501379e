"""Engagements with an organisation, and what management aims at."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation, one_line


class Assessment(models.Model):
    """One engagement with one organisation, under one version of a framework."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="assessments"
    )
    name = models.CharField(_("name"), max_length=120, validators=[one_line])
    framework_key = models.CharField(max_length=60)
    framework_version = models.CharField(max_length=20)
    framework_hash = models.CharField(max_length=64)
    # A step's code; blank where management has set no limit.
    target_step = models.CharField(_("target step"), max_length=60, blank=True)
    target_step_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", "name", name="assessment_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def target_stages(self) -> dict[str, str]:
        """The stage aimed at, by dimension."""
        return dict(self.targets.exclude(stage="").values_list("dimension", "stage"))


class Target(models.Model):
    """What management aims at along one dimension, why, and how much it weighs.

    ``stage`` is a code of the framework, "" without a target.
    """

    class Weight(models.IntegerChoices):
        """How much a gap along the dimension counts when gaps are put in order."""

        NORMAL = 1, _("Normal")
        IMPORTANT = 2, _("Important: counts double")
        DECISIVE = 3, _("Decisive: counts three times")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="targets")
    dimension = models.CharField(max_length=60)
    stage = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(choices=Weight.choices, default=Weight.NORMAL)

    class Meta:
        constraints = [
            models.UniqueConstraint("assessment", "dimension", name="target_one_per_dimension"),
            models.CheckConstraint(
                condition=models.Q(weight__in=[1, 2, 3]), name="target_weight_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.stage}"
