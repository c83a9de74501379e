"""The score of a single question, worked out from its published answers.

A result tells intervals of whole scales; of their questions it tells the mean and how the answers
are spread, which is all that is needed.
"""

from math import sqrt

from scipy.special import stdtrit

from maturity.disclosure import lower_end, rounded_interval
from maturity.result import Document
from maturity.scoring import CLUSTERED, CONFIDENCE

NOT_SHOWN: Document = {"shown": False}
PARTS = ("dimensions", "experience", "constructs", "steps", "singles")


def single_cell(audience: Document, code: str) -> Document:
    """Return a question as a score with its interval, from one audience's part of a result.

    A pulse tells it (``singles``). Of others the interval is that of a mean of so many people,
    weighted as many as they are worth, with the spread of the published shares (Student's t).
    There is none below ten people, whose shares are not published, nor where whole accounts were
    drawn.
    """
    cell = audience["items"].get(code)
    if code in audience.get("singles", {}) or cell is None:
        found: Document = audience.get("singles", {}).get(code, NOT_SHOWN)
        return found
    told = {"shown": True, "n": cell["n"], "mean": cell["mean"], "end": cell.get("end")}
    n = worth(audience, lower_end(cell["n"]))
    if cell["shares"] is None or is_of_accounts(audience) or n < 2:
        return {**told, "low": None, "high": None, "indicative": True}
    half_width = float(stdtrit(n - 1, (1 + CONFIDENCE) / 2)) * sqrt(_variance(cell) / (n - 1))
    low, high = rounded_interval(cell["mean"] - half_width, cell["mean"] + half_width)
    points = len(cell["shares"])
    return {**told, "low": max(low, 1.0), "high": min(high, float(points)), "indicative": False}


def worth(audience: Document, n: int) -> int:
    """Return as many people as ``n`` of an audience are worth, weighted as they are."""
    weighting = audience.get("weighting") or {}
    return min(n, weighting["effective_n"] or 1) if weighting.get("applied") else n


def is_of_accounts(audience: Document) -> bool:
    """Whether whole accounts were drawn, as far as any score of an audience says so."""
    return any(
        cell.get("design") == CLUSTERED
        for part in PARTS
        for cell in audience.get(part, {}).values()
    )


def _variance(cell: Document) -> float:
    """Return the variance of the published shares, which rounding may not add up to one."""
    total = sum(cell["shares"])
    answers = list(enumerate(cell["shares"], start=1))
    mean = sum(answer * share for answer, share in answers) / total
    return float(sum(share * (answer - mean) ** 2 for answer, share in answers) / total)
