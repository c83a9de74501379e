"""Talk against walk in words: the gaps between audiences, the widest clear ones first."""

from dataclasses import dataclass, replace
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.result import Document
from reports import words
from reports.story import saying
from reports.story.material import Material

MOST_NAMED = 3
# Clear gaps first, then those of which something can be said at all.
ORDER = {"first_higher": 0, "no_clear_difference": 1, "too_few": 2}

# What each number of a gap becomes, with its sign turned, when seen from the other side.
OPPOSITE = {"difference": "difference", "low": "high", "high": "low", "delta": "delta"}


@dataclass(frozen=True)
class GapRow:
    """Two audiences on one dimension, turned so that a shown difference is not negative.

    Difference, interval and size are those of the audience named first over the other.
    ``verdict`` is a code of ``maturity.gaps.Verdict``, never "second_higher"; dashes stand for
    what is not shown. ``is_contrary``: Cliff's delta points the other way than the difference.
    ``short`` says the row in words, ``sentence`` with its difference and interval; nothing if it
    is not shown.
    """

    code: str
    dimension: str
    audiences: tuple[str, str]
    verdict: str
    verdict_text: str
    difference: float | None
    difference_text: str
    interval_text: str
    size_text: str
    is_contrary: bool
    short: str
    sentence: str

    @property
    def is_clear(self) -> bool:
        """Whether one audience may be said to rate higher."""
        return ORDER[self.verdict] == 0


def gap_rows(material: Material) -> tuple[GapRow, ...]:
    """Tell every gap of a result, the widest clear ones first; none in results without any."""
    rows = [_row(material, gap) for gap in material.result.get("gaps", [])]
    rows.sort(key=lambda row: (ORDER[row.verdict], -(row.difference or 0)))
    return tuple(rows)


def _row(material: Material, gap: Document) -> GapRow:
    gap = _turned(gap)
    difference = gap["difference"] if gap["shown"] else None
    delta = gap.get("delta")
    row = GapRow(
        code=gap["dimension"],
        dimension=material.framework.dimension(gap["dimension"]).name,
        audiences=(words.audience(gap["first"]), words.audience(gap["second"])),
        verdict=gap["verdict"],
        verdict_text=words.capitalised(_verdict(gap)),
        difference=difference,
        difference_text=words.difference(difference),
        interval_text=_interval(material, gap),
        size_text=_size(gap),
        is_contrary=bool(difference and delta and delta < 0),
        short="",
        sentence="",
    )
    if not gap["shown"]:
        return row
    means = [words.score(cell["mean"], cell.get("end")) for cell in _cells(material, gap)]
    short = _("%(dimension)s: %(verdict)s, %(higher)s against %(lower)s of %(points)s") % {
        "dimension": row.dimension,
        "verdict": _verdict(gap),
        "higher": means[0],
        "lower": means[1],
        "points": _points(material, gap["dimension"]),
    }
    return replace(row, short=_told(row, short), sentence=_told(row, _at_length(row, short)))


def _points(material: Material, dimension: str) -> int:
    """Return how many points the statements about a dimension are rated on."""
    return next(
        item.scale.points
        for item in material.framework.items
        if (item.kind, item.dimension) == ("parallel", dimension)
    )


def widest_gaps(rows: tuple[GapRow, ...]) -> tuple[GapRow, ...]:
    """Return the widest clear gaps."""
    return tuple(row for row in rows if row.is_clear)[:MOST_NAMED]


def has_chance(rows: tuple[GapRow, ...]) -> bool:
    """Whether any difference depends on chance; not where only exact scores are compared."""
    shown = [row for row in rows if row.difference is not None]
    return not shown or any(row.interval_text != words.DASH for row in shown)


def _turned(gap: Document) -> Document:
    """Return a gap whose difference is not negative: if need be, seen from the other side."""
    if not gap["shown"] or gap["difference"] >= 0:
        return gap
    verdict = "first_higher" if gap["verdict"] == "second_higher" else gap["verdict"]
    turned = gap | {"first": gap["second"], "second": gap["first"], "verdict": verdict}
    for key, opposite in OPPOSITE.items():
        turned[key] = None if gap[opposite] is None else -gap[opposite]
    return turned


def _cells(material: Material, gap: Document) -> list[Document]:
    """Return the two scores that are compared."""
    return [
        material.shown[gap[side]]["experience"][gap["dimension"]] for side in ("first", "second")
    ]


def _interval(material: Material, gap: Document) -> str:
    """Return the interval of a difference; a dash where both scores are exact."""
    if not gap["shown"] or all(cell.get("complete") for cell in _cells(material, gap)):
        return words.DASH
    return words.differences(gap["low"], gap["high"])


def _verdict(gap: Document) -> str:
    sides = {side: words.audience(gap[side]) for side in ("first", "second")}
    if not gap["shown"]:
        return _("%(first)s and %(second)s – %(not_shown)s") % {
            **sides,
            "not_shown": words.not_shown(),
        }
    text = {
        "first_higher": _("%(first)s rate higher than %(second)s"),
        "no_clear_difference": _("no clear difference between %(first)s and %(second)s"),
        "too_few": _("too few to say: %(first)s and %(second)s"),
    }[gap["verdict"]]
    return text % sides


def _size(gap: Document) -> str:
    delta = gap.get("delta")
    if delta is None:
        return words.DASH
    return _("%(size)s (%(delta)s)") % {
        "size": words.size(gap["size"]),
        "delta": words.difference(delta),
    }


def _at_length(row: GapRow, short: str) -> str:
    """Add the difference with its interval, unless both scores are exact."""
    if row.interval_text == words.DASH:
        return short
    return _("%(short)s, a difference of %(difference)s (95%% interval %(interval)s)") % {
        "short": short,
        "difference": row.difference_text,
        "interval": row.interval_text,
    }


def _told(row: GapRow, text: str) -> str:
    """End a sentence, and say where single answers point the other way."""
    if not row.is_contrary:
        return f"{text}."
    return _("%(text)s. Compared person by person, it is the other way round.") % {"text": text}


def gap_sentences(material: Material, rows: tuple[GapRow, ...]) -> list[str]:
    """Count the clear gaps, pair by pair."""
    compared = [row for row in rows if row.verdict != "too_few"]
    if not rows:
        return []
    if not any(row.difference is not None for row in rows):
        return [
            _("Whether any two views differ is %(not_shown)s.") % {"not_shown": words.not_shown()}
        ]
    if not compared:
        return [_("There are too few answers to say whether any two views differ.")]
    clear = sum(row.is_clear for row in rows)
    if not clear:
        return [_("No two views differ clearly on any dimension.")]
    return [_count(clear, len(compared)), *_pairs(material)]


def _count(clear: int, compared: int) -> str:
    if compared == 1:
        return _("The one comparison that can be made shows a clear difference.")
    return ngettext(
        "%(clear)s of %(all)s comparisons that can be made shows a clear difference.",
        "%(clear)s of %(all)s comparisons that can be made show a clear difference.",
        clear,
    ) % {"all": saying.number(compared), "clear": saying.sentence(saying.number(clear))}


def _pairs(material: Material) -> list[str]:
    """Say for every pair how often one of the two rates higher."""
    lines = []
    for first, second in combinations(material.shown, 2):
        verdicts = [
            gap["verdict"]
            for gap in material.result["gaps"]
            if (gap["first"], gap["second"]) == (first, second) and gap["verdict"] != "too_few"
        ]
        for verdict, higher, lower in (
            ("first_higher", first, second),
            ("second_higher", second, first),
        ):
            times = verdicts.count(verdict)
            if times:
                lines.append(
                    _("%(higher)s rate higher than %(lower)s on %(told)s.")
                    % {
                        "higher": words.audience_title(higher),
                        "lower": words.audience(lower),
                        "told": saying.of_dimensions(times, len(verdicts)),
                    }
                )
    return lines
