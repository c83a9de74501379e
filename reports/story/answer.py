"""The answer on one page: where the organisation stands, what is strong, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.framework import Stage
from reports import words
from reports.story import saying
from reports.story.claims import Claim
from reports.story.confidence import certainty, confidence
from reports.story.evidence import evidence
from reports.story.gaps import GapRow, gap_rows, gap_sentences, widest_gaps
from reports.story.ladder import Ladder, ladder
from reports.story.material import Material
from reports.story.profile import ProfileRow, profile

MOST_POINTS = 3


@dataclass(frozen=True)
class Point:
    """A strength or a gap: the dimension and what is to be said of it."""

    name: str
    text: str


@dataclass(frozen=True)
class Answer:
    """One page. A note stands where a list is empty; ``ladder`` is None without any stage.

    ``order_note`` says of which list the order lies within the range of chance, if of any;
    ``views`` are the widest gaps between audiences, ``decisions`` what leadership is asked.
    """

    sentence: str
    certainty: str
    stage_summary: str
    ladder: Ladder | None
    strengths: tuple[Point, ...]
    strengths_title: str
    strengths_note: str
    gaps: tuple[Point, ...]
    gaps_title: str
    gaps_note: str
    order_note: str
    views: tuple[str, ...]
    views_note: str
    decisions: tuple[Claim, ...]
    confidence: tuple[str, ...]
    reading: tuple[str, ...]


def answer(material: Material, decisions: tuple[Claim, ...] = (), moved: str = "") -> Answer:
    """Tell the answer; that of a pulse is what has ``moved`` since the wave it follows."""
    rows = [row for row in profile(material).rows if row.is_shown]
    views = gap_rows(material)
    gaps, strengths = _gaps(rows), _strengths(rows)
    has_targets = any(row.target_rank for row in rows)
    strengths_title = _strengths_title(strengths, has_targets)
    gaps_title = _("Largest gaps") if has_targets else _("Lowest")
    return Answer(
        sentence=moved if material.is_pulse else _sentence(material),
        certainty=certainty(material),
        stage_summary=_stage_summary(material.overall),
        ladder=ladder(material) if rows else None,
        strengths=tuple(Point(row.name, _point(row)) for row in strengths),
        strengths_title=strengths_title,
        strengths_note=_strengths_note(material, rows) if not strengths else "",
        gaps=tuple(Point(row.name, _point(row)) for row in gaps),
        gaps_title=gaps_title,
        gaps_note=_gaps_note(material, rows, has_targets) if not gaps else "",
        order_note=_order_note(rows, {strengths_title: strengths, gaps_title: gaps}),
        views=tuple(row.short for row in widest_gaps(views)),
        views_note=_views_note(material, views),
        decisions=decisions,
        confidence=tuple(confidence(material)),
        reading=tuple(_reading(material)) if rows else (),
    )


def _stage_summary(stage: Stage | None) -> str:
    """Say what a stage means wherever it is reached: the model's words, and no finding."""
    if stage is None:
        return ""
    values = {"stage": words.quoted(stage.name), "summary": stage.summary}
    return _("In general, %(stage)s means: %(summary)s") % values


def _sentence(material: Material) -> str:
    """Say stage and target in one sentence."""
    values = {
        "organisation": material.organisation,
        "audience": words.audience(material.headline),
    }
    if not material.headline and not material.asks_for_stages:
        return (
            _("No stage is given for %(organisation)s: the questions about it were not asked.")
            % values
        )
    if not material.headline:
        return _("No stage can be given for %(organisation)s: the answers are %(not_shown)s.") % {
            **values,
            "not_shown": words.not_shown(),
        }
    stage = material.overall
    if stage is None:
        return _(
            "No stage for the whole of %(organisation)s can be given, because some dimensions"
            " are %(not_shown)s; those that are shown stand on the following pages."
        ) % {**values, "not_shown": words.not_shown()}
    values |= {"stage": words.quoted(stage.name), "rank": str(stage.rank)}
    values |= {"last": str(len(material.framework.stages)), "target": _target(material, stage)}
    if stage.rank == 1:
        return (
            _(
                "Seen by its %(audience)s, %(organisation)s is at %(stage)s, stage 1 of %(last)s,"
                " the entry stage%(target)s."
            )
            % values
        )
    return (
        _(
            "Seen by its %(audience)s, %(organisation)s is at %(stage)s, stage %(rank)s"
            " of %(last)s%(target)s."
        )
        % values
    )


def _target(material: Material, stage: Stage) -> str:
    """Return how the sentence ends."""
    target, some = material.overall_target, len(material.with_target)
    if target is None and some:
        return ngettext(
            "; a target is set for %(some)s of its %(all)s dimensions",
            "; targets are set for %(some)s of its %(all)s dimensions",
            some,
        ) % {"some": some, "all": len(material.framework.dimensions)}
    if target is None:
        return ""
    if stage.rank == target.rank:
        return _(", which is its target")
    values = {"name": words.quoted(target.name), "rank": target.rank}
    if stage.rank > target.rank:
        return _(", beyond its target %(name)s") % values
    return _("; its target is %(name)s, stage %(rank)s") % values


def _views_note(material: Material, rows: tuple[GapRow, ...]) -> str:
    """Say why no two views lie clearly apart; nothing where some do or none were compared."""
    if widest_gaps(rows):
        return ""
    return next(iter(gap_sentences(material, rows)), "")


def _most(rows: list[ProfileRow]) -> int:
    """How many points a list may have, so that no dimension is both strength and gap."""
    return min(MOST_POINTS, max(1, len(rows) // 2))


def _is_even(rows: list[ProfileRow]) -> bool:
    return len(rows) > 1 and len({(row.distance, row.stage_rank, row.mean) for row in rows}) == 1


def _gaps(rows: list[ProfileRow]) -> list[ProfileRow]:
    """Return the rows furthest from their target; without targets, the lowest ones."""
    if _is_even(rows):
        return []
    if any(row.target_rank for row in rows):
        rows = [row for row in rows if row.distance is not None and row.distance > 0]
        return rows[:MOST_POINTS]
    return rows[: _most(rows)]


def _strengths(rows: list[ProfileRow]) -> list[ProfileRow]:
    """Return the rows at their target or beyond it, highest score first.

    If there are none, or evidence confirms none of them, return those that come closest. A
    dimension still at the entry stage is no strength, however the others fare, and neither is one
    that the same page calls a gap.
    """
    if _is_even(rows):
        return []
    taken = {row.code for row in _gaps(rows)[: _most(rows)]}
    able = [row for row in rows if (row.stage_rank or 1) > 1 and row.code not in taken]
    able.sort(
        key=lambda row: (
            _missing(row),
            -(row.stage_rank or 0),
            row.is_refuted,
            -(row.mean or 0),
        )
    )
    reached = [row for row in able if (row.distance or 0) <= 0]
    return (reached if any(map(_is_strong, able)) else able)[:MOST_POINTS]


def _missing(row: ProfileRow) -> int:
    """Return how many stages are missing to the target; what evidence refutes is short of it."""
    distance = row.distance or 0
    return max(distance, 0) + 1 if row.is_refuted else distance


def _is_strong(row: ProfileRow) -> bool:
    """Whether nothing is missing to a target."""
    return _missing(row) <= 0


def _strengths_title(strengths: list[ProfileRow], has_targets: bool) -> str:
    """Return what the list is: what nothing stands for is not praised as a strength."""
    if not strengths or any(map(_is_strong, strengths)):
        return _("Strengths")
    return _("Closest to target") if has_targets else _("Highest")


def _nothing(material: Material) -> str:
    """Say why there is no dimension to speak of."""
    if not material.asks_for_stages:
        return _("The questions about the stages were not asked.")
    return words.capitalised(words.not_shown()) + "."


def _strengths_note(material: Material, rows: list[ProfileRow]) -> str:
    if not rows:
        return _nothing(material)
    if _is_even(rows):
        return _even_note(rows)
    if any((row.stage_rank or 1) > 1 for row in rows):
        return _("Every dimension that can be shown is named as a gap.")
    return _("No dimension has passed the entry stage yet, so none is called a strength.")


def _gaps_note(material: Material, rows: list[ProfileRow], has_targets: bool) -> str:
    if not rows:
        return _nothing(material)
    if _is_even(rows):
        return _even_note(rows)
    if has_targets:
        return _("Every dimension that has a target has reached it.")
    return ""


def _order_note(rows: list[ProfileRow], lists: Mapping[str, list[ProfileRow]]) -> str:
    """Say which lists name some dimensions and leave out others that chance alone sets apart."""
    titles = [
        words.quoted(title)
        for title, listed in lists.items()
        if any(_is_tied(row, other) for row in listed for other in rows if other not in listed)
    ]
    if not titles:
        return ""
    return _(
        "Which dimensions are named under %(titles)s is partly chance: at least one that is not"
        " named stands at the same stage, and the 95%% intervals overlap."
    ) % {"titles": words.joined(titles)}


def _is_tied(row: ProfileRow, other: ProfileRow) -> bool:
    """Whether two dimensions stand alike but for scores whose intervals overlap."""
    if row.low is None or row.high is None or other.low is None or other.high is None:
        return False
    overlap = row.low <= other.high and other.low <= row.high
    return overlap and _rank(row) == _rank(other)


def _rank(row: ProfileRow) -> tuple[int | None, int | None, int, bool]:
    """What puts a dimension in its place before its score does."""
    return row.stage_rank, row.distance, row.weight, row.is_refuted


def _even_note(rows: list[ProfileRow]) -> str:
    return ngettext(
        "The one dimension stands alone.",
        "All %(count)s dimensions score alike, so none stands out. %(point)s",
        len(rows),
    ) % {"count": len(rows), "point": _point(rows[0])}


def _point(row: ProfileRow) -> str:
    """Say where a dimension stands."""
    values = {
        "stage": words.quoted(row.stage_name),
        "score": row.score_text,
        "target": words.quoted(row.target_name),
        "stages": saying.stages(abs(row.distance or 0)),
    }
    values["at"] = (
        _("Provisionally at %(stage)s") if row.is_provisional else _("At %(stage)s")
    ) % values
    parts = [
        _against_target(row) % values,
        _("too few answers to say how surely") if row.is_unsure else "",
        row.confirmation_text,
        _("score %(score)s") % values,
    ]
    return "; ".join(part for part in parts if part) + "."


def _against_target(row: ProfileRow) -> str:
    if row.distance is None:
        return _("%(at)s")
    if row.distance > 0:
        return _("%(at)s, %(stages)s below its target %(target)s")
    if row.distance < 0:
        return _("%(at)s, %(stages)s beyond its target %(target)s")
    return _("%(at)s, which is its target")


def _reading(material: Material) -> list[str]:
    """Say what the numbers are."""
    return [
        _(
            "A score is the average of what %(audience)s chose among descriptions of daily work:"
            " 1 is the first stage, %(last)s the last."
        )
        % {
            "audience": words.audience(material.headline),
            "last": len(material.framework.stages),
        },
        _(
            "A stage counts as reached only if enough answers are at it or above, so a stage can"
            " lie below the rounded score."
        ),
        _("The numbers show how people see their organisation; %(evidence)s.")
        % {
            "evidence": _("what the consultant found stands apart from them")
            if evidence(material)
            else _("no document was inspected")
        },
    ]
