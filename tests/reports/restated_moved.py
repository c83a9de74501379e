"""The rules about what has moved, restated; see ``restated``."""

import re
from collections.abc import Mapping, Sequence
from math import ceil, floor, sqrt
from typing import Any

from maturity.disclosure import lower_end
from maturity.singles import single_cell
from tests.reports.restated import Says, Sources, named, share_of


def cells(s: Sources) -> dict[tuple[str, str], dict[str, dict[str, Any]]]:
    """Return scores by part and name, then and now."""
    found: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for place, value in s.values.items():
        match = re.fullmatch(r"(\w+):/audiences/\w+/([\w-]+)/([\w-]+)/(\w+)", place)
        if match is None:
            # Nothing of it was asked in that wave.
            assert place.count("/") == len(("audiences", "code", "part"))
            continue
        document, part, name, key = match.groups()
        part = "singles" if part == "items" else part
        found.setdefault((part, name), {}).setdefault(document, {})[key] = value
    return found


def direction(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Say how a score has moved, by the rule of the trend: 0.2 points, and zero left out."""
    pair = [whole(each) for each in (then, now)]
    if any(each is None for each in pair):
        return "unknown"
    (m1, l1, u1), (m2, l2, u2) = (each for each in pair if each is not None)
    moved = round(m2 - m1, 1)
    low = floor(10 * (moved - sqrt(max(m2 - l2, 0) ** 2 + max(u1 - m1, 0) ** 2)) + 1e-6) / 10
    high = ceil(10 * (moved + sqrt(max(u2 - m2, 0) ** 2 + max(m1 - l1, 0) ** 2)) - 1e-6) / 10
    if abs(moved) < 0.2 - 1e-9 or low <= 0 <= high:
        return "still"
    return "risen" if moved > 0 else "fallen"


def whole(cell: Mapping[str, Any]) -> tuple[float, float, float] | None:
    """Return a score with its ends; None where nothing can be said of its movement."""
    if cell.get("shares") is not None:
        audience = {"items": {"x": {"end": None, **cell}}}
        cell = single_cell(audience, "x")
    known = {"mean", "n"} <= set(cell) and cell.get("shown", True)
    if not known or cell.get("end") or cell.get("indicative") or lower_end(cell["n"]) < 10:
        return None
    if cell.get("complete"):
        return cell["mean"], cell["mean"], cell["mean"]
    if cell.get("low") is None:
        return None
    return cell["mean"], cell["low"], cell["high"]


def moved_names(s: Sources) -> dict[str, list[str]]:
    """Return the names of what was scored by how it has moved."""
    names = {each.code: each.name for each in s.framework.dimensions}
    found: dict[str, list[str]] = {"risen": [], "fallen": [], "still": [], "unknown": []}
    for (_part, code), pair in cells(s).items():
        moved = direction(pair.get("earlier", {}), pair.get("result", {}))
        found[moved].append(names.get(code, code))
    return found


def progress_moved(s: Sources) -> Sequence[str]:
    found = moved_names(s)
    everything = sum(map(len, found.values()))
    risen, fallen = (_what(s, found[each], everything) for each in ("risen", "fallen"))
    assert found["risen"] or found["fallen"]
    if not found["fallen"]:
        return [f"rate {risen} higher than in “{s.earlier_wave}”", "!lower"]
    if not found["risen"]:
        return [f"rate {fallen} lower than in “{s.earlier_wave}”", "!higher"]
    return [f"rate {risen} higher than in “{s.earlier_wave}”, and {fallen} lower"]


def _what(s: Sources, names: list[str], everything: int) -> str:
    if s.framework.is_pulse:
        return share_of(len(names), everything, "matter")
    return named(names) if len(names) <= 2 else share_of(len(names), everything)


def progress_nothing(s: Sources) -> Sequence[str]:
    found = moved_names(s)
    assert found["still"]
    assert not found["risen"]
    assert not found["fallen"]
    what = "nothing" if s.framework.is_pulse else "no dimension"
    return [f"{what} has surely moved since “{s.earlier_wave}”"]


def progress_too_few(s: Sources) -> Sequence[str]:
    found = moved_names(s)
    assert [each for each, names in found.items() if names] == ["unknown"]
    return ["What has moved" if s.framework.is_pulse else "Which dimensions", "cannot be told"]


def progress_carried(s: Sources) -> Sequence[str]:
    states = list(s.all(r"edition:/carried/actions/(\d+)/state").values())
    done = states.count("done")
    verb = "is done" if done <= 1 else "are done"
    return [share_of(done, len(states), "action").capitalize(), verb]


MOVED: Mapping[str, Says] = {
    "progress.moved": progress_moved,
    "progress.nothing": progress_nothing,
    "progress.too_few": progress_too_few,
    "progress.carried": progress_carried,
    "progress.alone": lambda _sources: [],
}
