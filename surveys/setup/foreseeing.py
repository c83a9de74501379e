"""Which groups a wave's result would show at some response rates, in words for its consultant."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maturity.disclosure.tree import with_all_below
from maturity.foresight import NOT_GIVEN, Category, Foresight, draws_for, foresee
from maturity.groups import NONE, Groups
from surveys.models import Wave
from surveys.setup.groups import frozen_groups, planned_groups

RATES = (1.0, 0.7, 0.5)
# The rate of the advice: what a well prepared survey reaches.
TYPICAL_RATE = 0.7
DONT_KNOW_SHARE = 0.1
# The same roster always gives the same page.
SEED = 20

# Shares of trials.
SURELY = 0.8
HARDLY = 0.2
# Advice is given where fewer departments than this would be shown.
ENOUGH_DEPARTMENTS = 2 / 3


class Verdict(TextChoices):
    """What the trials say of a group."""

    SHOWN = "shown", gettext_lazy("shown")
    PERHAPS = "perhaps", gettext_lazy("perhaps")
    NOT_SHOWN = "not_shown", gettext_lazy("not shown")

    @classmethod
    def of(cls, share: float) -> "Verdict":
        """Return the word for the share of trials (0..1) in which a group was shown."""
        if share >= SURELY:
            return cls.SHOWN
        return cls.PERHAPS if share >= HARDLY else cls.NOT_SHOWN


@dataclass(frozen=True)
class UnitRow:
    """A unit with the people asked in it and below it, at least one, and its verdicts by rate.

    ``above`` is the path of the unit above it, "" for a department; ``level`` is 0 for those.
    """

    name: str
    above: str
    level: int
    people: int
    verdicts: Sequence[Verdict]


@dataclass(frozen=True)
class Count:
    """How many departments of the first level, and in all, are shown at a rate (in percent)."""

    percent: int
    departments: int
    perhaps: int
    in_all: int


@dataclass(frozen=True)
class AttributeRow:
    """How an attribute's values are joined at a rate (in percent), in words, with verdicts.

    Without categories nothing can be told apart.
    """

    percent: int
    categories: Sequence[tuple[str, Verdict]]


@dataclass(frozen=True)
class AttributeTable:
    """An attribute at each rate; ``values`` is how many of its values are on the roster."""

    name: str
    values: int
    rows: Sequence[AttributeRow]

    @property
    def tells_apart(self) -> bool:
        """Whether there is a rate at which some category may be shown."""
        return any(
            verdict != Verdict.NOT_SHOWN for row in self.rows for _, verdict in row.categories
        )


@dataclass(frozen=True)
class Plan:
    """What the page says. ``whole`` are the verdicts on the staff as a whole."""

    people: int
    whole_only: int
    percents: Sequence[int]
    whole: Sequence[Verdict]
    units: Sequence[UnitRow]
    departments: int
    counts: Sequence[Count]
    attributes: Sequence[AttributeTable]
    draws: int
    attribute_draws: int

    @property
    def below(self) -> int:
        """How many units stand below the departments."""
        return len(self.units) - self.departments

    @property
    def can_show_whole(self) -> bool:
        """Whether the staff as a whole are shown if everybody answers."""
        return self.whole[0] == Verdict.SHOWN

    @property
    def may_hide_whole(self) -> bool:
        """Whether even the staff as a whole may stay hidden at the lowest rate."""
        return self.whole[-1] != Verdict.SHOWN

    @property
    def shows_no_unit(self) -> bool:
        """Whether every unit stays hidden at every rate."""
        return all(verdict == Verdict.NOT_SHOWN for unit in self.units for verdict in unit.verdicts)

    @property
    def typical(self) -> Count:
        """What would be shown at a typical response rate."""
        return self.counts[RATES.index(TYPICAL_RATE)]

    @property
    def hides_much(self) -> bool:
        """Whether too few departments would be shown at a typical response rate."""
        return self.typical.departments < ENOUGH_DEPARTMENTS * self.departments


def plan_of(wave: Wave) -> Plan:
    """Foresee which groups would be shown; of an open wave, from what was frozen."""
    groups = planned_groups(wave) if wave.is_draft else frozen_groups(wave)
    draws, attribute_draws = draws_for(groups)
    foreseen = [
        foresee(
            groups,
            wave.smallest_group,
            rate=rate,
            dont_know=DONT_KNOW_SHARE,
            draws=draws,
            attribute_draws=attribute_draws,
            seed=SEED,
        )
        for rate in RATES
    ]
    units = [unit for unit in _units(groups, foreseen) if unit.people]
    return Plan(
        people=int(groups.invited.sum()),
        whole_only=int(groups.invited[groups.cells[:, 0] == NONE].sum()),
        percents=[_percent(rate) for rate in RATES],
        whole=[Verdict.of(at.whole) for at in foreseen],
        units=units,
        departments=sum(unit.level == 0 for unit in units),
        counts=[_count(place, units) for place in range(len(RATES))],
        attributes=[
            AttributeTable(
                attribute.name,
                len(attribute.values),
                [_attribute_row(at, place) for at in foreseen],
            )
            for place, attribute in enumerate(groups.attributes)
        ],
        draws=draws,
        attribute_draws=attribute_draws,
    )


def _percent(rate: float) -> int:
    return round(100 * rate)


def _units(groups: Groups, foreseen: Sequence[Foresight]) -> list[UnitRow]:
    own = np.bincount(1 + groups.cells[:, 0], groups.invited, 1 + len(groups.units))
    people = with_all_below([NONE, *(1 + unit.parent for unit in groups.units)], own.astype(int))
    rows: list[UnitRow] = []
    for place, unit in enumerate(groups.units):
        is_department = unit.parent == NONE
        rows.append(
            UnitRow(
                name=unit.name,
                above="" if is_department else groups.units[unit.parent].path,
                level=0 if is_department else 1 + rows[unit.parent].level,
                people=int(people[1 + place]),
                verdicts=[Verdict.of(at.units[place]) for at in foreseen],
            )
        )
    return rows


def _count(place: int, units: Sequence[UnitRow]) -> Count:
    departments = [unit.verdicts[place] for unit in units if unit.level == 0]
    in_all = [unit.verdicts[place] for unit in units]
    return Count(
        percent=_percent(RATES[place]),
        departments=departments.count(Verdict.SHOWN),
        perhaps=departments.count(Verdict.PERHAPS),
        in_all=in_all.count(Verdict.SHOWN),
    )


def _attribute_row(at: Foresight, place: int) -> AttributeRow:
    categories = at.attributes[place]
    told = [(_words(category), Verdict.of(category.shown)) for category in categories]
    return AttributeRow(_percent(at.rate), told if len(told) > 1 else [])


def _words(category: Category) -> str:
    names = [_("not given") if name == NOT_GIVEN else name for name in category.values]
    return _(" or ").join(names)
