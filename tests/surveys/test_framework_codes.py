"""Codes that are not there and texts left over are named with their file and their line."""

from pathlib import Path

import pytest

from tests.surveys.framework_files import STRUCTURE, Case, complaints

LEFT_OVER: list[Case] = [
    (
        "de.toml",
        "[pages.mood]",
        '[items.SP2]\ntext = "How?"\n\n[pages.mood]',
        "[items.SP2]",
        'items has "SP2", which is not in framework.toml; perhaps "SP1" is meant.',
    ),
    (
        "en.toml",
        'care-log = "Repairs',
        'oil = "There is oil."\ncare-log = "Repairs',
        "oil = ",
        'evidence has "oil", which is not in framework.toml; known are care-log.',
    ),
    (
        "en.toml",
        'red = "A red one"',
        'reed = "A reed"\nred = "A red one"',
        "reed = ",
        'items.FL1.options has "reed", which is not in framework.toml; perhaps "red" is meant.',
    ),
    (
        "de.toml",
        'labels = ["No", "Yes"]',
        'labels = ["No", "Yes"]\ndont_know = "?"',
        'dont_know = "?"',
        "scales.yesno.dont_know is left over; in framework.toml the scale has none.",
    ),
    (
        "de.toml",
        'text = "I am proud of the boat."',
        'text = "I am proud."\nanchors = ["No."]',
        'anchors = ["No."]',
        "items.PR1.anchors needs 0 anchors; there are 1.",
    ),
]

CODES: list[Case] = [
    (
        STRUCTURE,
        'source = "log"\nanchors',
        'source = "diary"\nanchors',
        'source = "diary"',
        'items.CA1 has the source "diary"; it must be one of log.',
    ),
    (
        STRUCTURE,
        'dimension = "speed"\nscale',
        'dimension = "looks"\nscale',
        'dimension = "looks"',
        'items.SP1 has the dimension "looks"; it must be one of care, speed.',
    ),
    (
        STRUCTURE,
        'stage = "coastal"',
        'stage = "moored"',
        'stage = "moored"',
        'evidence.care-log has the stage "moored"; it must be one of coastal, oceangoing.',
    ),
    (
        STRUCTURE,
        'items = ["PR1", "ST1"]',
        'module = "core"\nitems = ["PR1", "ST1"]',
        'module = "core"',
        'questionnaires.leaders.pages.mood has the module "core"; there are no modules.',
    ),
    (
        STRUCTURE,
        'scale = "yesno"\naudience = "surveyor"\nbasis',
        'scale = "rope"\naudience = "surveyor"\nbasis',
        'scale = "rope"',
        'roadmap has the scale "rope"; it must be one of ladder, yesno.',
    ),
    (
        STRUCTURE,
        'items = ["SP1"]',
        'items = [\n  "SP1",\n  "SP9",\n]',
        '  "SP9",',
        'questionnaires.staff.pages.speed asks "SP9", which is no item; perhaps "SP1" is meant.',
    ),
    (
        STRUCTURE,
        'items = ["SP1"]',
        'items = ["SP1", "PR1"]',
        'items = ["SP1", "PR1"]',
        'questionnaires.staff.pages.speed asks "PR1", which is no item for staff.',
    ),
    (
        STRUCTURE,
        'items = ["SP1"]',
        'items = ["SP1", "CA1"]',
        'items = ["SP1", "CA1"]',
        'questionnaires.staff.pages.speed asks "CA1", which was asked before.',
    ),
    (
        STRUCTURE,
        '"ST1"]\n\n[[questionnaires.pages]]\ncode = "flags"\nitems = ["FL1", ',
        '"FL1"]\n\n[[questionnaires.pages]]\ncode = "flags"\nitems = ["ST1", ',
        'items = ["PR1", "FL1"]',
        'questionnaires.leaders.pages.mood asks "FL1", which depends on "PR1"; '
        "ask that on an earlier page.",
    ),
    (
        STRUCTURE,
        "answers = [2] }",
        "answers = [3] }",
        "when = {",
        "items.FL1.when.answers.1 is 3; PR1 has the answers 1, 2.",
    ),
    (
        STRUCTURE,
        'when = { item = "PR1"',
        'when = { item = "ANY"',
        "when = {",
        'items.FL1.when has the item "ANY"; it must be an item with one answer.',
    ),
    (
        STRUCTURE,
        'kind = "anchored"\ndimension = "speed"\nscale = "ladder"',
        'kind = "anchored"\ndimension = "speed"\nscale = "yesno"',
        'scale = "yesno"\naudiences = ["staff"]\n',
        'items.SP1 has the scale "yesno"; its 2 points are not one for each of the 3 stages.',
    ),
    (
        STRUCTURE,
        '["stated", "derived", "derived"]',
        '["stated", "derived"]',
        'anchors = ["stated", "derived"]',
        "items.CA2.anchors has 2 marks; there are 3 stages.",
    ),
    (
        STRUCTURE,
        'code = "CA2"',
        'code = "CA1"',
        'code = "CA1"\nkind = "anchored"\ndimension = "care"\nscale = "ladder"\n'
        'audiences = ["staff"]\nsource = "log"\nanchors = ["stated", "derived"',
        'items has the code "CA1" twice, first on line 43.',
    ),
    (
        STRUCTURE,
        'audience = "customers"',
        'audience = "staff"',
        'audience = "staff"\n\n[[questionnaires.pages]]\ncode = "care"\nitems = ["CAP"]',
        'questionnaires has the audience "staff" twice, first on line 78.',
    ),
    (
        STRUCTURE,
        'moored = "derived", coastal',
        'moor = "derived", coastal',
        'conditions = { moor = "derived"',
        'dimensions.speed.conditions has the unknown stage "moor"; perhaps "moored" is meant.',
    ),
    (
        STRUCTURE,
        'key = "harbour"',
        'key = "port"',
        'key = "port"',
        'key is "port"; it must be harbour, as it lies in harbour/1.0.',
    ),
    (
        STRUCTURE,
        'version = "1.0"',
        'version = "1.1"',
        'version = "1.1"',
        'version is "1.1"; it must be 1.0, as it lies in harbour/1.0.',
    ),
]


@pytest.mark.parametrize("case", LEFT_OVER, ids=lambda case: case[4])
def test_what_is_left_over(tmp_path: Path, case: Case) -> None:
    expected, found = complaints(tmp_path, case)
    assert found == [expected]


@pytest.mark.parametrize("case", CODES, ids=lambda case: case[4])
def test_what_is_named_but_not_there(tmp_path: Path, case: Case) -> None:
    expected, found = complaints(tmp_path, case)
    assert expected in found
