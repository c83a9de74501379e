"""What a portfolio is computed from: accounts in money, voices in answers, and the cut-points."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Final

import numpy as np

from maturity.tally import Floats, Integers

WORSE, SAME, BETTER = -1, 0, 1
NO_CHANGE_TOLD = 9
LOWEST, HIGHEST = 1.0, 5.0
# How far the report moves each cut-point to show what hangs on it.
MOVED_BY = 0.10


@dataclass(frozen=True)
class Accounts:
    """The accounts of a file, each column of shape (accounts,).

    ``revenue`` of the last twelve months is 0 or more; ``previous`` that of the twelve before,
    ``potential`` what the account could buy and ``cost`` what serving it costs, NaN where unknown.
    ``keys`` tell the accounts apart and match them with an earlier file. Raises ValueError for
    columns of different lengths, a key that occurs twice, or numbers that are none.
    """

    keys: tuple[str, ...]
    revenue: Floats
    previous: Floats
    potential: Floats
    cost: Floats
    segments: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.keys)) != len(self.keys):
            raise ValueError("Every account occurs once.")
        for name in ("revenue", "previous", "potential", "cost", "segments"):
            if len(getattr(self, name)) != len(self.keys):
                raise ValueError(f"{len(self.keys)} accounts need as many values of {name}.")
        if not (np.isfinite(self.revenue) & (self.revenue >= 0)).all():
            raise ValueError("Every account needs a revenue of 0 or more.")
        for name in ("previous", "potential", "cost"):
            known = getattr(self, name)[~np.isnan(getattr(self, name))]
            if not (np.isfinite(known) & (known >= 0)).all():
                raise ValueError(f"Where it is known, {name} is 0 or more.")

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True)
class Voices:
    """Contacts who agreed to be seen with their account, each column of shape (contacts,).

    ``account`` is the contact's place in the accounts; ``experience`` the answer 1 to 5, NaN for
    none; ``change`` what they say of it compared with a year ago: -1 worse, 0 the same, 1 better,
    9 unknown. Raises ValueError for columns of different lengths and for other values.
    """

    account: Integers
    experience: Floats
    change: Integers

    def __post_init__(self) -> None:
        if not len(self.account) == len(self.experience) == len(self.change):
            raise ValueError("Every contact needs an account, an experience and a change.")
        told = self.experience[~np.isnan(self.experience)]
        if ((told < LOWEST) | (told > HIGHEST)).any():
            raise ValueError("An experience lies between 1 and 5.")
        if not np.isin(self.change, (WORSE, SAME, BETTER, NO_CHANGE_TOLD)).all():
            raise ValueError("A change is -1, 0 or 1, or 9 where it is unknown.")

    def __len__(self) -> int:
        return len(self.account)


@dataclass(frozen=True)
class Cuts:
    """Where classes are cut; an edition holds them, and every report prints them.

    ``value_share``: large buyers are the fewest accounts that make this share of all revenue.
    ``experience``: from here on it is good. ``fall``: it has changed if it fell by this much since
    the wave before. ``trend``: revenue that fell by this share warns. ``potential``: who buys less
    than this share of their potential buys under it. ``certainty``: an account is put into a class
    that is at least so probable. Raises ValueError for a cut outside ``LIMITS``.
    """

    value_share: float = 0.80
    experience: float = 4.0
    fall: float = 0.3
    trend: float = 0.10
    potential: float = 0.5
    certainty: float = 0.70

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            low, high = LIMITS[name]
            if not low <= value <= high:
                raise ValueError(f"The cut {name} lies between {low} and {high}, not at {value}.")

    def moved(self, name: str, by: float) -> "Cuts":
        """Return the same with one cut moved by a share of itself, within its limits."""
        low, high = LIMITS[name]
        value = min(max(round(getattr(self, name) * (1 + by), 6), low), high)
        return replace(self, **{name: value})


# Between which values each cut may lie.
LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    "value_share": (0.1, 1.0),
    "experience": (1.5, 5.0),
    "fall": (0.05, 2.0),
    "trend": (0.01, 0.9),
    "potential": (0.05, 1.0),
    "certainty": (0.55, 0.95),
}
CUT_NAMES: Final = tuple(field.name for field in fields(Cuts))


@dataclass(frozen=True)
class Earlier:
    """The wave before with its own file and cuts; accounts are matched by key.

    ``same_money`` False says that the two files are in different currencies: then experience is
    compared and revenue is not.
    """

    accounts: Accounts
    voices: Voices
    cuts: Cuts
    same_money: bool = True
