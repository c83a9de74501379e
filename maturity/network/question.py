"""The question from which departments somebody got help, and the departments it offers."""

from collections.abc import Sequence
from dataclasses import replace

from maturity.framework import Framework, Page, Questionnaire
from maturity.groups import NONE, Unit
from maturity.items import FEW_DEPARTMENTS, Department, Item, Scale

AUDIENCE = "staff"
KIND = "network"
CODE = "NET"
PAGE = "network"
# Every department has a number of its own in a byte, beside "not answered" and "none".
FEWEST_DEPARTMENTS, MOST_DEPARTMENTS = 2, 250
# Of more, the departments above them are proposed: nobody looks through a longer list (our rule).
MOST_PROPOSED = 150


def levels_of(units: Sequence[Unit]) -> list[tuple[int, ...]]:
    """Return the departments of each level of a tree, as places in ``units``.

    A branch that ends above a level is there with its last department, so that everybody's
    department, or one above it, can be named.
    """
    depth: list[int] = []
    for unit in units:
        depth.append(0 if unit.parent == NONE else depth[unit.parent] + 1)
    has_more = {unit.parent for unit in units}
    return [
        tuple(
            place
            for place, own in enumerate(depth)
            if own == level or (own < level and place not in has_more)
        )
        for level in range(max(depth, default=NONE) + 1)
    ]


def possible_levels(units: Sequence[Unit]) -> list[int]:
    """Return the levels whose departments can be offered: neither one alone nor too many."""
    return [
        level
        for level, places in enumerate(levels_of(units))
        if FEWEST_DEPARTMENTS <= len(places) <= MOST_DEPARTMENTS
    ]


def level_offered(units: Sequence[Unit], chosen: int | None) -> int | None:
    """Return the level whose departments are offered; None where there is none to offer.

    The chosen one if it is possible; else the deepest of at most 150 departments, or the first
    there is.
    """
    levels, possible = levels_of(units), possible_levels(units)
    if chosen in possible:
        return chosen
    few = [level for level in possible if len(levels[level]) <= MOST_PROPOSED]
    return max(few, default=min(possible, default=None))


def departments_of(units: Sequence[Unit], level: int) -> tuple[Department, ...]:
    """Return the departments of a level, in the order in which they are offered."""
    return tuple(
        Department(unit.key, unit.name, "" if unit.parent == NONE else units[unit.parent].path)
        for unit in (units[place] for place in levels_of(units)[level])
    )


def with_network_question(
    framework: Framework,
    departments: Sequence[Department],
    *,
    text: str,
    none: str,
    title: str,
    hint: str = "",
    intro: str = "",
) -> Framework:
    """Return the framework with the question on a page of its own, asked of staff.

    After the other closed questions and before what is answered in one's own words. Without
    staff, or with fewer than two departments, it is the same framework. ``none`` is the answer
    of whoever got no help.
    """
    if AUDIENCE not in framework.respondents or len(departments) < FEWEST_DEPARTMENTS:
        return framework
    item = Item(
        code=CODE,
        kind=KIND,
        scale=Scale(PAGE, len(departments), (), none),
        audiences=(AUDIENCE,),
        texts={AUDIENCE: text},
        source="",
        departments=tuple(departments),
        help=hint,
    )
    asked = framework.questionnaire(AUDIENCE)
    places = (
        place
        for place, page in enumerate(asked.pages)
        if all(each.is_comment for each in page.items)
    )
    place = next(places, len(asked.pages))
    page = Page(PAGE, title, intro, (item,))
    pages = (*asked.pages[:place], page, *asked.pages[place:])
    questionnaire = Questionnaire(AUDIENCE, pages, asked.limit)
    return replace(
        framework,
        items=(*framework.items, item),
        questionnaires={**framework.questionnaires, AUDIENCE: questionnaire},
    )


def numbered(departments: Sequence[Department]) -> list[tuple[str, list[tuple[int, Department]]]]:
    """Return the departments with their numbers, by the heading under which they are shown.

    Few have none, "". Many stand under the department above them; where there is none above,
    so many at a time under the first and last of their names.
    """
    all_numbered = list(enumerate(departments, start=1))
    if len(departments) <= FEW_DEPARTMENTS:
        return [("", all_numbered)]
    found: dict[str, list[tuple[int, Department]]] = {}
    for number, department in all_numbered:
        found.setdefault(department.above, []).append((number, department))
    alone = found.pop("", [])
    for start in range(0, len(alone), FEW_DEPARTMENTS):
        some = alone[start : start + FEW_DEPARTMENTS]
        names = dict.fromkeys((some[0][1].name, some[-1][1].name))
        found[" – ".join(names)] = some
    return list(found.items())
