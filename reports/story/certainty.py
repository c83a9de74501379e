"""How sure the numbers are: who answered, how answers are spread, and whether people agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from maturity.disclosure import lower_end, rounded_share
from maturity.framework import Dimension, Stage
from maturity.result import Document
from reports import words
from reports.story.material import Material, Side, view_of
from reports.story.perception import statement_of
from reports.story.spread import is_covered


@dataclass(frozen=True)
class Answered:
    """How many of an audience answered, and of how many asked; dashes where that is not known."""

    audience: str
    n_text: str
    rate_text: str


@dataclass(frozen=True)
class Segment:
    """One answer, and about which part of the answers it is, 0..1.

    ``is_covered`` says that the share is told as "at most": nobody may have answered so.
    """

    label: str
    share: float
    text: str
    is_covered: bool = False


@dataclass(frozen=True)
class Spread:
    """How an audience's answers on a dimension are spread, from the lowest answer to the highest.

    No ``segments`` where that may not be told. So many answers lie below the middle as ``below``
    says, a half being one half of an answer.
    """

    name: str
    side: Side
    segments: tuple[Segment, ...]
    below: float
    view_text: str

    @property
    def lengths(self) -> tuple[float, ...]:
        """How long each answer is drawn: together never more than the whole.

        A covered share has no length, since it may be nobody's; rounded shares that make more
        than the whole together are drawn shorter, all alike.
        """
        told = [0.0 if each.is_covered else each.share for each in self.segments]
        whole = max(1.0, sum(told))
        return tuple(share / whole for share in told)


@dataclass(frozen=True)
class Certainty:
    """Everything there is to judge the numbers by; what was not asked is empty.

    ``stage_sides`` say what lies to the left and to the right of the middle of ``stages``.
    ``notes`` are on the numbers; the legends say besides how their drawing is read.
    """

    answered: tuple[Answered, ...]
    stages: tuple[Spread, ...]
    statements: tuple[Spread, ...]
    stage_sides: tuple[str, str]
    notes: tuple[str, ...]

    @property
    def stage_legend(self) -> tuple[str, ...]:
        """What belongs below the drawing of the answers at each stage."""
        return (*self.notes, *covered_note(self.stages), *_hatched_note(self.stages))

    @property
    def statement_legend(self) -> tuple[str, ...]:
        """What belongs below the drawing of agreement with the statements."""
        return (*covered_note(self.statements), *_hatched_note(self.statements))


def covered_note(rows: Sequence[Spread]) -> tuple[str, ...]:
    """Say what is drawn of a covered share, where there is one."""
    if not any(each.is_covered for row in rows for each in row.segments):
        return ()
    return (_("≤: at most so many, and perhaps nobody; it adds nothing to a bar’s length."),)


def _hatched_note(rows: Sequence[Spread]) -> tuple[str, ...]:
    if all(row.segments for row in rows):
        return ()
    return (_("Hatched: %(what)s.") % {"what": words.not_shown()},)


def certainty_part(material: Material) -> Certainty | None:
    """Tell it; None where nobody's answers are shown."""
    if not material.shown:
        return None
    stages = tuple(_stages(material))
    statements = tuple(_statements(material))
    return Certainty(
        answered=tuple(_answered(material)),
        stages=stages,
        statements=statements,
        stage_sides=_stage_sides(material, stages),
        notes=_notes(stages),
    )


def _answered(material: Material) -> Iterator[Answered]:
    for code in material.framework.respondents:
        if code not in material.result["audiences"]:
            continue
        audience = material.shown.get(code)
        if audience is None:
            yield Answered(words.audience_title(code), words.not_shown(), words.DASH)
            continue
        rate = audience["response_rate"]
        yield Answered(
            words.audience_title(code),
            words.people(code, audience["n"]),
            words.response_rate(rate) if rate else words.DASH,
        )


def _stages(material: Material) -> Iterator[Spread]:
    """Tell how the answers about the stages are spread around the target, or the next stage."""
    for dimension in material.framework.dimensions:
        for code, audience in material.shown.items():
            cell = audience["dimensions"].get(dimension.code)
            if cell is None:
                continue
            shares = _at_each(material.framework.stages, cell) if cell["shown"] else []
            n = material.fewest(code, dimension.code) if shares else 0
            labels = [stage.name for stage in material.framework.stages]
            yield _spread(material, code, dimension, cell, _segments(labels, shares, n))


def _at_each(stages: Sequence[Stage], cell: Document) -> list[float]:
    """Return the share at each stage, from the published shares at each stage or above."""
    conditions: Document = cell.get("conditions") or {}
    # In a stored result they stand in the order of their codes.
    reached = [conditions[each.code]["share"] for each in stages if each.code in conditions]
    if not reached or None in reached:
        return []
    # Whole per cent, so that an end that is covered is known again.
    return [max(0.0, round(above - beyond, 2)) for above, beyond in pairwise([1.0, *reached, 0.0])]


def _spread(
    material: Material,
    code: str,
    dimension: Dimension,
    cell: Document,
    segments: tuple[Segment, ...],
) -> Spread:
    target, overall = material.target(dimension.code), material.overall
    last = len(material.framework.stages)
    # Without a target the next stage is what answers are set against, the last where none follows.
    following = min(overall.rank + 1, last) if overall else last
    return Spread(
        name=dimension.name,
        side=material.side(code),
        segments=segments,
        below=(target.rank if target else following) - 1,
        view_text=words.view(view_of(cell)),
    )


def _stage_sides(material: Material, rows: Sequence[Spread]) -> tuple[str, str]:
    """Name the sides of the middle; of targets only where what is told has any."""
    told = {row.name for row in rows if row.segments}
    aimed = {each.name for each in material.with_target} & told
    if aimed and aimed == told:
        return _("below the target"), _("at the target or above")
    overall, last = material.overall, len(material.framework.stages)
    if overall and overall.rank < last:
        below = _("below the target or next stage") if aimed else _("below the next stage")
        return below, _("there or above")
    below = _("below the target or last stage") if aimed else _("below the last stage")
    return below, _("there or above") if aimed else _("at the last stage")


def _statements(material: Material) -> Iterator[Spread]:
    """Tell how agreement with the statements is spread around the middle of its scale."""
    for dimension in material.framework.dimensions:
        item = statement_of(material, dimension)
        for code, audience in material.shown.items() if item else ():
            cell = audience["experience"].get(dimension.code)
            if item is None or cell is None:
                continue
            found = audience["items"].get(item.code, {}) if cell["shown"] else {}
            shares = found.get("shares") or []
            n = lower_end(found["n"]) if shares else 0
            yield Spread(
                name=dimension.name,
                side=material.side(code),
                segments=_segments(item.options(), shares, n),
                below=item.scale.points / 2,
                view_text=words.view(view_of(cell)),
            )


def _segments(labels: Sequence[str], shares: Sequence[float], n: int) -> tuple[Segment, ...]:
    """Return the answers with their shares of n; none is ever said to be nobody's."""
    if not shares:
        return ()
    least = rounded_share(0, n) or 0.0
    return tuple(
        Segment(label, share, words.share(max(share, least), n), is_covered=is_covered(share, n))
        for label, share in zip(labels, shares, strict=True)
    )


def _notes(stages: Sequence[Spread]) -> tuple[str, ...]:
    if not any(row.segments for row in stages):
        return ()
    return (
        _(
            "Shares at each stage are worked out from the rounded shares at each stage or above, so"
            " they may be off by a step of rounding."
        ),
    )
