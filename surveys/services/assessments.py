"""Assessments and their targets."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from maturity.framework import Framework
from organisations.models import Organisation
from organisations.records import Act, note
from surveys.models import Assessment, Target


def create_assessment(
    *,
    organisation: Organisation,
    name: str,
    framework: Framework,
    targets: Mapping[str, str],
    target_step: str,
    now: datetime,
) -> Assessment:
    """Create an assessment pinned to a framework version, with management's targets."""
    with transaction.atomic():
        assessment = Assessment(
            organisation=organisation,
            name=name,
            framework_key=framework.key,
            framework_version=framework.version,
            framework_hash=framework.hash,
            target_step=target_step,
            created_at=now,
        )
        assessment.full_clean()
        assessment.save()
        _write_targets(assessment, targets, {}, {})
        note(Act.ADDED, assessment, organisation=organisation)
    return assessment


def change_targets(
    *,
    assessment: Assessment,
    targets: Mapping[str, str],
    target_step: str,
    reasons: Mapping[str, str] | None = None,
    weights: Mapping[str, int] | None = None,
    step_reason: str = "",
) -> None:
    """Set what management aims at, why, and how much each dimension weighs.

    ``targets`` is {dimension: stage, or "" for none}; reasons and weights, by dimension too, may
    stand without a target. A sealed wave keeps the targets it was sealed with.
    """
    with transaction.atomic():
        assessment.target_step = target_step
        assessment.target_step_reason = step_reason
        assessment.save(update_fields=["target_step", "target_step_reason"])
        assessment.targets.all().delete()
        _write_targets(assessment, targets, reasons or {}, weights or {})
        note(Act.CHANGED, assessment, organisation=assessment.organisation, fields=["targets"])


def _write_targets(
    assessment: Assessment,
    targets: Mapping[str, str],
    reasons: Mapping[str, str],
    weights: Mapping[str, int],
) -> None:
    """Keep a row for each dimension of which anything was said."""
    rows = [
        Target(
            assessment=assessment,
            dimension=dimension,
            stage=targets.get(dimension, ""),
            reason=reasons.get(dimension, ""),
            weight=weights.get(dimension, Target.Weight.NORMAL),
        )
        for dimension in dict.fromkeys([*targets, *reasons, *weights])
    ]
    Target.objects.bulk_create(
        row for row in rows if row.stage or row.reason or row.weight != Target.Weight.NORMAL
    )
