"""The earlier waves of a client that a result can be set beside."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maturity.comparison import comparable_audiences, is_same_framework
from maturity.crosswalk import Crossing, comparable_part, crosswalk
from maturity.framework import Framework, FrameworkError
from maturity.result import Document
from reports.models import Result
from surveys.framework.own_questions import asked_framework
from surveys.models import Wave


@dataclass(frozen=True)
class Earlier:
    """An earlier result; ``audiences`` may be compared, and ``obstacle`` says why none can be."""

    result: Result
    audiences: tuple[str, ...]
    obstacle: str
    pulses: tuple["Between", ...] = ()

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
            "pulses": [each.pinned for each in self.pulses],
        }


@dataclass(frozen=True)
class Between:
    """The result of a pulse between two waves that are compared, and which audiences may be."""

    result: Result
    audiences: tuple[str, ...]

    @property
    def pinned(self) -> Document:
        """What an edition says of it."""
        scope = self.result.content["scope"]
        return {
            "result_id": str(self.result.pk),
            "sha256": self.result.sha256,
            "wave": scope["wave"],
            "closed_on": scope["closed_on"],
            "audiences": list(self.audiences),
        }


def earlier_results(result: Result) -> list[Earlier]:
    """Return what can be said of the client's earlier results, the latest first.

    Of a pulse that is the one of the wave it follows; other pulses are no waves to compare with.
    """
    return list(_compared(result, before(result)))


def before(result: Result) -> QuerySet[Result]:
    """Return the results of the client's full waves sealed before this one, the latest first."""
    organisation = result.wave.assessment.organisation_id
    earlier = Result.objects.filter(wave__in=Wave.objects.full())
    if result.wave.pulse_of_id:
        earlier = earlier.filter(wave=result.wave.pulse_of_id)
    return (
        earlier.filter(
            wave__assessment__organisation=organisation, wave__sealed_at__lt=result.wave.sealed_at
        )
        .select_related("wave__assessment__organisation")
        .order_by("-wave__sealed_at")
    )


def _compared(result: Result, before: Iterable[Result]) -> Iterator[Earlier]:
    for earlier in before:
        audiences = _comparable(earlier, result, _changed(earlier, result))
        obstacle = "" if audiences else _obstacle(earlier.content, result.content)
        pulses = tuple(_between(earlier, result, audiences))
        yield Earlier(earlier, audiences, obstacle, pulses)


def _changed(earlier: Result, later: Result) -> Mapping[str, int | None]:
    """Return of each audience how many were asked only once; nothing of what nobody knows.

    Who joined or left since is known of the wave directly before, and of the pulses after that.
    """
    before, after = earlier.wave, later.wave
    if before.pk == after.follows_id:
        return dict(after.questionnaires.values_list("audience", "changed"))
    if before.pulse_of_id and before.pulse_of_id == after.follows_id and not after.pulse_of_id:
        return dict(before.questionnaires.values_list("audience", "changed_after"))
    return {}


def _comparable(
    earlier: Result, later: Result, changed: Mapping[str, int | None]
) -> tuple[str, ...]:
    return tuple(
        comparable_audiences(
            told_beside(earlier, later),
            later.content,
            changed,
            telling_then=_telling(earlier),
            telling_now=_telling(later),
        )
    )


def _between(earlier: Result, later: Result, audiences: Collection[str]) -> Iterator[Between]:
    """Return the pulses between two waves, the first first, as far as all may stand in one row.

    An audience stands there only if it may be compared with every other wave of the row.
    """
    if later.wave.pulse_of_id:
        return
    row: list[tuple[Result, Collection[str]]] = [(earlier, audiences), (later, audiences)]
    pulses = Result.objects.filter(
        wave__pulse_of=earlier.wave_id, wave__sealed_at__lt=later.wave.sealed_at
    ).select_related("wave")
    for pulse in pulses.order_by("wave__sealed_at"):
        told = {code for code, part in pulse.content["audiences"].items() if part["shown"]}
        for other, codes in row:
            pair = (pulse, other) if other == later else (other, pulse)
            told -= set(codes) - set(_comparable(*pair, _changed(*pair)))
        if told := told.intersection(audiences):
            row.append((pulse, told))
            yield Between(pulse, tuple(code for code in audiences if code in told))


def _telling(result: Result) -> set[str]:
    questionnaires = result.wave.questionnaires.filter(is_telling=True)
    return set(questionnaires.values_list("audience", flat=True))


def _obstacle(earlier: Document, later: Document) -> str:
    if not is_same_framework(earlier, later):
        return _("It was asked in other words: no question of it is the same here.")
    return _(
        "No audience was shown both times that can be compared without telling of single people."
    )


def told_beside(earlier: Result, later: Result) -> Document:
    """Return an earlier result as far as it was asked in the words of a later one.

    Where its version of the model cannot be read any more, nothing of it can be set beside.
    """
    versions = _versions(earlier, later)
    return comparable_part(earlier.content, *versions) if versions else earlier.content


def crossings(earlier: Result, later: Result) -> tuple[Crossing, ...]:
    """Return what became of every question since; nothing where the version is the same."""
    versions = _versions(earlier, later)
    return crosswalk(*versions) if versions else ()


def _versions(earlier: Result, later: Result) -> tuple[Framework, Framework] | None:
    """Return both versions of one model, where they differ and can be read."""
    then, now = (each.content["framework"] for each in (earlier, later))
    if then["key"] != now["key"] or then["hash"] == now["hash"]:
        return None
    try:
        both = asked_framework(earlier.wave), asked_framework(later.wave)
    except FrameworkError:
        return None
    return both if [each.hash for each in both] == [then["hash"], now["hash"]] else None


def compared_result(content: Document) -> Result | None:
    """Return the result an edition's content is compared with, as it was pinned; None without."""
    pinned = content.get("comparison")
    if not pinned:
        return None
    return Result.objects.get(pk=pinned["result_id"], sha256=pinned["sha256"])


def pulses_between(content: Document) -> list[Result]:
    """Return the results of the pulses an edition sets beside, as they were pinned."""
    pinned = (content.get("comparison") or {}).get("pulses", [])
    return [Result.objects.get(pk=each["result_id"], sha256=each["sha256"]) for each in pinned]
