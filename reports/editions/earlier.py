"""The earlier waves of a client that a result can be set beside."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maturity.comparison import comparable_audiences, is_same_framework
from maturity.result import Document
from reports.models import Result


@dataclass(frozen=True)
class Earlier:
    """An earlier result; ``audiences`` may be compared, and ``obstacle`` says why none can be."""

    result: Result
    audiences: tuple[str, ...]
    obstacle: str

    @property
    def pinned(self) -> Document:
        """What an edition says of it."""
        wave = self.result.wave
        return {
            "result_id": str(self.result.pk),
            "sha256": self.result.sha256,
            "assessment": wave.assessment.name,
            "wave": wave.name,
            "audiences": list(self.audiences),
        }


def earlier_results(result: Result) -> list[Earlier]:
    """Return what can be said of the client's earlier results, the latest first."""
    return list(_compared(result, before(result)))


def before(result: Result) -> QuerySet[Result]:
    """Return the client's results sealed before this one, the latest first."""
    organisation = result.wave.assessment.organisation_id
    return (
        Result.objects.filter(
            wave__assessment__organisation=organisation, wave__sealed_at__lt=result.wave.sealed_at
        )
        .select_related("wave__assessment__organisation")
        .order_by("-wave__sealed_at")
    )


def _compared(result: Result, before: Iterable[Result]) -> Iterable[Earlier]:
    later = result.content
    changed = dict(result.wave.questionnaires.values_list("audience", "changed"))
    for earlier in before:
        # Who joined or left since is known of the wave directly before alone.
        known = changed if earlier.wave_id == result.wave.follows_id else {}
        document = earlier.content
        audiences = tuple(
            comparable_audiences(
                document,
                later,
                known,
                telling_then=_telling(earlier),
                telling_now=_telling(result),
            )
        )
        yield Earlier(earlier, audiences, "" if audiences else _obstacle(document, later))


def _telling(result: Result) -> set[str]:
    questionnaires = result.wave.questionnaires.filter(is_telling=True)
    return set(questionnaires.values_list("audience", flat=True))


def _obstacle(earlier: Document, later: Document) -> str:
    if not is_same_framework(earlier, later):
        return _("It was asked in other words or scored by another version of the model.")
    return _(
        "No audience was shown both times that can be compared without telling of single people."
    )


def compared_result(content: Document) -> Result | None:
    """Return the result an edition's content is compared with, as it was pinned; None without."""
    pinned = content.get("comparison")
    if not pinned:
        return None
    return Result.objects.get(pk=pinned["result_id"], sha256=pinned["sha256"])
