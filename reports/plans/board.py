"""What stands on a client's board, and what of it an edition freezes."""

from django.db.models import QuerySet

from maturity.plan import whole_action
from maturity.result import Document
from organisations.models import Organisation
from reports.models import RELEASED, Edition, PlannedAction, Result


def latest_result(organisation: Organisation, *, is_released: bool = False) -> Result | None:
    """Return the client's newest result of a full wave, on which one plans.

    ``is_released``: the newest one of those of which leaders may read an edition.
    """
    found = _full_results(organisation)
    if is_released:
        found = found.filter(pk__in=Edition.objects.filter(RELEASED).values("result"))
    return found.select_related("wave__assessment__organisation").first()


def is_planned_on(result: Result) -> bool:
    """Whether a result is the one on which its client plans: the newest of a full wave."""
    newest = _full_results(result.wave.assessment.organisation)
    return newest.values_list("pk", flat=True).first() == result.pk


def _full_results(organisation: Organisation) -> QuerySet[Result]:
    found = Result.objects.filter(wave__assessment__organisation=organisation, wave__pulse_of=None)
    return found.order_by("-wave__sealed_at")


def actions_of(result: Result) -> list[Document]:
    """Return the plan as the next edition of a result holds it, in the order it was planned.

    On the client's newest result one goes on planning: it has what was planned on it, and what is
    still open of the results before. What an earlier result says of the plan is what its newest
    edition says.
    """
    if not is_planned_on(result):
        written = result.editions.order_by("-number")[0].content.get("actions", [])
        return [whole_action(each) for each in written]
    board = PlannedAction.objects.filter(organisation=result.wave.assessment.organisation)
    told = board.open() | board.filter(result=result)
    return [action.document for action in told.order_by("planned_at", "pk")]
