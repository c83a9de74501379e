"""Nobody's choice can be worked out from the matrices: random trees, attacked."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.answers import DONT_KNOW
from maturity.network import part
from maturity.network.question import levels_of
from maturity.responses import Rules
from tests.maturity.exact_attack import isolates_fewer_than
from tests.maturity.networks import Tree, asking, staff, units_of
from tests.maturity.results import build

Asked = dict[str, int]
Answers = list[tuple[str, list[int]]]


def grown(random: np.random.Generator) -> Tree:
    """A tree of up to three levels, of two departments at least."""
    tree: list[tuple[str, str]] = []
    for top in range(int(random.integers(2, 4))):
        tree.append((f"d{top}", ""))
        for middle in range(int(random.integers(0, 4))):
            tree.append((f"d{top}{middle}", f"d{top}"))
            for low in range(int(random.integers(0, 3))):
                tree.append((f"d{top}{middle}{low}", f"d{top}{middle}"))
    return tree


def peopled(tree: Tree, random: np.random.Generator, departments: int) -> tuple[Asked, Answers]:
    """Who is asked in each unit and in none, and whom those who answered name."""
    asked: Asked = {}
    named: Answers = []
    for unit in ["", *(name for name, _above in tree)]:
        came = int(random.choice([0, 1, 2, 4, 6, 11, 14, 25]))
        asked[unit] = came + int(random.choice([0, 1, 3, 10]))
        for _one in range(came):
            some = random.permutation(departments)[: int(random.integers(0, 4))] + 1
            named.append((unit, sorted(some.tolist()) or [DONT_KNOW]))
    return {unit: n for unit, n in asked.items() if n}, named


def rows_of(network: dict[str, Any], tree: Tree, units: list[str]) -> list[list[float]]:
    """Return of each published row which units' people it counts."""
    above = dict(tree)

    def within(unit: str, name: str) -> bool:
        while unit and unit != name:
            unit = above[unit]
        return unit == name

    rows = [[1.0] * len(units)]
    for level in network["levels"]:
        for department, row in zip(level["departments"], level["rows"], strict=True):
            if row is not None:
                name = department["path"].split(" / ")[-1]
                rows.append([float(within(unit, name)) for unit in units])
    return rows


def leaks(network: dict[str, Any], tree: Tree, named: Answers, k: int) -> bool:
    """Whether some combination of the rows rests on fewer than k of those who surely count."""
    named = [each for place, each in enumerate(named) if place not in fast(len(named))]
    units = sorted({unit for unit, _numbers in named})
    sizes = [sum(unit == each for each, _numbers in named) for unit in units]
    rows = np.array(rows_of(network, tree, units))
    # Units that no row tells apart are one atom.
    patterns, inverse = np.unique(rows, axis=1, return_inverse=True)
    people = np.bincount(inverse.reshape(-1), sizes).astype(int).tolist()
    return isolates_fewer_than(k, patterns, people)


def fast(people: int) -> list[int]:
    """Who answers too fast to be sure to count: every ninth."""
    return list(range(0, people, 9))


def told(seed: int, k: int) -> tuple[dict[str, Any], Tree, Answers]:
    random = np.random.default_rng(seed)
    tree = grown(random)
    levels = levels_of(units_of(tree))
    level = int(random.integers(0, len(levels)))
    asked, named = peopled(tree, random, len(levels[level]))
    came = {"staff": staff(tree, asked, named, level, fast(len(named)))}
    document = build(came, asking(tree, level), rules=Rules(k))["audiences"]["staff"]
    return (document["network"] if document["shown"] else {"shown": False}), tree, named


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**30), st.sampled_from([5, 6, 8]))
def test_whatever_is_shown_rests_on_a_group(seed: int, k: int) -> None:
    network, tree, named = told(seed, k)
    if not network["shown"]:
        return
    assert not leaks(network, tree, named, k)
    for level in network["levels"]:
        for row in (level["whole"], *filter(None, level["rows"])):
            step = row["step"]
            ends = [row["own"], row["outside"], *filter(None, row["shares"])]
            assert all(step <= percent <= 100 - step for percent in ends)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**30))
def test_what_is_shown_does_not_depend_on_what_was_chosen(seed: int) -> None:
    network, tree, named = told(seed, 5)
    if not network["shown"]:
        return
    departments = len(network["levels"][-1]["departments"])
    asked = dict.fromkeys(["", *(name for name, _above in tree)], 100)
    random = np.random.default_rng(seed + 1)

    def shown(answers: Answers) -> list[list[bool]]:
        level = len(network["levels"]) - 1
        came = {"staff": staff(tree, asked, answers, level)}
        found = build(came, asking(tree, level))["audiences"]["staff"]["network"]
        return [[row is not None for row in each["rows"]] for each in found.get("levels", [])]

    others: Answers = [(unit, [int(random.integers(1, departments + 1))]) for unit, _ in named]
    assert shown(named) == shown(others)


def test_the_attack_finds_what_the_rule_of_rests_prevents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With every department of ten answers told, many of the same trees give somebody away."""

    def every_large_one(self: part.NetworkPart) -> frozenset[int]:
        return frozenset(node for node, n in enumerate(self.sure_n) if n >= 10)

    monkeypatch.setattr(part.NetworkPart, "_open", every_large_one)
    found = [told(seed, 5) for seed in range(60)]
    assert sum(leaks(*each, 5) for each in found if each[0]["shown"]) > 10
