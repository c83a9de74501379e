"""Which questions play which part, as a file beside a framework's versions says."""

import shutil
from pathlib import Path

import pytest

from maturity.framework import FrameworkError
from maturity.loading import FRAMEWORKS, load

FILE = "centricity/figures.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(FRAMEWORKS, tmp_path / "frameworks")
    return tmp_path / "frameworks"


def spoil(root: Path, old: str, new: str) -> None:
    file = root / FILE
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_names_questions_of_the_framework() -> None:
    framework = load("centricity")
    items = {item.code: item for item in framework.items}
    complaints, accounts = framework.figures.complaints, framework.figures.accounts
    assert complaints is not None
    assert accounts is not None
    assert "problem" in items[complaints.problem].text("customers")
    assert items[complaints.stays].construct == "loyalty"
    assert items[accounts.experience].construct == "overall"


def test_rules_on_time_are_those_of_the_source() -> None:
    """More than a third of the time, and half a day back for each day out."""
    framework = load("centricity")
    items = {item.code: item for item in framework.items}
    time = framework.figures.time
    assert time is not None
    kept = [items[code].options()[answer - 1] for code, answer in time.rules.values()]
    assert kept == ["More than a third, up to half", "Half a day to under a day"]


def test_a_framework_without_a_construct_lacks_its_figure(root: Path) -> None:
    spoil(root, '["managers-trust", "fairness"]', '["managers-trust", "warmth"]')
    figures = load("centricity", root=root).figures
    assert figures.trust is None
    assert figures.alignment is not None


def test_coverage_is_what_leaders_and_the_assessor_are_both_asked() -> None:
    framework = load("centricity")
    coverage = framework.figures.coverage
    assert coverage is not None
    leaders = {item.code for item in framework.questionnaire("leaders").items}
    asked = [item.code for item in framework.coverage_items]
    assert asked == [*coverage.there, coverage.money]
    assert set(asked) <= leaders
    # Five areas of the officer, six of partnering, seven of strategy, three programmes, the money.
    assert [len(page.items) for page in framework.coverage_pages] == [5, 6, 7, 4]


def test_coverage_leaves_out_what_is_not_asked(root: Path) -> None:
    spoil(root, "SR7 = 3", "SR9 = 3")
    spoil(root, 'money = "EX4"', 'money = "EX9"')
    framework = load("centricity", root=root)
    assert [len(page.items) for page in framework.coverage_pages] == [5, 6, 6, 3]


def test_a_framework_without_the_file_has_no_figures(root: Path) -> None:
    (root / FILE).unlink()
    figures = load("centricity", root=root).figures
    assert (figures.complaints, figures.accounts, figures.coverage) == (None, None, None)
    assert load("centricity", root=root).coverage_pages == ()


def test_a_framework_without_a_question_lacks_its_figure(root: Path) -> None:
    spoil(root, 'stays = "LO1"', 'stays = "LO9"')
    figures = load("centricity", root=root).figures
    assert figures.complaints is None
    assert figures.accounts is not None


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"phone", "mail"', '"pigeon", "mail"', 'names the channel "pigeon", which is not one'),
        ('told = "PB3"\n', "", 'lacks "told"'),
        ("PA1 = 3", "PA1 = 5", 'names of "PA1" no answer from 2 to 4'),
        ("[complaints]", "[complaints", "cannot be read"),
        ("back_from = 4", "back_from = 9", "names the answer 9 to TI3, which has none such"),
    ],
)
def test_says_what_is_wrong(root: Path, old: str, new: str, complaint: str) -> None:
    spoil(root, old, new)
    with pytest.raises(FrameworkError, match=complaint):
        load("centricity", root=root)
