"""Ways to build results in tests; every document is held against its schema."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from jsonschema import Draft202012Validator

from maturity.answers import Answers
from maturity.framework import Framework
from maturity.loading import load
from maturity.responses import Responses, Rules
from maturity.result import SCHEMA, Document, Scope, build_result
from tests.maturity.made_up import DATA, rows

CENTRICITY = load("centricity")
HARBOUR = load("harbour", root=DATA)
SCOPE = Scope(origin="file", organisation="Harbour Ltd")
RULES = Rules(smallest_group=5)
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))

# Answers of the crew, in the order CA1, CA2 (1..3), CAP (1..2) and SP1 (1..3).
TEN = rows(
    *[[3, 3, 2, 1]] * 4,
    *[[3, 2, 2, 1]] * 2,
    *[[2, 2, 2, 1]] * 2,
    *[[2, 1, 2, 1]] * 2,
)


def build(
    responses: Mapping[str, Responses],
    framework: Framework = HARBOUR,
    *,
    scope: Scope = SCOPE,
    rules: Rules = RULES,
    ratings: Mapping[str, int] | None = None,
) -> Document:
    document = build_result(framework, responses, scope=scope, rules=rules, ratings=ratings)
    VALIDATOR.validate(document)
    return document


def part(
    audience: str,
    answers: Answers,
    framework: Framework = HARBOUR,
    *,
    scope: Scope = SCOPE,
    rules: Rules = RULES,
    **reached: Any,
) -> Document:
    """Return the part of one audience which alone answered; ``reached`` says how."""
    came = {audience: Responses(answers, **reached)}
    document: Document = build(came, framework, scope=scope, rules=rules)["audiences"][audience]
    return document


def table(framework: Framework, audience: str, n: int, **given: int | Sequence[int]) -> Answers:
    """Return n rows of an audience; what is not given by item code is not answered.

    The code may be that of a column, with "_" for the dot.
    """
    columns = framework.questionnaire(audience).columns
    answers = np.zeros((n, len(columns)), dtype=np.uint8)
    known = {column.code.replace(".", "_"): place for place, column in enumerate(columns)}
    for code, codes in given.items():
        answers[:, known[code]] = codes
    return answers


def found(document: Any, key: str) -> Iterator[Any]:
    """Yield every value that stands under a key anywhere in a document."""
    if isinstance(document, dict):
        for name, value in document.items():
            if name == key:
                yield value
            yield from found(value, key)
