"""What came back from one audience."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from maturity.answers import Answers
from maturity.groups import Groups
from maturity.quality import Flags
from maturity.tally import Integers

Kind = TypeVar("Kind", bound=np.generic)

# People who belong to no department stand together.
NO_DEPARTMENT = ""


@dataclass(frozen=True)
class Rules:
    """What was laid down when the wave was opened, before any answer.

    ``weighting`` is ``departments`` (post-stratification, where its rules allow) or ``none``;
    ``is_census`` says that the numbers describe only the people asked (finite population
    correction).
    """

    smallest_group: int
    weighting: str = "none"
    is_census: bool = False


@dataclass(frozen=True)
class Responses:
    """One audience's answers, and how its people were reached.

    ``answers`` has shape (respondents, columns of the questionnaire). Everything else may be
    unknown: ``invited`` how many were asked; ``departments`` {department: people asked} and
    ``department`` (respondents,) the place of each respondent's in it; ``account``
    (respondents,) an index of customer accounts; ``is_fast`` (respondents,) who answered too
    fast to have read; ``identified`` (respondents,) who agreed that the answers are seen with
    the account; ``groups`` by which units and attributes results may be told apart.
    ``stands_for_itself`` marks an audience that is no sample, as leaders.
    """

    answers: Answers
    invited: int | None = None
    departments: Mapping[str, int] | None = None
    department: Integers | None = None
    account: Integers | None = None
    is_fast: Flags | None = None
    identified: Flags | None = None
    groups: Groups | None = None
    stands_for_itself: bool = False

    @property
    def surely(self) -> Flags:
        """Who counts whatever they answered: all but the fast, whom a pattern would exclude."""
        if self.is_fast is None:
            return np.ones(len(self.answers), dtype=bool)
        return ~self.is_fast

    def of(self, rows: Flags) -> "Responses":
        """Return what came back from some of the respondents, of no fewer asked."""
        return replace(
            self,
            answers=self.answers[rows],
            department=_of(self.department, rows),
            account=_of(self.account, rows),
            is_fast=_of(self.is_fast, rows),
            identified=_of(self.identified, rows),
            groups=None if self.groups is None else self.groups.of(rows),
        )


def _of(marks: npt.NDArray[Kind] | None, rows: Flags) -> npt.NDArray[Kind] | None:
    return None if marks is None else marks[rows]
