"""What has moved since an earlier wave, as far as both results say it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.change import SMALLEST_CHANGE, Direction
from maturity.comparison import change_of_cells
from maturity.crosswalk import Crossing
from maturity.result import Document
from reports import words
from reports.story import saying
from reports.story.crosswalk import CrosswalkStory, crosswalk_story
from reports.story.material import Material
from reports.story.moved import MovedRow, score_row
from reports.story.moved_figures import FiguresTable, figures_left_out, figures_tables
from reports.story.trend.rows import TrendPoint, point_of

# The scales that are compared, the first an audience has: stages tell more than agreement.
SCALES = ("dimensions", "experience")


@dataclass(frozen=True)
class ProgressTable:
    """All dimensions as one audience sees them, with what can be said of them together.

    ``points`` are the scores of each row, wave by wave, on a scale of so many ``labels``.
    """

    audience: str
    scale: str
    sentence: str
    rows: tuple[MovedRow, ...]
    points: tuple[tuple[TrendPoint, ...], ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Progress:
    """Two waves side by side; ``lines`` tell the stage of the whole and the roadmap.

    ``figures`` are what people say beyond the dimensions of ``tables``.
    ``crosswalk`` is None where both were asked in the same words.
    """

    title: str
    then: str
    now: str
    lines: tuple[str, ...]
    tables: tuple[ProgressTable, ...]
    figures: tuple[FiguresTable, ...]
    crosswalk: CrosswalkStory | None
    notes: tuple[str, ...]


def progress(
    material: Material, earlier: Document | None, crossings: Sequence[Crossing] = ()
) -> Progress | None:
    """Tell the change since an earlier result; None where the edition compares with none.

    Nor of a pulse, which is told as a trend.

    Which audiences may be compared was decided when the consultant chose the earlier wave.
    """
    if earlier is None or material.is_pulse:
        return None
    pinned = material.edition["comparison"]
    codes = [code for code in material.shown if code in pinned["audiences"]]
    values = {"wave": pinned["wave"], "day": words.day(earlier["scope"]["closed_on"])}
    return Progress(
        title=_("Since “%(wave)s”") % values,
        then=pinned["wave"],
        now=material.result["scope"]["wave"],
        lines=(
            _("Compared with “%(wave)s”, which closed on %(day)s.") % values,
            *_stages(material, earlier, codes),
            *_roadmap(material, earlier),
        ),
        tables=tuple(table for code in codes if (table := _table(material, earlier, code)).rows),
        figures=tuple(figures_tables(material, earlier, codes)),
        crosswalk=crosswalk_story(crossings, codes),
        notes=tuple(_notes(material, earlier, codes)),
    )


def _table(material: Material, earlier: Document, code: str) -> ProgressTable:
    now, before = material.shown[code], earlier["audiences"][code]
    scale = next((each for each in SCALES if now[each] and before[each]), SCALES[0])
    then = before[scale]
    pairs = [
        (dimension.name, then[dimension.code], now[scale][dimension.code])
        for dimension in material.framework.dimensions
        if dimension.code in now[scale] and dimension.code in then
    ]
    rows = tuple(score_row(name, a, b, change_of_cells(a, b)) for name, a, b in pairs)
    return ProgressTable(
        audience=words.audience_title(code),
        scale=_("Scale: stage, as described")
        if scale == "dimensions"
        else _("Scale: agreement with a statement"),
        sentence=_sentence(code, rows),
        rows=rows,
        points=tuple((point_of(a), point_of(b)) for _name, a, b in pairs),
        labels=_labels(material, scale),
    )


def _labels(material: Material, scale: str) -> tuple[str, ...]:
    """Return what the points of a scale are called."""
    if scale == SCALES[0]:
        return tuple(stage.name for stage in material.framework.stages)
    items = (item for item in material.framework.items if item.kind == "parallel")
    return next((item.options() for item in items), ())


def _sentence(code: str, rows: tuple[MovedRow, ...]) -> str:
    """Name what rose and what fell; say so where nothing clearly did."""
    found = Counter(row.direction for row in rows)
    values = {"audience": words.audience(code)}
    if not found[Direction.RISEN] and not found[Direction.FALLEN]:
        return _("As seen by %(audience)s, no dimension has clearly moved.") % values
    parts = [
        text
        % {"names": words.joined([words.quoted(row.name) for row in rows if row.direction == d])}
        for d, text in (
            (Direction.RISEN, _("risen: %(names)s")),
            (Direction.FALLEN, _("fallen: %(names)s")),
        )
        if found[d]
    ]
    clear = found[Direction.RISEN] + found[Direction.FALLEN]
    text = ngettext(
        "As seen by %(audience)s, %(told)s has clearly moved; %(what)s.",
        "As seen by %(audience)s, %(told)s have clearly moved; %(what)s.",
        clear,
    )
    told = saying.of_dimensions(clear, len(rows))
    return text % {**values, "told": told, "what": "; ".join(parts)}


def _stages(material: Material, earlier: Document, codes: list[str]) -> list[str]:
    """Say the stage of the whole, then and now, where both are told."""
    if material.headline not in codes:
        return []
    then = material.stage(earlier["audiences"][material.headline].get("stage"))
    now = material.overall
    if then is None or now is None:
        return []
    values = {
        "audience": words.audience(material.headline),
        "then": words.quoted(then.name),
        "now": words.quoted(now.name),
    }
    if then == now:
        return [
            _("As seen by %(audience)s, the stage of the whole is %(now)s, as it was then.")
            % values
        ]
    return [
        _("As seen by %(audience)s, the stage of the whole was %(then)s then and is %(now)s now.")
        % values
    ]


def _roadmap(material: Material, earlier: Document) -> list[str]:
    """Say how far the consultant found the roadmap to be, then and now."""
    pair = (earlier["roadmap"], material.result["roadmap"])
    if not material.framework.steps or not all(each["assessed"] for each in pair):
        return []
    names = {
        step.code: words.quoted(f"{step.rank} {step.name}") for step in material.framework.steps
    }
    then, now = (names.get(each["attained"], _("none")) for each in pair)
    if then == now:
        return [_("On the roadmap the step reached is the same as then: %(now)s.") % {"now": now}]
    return [
        _("On the roadmap the step reached was then %(then)s and is now %(now)s.")
        % {"then": then, "now": now}
    ]


def _notes(material: Material, earlier: Document, codes: list[str]) -> list[str]:
    notes = [
        _(
            "A score has risen or fallen if it moved by at least %(least)s points and the 95%%"
            " interval of the change leaves out zero. The interval comes from those of both waves;"
            " nobody’s answers are followed from one wave to the other."
        )
        % {"least": words.score(SMALLEST_CHANGE)},
        _(
            "Other people may have answered than then, and departments may have grown or shrunk: a"
            " change is no proof of what caused it."
        ),
    ]
    left_out = [words.audience(code) for code in material.shown if code not in codes]
    if left_out:
        notes.append(_("Not compared: %(audiences)s.") % {"audiences": words.joined(left_out)})
    figures = figures_left_out(material, earlier, codes)
    if figures:
        notes.append(
            _(
                "Not compared, because the earlier result does not tell of it in the same words:"
                " %(figures)s."
            )
            % {"figures": words.joined(figures)}
        )
    return notes
