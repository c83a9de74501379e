"""The four requirements for staff who are aligned with customers, the weakest named."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports import words
from reports.story.constructs import ConstructRow, construct_rows
from reports.story.material import Material


@dataclass(frozen=True)
class AlignmentStory:
    """The requirements as staff rate them; ``sentence`` names the weakest."""

    sentence: str
    rows: tuple[ConstructRow, ...]


def alignment(material: Material) -> AlignmentStory | None:
    """Tell the requirements; None where they were not asked about or none is shown."""
    scales = material.framework.figures.alignment
    rows = construct_rows(material, scales.audience, scales.constructs) if scales else ()
    if not any(row.mean is not None for row in rows):
        return None
    return AlignmentStory(_weakest(rows), rows)


def _weakest(rows: Sequence[ConstructRow]) -> str:
    """Name the requirement with the lowest score, and say whether it is clearly the lowest."""
    scored = sorted((row.mean, place) for place, row in enumerate(rows) if row.mean is not None)
    if len(scored) < len(rows) or len(rows) < 2:
        return ""
    lowest, *others = (rows[place] for _mean, place in scored)
    if lowest.mean == others[0].mean:
        alike = [words.quoted(row.name) for row in rows if row.mean == lowest.mean]
        return _("The weakest requirements are %(names)s (%(score)s of %(points)s).") % {
            "names": words.joined(alike),
            "score": lowest.mean_text,
            "points": lowest.points,
        }
    named = _("The weakest requirement is %(name)s (%(score)s of %(points)s).") % {
        "name": words.quoted(lowest.name),
        "score": lowest.mean_text,
        "points": lowest.points,
    }
    near = [words.quoted(row.name) for row in others if not _is_below(lowest, row)]
    if not near:
        return named
    return (
        named
        + " "
        + _("Its interval overlaps that of %(names)s, so which is weakest is open.")
        % {"names": words.joined(near)}
    )


def _is_below(lower: ConstructRow, upper: ConstructRow) -> bool:
    """Whether two scores have intervals that do not overlap; exact ones are their own."""
    high = lower.mean if lower.high is None else lower.high
    low = upper.mean if upper.low is None else upper.low
    return high is not None and low is not None and high < low
