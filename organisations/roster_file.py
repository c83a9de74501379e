"""What a roster file says, once it is read, and which of its columns may be kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from organisations import models
from organisations.roster_rules import longest, text_fault
from organisations.spreadsheets import Fault

MOST_ATTRIBUTE_LETTERS = 80


@dataclass(frozen=True)
class RosterRow:
    """One person. Texts are trimmed, "" where there is none; ``others`` is {column: value}.

    ``leads`` is the unit whose manager they are, () for none; None if the file does not say.
    """

    number: int
    email: str
    name: str
    unit: tuple[str, ...]
    audience: str
    account: str
    external_key: str
    others: dict[str, str]
    leads: tuple[str, ...] | None = None


@dataclass(frozen=True)
class RosterFile:
    """What a file says: people without a fault, faults, and columns that may be chosen."""

    rows: tuple[RosterRow, ...]
    faults: tuple[Fault, ...]
    other_columns: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain lists and dicts, for keeping between preview and confirmation.

        A row is a list without the columns' names, which a hundred columns would repeat too often.
        """
        rows = [[*vars(row).values()] for row in self.rows]
        for row in rows:
            row[_OTHERS] = [row[_OTHERS][name] for name in self.other_columns]
        return {
            "rows": rows,
            "faults": [dict(vars(fault)) for fault in self.faults],
            "other_columns": list(self.other_columns),
        }

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "RosterFile":
        """Return what ``to_json`` was called on."""
        columns = tuple(content["other_columns"])
        return cls(
            tuple(_row(cells, columns) for cells in content["rows"]),
            tuple(Fault(**fault) for fault in content["faults"]),
            columns,
        )


_OTHERS = [*RosterRow.__dataclass_fields__].index("others")


def _row(cells: Sequence[Any], columns: Sequence[str]) -> RosterRow:
    """Return a row from its plain form, where paths of units are lists."""
    number, email, name, unit, audience, account, key, others, leads = cells
    return RosterRow(
        number=number,
        email=email,
        name=name,
        unit=tuple(unit),
        audience=audience,
        account=account,
        external_key=key,
        others=dict(zip(columns, others, strict=True)),
        leads=None if leads is None else tuple(leads),
    )


def choose_attributes(roster_file: RosterFile, names: Sequence[str]) -> list[Fault]:
    """Return what forbids keeping these columns as attributes; nothing if they may be kept.

    Every message stands by itself and names its column. The values are looked at only here,
    because columns that nobody chose are ignored.
    """
    faults: list[Fault] = []
    if len(set(names)) > models.MOST_ATTRIBUTES:
        message = _("Choose at most %(most)d columns.") % {"most": models.MOST_ATTRIBUTES}
        faults.append(Fault(None, "", message))
    for name in dict.fromkeys(names):
        if name in roster_file.other_columns:
            faults += _attribute_faults(roster_file, name)
        else:
            message = _('The file has no column "%(name)s" to choose.') % {"name": name}
            faults.append(Fault(None, name, message))
    return faults


def _attribute_faults(roster_file: RosterFile, name: str) -> list[Fault]:
    """Check one column: a short name, few values, each of them harmless."""
    first = {row.others[name]: row.number for row in reversed(roster_file.rows)}
    first.pop("", None)
    values = {"name": name, "n": len(first), "most": models.MOST_ATTRIBUTE_VALUES}
    values["people"] = sum(bool(row.others[name]) for row in roster_file.rows)
    if message := text_fault(name, longest(models.Attribute, "name")):
        return [Fault(None, name, _('Rename the column "%(name)s".') % values + f" {message}")]
    if len(first) > models.MOST_ATTRIBUTE_VALUES:
        message = _(
            '"%(name)s" has %(n)d different values for %(people)d people; at most %(most)d are '
            "possible. With a value to nearly every person, the column would name people. "
            "Leave it out, or group its values."
        )
        return [Fault(None, name, message % values)]
    wrong = {value: text_fault(value, MOST_ATTRIBUTE_LETTERS) for value in first}
    faults = [Fault(first[value], name, message) for value, message in wrong.items() if message]
    return [Fault(fault.row, name, str(fault)) for fault in faults]
