"""What a roster file would change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from organisations.models import PATH_SEPARATOR, Audience, Organisation, Person
from organisations.recognition import Roster
from organisations.roster_file import RosterRow
from organisations.roster_places import PLACES, new_accounts, new_units

REPORTED_EVERY = 2000
# What a file says of a person. Whether they left, and whether they want mail, they may decide
# themselves while it is imported, so that is written apart.
WRITTEN_FIELDS = (
    "external_key", "email", "name", "audience", "unit", "account", "leads", "attributes",
)  # fmt: skip
PERSON_FIELDS = (*WRITTEN_FIELDS, "left_on")


@dataclass(frozen=True)
class Change:
    """One person whom a row changes: ``wanted`` is how, ``differences`` {field: (old, new)}."""

    person: Person
    row: RosterRow
    wanted: dict[str, Any]
    differences: dict[str, tuple[Any, Any]]

    @property
    def is_elsewhere(self) -> bool:
        """Whether the person gets another address, and not the same one written otherwise."""
        old, new = self.differences.get("email", ("", ""))
        return (old or "").lower() != (new or "").lower()


@dataclass
class Changes:
    """What a file brings; whoever it does not speak of stays as they are.

    ``back`` are people who left and come back. ``gone`` are those of the file's audiences who are
    on the roster and not in the file; whether they leave is asked. ``opted_out`` are rows of
    people who asked not to be asked again: they are passed over. ``asked_twice`` are addresses
    two rows share, or people in different audiences. ``new_units`` are the paths of the units
    the file adds. ``unplaced`` is {attribute's name: values that have no place in its order yet}.
    """

    new: list[RosterRow] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    back: list[Change] = field(default_factory=list)
    gone: list[Person] = field(default_factory=list)
    unchanged: int = 0
    opted_out: list[RosterRow] = field(default_factory=list)
    asked_twice: list[str] = field(default_factory=list)
    new_units: list[str] = field(default_factory=list)
    new_accounts: list[str] = field(default_factory=list)
    unplaced: dict[str, list[str]] = field(default_factory=dict)

    @property
    def moved(self) -> int:
        """How many people on the roster get another department or audience."""
        return sum(not {"unit", "audience"}.isdisjoint(c.differences) for c in self.changed)


def find_changes(
    organisation: Organisation,
    rows: Sequence[RosterRow],
    attributes: Mapping[str, str],
    *,
    report: Callable[[int], None] = lambda percent: None,
) -> Changes:
    """Compare a file's rows with the roster.

    ``attributes`` is {column: attribute's id} of those chosen; other columns are ignored.
    ``report`` is told from time to time how many per cent are compared.
    """
    roster = Roster(organisation, rows)
    changes = Changes()
    for count, row in enumerate(rows, start=1):
        if count % REPORTED_EVERY == 0:
            report(100 * count // len(rows))
        person = roster.take(row)
        if person is None:
            changes.new.append(row)
        elif person.has_opted_out:
            changes.opted_out.append(row)
        elif change := _change(roster, person, row, attributes):
            (changes.changed if person.left_on is None else changes.back).append(change)
        else:
            changes.unchanged += 1
    passed_over = {row.number for row in changes.opted_out}
    kept = [row for row in rows if row.number not in passed_over]
    changes.gone = roster.missing({row.audience for row in rows})
    changes.asked_twice = roster.asked_twice(kept)
    changes.new_units = [PATH_SEPARATOR.join(p) for p in new_units(roster.units.values(), rows)]
    changes.new_accounts = new_accounts(roster.accounts.values(), rows)
    changes.unplaced = _unplaced(organisation, kept, attributes)
    return changes


def _change(
    roster: Roster, person: Person, row: RosterRow, attributes: Mapping[str, str]
) -> Change | None:
    """Return how the row changes the person; None if it does not."""
    present = {
        **{name: getattr(person, name) for name in PERSON_FIELDS if name not in PLACES},
        "unit": roster.path(person.unit_id),
        "account": roster.account(person.account_id),
        "leads": roster.path(person.leads_id),
    }
    wanted = wanted_by(row, attributes, present)
    different = {k: (present[k], wanted[k]) for k in PERSON_FIELDS if present[k] != wanted[k]}
    return Change(person, row, wanted, different) if different else None


# What a new person is before a row says anything of them.
NOBODY: Mapping[str, Any] = {"external_key": None, "leads": "", "attributes": {}}


def wanted_by(
    row: RosterRow, attributes: Mapping[str, str], present: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the person as the row wants them.

    What the file does not speak of stays: a number, attributes that were not chosen, and the
    unit a member of staff or a leader leads.
    """
    kept = {k: v for k, v in present["attributes"].items() if k not in attributes.values()}
    given = {key: row.others[name] for name, key in attributes.items() if row.others.get(name)}
    leads = present["leads"] if row.audience != Audience.CUSTOMERS else ""
    return {
        "external_key": row.external_key or present["external_key"],
        "email": row.email or None,
        "name": row.name,
        "audience": row.audience,
        "unit": PATH_SEPARATOR.join(row.unit),
        "account": row.account,
        "leads": leads if row.leads is None else PATH_SEPARATOR.join(row.leads),
        "attributes": kept | given,
        "left_on": None,
    }


def _unplaced(
    organisation: Organisation, rows: Sequence[RosterRow], attributes: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return {attribute's name: values} that are new to attributes whose values have an order."""
    found = {}
    for attribute in organisation.attributes.filter(name__in=attributes):
        values = {row.others[attribute.name] for row in rows} - {"", *attribute.ordered_values}
        if attribute.ordered_values and values:
            found[attribute.name] = sorted(values)
    return found
