"""What of an earlier result's actions is carried over into a later report."""

from maturity.result import Document
from reports.models import PlannedAction, Result
from reports.plans.board import is_planned_on


def carried_of(result: Result, comparison: Document) -> Document:
    """Return what a result's next edition says of the actions of an earlier one; {} for nothing.

    They are those planned on the result the edition is compared with; where nothing was planned
    there, or it is compared with none, on the latest one before it on which something was. As
    ``actions_of`` has it, only the client's newest result of a full wave goes on with the plan.
    """
    if not is_planned_on(result):
        kept: Document = result.editions.order_by("-number")[0].content.get("carried", {})
        return kept
    planned = PlannedAction.objects.filter(organisation=result.wave.assessment.organisation)
    earlier = (
        Result.objects.filter(
            wave__sealed_at__lt=result.wave.sealed_at, pk__in=planned.values("result")
        )
        .select_related("wave")
        .only("sha256", "wave__name")
        .order_by("-wave__sealed_at")
    )
    compared = earlier.filter(pk=comparison["result_id"]) if comparison else earlier.none()
    found = compared.first() or earlier.first()
    if found is None:
        return {}
    return {
        "result_id": str(found.pk),
        "sha256": found.sha256,
        "wave": found.wave.name,
        "actions": [
            action.document for action in planned.filter(result=found).order_by("planned_at", "pk")
        ],
    }
