"""What the sheets of a workbook are of: no two alike, every column with its scale, ends as numbers.

Held over the sample results, whose documents say what must stand there.
"""

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook

from organisations.workbooks import Sheet, book_of_tables
from reports.sheets import story_sheets
from tests.reports.sample_results import SAMPLES, full

INTERVAL = re.compile(r"−?[\d.,]+%?(?: points)? to −?[\d.,]+%?(?: points)?")
LOW, HIGH = "95% interval, low", "95% interval, high"
# Of a year's pay, what a leaver costs is not drawn from a sample: its ends are assumed.
ENDS = (LOW, HIGH, "Of a year’s pay, low", "Of a year’s pay, high")


def sheets(name: str) -> list[tuple[Sheet, list[list[Any]]]]:
    return [
        (each, [list(row) for row in each.rows]) for each in story_sheets(SAMPLES[name]().story())
    ]


def by_title(name: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of every sheet, each by its headings."""
    return {
        sheet.name: [dict(zip(titles, row, strict=True)) for row in rows]
        for sheet, [titles, *rows] in sheets(name)
    }


@pytest.mark.parametrize("name", SAMPLES)
class TestEverySheet:
    def test_has_a_title_of_its_own(self, name: str) -> None:
        titles = [sheet.name for sheet, _rows in sheets(name)]
        assert len(set(titles)) == len(titles)

    def test_has_no_two_columns_of_one_heading(self, name: str) -> None:
        alike = {s.name: rows[0] for s, rows in sheets(name) if len(set(rows[0])) < len(rows[0])}
        assert not alike

    def test_tells_no_interval_as_a_text(self, name: str) -> None:
        found = [
            (sheet.name, cell)
            for sheet, [_titles, *rows] in sheets(name)
            for row in rows
            for cell in row
            if isinstance(cell, str)
            and (INTERVAL.fullmatch(cell) or re.search(rf"\({INTERVAL.pattern}\)", cell))
            # A department may be called so.
            and cell != row[0]
        ]
        assert not found

    def test_has_both_ends_of_an_interval_in_order_or_neither(self, name: str) -> None:
        for title, rows in by_title(name).items():
            for row in rows:
                for low in (each for each in row if each.endswith(", low")):
                    ends = (row[low], row[low.removesuffix("low") + "high"])
                    if isinstance(ends[0], str):
                        assert ends[0] == ends[1], (title, ends)
                        assert ends[0] in {"", "–", "exact"}, (title, ends)
                    else:
                        assert ends[0] <= ends[1], (title, ends)

    def test_says_of_every_score_its_scale(self, name: str) -> None:
        for sheet, [titles, *_rows] in sheets(name):
            for title in titles:
                if title.endswith("Score") or title.endswith("score"):
                    assert "point" in sheet.units[title] or ", 1 to " in sheet.units[title], title


class TestGroups:
    STAGES = "Departments, stages (staff)"
    EXPERIENCE = "Departments, customers’ experience (staff)"

    def test_hold_score_and_both_ends_as_the_result_has_them(self) -> None:
        rows = {row["Department"]: row for row in by_title("full")[self.STAGES]}
        units = {
            each["name"]: each
            for each in full().result["audiences"]["staff"]["groups"]["units"]
            if not each["level"] and "knowledge" in each["dimensions"]
        }
        assert len(units) > 1
        for name, unit in units.items():
            cell, title = unit["dimensions"]["knowledge"], "Customer knowledge"
            told = [rows[name][title], *(rows[name][f"{title}: {end}"] for end in (LOW, HIGH))]
            assert told == [round(cell[each], 1) for each in ("mean", "low", "high")]

    def test_leave_empty_what_is_not_shown(self) -> None:
        rows = by_title("second_wave")[self.EXPERIENCE]
        hidden = [row for row in rows if row["Customer knowledge"] == "–"]
        assert hidden
        assert {row[f"Customer knowledge: {end}"] for row in hidden for end in (LOW, HIGH)} == {""}

    def test_say_which_scale_their_numbers_are_on(self) -> None:
        found = {sheet.name: sheet for sheet, _rows in sheets("full")}
        assert found[self.STAGES].caption == (
            "Departments: staff, stage scores,"
            " from 1 (Customer awareness) to 4 (Customer obsession)"
        )
        assert found[self.EXPERIENCE].caption == (
            "Departments: staff, agreement with statements on what customers experience,"
            " from 1 (Strongly disagree) to 5 (Strongly agree)"
        )
        for title, unit in (
            (self.STAGES, "stage score, 1 to 4"),
            (self.EXPERIENCE, "agreement, 1 to 5"),
        ):
            for end in ("", f": {LOW}", f": {HIGH}"):
                assert found[title].units[f"Measurement{end}"] == unit
            assert found[title].units["Measurement: answers"] == "people"

    def test_tell_stages_only_where_stages_were_asked_for(self) -> None:
        rows = by_title("full")
        assert "Measurement: stage" in rows[self.STAGES][0]
        assert "Measurement: stage" not in rows[self.EXPERIENCE][0]


class TestOtherIntervals:
    def test_of_steps_stand_beside_each_audience(self) -> None:
        [first, *_rows] = by_title("full")["Roadmap as seen"]
        for code, title in (("staff", "Staff"), ("leaders", "Leaders")):
            cell = full().result["audiences"][code]["steps"]["networks"]
            told = [first[f"{title}: {each}"] for each in ("score", LOW, HIGH)]
            assert told == [round(cell[each], 1) for each in ("mean", "low", "high")]

    def test_of_changes_stand_beside_both_waves(self) -> None:
        rows = {row["Dimension"]: row for row in by_title("second_wave")["Change, Staff"]}
        then = full().result["audiences"]["staff"]["dimensions"]["measurement"]
        now = SAMPLES["second_wave"]().result["audiences"]["staff"]["dimensions"]["measurement"]
        row = rows["Measurement"]
        for title, cell in (("Then", then), ("Now", now)):
            told = [row[title], row[f"{title}: {LOW}"], row[f"{title}: {HIGH}"]]
            assert told == [round(cell[each], 1) for each in ("mean", "low", "high")]
        assert row["Change"] == pytest.approx(round(now["mean"] - then["mean"], 1))

    def test_of_shares_are_parts_of_one(self) -> None:
        [first, *_rows] = by_title("full")["Problems"]
        part = full().result["audiences"]["customers"]["iceberg"]["problem"]
        assert 0 < first[LOW] < first["Share"] < first[HIGH] < 1
        assert part

    def test_of_points_say_that_they_are_percentage_points(self) -> None:
        rows = by_title("second_wave")["What they were to change"]
        share = next(row for row in rows if "at “Customer focus”" in row["What was measured"])
        score = next(row for row in rows if row["What was measured"] == "Staff, score")
        assert share["Change is in"] == "percentage points"
        assert isinstance(share["Change"], float)
        assert share[LOW] < share["Change"] < share[HIGH]
        assert score["Change is in"] == "points of its scale"

    def test_are_shown_as_they_were_told(self) -> None:
        book = load_workbook(
            io.BytesIO(book_of_tables(story_sheets(full().story()), name="x").content)
        )
        page = next(each for each in book.worksheets if each["A1"].value == "Dimensions")
        titles = [cell.value for cell in page[3]]
        cell = page.cell(4, titles.index(f"{LOW} (stage score, 1 to 4)") + 1)
        assert (cell.data_type, cell.number_format) == ("n", "#,##0.0")
