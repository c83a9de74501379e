"""Which questions of a framework play which part in the figures on customers."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from maturity.items import Item
from maturity.tables import Table, read_table

FILE = "figures.toml"
YES, NO = 1, 2


@dataclass(frozen=True)
class ComplaintItems:
    """The codes of the questions the complaint iceberg is made of.

    ``problem`` and ``told`` are answered yes or no; ``causes``, ``reasons`` (for silence) and
    ``channels`` are lists, and ``recorded`` are the channels of which a company keeps a record;
    ``solved`` has the best answer first; ``outcome`` (satisfaction) and ``stays`` (intention)
    have it last.
    """

    audience: str
    problem: str
    causes: str
    told: str
    reasons: str
    channels: str
    recorded: tuple[str, ...]
    solved: str
    outcome: str
    stays: str


@dataclass(frozen=True)
class AccountItems:
    """The codes of the questions by which an account is placed in the portfolio.

    ``experience`` is a scale with the best answer last; ``change`` has worse, same and better.
    """

    audience: str
    experience: str
    change: str


Part = TypeVar("Part", ComplaintItems, AccountItems)


@dataclass(frozen=True)
class Figures:
    """The parts that are played; None where a framework has no such figure."""

    complaints: ComplaintItems | None = None
    accounts: AccountItems | None = None


def read_figures(folder: Path, items: Mapping[str, Item]) -> Figures:
    """Read what lies beside the versions of a framework; no figures where nothing does.

    Raises TableError for a part without a code, and for a channel that is none.
    """
    path = folder / FILE
    if not path.exists():
        return Figures()
    table = read_table(path)
    return Figures(
        complaints=_part(ComplaintItems, table.get("complaints"), items),
        accounts=_part(AccountItems, table.get("accounts"), items),
    )


def _part(kind: type[Part], table: Table | None, items: Mapping[str, Item]) -> Part | None:
    """Return a part; None where it, or one of its questions, is not there."""
    if table is None:
        return None
    named: dict[str, Any] = {field.name: table[field.name] for field in fields(kind)}
    asked = [code for name, code in named.items() if name not in {"audience", "recorded"}]
    audience = named["audience"]
    if not all(code in items and audience in items[code].audiences for code in asked):
        return None
    if "recorded" in named:
        known = [option.code for option in items[named["channels"]].several]
        for code in named["recorded"]:
            table.require(code in known, f'names the channel "{code}", which is not one')
        named["recorded"] = tuple(named["recorded"])
    return kind(**named)
