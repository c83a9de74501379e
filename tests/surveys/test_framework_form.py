"""What has the wrong form or is lacking is named with its file and its line."""

from pathlib import Path

import pytest

from tests.surveys.framework_files import STRUCTURE, Case, complaints

FORM: list[Case] = [
    (
        STRUCTURE,
        'kind = "rating"',
        'kind = "x"',
        'kind = "x"',
        'items.PR1 has the kind "x"; it must be one of anchored, parallel, rating, step, choice, '
        "several, comment.",
    ),
    (
        STRUCTURE,
        'construct = "pride"',
        'constrct = "pride"',
        'constrct = "pride"',
        'items.PR1 has the unknown entry "constrct"; perhaps "construct" is meant.',
    ),
    (
        STRUCTURE,
        "languages = [",
        "colour = 1\nlanguages = [",
        "colour = 1",
        'the file has the unknown entry "colour"; known are key, version, published, languages, '
        "sources, stages, scales, dimensions, foundations, steps, roadmap, checklist, modules, "
        "themes, constructs, items, evidence, actions, questionnaires.",
    ),
    (
        STRUCTURE,
        "points = 3",
        'points = "3"',
        'points = "3"',
        'scales.ladder has the points "3"; it must be a whole number.',
    ),
    (
        STRUCTURE,
        'options = ["red", "white"]',
        'options = ["red", "Blood red"]',
        'options = ["red", "Blood red"]',
        'items.FL1.options.2 is "Blood red"; it must be lower-case letters and digits, with '
        "hyphens between words.",
    ),
    (
        STRUCTURE,
        'options = ["red", "white"]',
        'options = ["red", "as-white-as-milk-or-snow"]',
        'options = ["red", "as-white-as-milk-or-snow"]',
        'items.FL1.options.2 is "as-white-as-milk-or-snow"; it must have at most 20 characters.',
    ),
    (
        STRUCTURE,
        'code = "ANY"',
        'code = "ANYTHINGYOUWANTTOSAYTOUS"',
        'code = "ANYTHINGYOUWANTTOSAYTOUS"',
        'items.ANYTHINGYOUWANTTOSAYTOUS has the code "ANYTHINGYOUWANTTOSAYTOUS"; it must have at '
        "most 20 characters.",
    ),
    (
        STRUCTURE,
        'options = ["red", "white"]',
        'options = ["red", "red"]',
        'options = ["red", "red"]',
        'items.FL1 has the options ["red", "red"]; it must not name anything twice.',
    ),
    (
        STRUCTURE,
        'options = ["red", "white"]',
        "options = []",
        "options = []",
        "items.FL1 has the options []; it must have at least 1 entry.",
    ),
    (
        STRUCTURE,
        "published = false",
        "published = 0",
        "published = 0",
        "published is 0; it must be true or false.",
    ),
    (
        STRUCTURE,
        '["stated", "stated", "derived"]',
        '["stated",\n  "said", "derived"]',
        '  "said"',
        'items.CA1.anchors.2 is "said"; it must be one of stated, derived.',
    ),
    (
        STRUCTURE,
        "minutes = 5",
        "minutes = 0",
        "minutes = 0",
        "questionnaires.leaders has the minutes 0; it must be 1 or more.",
    ),
    (
        STRUCTURE,
        "answers = [2] }",
        "answers = [256] }",
        "answers = [256] }",
        "items.FL1.when.answers.1 is 256; it must be 255 or less.",
    ),
    (
        STRUCTURE,
        'foundation = "sails"\nsource',
        'foundation = "sails"\nstage = "oceangoing"\nsource',
        'stage = "oceangoing"\nsource = "log"\nbasis = "derived"\n\n[[actions]]',
        'actions.sew has the stage "oceangoing"; it must not be there beside the other entries; '
        "leave it out.",
    ),
    (
        STRUCTURE,
        'options = ["red", "white"]\n',
        "",
        '[[items]]\ncode = "FL1"',
        'items.FL1 lacks "options".',
    ),
    (
        "de.toml",
        'title = "Hafen"',
        'title = " "',
        'title = " "',
        'title is " "; it must be a text that is not empty.',
    ),
    (
        "en.toml",
        'why = "It is slow."',
        'wy = "It is slow."',
        'wy = "It is slow."',
        'actions.train has the unknown entry "wy"; perhaps "why" is meant.',
    ),
]

LACKING: list[Case] = [
    (
        STRUCTURE,
        "core = false\n",
        "",
        '[[dimensions]]\ncode = "speed"',
        'dimensions.speed lacks "core".',
    ),
    (
        STRUCTURE,
        'construct = "pride"\n',
        "",
        '[[items]]\ncode = "PR1"',
        'items.PR1 lacks "construct".',
    ),
    (
        STRUCTURE,
        'stage = "oceangoing"\n',
        "",
        '[[actions]]\ncode = "train"',
        'actions.train lacks "stage".',
    ),
    (
        STRUCTURE,
        ', oceangoing = "derived" }\n\n[[dim',
        " }\n\n[[dim",
        'conditions = { moored = "stated"',
        'dimensions.care.conditions lacks "oceangoing".',
    ),
    ("de.toml", 'name = "Moored"\n', "", "[stages.moored]", 'stages.moored lacks "name".'),
    (
        "en.toml",
        'coastal = "It keeps up with others."\n',
        "",
        "[dimensions.speed.conditions]",
        'dimensions.speed.conditions lacks "coastal".',
    ),
    (
        "de.toml",
        'customers = "I feel safe on board."\n',
        "",
        "[items.CAP.texts]",
        'items.CAP.texts lacks "customers".',
    ),
    (
        "de.toml",
        'white = "A white one"\n',
        "",
        "[items.FL1.options]",
        'items.FL1.options lacks "white".',
    ),
    (
        "de.toml",
        'sails = "There are sails."\n',
        "",
        "[roadmap.cells.launch]",
        'roadmap.cells.launch lacks "sails".',
    ),
    (
        "en.toml",
        'dont_know = "I cannot say"\n',
        "",
        "[scales.ladder]",
        'scales.ladder lacks "dont_know".',
    ),
    (
        "en.toml",
        'care-log = "Repairs are written down."\n',
        "",
        "[evidence]",
        'evidence lacks "care-log".',
    ),
    (
        "en.toml",
        '[pages.flags]\ntitle = "Flags"\nintro = "Think of feasts."\n',
        "",
        "[pages.care]",
        'pages lacks "flags".',
    ),
    (
        "en.toml",
        '["It does not start.", "It arrives.", "It wins."]',
        '["It starts.", "It wins."]',
        'anchors = ["It starts."',
        "items.SP1.anchors needs 3 anchors; there are 2.",
    ),
    (
        "de.toml",
        'labels = ["No", "Yes"]',
        'labels = ["No", "So so", "Yes"]',
        'labels = ["No", "So so"',
        "scales.yesno.labels needs 2 labels; there are 3.",
    ),
    (
        "de.toml",
        'labels = ["No", "Yes"]\n',
        "",
        "[scales.yesno]",
        "scales.yesno needs 2 labels; there are 0.",
    ),
]


@pytest.mark.parametrize("case", FORM, ids=lambda case: case[2])
def test_what_has_the_wrong_form(tmp_path: Path, case: Case) -> None:
    expected, found = complaints(tmp_path, case)
    # What is misspelt is also lacking.
    assert expected in found


@pytest.mark.parametrize("case", LACKING, ids=lambda case: case[4])
def test_what_is_lacking(tmp_path: Path, case: Case) -> None:
    expected, found = complaints(tmp_path, case)
    assert found == [expected]
