"""What has moved from a full wave to a pulse, or over pulses to the next full wave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.change import SMALLEST_CHANGE, Direction
from maturity.movement import SMALLEST_SHARE
from maturity.result import Document
from reports import words
from reports.story.material import Material
from reports.story.trend.rows import ScaleTable, TrendRow, scale_tables
from reports.story.trend.series import Told
from reports.story.trend.shares import ShareTable, share_tables

__all__ = ["ScaleTable", "Told", "Trend", "TrendRow", "trend"]


@dataclass(frozen=True)
class Trend:
    """Everything pulses asked, wave beside wave: scores, and shares of single answers.

    ``sentence`` says it all in short; ``lines`` say what is compared with what.
    """

    title: str
    sentence: str
    lines: tuple[str, ...]
    scales: tuple[ScaleTable, ...]
    shares: tuple[ShareTable, ...]
    notes: tuple[str, ...]


def trend(
    material: Material, earlier: Document | None, between: Sequence[Document] = ()
) -> Trend | None:
    """Tell a pulse beside the wave it follows, or a full wave beside the pulses before it.

    None of a full wave without pulses in between. ``between`` are their results, the first first;
    which audiences may be compared is pinned in the edition.
    """
    if not material.is_pulse and not (earlier and between):
        return None
    pinned = material.edition.get("comparison") or {}
    series = _series(material, earlier, between, pinned)
    asked = [material.result] if material.is_pulse else list(between)
    codes = [
        code
        for code in material.shown
        if any(code in each["audiences"] for each in asked)
        and (material.is_pulse or code in pinned["audiences"])
    ]
    scales = tuple(t for code in codes for t in scale_tables(material, series, asked, code))
    shares = tuple(t for code in codes for t in share_tables(material, series, asked, code))
    return Trend(
        title=_title(material, series),
        sentence=_sentence(material, series, codes, scales),
        lines=tuple(_lines(material, series)),
        scales=scales,
        shares=shares,
        notes=tuple(_notes(material, series, codes, shares)),
    )


def _title(material: Material, series: Sequence[Told]) -> str:
    if not material.is_pulse:
        return ngettext(
            "Wave by wave, with the pulse in between",
            "Wave by wave, with the pulses in between",
            len(series) - 2,
        )
    return _("What has moved") if len(series) > 1 else _("What was asked")


def _series(
    material: Material, earlier: Document | None, between: Sequence[Document], pinned: Document
) -> list[Told]:
    """Return the waves that are set side by side, the first first."""
    found = [Told(earlier, frozenset(pinned["audiences"]))] if earlier else []
    audiences = [frozenset(each["audiences"]) for each in pinned.get("pulses", [])]
    found += [Told(*pair) for pair in zip(between, audiences, strict=True)]
    return [*found, Told(material.result, frozenset(material.shown))]


def _sentence(
    material: Material, series: Sequence[Told], codes: Sequence[str], tables: Sequence[ScaleTable]
) -> str:
    """Say of every audience what has clearly moved since the first wave."""
    if len(series) == 1 or not any(code in series[0].audiences for code in codes):
        values = {"now": words.quoted(material.result["scope"]["wave"])}
        values["then"] = words.quoted(
            series[0].name if len(series) > 1 else material.result["scope"]["pulse_of"]
        )
        return (
            _(
                "%(now)s stands alone: it cannot be set beside %(then)s without telling of single"
                " people."
            )
            % values
        )
    rows: Mapping[str, list[TrendRow]] = {
        code: [row for table in tables if table.code == code for row in table.rows]
        for code in codes
        if code in series[0].audiences
    }
    told = [_moved(code, found, series[0].name) for code, found in rows.items() if found]
    if told and not material.is_pulse:
        told.append(_("Only what was asked in between as well is compared here."))
    return " ".join(told)


def _moved(code: str, rows: Sequence[TrendRow], then: str) -> str:
    values = {"audience": words.audience(code), "then": words.quoted(then)}
    if all(row.direction == Direction.TOO_FEW for row in rows):
        return _("Of %(audience)s too few answered to say what has moved since %(then)s.") % values
    names = {
        direction: [words.quoted(row.name) for row in rows if row.direction == direction]
        for direction in (Direction.RISEN, Direction.FALLEN)
    }
    risen, fallen = names[Direction.RISEN], names[Direction.FALLEN]
    parts = []
    if risen:
        text = ngettext("%(names)s has clearly risen", "%(names)s have clearly risen", len(risen))
        parts.append(text % {"names": words.joined(risen)})
    if fallen:
        text = ngettext(
            "%(names)s has clearly fallen", "%(names)s have clearly fallen", len(fallen)
        )
        parts.append(text % {"names": words.joined(fallen)})
    if not parts:
        return _("As seen by %(audience)s, nothing has clearly moved since %(then)s.") % values
    text = _("As seen by %(audience)s, %(what)s since %(then)s.")
    return text % {**values, "what": words.joined(parts)}


def _lines(material: Material, series: Sequence[Told]) -> list[str]:
    scope, lines = material.result["scope"], []
    if material.is_pulse:
        lines.append(
            _("A pulse after %(then)s: a part of it was asked again.")
            % {"then": words.quoted(scope["pulse_of"])}
        )
    if len(series) > 1:
        days = [f"{words.quoted(each.name)} ({words.day(each.closed_on)})" for each in series]
        lines.append(_("Side by side: %(waves)s.") % {"waves": words.joined(days)})
    halves = [words.quoted(each.name) for each in series if each.is_half]
    if halves:
        lines.append(
            _("In %(waves)s half of the people were asked, drawn by lot in every department.")
            % {"waves": words.joined(halves)}
        )
    return lines


def _notes(
    material: Material,
    series: Sequence[Told],
    codes: Sequence[str],
    shares: Sequence[ShareTable],
) -> list[str]:
    if len(series) == 1:
        return []
    notes = [
        _(
            "A score has risen or fallen if it moved by at least %(least)s points between the first"
            " and the last wave and the 95%% interval of the change leaves out zero. The interval"
            " comes from those of both; nobody’s answers are followed from one to the other."
        )
        % {"least": words.score(SMALLEST_CHANGE)}
    ]
    if shares:
        notes.append(
            _("A share has done so if it moved by at least %(least)s, likewise.")
            % {"least": words.percent(SMALLEST_SHARE)}
        )
    notes.append(
        _(
            "Other people may have answered than then: a change is no proof of what caused it. The"
            " more lines there are, the likelier one of them moves by chance."
        )
    )
    alone = [words.audience(code) for code in codes if code not in series[0].audiences]
    if alone:
        notes.append(
            _("Not compared, because it would tell of single people: %(audiences)s.")
            % {"audiences": words.joined(alone)}
        )
    return notes
