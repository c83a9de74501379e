"""What a file of customers would bring, in plain values a page can show."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from organisations.customer_files.account_file import AMOUNTS
from organisations.customer_files.matching import Known, Matched
from organisations.customer_files.units import below_revenue, jumps
from organisations.spreadsheets import Fault, first_faults

# Of each remark so many rows are shown; the rest is counted.
SHOWN = 100
FIRST_ROWS = 10


def preview_of_faults(faults: list[Fault]) -> dict[str, Any]:
    """Return what is wrong with a file, for keeping as JSON."""
    return {"faults": [dict(vars(fault)) for fault in first_faults(faults)]}


def preview_of_accounts(content: dict[str, Any], matched: Matched, known: Known) -> dict[str, Any]:
    """Return what an account file says and would add, for keeping as JSON.

    ``counts`` are accounts; under the names of the remarks stand the first ``SHOWN`` of them.
    """
    new_customers = [place for place, last in enumerate(content["revenue_last"]) if last is None]
    remarks = {
        "added": matched.new,
        "renamed": matched.renamed,
        "jumps": jumps(content),
        "below_revenue": below_revenue(content),
    }

    def rows(places: Sequence[int]) -> list[dict[str, Any]]:
        return [_row(content, place, matched.accounts[place], known) for place in places]

    return {
        "faults": [],
        "currency": content["currency"],
        "counts": {
            "accounts": len(content["numbers"]),
            "new_customers": len(new_customers),
            "linked": len(matched.linked),
            "not_in_file": len(known.names) - len(set(filter(None, matched.accounts))),
            "without_potential": content["potential"].count(None),
            "without_cost": content["cost_to_serve"].count(None),
            **{name: len(places) for name, places in remarks.items()},
        },
        "totals": {
            "revenue": sum(content["revenue"]),
            "revenue_last": sum(filter(None, content["revenue_last"])),
        },
        "segments": len(set(filter(None, content["segments"]))),
        "first_rows": rows(range(min(FIRST_ROWS, len(content["numbers"])))),
        **{name: rows(places[:SHOWN]) for name, places in remarks.items()},
    }


def _row(content: dict[str, Any], place: int, account: str, known: Known) -> dict[str, Any]:
    return {
        "number": content["numbers"][place],
        "key": content["keys"][place],
        "name": content["names"][place],
        "on_list": known.names.get(account, ""),
        "amounts": [content[field][place] for field in AMOUNTS],
        "segment": content["segments"][place],
    }


def preview_of_complaints(content: dict[str, Any], known: Known) -> dict[str, Any]:
    """Return what a register says, for keeping as JSON."""
    columns = ("numbers", "days", "channels", "causes", "outcomes", "accounts")
    names = [known.names.get(account, "") for account in content["accounts"][:FIRST_ROWS]]
    firsts = zip(*(content[column][:FIRST_ROWS] for column in columns[:-1]), names, strict=True)
    outcomes = Counter(content["outcomes"])
    return {
        "faults": [],
        "counts": {
            "complaints": len(content["numbers"]),
            "without_account": content["accounts"].count(""),
            "accounts": len(set(filter(None, content["accounts"]))),
            "channels": len(set(content["channels"])),
            "causes": len(set(content["causes"])),
            **{name: outcomes[name] for name in ("resolved", "partly", "unresolved", "open")},
        },
        "causes": Counter(content["causes"]).most_common(FIRST_ROWS),
        "first_rows": [dict(zip(columns, row, strict=True)) for row in firsts],
    }


def kept_preview(preview: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of a preview once the file is taken in: numbers, nobody's name."""
    return {
        "faults": [],
        **{name: preview[name] for name in ("currency", "counts", "totals") if name in preview},
    }
