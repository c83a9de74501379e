"""Documents in which the values at some addresses are others than they were."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from maturity.framework import Framework
from maturity.plan import whole_action
from maturity.result import Document
from reports.story.claims.addresses import value_at
from tests.reports.sample_results import full

MOVES = (-2.5, -1.0, -0.4, 0.4, 1.0, 2.5)
ALIKE = {"shown": True, "difference": 0.1, "verdict": "no_clear_difference"}
# Scores of which it can be told how they moved.
HEALTHY: Mapping[str, Any] = {"n": "50+", "end": None, "indicative": False}
SHARES = (0.02, 0.1, 0.3, 0.5, 0.7, 0.98)


def groups_of(sources: Sequence[str]) -> list[list[str]]:
    """Return sources in groups that make sense together only: one score, one comparison, one row.

    What departments differ on are two intervals of a dimension, and whether they count.
    """
    found: dict[str, list[str]] = {}
    movement = any(source.startswith("earlier:") for source in sources)
    for source in sources:
        found.setdefault(_group(source, movement=movement), []).append(source)
    return list(found.values())


def _group(source: str, *, movement: bool) -> str:
    way = source.split("/")
    if "units" in way and "dimensions" in way:
        return way[way.index("dimensions") + 1]
    if "departments" in way or way[-1] == "stage":
        return way[-2 if way[-1] == "stage" else way.index("dimensions") + 1]
    if way[-1] == "status":
        # Whether a step rests on others is told by all of them.
        return "/".join(way[:-2])
    if "targets" in way:
        return way[-1]
    if movement and len(way) > 5:
        # Of a movement both waves' scores, and of a question its score and its answers.
        return way[4]
    if "rows" in way:
        return "/".join(way[: way.index("rows") + 2])
    is_of_a_part = way[-1] in {"mean", "low", "high", "n", "shares", "share", "end", "complete"}
    is_of_a_part |= "gaps" in way or "actions" in way
    return "/".join(way[:-1]) if is_of_a_part else source


def altered(
    documents: Mapping[str, Document], group: Sequence[str], framework: Framework
) -> Iterator[dict[str, Document]]:
    """Yield the documents with values of a group changed: numbers together, others one by one."""
    values = {source: value_at(documents, source) for source in group}
    scores: dict[str, Any] = {s: v for s, v in values.items() if _is_score(s, v)}
    for document in documents:
        own = {s: value for s, value in scores.items() if s.startswith(document)}
        for move in MOVES if own else ():
            moved = {source: value + move for source, value in own.items()}
            yield _with(documents, moved | _comparable(values))
    healthy = {s: HEALTHY[name] for s in values if (name := s.rsplit("/", 1)[1]) in HEALTHY}
    if healthy:
        yield _with(documents, healthy)
    apart = {s: (9.0 if s.endswith("/low") else -9.0) for s in scores}
    if scores and len(scores) > 1:
        yield _with(documents, apart | _comparable(values))
        yield _with(documents, {source: -value for source, value in apart.items()})
    for source, value in values.items():
        if source.endswith("/assessed"):
            yield _with(documents, {"result:/roadmap": full().result["roadmap"]})
        if source.endswith("/shown"):
            yield from _hidden_or_shown(documents, source, is_shown=not value)
        for other in _others(source, value, framework):
            yield _with(documents, {source: other})


def _hidden_or_shown(
    documents: Mapping[str, Document], source: str, *, is_shown: bool
) -> Iterator[dict[str, Document]]:
    """Yield documents in which a part is hidden, or shown as it is in another result."""
    part = source.removesuffix("/shown")
    if not is_shown:
        yield _with(documents, {part: {"shown": False}})
        return
    if part.startswith("result:/gaps"):
        gap = {**documents["result"]["gaps"][int(part.rsplit("/", 1)[1])], **ALIKE}
        yield _with(documents, {part: gap})
        return
    document = part.split(":")[0]
    try:
        yield _with(documents, {part: value_at({document: full().result}, part)})
    except (KeyError, IndexError):
        return


def _is_score(source: str, value: object) -> bool:
    return source.rsplit("/", 1)[1] in {"mean", "low", "high"} and isinstance(value, float | int)


def _comparable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Let departments count as a whole that can be told apart, where they are in question."""
    flags = {s: True for s in values if s.endswith("/comparable")}
    return flags | {s: {"comparable": True} for s in values if s.endswith("/departments")}


def _others(source: str, value: Any, framework: Framework) -> list[Any]:
    """Return other values that may stand at an address."""
    name, staff = source.rsplit("/", 1)[1], full().result["audiences"]["staff"]
    stages = [each.code for each in framework.stages]
    steps = [each.code for each in framework.steps]
    by_name: dict[str, list[Any]] = {
        "stage": [*stages, None],
        "verdict": ["first_higher", "second_higher", "no_clear_difference"],
        "response_rate": ["35%", None],
        "certainty": ["confirmed", "provisional", None],
        "attained": [*steps, None],
        "next_step": [*steps, None],
        "target_step": [*steps, ""],
        "status": ["not", "largely", "fully"],
        "code": [f"dimension:{framework.dimensions[-1].code}", "step:segments", "nothing"],
        "state": ["planned", "done"],
        "owner": ["", "Somebody"],
        "due_on": ["", "2000-01-01", "2999-01-01"],
        "end": ["at_least", "at_most"],
        "targets": [{}, dict.fromkeys((d.code for d in framework.dimensions), stages[-1])],
        "evidence": [
            {},
            *({each.code: rating for each in framework.evidence_items} for rating in (1, 3)),
        ],
        "actions": [[whole_action({"state": "planned"})], _owned(framework)],
        "weights": [{}, *({each.code: 9} for each in framework.dimensions)],
        "n": ["5–9"],
        "smallest_group": [7],
        "accounts": [value + 1 if isinstance(value, int) else value],
        "units": [value[1:] if value and isinstance(value, list) else staff["groups"]["units"]],
        "units_not_shown": [40],
        "gaps": [[{**full().result["gaps"][0], "shown": False, "verdict": "too_few"}]],
        "dimensions": [staff["dimensions"]],
    }
    if "targets" in source and name != "targets":
        return [each for each in [*stages, "none"] if each != value]
    if name == "":
        # The whole edition is the source where a part of it is missing.
        return [value | {key: by_name[key][-1]} for key in ("targets", "actions")]
    if name in {"shown", "assessed"}:
        return []
    if name == "stage" and "/dimensions/" in source:
        return [each for each in stages if each != value]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, float) and 0 <= value <= 1:
        return [each for each in (*SHARES, -0.5) if each != value]
    if "/shares/" in source:
        return [10, 90]
    return [each for each in by_name.get(name, []) if each != value]


def _owned(framework: Framework) -> list[Document]:
    """Return a plan in which somebody answers for every dimension and every step."""
    codes = [f"dimension:{each.code}" for each in framework.dimensions]
    codes += [f"step:{each.code}" for each in framework.steps]
    done = {"state": "planned", "owner": "Somebody", "due_on": "2999-01-01"}
    return [whole_action({"priority": code, **done}) for code in codes]


def _with(documents: Mapping[str, Document], values: Mapping[str, Any]) -> dict[str, Document]:
    changed = dict(documents)
    for source, value in values.items():
        document, way = source.split(":/", 1)
        steps = [step.replace("~1", "/").replace("~0", "~") for step in way.split("/") if step]
        changed[document] = _put(changed[document], steps, value)
    return changed


def _put(found: Any, way: Sequence[str], value: Any) -> Any:
    """Return a copy in which another value stands at the end of a way."""
    if not way:
        return value
    if isinstance(found, list):
        place = int(way[0])
        return [*found[:place], _put(found[place], way[1:], value), *found[place + 1 :]]
    return {**found, way[0]: _put(found[way[0]], way[1:], value)}
