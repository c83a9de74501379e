"""Answers, frameworks and stories for the tests of reports."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from maturity.answers import DONT_KNOW, Answers
from maturity.framework import Framework
from maturity.loading import load
from maturity.result import Document, Responses, Rules, Scope, build_result, canonical, content_hash
from reports.models import Result
from reports.story import Filed, Story, build_story
from tests.maturity.networks import asking, staff

FILED = Filed("6f1c9f0e-3f57-4a0c-9a7e-0d1f7f1f7c55", "0b1f2a3c-9d4e-4f5a-8b6c-7d8e9f0a1b2c", 2)
SCOPE = Scope("wave", "Northwind", "Review 2026", "First wave", "w-1", "2026-03-02", "2026-03-20")
RULES = Rules(smallest_group=5)
FORMAT_1_CELL = {"shown", "n", "mean", "low", "high", "stage", "conditions"}
FORMAT_2_ONLY = {
    "excluded", "weighting", "constructs", "steps", "stage_probability", "choices",
}  # fmt: skip
NOT_SHOWN = "not shown, to protect the people who answered"


def unanimous(
    framework: Framework, audience: str, n: int, codes: Mapping[str, int], statements: int = 3
) -> Answers:
    """Everyone chooses the stage given for each dimension (else 2) and rates alike, but for two.

    Of every other question they choose the first answer, or the first option alone; questions
    that these answers do not lead to stay open. What all answer alike is not told: so one
    person is a step below the others and one a step above, or both beside them at the end of
    a scale. Of several options both choose the second.
    """
    questionnaire = framework.questionnaire(audience)
    row: list[int] = []
    beside: list[tuple[int, int]] = []
    given: dict[str, int] = {}
    for item in questionnaire.items:
        chosen = {"anchored": codes.get(item.dimension, 2), "step": 2}.get(item.kind, 1)
        if item.kind in {"parallel", "rating", "single"}:
            chosen = min(statements, item.scale.points)
        given[item.code] = chosen
        asked = item.code in questionnaire.asked(given)
        if item.several:
            chosen_options = [2] + [1] * (len(item.several) - 1)
            row += chosen_options if asked else [0] * len(item.several)
        elif not item.is_comment:
            row.append(chosen if asked else 0)
            beside.append(neighbours(chosen, item.scale.points) if asked else (0, 0))
        if item.several:
            # Both chose the second option instead.
            others = [1, 2] + [1] * (len(item.several) - 2)
            beside += [(code, code) if asked else (0, 0) for code in others]
    table = np.tile(np.array(row, dtype=np.uint8), (n, 1))
    table[:2] = np.array(beside, dtype=np.uint8).T[:n]
    return table


def neighbours(code: int, points: int) -> tuple[int, int]:
    """The answers below and above one; at an end of the scale twice the one beside it."""
    return max(code - 1, 1 if code > 1 else 2), min(code + 1, points if code < points else code - 1)


def rate(framework: Framework, steps: Mapping[str, int]) -> dict[str, int]:
    """Rate all foundations of a step alike; steps not named are not rated."""
    return {item.code: steps.get(item.step, 0) for item in framework.roadmap_items}


def edition(**more: Any) -> Document:
    """An edition that aims at focus everywhere."""
    dimensions = [dimension.code for dimension in load("centricity").dimensions]
    return {
        "format": "centricity.edition",
        "format_version": 1,
        "targets": dict.fromkeys(dimensions, "focus"),
        "target_step": "",
        "roadmap_notes": {},
        **more,
    }


def places(audience: str, *, dimension: str = "", codes: tuple[str, ...] = ()) -> list[int]:
    """The columns of a dimension's anchored items, or of some items."""
    return [
        place
        for place, column in enumerate(load("centricity").questionnaire(audience).columns)
        if column.item.code in codes
        or (column.item.kind == "anchored" and column.item.dimension == dimension)
    ]


def everywhere(code: int) -> dict[str, int]:
    """The same stage in every dimension."""
    return {dimension.code: code for dimension in load("centricity").dimensions}


def result(
    answers: Mapping[str, Answers | Responses],
    invited: Mapping[str, int] | None = None,
    **more: Any,
) -> Document:
    """The result of a wave, of so many invited as are named."""
    framework = more.pop("framework", None) or load("centricity")
    responses = {
        audience: given
        if isinstance(given, Responses)
        else Responses(given, invited=(invited or {}).get(audience))
        for audience, given in answers.items()
    }
    return build_result(framework, responses, **{"scope": SCOPE, "rules": RULES, **more})


def put_result(document: Document) -> None:
    """Let the one sealed wave have had this result."""
    text = canonical(document)
    Result.objects.update(document=text, sha256=content_hash(text))


def without_format_2(document: Document) -> Document:
    """The same result as format 1 had it, which knew scores, stages and shares alone."""
    old = deepcopy(document)
    del old["own_questions"], old["gaps"]
    old |= {"format_version": 1, "smallest_group": old.pop("rules")["smallest_group"]}
    for audience in old["audiences"].values():
        for key in set(audience) & FORMAT_2_ONLY:
            del audience[key]
        for item in audience.get("items", {}).values():
            del item["dont_know_n"]
        for part in ("dimensions", "experience"):
            for cell in audience.get(part, {}).values():
                for key in set(cell) - FORMAT_1_CELL:
                    del cell[key]
                for condition in cell.get("conditions", {}).values():
                    for key in set(condition) - {"share", "holds"}:
                        del condition[key]
    return old


def staff_at(codes: Mapping[str, int], n: int = 20, **more: Any) -> Document:
    """The result of a wave in which only staff answered, all alike."""
    return result({"staff": unanimous(load("centricity"), "staff", n, codes)}, **more)


def story(document: Document, added: Document | None = None, **more: Any) -> Story:
    """A final story told on 24 March 2026."""
    values = {"is_final": True, "filed": FILED, "as_of": date(2026, 3, 24)}
    framework = more.pop("framework", None) or load("centricity")
    return build_story(framework, document, added, **{**values, **more})


def full_result(**more: Any) -> Document:
    """Twenty of the staff, twelve leaders, thirty customers, and a roadmap.

    Staff: knowledge and measurement at focus, communication (not core, hence no obstacle to
    the next stage) at awareness, the rest at sensitivity, and so the whole at sensitivity.
    Leaders: everything at focus. Statements: staff 3, leaders 4, customers 2.
    """
    framework = load("centricity")
    seen = {"knowledge": 3, "measurement": 3, "communication": 1}
    higher = {dimension.code: 3 for dimension in framework.dimensions}
    return result(
        {
            "staff": unanimous(framework, "staff", 20, seen, 3),
            "leaders": unanimous(framework, "leaders", 12, higher, 4),
            "customers": unanimous(framework, "customers", 30, {}, 2),
        },
        **{
            "invited": {"staff": 40, "leaders": 12, "customers": 400},
            "ratings": rate(framework, {"networks": 4, "teams": 2, "coordinator": 4}),
            **more,
        },
    )


SMALL_STRUCTURE = """
key = "small"
version = "1.0"
published = true
languages = ["en"]
sources = [{ code = "book" }]
stages = [{ code = "seed" }, { code = "shoot" }, { code = "tree" }]
scales = [{ code = "stage", points = 3, dont_know = false }]

[[dimensions]]
code = "roots"
core = true
source = "book"
conditions = { seed = "stated", shoot = "stated", tree = "stated" }

[[dimensions]]
code = "leaves"
core = true
source = "book"
conditions = { seed = "stated", shoot = "stated", tree = "derived" }

[[items]]
code = "RO1"
kind = "anchored"
dimension = "roots"
scale = "stage"
audiences = ["gardeners"]
source = "book"
anchors = ["stated", "stated", "stated"]

[[items]]
code = "LE1"
kind = "anchored"
dimension = "leaves"
scale = "stage"
audiences = ["gardeners"]
source = "book"
anchors = ["stated", "stated", "stated"]

[[questionnaires]]
audience = "gardeners"
minutes = 5
pages = [{ code = "all", items = ["RO1", "LE1"] }]
"""

SMALL_TEXTS = """
title = "Gardens"
summary = "How a garden grows."
sources.book.title = "A book on gardens"
stages.seed = { name = "Seed", summary = "It lies in the ground." }
stages.shoot = { name = "Shoot", summary = "It can be seen." }
stages.tree = { name = "Tree", summary = "It gives shade." }
scales.stage = {}
pages.all = { title = "All", intro = "Look at it." }

[dimensions.roots]
name = "Roots"
question = "How deep?"
conditions = { seed = "No roots.", shoot = "Some roots.", tree = "Deep roots." }

[dimensions.leaves]
name = "Leaves"
question = "How green?"
conditions = { seed = "No leaves.", shoot = "Some leaves.", tree = "Many leaves." }

[items.RO1]
text = "What are the roots like?"
anchors = ["None.", "Some.", "Deep."]

[items.LE1]
text = "What are the leaves like?"
anchors = ["None.", "Some.", "Many."]
"""


def small_framework(folder: Path) -> Framework:
    """A framework of three stages, two dimensions, one audience and no roadmap."""
    place = folder / "small" / "1.0"
    place.mkdir(parents=True)
    (place / "framework.toml").write_text(SMALL_STRUCTURE, encoding="utf-8")
    (place / "en.toml").write_text(SMALL_TEXTS, encoding="utf-8")
    return load("small", root=folder)


def small_story(folder: Path) -> Story:
    """Ten gardeners see the roots at the second stage and the leaves at the third."""
    framework = small_framework(folder)
    answers = unanimous(framework, "gardeners", 10, {"roots": 2, "leaves": 3})
    document = result({"gardeners": answers}, framework=framework)
    targets = {"roots": "tree", "leaves": "tree"}
    return story(document, {"targets": targets}, framework=framework)


def group(dimensions: Mapping[str, Document], **more: Any) -> Document:
    """A group of a result, with a cell for each dimension that is told of it."""
    return {"dimensions": dict(dimensions), "experience": {}, **more}


def told(
    mean: float, low: float, high: float, n: str = "20–49", stage: str | None = None, end: str = ""
) -> Document:
    """A cell of a group."""
    numbers = {"mean": mean, "end": end or None, "low": low, "high": high}
    return {"shown": True, "n": n, **numbers, "stage": stage}


def unit(path: str, dimensions: Mapping[str, Document], **more: Any) -> Document:
    """A unit of a result, named by its path; nothing is told of its rest unless given."""
    values = {"rest": group({}), **more}
    place = {"name": path.split(" / ")[-1], "path": path, "level": path.count(" / ")}
    return group(dimensions, **place, **values)


def with_groups(**more: Any) -> Document:
    """The result of forty staff, with the groups that are given."""
    document = staff_at({}, n=40)
    nothing = {"units": [], "units_not_shown": 0, "rest": group({})}
    attributes: Document = {"attributes": [], "attributes_not_shown": []}
    document["audiences"]["staff"]["groups"] = nothing | attributes | more
    return document


def with_network(**more: Any) -> Document:
    """The result of forty staff of three departments who were asked from whom they got help.

    Of twenty in Sales 12 name Service, 4 of them Sales too; of ten in Service 7 name Sales and 3
    Service; all ten in Stock name all.
    """
    named = [("Sales", [2])] * 8 + [("Sales", [1, 2])] * 4 + [("Sales", [DONT_KNOW])] * 8
    named += [("Service", [1])] * 7 + [("Service", [2])] * 3 + [("Stock", [1, 2, 3])] * 10
    tree = [(name, "") for name in ("Sales", "Service", "Stock")]
    asked = {"Sales": 24, "Service": 12, "Stock": 14, **more}
    came = {"staff": staff(tree, asked, named)}
    document = full_result()
    found = build_result(asking(tree), came, scope=SCOPE, rules=RULES)["audiences"]["staff"]
    document["audiences"]["staff"]["network"] = found["network"]
    return document
