"""What a roster file would change, in plain values a page can show."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from organisations.models import PATH_SEPARATOR, Audience, Person
from organisations.roster_changes import Change, Changes
from organisations.roster_file import RosterFile, RosterRow

# Of each kind of change so many people are shown; the rest is counted.
SHOWN = 100
FIRST_ROWS = 10
LABELS = {
    "external_key": _("id"),
    "email": _("e-mail"),
    "name": _("name"),
    "audience": _("audience"),
    "unit": _("department"),
    "account": _("account"),
    "leads": _("leads"),
}


def preview_of_faults(content: RosterFile) -> dict[str, Any]:
    """Return what is wrong with a file, for keeping as JSON."""
    return {"faults": [dict(vars(fault)) for fault in content.faults]}


def preview_of(
    content: RosterFile, changes: Changes, attribute_names: Mapping[str, str]
) -> dict[str, Any]:
    """Return what a file would change, for keeping as JSON.

    ``counts`` are people, of each kind of change; under the names of the kinds stand the first
    ``SHOWN`` of them. ``attribute_names`` is {attribute's id: name}.
    """

    def changed(people: Iterable[Change]) -> list[dict[str, Any]]:
        return [_change(each, attribute_names) for each in people]

    return {
        "faults": [],
        "other_columns": list(content.other_columns),
        "tells_leads": content.rows[0].leads is not None,
        "first_rows": [_row(row) for row in content.rows[:FIRST_ROWS]],
        "counts": {**counts_of(changes), "asked_twice": len(changes.asked_twice)},
        "new": [_row(row) for row in changes.new[:SHOWN]],
        "changed": changed(changes.changed[:SHOWN]),
        "back": changed(changes.back[:SHOWN]),
        "gone": [_person(person) for person in changes.gone[:SHOWN]],
        "opted_out": [_row(row) for row in changes.opted_out[:SHOWN]],
        "asked_twice": changes.asked_twice[:SHOWN],
        "new_units": changes.new_units[:SHOWN],
        "new_accounts": changes.new_accounts[:SHOWN],
        "unplaced": changes.unplaced,
    }


def counts_of(changes: Changes) -> dict[str, int]:
    """Return how many of each kind there are."""
    return {
        "new": len(changes.new),
        "changed": len(changes.changed),
        "moved": changes.moved,
        "back": len(changes.back),
        "unchanged": changes.unchanged,
        "gone": len(changes.gone),
        "opted_out": len(changes.opted_out),
        "new_units": len(changes.new_units),
        "new_accounts": len(changes.new_accounts),
        "unplaced": sum(map(len, changes.unplaced.values())),
    }


def differences(change: Change, attribute_names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return (what, before, after) of whatever the row changes about somebody."""
    found = []
    for field, (old, new) in change.differences.items():
        if field in LABELS:
            found.append((str(LABELS[field]), _text(field, old), _text(field, new)))
        elif field == "attributes":
            for key in sorted(old.keys() | new.keys()):
                before, after = old.get(key, ""), new.get(key, "")
                if before != after:
                    found.append((attribute_names.get(key, key), before, after))
    return found


def _text(field: str, value: str | None) -> str:
    return str(Audience(value).label) if value and field == "audience" else value or ""


def _row(row: RosterRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "name": row.name,
        "email": row.email,
        "audience": str(Audience(row.audience).label),
        "place": row.account or PATH_SEPARATOR.join(row.unit),
        "leads": PATH_SEPARATOR.join(row.leads or ()),
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "email": person.email or "",
        "audience": person.get_audience_display(),
    }


def _change(change: Change, attribute_names: Mapping[str, str]) -> dict[str, Any]:
    # Of whom it is, as the list has them now.
    name, _new_name = change.differences.get("name", (change.person.name, ""))
    email, _new_email = change.differences.get("email", (change.person.email, ""))
    return {
        "number": change.row.number,
        "name": name or email or "",
        "differences": differences(change, attribute_names),
    }
