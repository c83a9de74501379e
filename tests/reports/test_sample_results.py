"""The samples are what they say, so that pictures and sentences of them show something."""

import json
import re
from datetime import date

import pytest
from jsonschema import validate

from maturity.result import SCHEMA
from tests.reports.sample_names import units
from tests.reports.sample_results import SAMPLES

# The days that files reach to, of accounts and of complaints.
UNTIL = re.compile(r'"(?:until|last)": "(\d{4}-\d{2}-\d{2})"')


@pytest.mark.parametrize("name", SAMPLES)
def test_are_results_as_the_schema_has_them(name: str) -> None:
    validate(SAMPLES[name]().result, json.loads(SCHEMA.read_text()))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_file_of_theirs_is_later_than_the_day_they_are_told(name: str) -> None:
    sample = SAMPLES[name]()
    days = UNTIL.findall(json.dumps([sample.result, sample.edition]))
    assert all(date.fromisoformat(day) <= sample.told_on for day in days)
    assert bool(days) == (name != "tiny")


@pytest.mark.parametrize("name", ["full", "huge", "second_wave"])
def test_what_the_consultant_adds_agrees_with_who_answered(name: str) -> None:
    """There are as many staff and customers as answered, and accounts speak through these."""
    sample = SAMPLES[name]()
    audiences, edition = sample.result["audiences"], sample.edition
    staff, customers = audiences["staff"], audiences["customers"]
    rate = int(customers["response_rate"].strip("%<>≤≥")) / 100
    assert staff["n"] <= edition["people"]["staff"] <= 2 * staff["n"]
    # Response rates are rounded to five per cent.
    assert customers["n"] / (rate + 0.025) <= edition["complaints"]["customers"]
    assert edition["portfolio"]["document"]["experience"]["contacts"] <= customers["n"]


def test_the_full_one_tells_of_everything_but_of_other_waves() -> None:
    missing = {each.code for each in SAMPLES["full"]().story().sections if not each.is_there}
    assert missing == {"progress", "trend", "carried"}


def test_the_second_wave_tells_of_everything() -> None:
    assert all(each.is_there for each in SAMPLES["second_wave"]().story().sections)


def test_of_the_tiny_one_most_is_not_shown() -> None:
    story = SAMPLES["tiny"]().story()
    shown = [row.is_shown for row in story.profile.rows]
    assert 1 <= sum(shown) <= 3
    assert story.groups is not None
    assert not any(table.rows for table in story.groups.departments.tables)


def test_the_huge_one_has_three_hundred_units_of_which_some_are_not_shown() -> None:
    found = SAMPLES["huge"]().result["audiences"]["staff"]["groups"]
    paths = {path.rsplit(" / ", depth)[0] for path in units() for depth in range(3)}
    assert len(paths) == 300
    assert len(found["units"]) + found["units_not_shown"] == 300
    assert found["units_not_shown"] > 10


def test_in_the_second_wave_the_plan_goes_on_with_what_is_still_open() -> None:
    """As it does on a client's board."""
    edition = SAMPLES["second_wave"]().edition
    carried, actions = edition["carried"]["actions"], edition["actions"]
    still_open = [each for each in carried if each["state"] in {"planned", "under_way"}]
    assert [each["owner"] for each in still_open] == ["Head of sales", "Chief executive"]
    assert actions[:2] == still_open
    assert len({each["id"] for each in (*carried, *actions)}) == 5 + 2


def test_what_is_carried_over_for_a_priority_is_told_with_it() -> None:
    told = SAMPLES["second_wave"]().story().priorities
    assert told is not None
    (coordinator,) = (row for row in told.rows if "coordinator" in row.name)
    assert [(each.owner, each.due_text) for each in coordinator.planned] == [
        ("Chief executive", "16 January 2027")
    ]
