"""The rules about audiences, customers and departments, restated; see ``restated``."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from maturity.disclosure import lower_end
from maturity.shares import share_of as published
from tests.reports.restated import Says, Sources, named, number, percent, share_of

FEWEST = {1: 100, 5: 20, 10: 10}


def gaps(s: Sources) -> list[dict[str, Any]]:
    """Return the comparisons among the sources."""
    found: dict[str, dict[str, Any]] = {}
    for place, value in s.values.items():
        match = re.fullmatch(r"result:/gaps/(\d+)/(\w+)", place)
        assert match, place
        found.setdefault(match[1], {})[match[2]] = value
    return list(found.values())


def higher(gap: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return who rates higher than whom, if anybody clearly does."""
    pair = (gap["first"], gap["second"])
    return {"first_higher": pair, "second_higher": pair[::-1]}.get(gap["verdict"])


def perception_above_all(s: Sources) -> Sequence[str]:
    found = gaps(s)
    (top,) = set.intersection(*({gap["first"], gap["second"]} for gap in found))
    others = {gap["first"] for gap in found} | {gap["second"] for gap in found} - {top}
    others -= {top}
    assert len(others) == 2
    assert not any(pair and pair[1] == top for pair in map(higher, found))
    compared = {
        o: {g["dimension"] for g in found if o in {g["first"], g["second"]}} for o in others
    }
    above = {o: {g["dimension"] for g in found if higher(g) == (top, o)} for o in others}
    both = set.intersection(*above.values())
    assert both
    told = share_of(len(both), len(set.intersection(*compared.values())))
    return [f"{top.capitalize()} rate {told} higher than both", *others]


def perception_one_above(s: Sources) -> Sequence[str]:
    found = gaps(s)
    assert len({frozenset((gap["first"], gap["second"])) for gap in found}) == 1
    pairs = [pair for pair in map(higher, found) if pair]
    top, other = max(set(pairs), key=pairs.count)
    said = [f"rate {share_of(max(map(pairs.count, pairs)), len(found))} higher than"]
    lower = pairs.count((other, top))
    if lower:
        return [*said, f", and {number(lower)} lower"]
    return [*said, f"{top.capitalize()} rate", other, "!lower"]


def perception_alike(s: Sources) -> Sequence[str]:
    assert {gap["verdict"] for gap in gaps(s)} == {"no_clear_difference"}
    return ["No two audiences differ clearly"]


def perception_not_compared(s: Sources) -> Sequence[str]:
    if "result:/gaps" in s.values or "result:/" in s.values:
        assert not s.values.get("result:/gaps")
        return ["No two views are set side by side"]
    found = gaps(s)
    if "verdict" in found[0]:
        assert {gap["verdict"] for gap in found} == {"too_few"}
        return ["Too few answered"]
    assert not any(gap["shown"] for gap in found)
    return ["not shown, to protect"]


def rate(s: Sources) -> str:
    """Return who answered, as it is to be said."""
    told = s.one(r"result:/audiences/\w+/response_rate")
    sign = {"<": "Fewer than ", ">": "More than "}.get(told[0], "About ")
    return f"{sign}{told.strip('<>')} of {s.audience} answered"


def certainty_nobody(s: Sources) -> Sequence[str]:
    assert not any(s.all(r"result:/audiences/(\w+)/shown").values())
    return ["No answers can be shown"]


def certainty_complete(s: Sources) -> Sequence[str]:
    assert set(s.values.values()) == {True}
    assert all(place.endswith("/complete") for place in s.values)
    return [f"All {s.audience} who were asked have answered"]


def certainty_stage(s: Sources) -> Sequence[str]:
    assert s.rank(s.one(r"result:/audiences/\w+/stage")) > 1
    certainty = s.one(r"result:/audiences/\w+/stage_probability/certainty")
    end = {
        "confirmed": ", and the stage of the whole is confirmed",
        "provisional": ", but the stage of the whole is provisional",
    }[certainty]
    return [rate(s) + end]


def certainty_answered(s: Sources) -> Sequence[str]:
    if not s.flags:
        return [rate(s)]
    return [f"{rate(s)}; {share_of(sum(s.flags), len(s.flags))} can be shown"]


def certainty_unknown(s: Sources) -> Sequence[str]:
    assert s.one(r"result:/audiences/\w+/response_rate") is None
    return [f"What share of {s.audience} answered is not told"]


def staff_more(s: Sources) -> Sequence[str]:
    kinds = s.all(r"result:/audiences/staff/ambassadors/kinds/shares/(\w+)/share")
    ends = s.all(r"result:/audiences/staff/ambassadors/kinds/shares/(\w+)/end")
    told = {kind: percent(share, ends[kind]) for kind, share in kinds.items()}
    net = s.all(r"result:/audiences/staff/ambassadors/net/(\w+)")
    if "low" in net:
        assert net["low"] > 0
        return [
            f"ambassadors outnumber detractors: {told['ambassador']} against {told['detractor']}"
        ]
    assert net["high"] < 0
    return [f"detractors outnumber ambassadors: {told['detractor']} against {told['ambassador']}"]


def staff_balance(s: Sources) -> Sequence[str]:
    net = s.all(r"result:/audiences/staff/ambassadors/net/(\w+)")
    assert net["low"] <= 0 <= net["high"]
    return ["ambassadors and detractors do not clearly outnumber each other"]


def staff_weakest(s: Sources) -> Sequence[str]:
    at = r"result:/audiences/staff/constructs/([\w-]+)/"
    tops, bottoms = s.all(at + "high") | s.all(at + "mean"), s.all(at + "low") | s.all(at + "mean")
    (weakest,) = s.all(at + "high") or set(tops) - set(s.all(at + "low"))
    assert all(low > tops[weakest] for code, low in bottoms.items() if code != weakest)
    name = next(each.name for each in s.framework.constructs if each.code == weakest)
    n = len(set(tops) | set(bottoms))
    return [f"“{name}” is the weakest of {number(n)} requirements staff rate"]


def staff_scales(s: Sources) -> Sequence[str]:
    shown = list(s.all(r"result:/audiences/staff/constructs/([\w-]+)/shown").values())
    return [share_of(sum(shown), len(shown), "scale").capitalize()]


def staff_said(s: Sources) -> Sequence[str]:
    shown = [code for code, each in s.all(r"result:/audiences/(\w+)/shown").items() if each]
    return shown or ["Nothing can be shown"]


def items_shown(s: Sources) -> Sequence[str]:
    shown = s.all(r"result:/audiences/(\w+)/shown")
    assert any(shown.values())
    return [code if each else f"!{code}" for code, each in shown.items()]


def items_none(s: Sources) -> Sequence[str]:
    assert not any(s.all(r"result:/audiences/(\w+)/shown").values())
    return ["No answer"]


def customers_unrecorded(s: Sources) -> Sequence[str]:
    at = r"result:/audiences/customers/iceberg/(?:told|recorded)/shares/(\w+)/"
    shares, highs = s.all(at + "share"), s.all(at + "high")
    assert highs["yes"] * highs["recorded"] < 0.5
    hidden = round(10 * (1 - shares["yes"] * shares["recorded"]))
    if hidden == 10:
        return ["Hardly any problem"]
    return [f"Of ten problems customers have, about {number(hidden)} never"]


def customers_told(s: Sources) -> Sequence[str]:
    at = r"result:/audiences/customers/iceberg/told/shares/yes/"
    told = percent(s.one(at + "share"), s.one(at + "end"))
    return [f"Of customers with a problem, {told} told of it"]


def customers_problem(s: Sources) -> Sequence[str]:
    at = r"result:/audiences/customers/iceberg/problem/shares/yes/"
    return [f"Of customers, {percent(s.one(at + 'share'), s.one(at + 'end'))} had a problem"]


def customers_at_risk(s: Sources) -> Sequence[str]:
    share = s.one(r"edition:/portfolio/document/at_risk/share")
    return [f"{round(share * 100)}% of revenue" if share else "1% of revenue"]


def customers_accounts(s: Sources) -> Sequence[str]:
    return [f"{s.one(r'edition:/portfolio/document/accounts'):,} account"]


def departments_differ(s: Sources) -> Sequence[str]:
    at = r"result:/audiences/staff/groups/units/\d+/dimensions/(\w+)/"
    lows, highs = s.all(at + "low"), s.all(at + "high")
    assert lows
    assert all(lows[code] > highs[code] for code in lows)
    flags = s.all(r"result:/audiences/staff/dimensions/(\w+)/departments/comparable")
    assert all(flags.values())
    if len(lows) > 2:
        return [f"on {number(len(lows))} dimensions"]
    return [f"on {named([s.name(code) for code in lows])}"]


def departments_alike(s: Sources) -> Sequence[str]:
    at = r"result:/audiences/staff/groups/units/\d+/dimensions/(\w+)/"
    lows, highs = s.all(at + "low"), s.all(at + "high")
    flags = s.all(r"result:/audiences/staff/dimensions/(\w+)/departments/comparable")
    unknown = s.all(r"result:/audiences/staff/dimensions/(\w+)/departments")
    assert all(
        lows[code] <= highs[code] or not flags.get(code, code not in unknown) for code in lows
    )
    return ["No dimension shows a clear difference between departments"]


def departments_one_way(s: Sources) -> Sequence[str]:
    assert float(str(s.one(r".*/response_rate")).strip("<>%")) >= 50
    rows: dict[str, dict[str, Any]] = {}
    for place, value in s.values.items():
        match = re.fullmatch(r".*/levels/\d+/rows/(\d+)/(.*)", place)
        if match:
            rows.setdefault(match[1], {})[match[2]] = value
    pairs = [
        (own, other)
        for own, row in rows.items()
        for key in row
        if key.startswith("shares/") and (other := key.removeprefix("shares/")) in rows
        if _is_one_way(row, other, rows[other], own)
    ]
    assert pairs
    if len(pairs) == 1:
        return ["Help runs one way only, from"]
    return [f"between {number(len(pairs))} pairs"]


def _is_one_way(row: dict[str, Any], other: str, back: dict[str, Any], own: str) -> bool:
    """Whether surely a tenth of one side, and surely fewer of the other, name each other."""
    there, again = row[f"shares/{other}"], back.get(f"shares/{own}")
    if again is None or there is None:
        return False
    return _end(row, there, "low") >= 0.1 - 1e-9 and _end(back, again, "high") < _end(
        row, there, "low"
    )


def _end(row: dict[str, Any], share: int, end: str) -> float:
    """Return an end of the interval of a share in per cent, of as few people as there may be."""
    step = row["step"]
    if end == "low" and share <= step:
        return 0.0
    if end == "high" and share >= 100 - step:
        return 1.0
    found = published(share / 100, max(lower_end(row["n"]), FEWEST[step]))
    return found.low if end == "low" else found.high


def departments_shown(s: Sources) -> Sequence[str]:
    units = s.one(r"result:/audiences/staff/groups/units")
    hidden = s.one(r"result:/audiences/staff/groups/units_not_shown")
    told = sum(bool(unit["dimensions"]) or bool(unit["experience"]) for unit in units)
    return [share_of(told, told + hidden, "department").capitalize()]


def anything(_s: Sources) -> Sequence[str]:
    return []


PEOPLE: Mapping[str, Says] = {
    "perception.above_all": perception_above_all,
    "perception.one_above": perception_one_above,
    "perception.alike": perception_alike,
    "perception.not_compared": perception_not_compared,
    "certainty.nobody": certainty_nobody,
    "certainty.complete": certainty_complete,
    "certainty.stage": certainty_stage,
    "certainty.answered": certainty_answered,
    "certainty.unknown": certainty_unknown,
    "staff.more": staff_more,
    "staff.weakest": staff_weakest,
    "staff.balance": staff_balance,
    "staff.scales": staff_scales,
    "staff.said": staff_said,
    "items.shown": items_shown,
    "items.none": items_none,
    "customers.unrecorded": customers_unrecorded,
    "customers.told": customers_told,
    "customers.problem": customers_problem,
    "customers.at_risk": customers_at_risk,
    "customers.accounts": customers_accounts,
    "departments.differ": departments_differ,
    "departments.one_way": departments_one_way,
    "departments.alike": departments_alike,
    "departments.shown": departments_shown,
    "departments.helped": anything,
}
