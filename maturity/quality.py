"""How carefully a questionnaire was answered, and what "don't know" tells.

Straight lines alone prove nothing: an organisation at its first stage produces honest ones.
So nobody is left out without having been too fast as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from maturity.answers import DONT_KNOW, NOT_ANSWERED, AnswerError, Answers
from maturity.tally import Floats, Integers

Flags = npt.NDArray[np.bool_]

# Below two seconds an item nobody has read it (Huang et al. 2012).
SECONDS_AN_ITEM = 2.0
# A pattern in fewer answers than these is no pattern (our rule).
FEWEST_ITEMS = 10
FLAGS_TO_EXCLUDE = 2
# From this share on, "don't know" is a finding of its own (our rule).
NOT_VISIBLE = Fraction(25, 100)
# Rows worked on at a time, so that they stay in the processor's cache.
BLOCK = 16_384


class Flag(StrEnum):
    """A sign of careless answering."""

    TOO_FAST = "too_fast"
    LONG_RUN = "long_run"
    NO_VARIATION = "no_variation"


@dataclass(frozen=True)
class Screening:
    """Who is to be left out, shape (respondents,), and how many people each flag caught."""

    excluded: Flags
    flagged: Mapping[Flag, int]

    @property
    def count(self) -> int:
        """How many people are to be left out."""
        return int(self.excluded.sum())


def is_too_fast(seconds: float, answered: int) -> bool:
    """Whether so many items cannot have been read in these seconds: under 2 an item.

    "Don't know" counts as answered. A clock that ran backwards is no evidence.
    """
    return 0 <= seconds < SECONDS_AN_ITEM * answered


def longest_run(answers: Answers) -> Integers:
    """Return the longest run of equal answers of each person: shape (respondents,).

    ``answers`` (respondents, items) in the order of presentation. "Don't know" and what was not
    answered break a run (Curran 2016 calls the count a longstring).
    """
    longest = np.empty(len(answers), dtype=np.int64)
    for rows, columns in _blocks(answers):
        run = np.zeros(columns.shape[1], dtype=np.uint16)
        most, before = run.copy(), np.zeros_like(columns[0])
        for column in columns:
            run = (run * (column == before) + 1) * _is_given(column)
            most, before = np.maximum(most, run), column
        longest[rows] = most
    return longest


def variability(answers: Answers) -> Floats:
    """Return the standard deviation (n-1) of each person's answers: shape (respondents,).

    The intra-individual response variability of Dunn et al. 2018. Codes 0 and 255 are left out;
    NaN for fewer than two answers.
    """
    return _variability(answers)[0]


def _variability(answers: Answers) -> tuple[Floats, Integers]:
    """Return the standard deviation and the number of each person's answers."""
    deviations = np.full(len(answers), np.nan)
    numbers = np.zeros(len(answers), dtype=np.int64)
    for rows, columns in _blocks(answers):
        given = _is_given(columns)
        values = columns * given
        n = given.sum(axis=0, dtype=np.int64)
        total = values.sum(axis=0, dtype=np.int64)
        squares = np.einsum("ij,ij->j", values, values, dtype=np.int64, casting="unsafe")
        numbers[rows] = n
        # Whole numbers, so that equal answers give exactly 0.
        spread = n * squares - total**2
        deviations[rows] = np.sqrt(
            np.divide(spread, n * (n - 1), out=np.full(len(n), np.nan), where=n > 1)
        )
    return deviations, numbers


def screen(answers: Answers, too_fast: Flags) -> Screening:
    """Find those who answered carelessly: two flags at least, one of them speed (our rule).

    ``answers`` (respondents, items) are the items of one kind of scale in the order of
    presentation; ``too_fast`` (respondents,) was found when they were submitted. The other flags,
    for ten answers and more, are a run of equal answers over more than half of the items
    (Curran 2016) and no variation at all. Raises AnswerError if the lengths differ.
    """
    fast = np.asarray(too_fast, dtype=bool)
    if fast.shape != (len(answers),):
        raise AnswerError(f"{fast.size} marks of speed were given for {len(answers)} people.")
    deviations, numbers = _variability(answers)
    long_run = (longest_run(answers) * 2 > answers.shape[1]) & (numbers >= FEWEST_ITEMS)
    no_variation = (deviations == 0) & (numbers >= FEWEST_ITEMS)
    flags = {Flag.TOO_FAST: fast, Flag.LONG_RUN: long_run, Flag.NO_VARIATION: no_variation}
    raised = sum(flag.astype(np.uint8) for flag in flags.values())
    return Screening(
        fast & (raised >= FLAGS_TO_EXCLUDE),
        {name: int(flag.sum()) for name, flag in flags.items()},
    )


def is_not_visible(dont_know_share: Fraction | None) -> bool:
    """Whether a matter is not visible to those asked: a quarter or more don't know (our rule)."""
    return dont_know_share is not None and dont_know_share >= NOT_VISIBLE


def _is_given(codes: Answers) -> Flags:
    given: Flags = (codes != NOT_ANSWERED) & (codes != DONT_KNOW)
    return given


def _blocks(answers: Answers) -> Iterator[tuple[slice, Answers]]:
    """Yield slices of rows and their answers by item: shape (items, rows of the slice)."""
    for start in range(0, len(answers), BLOCK):
        rows = slice(start, min(start + BLOCK, len(answers)))
        yield rows, np.ascontiguousarray(answers[rows].T)
