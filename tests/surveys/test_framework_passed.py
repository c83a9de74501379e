"""Whatever model passes the check is loaded, asked and computed."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from maturity.answers import allowed_codes
from maturity.framework import Framework
from maturity.loading import read_framework
from maturity.responses import Responses, Rules
from maturity.result import Scope, build_result
from surveys.framework.check import check_framework
from tests.maturity.spoiled_workshops import STRUCTURE, Edit, edited

PEOPLE = 12
MODELS_A_SEED = 12

# Changes of form that leave every code where it is.
KINDS: list[tuple[Edit, ...]] = [
    (),
    ((STRUCTURE, "core = true", "core = false"),),
    ((STRUCTURE, "core = false", "core = true"),),
    # A dimension only customers are asked about; one nobody is asked to place.
    ((STRUCTURE, '["PR1", "PR2", "PR3", "PRP"]', '["PRP"]'),) * 2,
    ((STRUCTURE, '["TL1", "TL2", "TL3", "TLP"]', '["TL1"]'),),
    # Nobody is compared, and some are asked nothing but for words.
    ((STRUCTURE, '["TLP", "PRP", "LA1"]', '["LA1"]'),),
    ((STRUCTURE, '["ST1", "ST2"]', '["ST2"]'), (STRUCTURE, '["ST1", "ST2", "TM1"]', '["TM1"]')),
    ((STRUCTURE, '["CR1", "CR2", "CR3"]', '["CR2"]'),),
    # Whether one is asked the scored item depends on another.
    (
        (STRUCTURE, 'code = "CR1"\nkind = "rating"',
         'code = "CR1"\nwhen = { item = "TL1", answers = [2, 255] }\nkind = "rating"'),
    ),
    (
        (STRUCTURE, 'code = "PR1"\nkind = "anchored"',
         'code = "PR1"\nwhen = { item = "TL1", answers = [3] }\nkind = "anchored"'),
    ),
    (
        (STRUCTURE, 'code = "ST2"\nkind = "step"',
         'code = "ST2"\nwhen = { item = "PRP", answers = [5] }\nkind = "step"'),
    ),
]  # fmt: skip


@pytest.mark.parametrize("edits", KINDS, ids=lambda edits: edits[0][2][:40] if edits else "")
def test_model_of_another_form(tmp_path: Path, edits: tuple[Edit, ...]) -> None:
    folder = edited(tmp_path, *edits)
    assert check_framework(folder).is_passed
    goes_through(folder, random.Random(1))


def test_questionnaire_of_nothing_but_comments(tmp_path: Path) -> None:
    folder = edited(tmp_path)
    path = folder / STRUCTURE
    text = path.read_text("utf-8")
    before, customers = text.split('audience = "customers"\nminutes = 6\n')
    pages = customers.split("\n\n")
    (words,) = (page for page in pages if "customer-words" in page)
    words = words.replace('["CM1", "CM2"]', '["CM1"]')
    path.write_text(f'{before}audience = "customers"\nminutes = 6\n\n{words}\n', "utf-8")
    texts = re.sub(
        r"\[pages\.(visit|late|very-late)\]\n(.+\n)+", "", (folder / "en.toml").read_text("utf-8")
    )
    (folder / "en.toml").write_text(texts, "utf-8")
    assert check_framework(folder).is_passed
    goes_through(folder, random.Random(1))


@pytest.mark.parametrize("seed", range(5))
def test_whatever_line_is_changed(tmp_path: Path, seed: int) -> None:
    """Entries of the structure are taken out or given the value of another of their kind."""
    folder = edited(tmp_path)
    path = folder / STRUCTURE
    whole = path.read_text("utf-8")
    choice = random.Random(seed)
    passed = 0
    for lines in changed(whole.splitlines(), choice):
        path.write_text("\n".join(lines), "utf-8")
        if check_framework(folder).is_passed:
            passed += 1
            goes_through(folder, choice)
    assert passed


def changed(lines: list[str], choice: random.Random) -> Iterator[list[str]]:
    """Yield copies of a file in which one or two entries have another's value, or are gone."""
    entries: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if re.match(r"(scale|points|dimension|when|core|dont_know|items|audiences|bounds|step) = ",
                    line):  # fmt: skip
            entries.setdefault(line.split(" = ")[0], []).append(number)
    for _ in range(MODELS_A_SEED):
        copy = [*lines]
        for _ in range(choice.choice([1, 2])):
            places = entries[choice.choice(sorted(entries))]
            place = choice.choice(places)
            copy[place] = choice.choice(["", *(lines[other] for other in places)])
        yield copy


def goes_through(folder: Path, choice: random.Random) -> None:
    """Load a model, ask everybody, and compute the result of what they answer."""
    framework = read_framework(folder, "en")
    came = {audience: answers(framework, audience, choice) for audience in framework.respondents}
    rated = framework.questionnaire(framework.assessor) if framework.assessor else None
    ratings = {
        column.code: choice.choice(allowed_codes(column.item))
        for column in (rated.columns if rated else ())
    }
    result = build_result(
        framework,
        came,
        scope=Scope(origin="wave", organisation="Workshop", wave_id="1"),
        rules=Rules(smallest_group=5),
        ratings=ratings,
    )
    assert result["audiences"].keys() == set(framework.respondents)


def answers(framework: Framework, audience: str, choice: random.Random) -> Responses:
    """Let people answer at random what they are asked, some of them leaving things out."""
    asked = framework.questionnaire(audience)
    rows = []
    for _ in range(PEOPLE):
        given: dict[str, int] = {}
        for column in asked.columns:
            if column.item.code in asked.asked(given):
                given[column.code] = choice.choice(allowed_codes(column.item))
        rows.append([given.get(column.code, 0) for column in asked.columns])
    table = np.array(rows, dtype=np.uint8).reshape(PEOPLE, len(asked.columns))
    return Responses(table, invited=PEOPLE + 3)
