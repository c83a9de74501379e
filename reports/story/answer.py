"""The answer on one page: where the organisation stands, what is strong, what is missing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.framework import Stage
from reports import words
from reports.story.claims import Claim
from reports.story.confidence import certainty, confidence
from reports.story.evidence import evidence
from reports.story.gaps import GapRow, gap_rows, gap_sentences, widest_gaps
from reports.story.ladder import Ladder, ladder
from reports.story.material import Material
from reports.story.profile import profile
from reports.story.strengths import Point, gaps, order_note, strengths


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
    strong, short = strengths(material, rows), gaps(material, rows)
    return Answer(
        sentence=moved if material.is_pulse else _sentence(material),
        certainty=certainty(material),
        stage_summary=_stage_summary(material.overall),
        ladder=ladder(material) if rows else None,
        strengths=strong.points,
        strengths_title=strong.title,
        strengths_note=strong.note,
        gaps=short.points,
        gaps_title=short.title,
        gaps_note=short.note,
        order_note=order_note(rows, (strong, short)),
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
