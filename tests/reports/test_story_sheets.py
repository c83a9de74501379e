"""The tables of a result as a spreadsheet: what the page shows, as numbers where it can be."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from maturity.loading import load
from organisations.models import Record
from organisations.workbooks import Sheet, book_of_tables, tabs, workbook
from reports import services as reports
from reports.sealing import seal_wave
from reports.sheets import story_sheets
from surveys.models import Assessment
from tests.reports.sample_results import full
from tests.reports.samples import edition, full_result, result, staff_at, story, unanimous
from tests.world import NOW, World


def by_name(sheets: list[Sheet]) -> dict[str, list[list[Any]]]:
    """{name: rows}."""
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in sheets}


class TestSheets:
    def test_say_what_the_file_is_about(self) -> None:
        [about, *_tables] = story_sheets(story(full_result(), edition(), is_final=False))
        assert about.caption == "Not released yet."
        facts = {line[0]: line[1] for line in map(list, about.rows)}
        assert facts["Organisation"] == "Northwind"
        assert facts["State"] == "Draft"
        assert len(str(facts["Result hash"])) == 64

    def test_hold_scores_as_numbers_and_the_rest_as_words(self) -> None:
        told = story(staff_at({"measurement": 3}), edition())
        titles, *rows = by_name(story_sheets(told))["Dimensions"]
        lines = [dict(zip(titles, row, strict=True)) for row in rows]
        line = next(line for line in lines if line["Dimension"] == "Measurement")
        assert line["Stage"] == "Customer focus"
        assert line["Target"] == "Customer focus"
        assert line["Score"] == 3.0

    def test_are_the_tables_of_the_page_and_all_of_their_rows(self) -> None:
        told = story(full_result(), edition())
        sheets = by_name(story_sheets(told))
        assert len(sheets["Dimensions"]) == 1 + len(told.profile.rows)
        assert len(sheets["Audiences"]) == 1 + len(told.perception.rows)
        assert len(sheets["Comparisons"]) == 1 + len(told.perception.gaps)
        for theme in told.themes:
            assert len(sheets[theme.name]) == 1 + len(theme.rows)

    def test_hold_what_the_consultant_added(self) -> None:
        document = full_result()
        pinned = {"result_id": "", "sha256": "", "assessment": "Review", "wave": "Spring"}
        planned = {
            "what": "=Walk",
            "owner": "Kim",
            "due_on": "2026-05-04",
            "done": "",
            "priority": "",
        }
        told = story(
            document,
            edition(
                comparison={**pinned, "audiences": ["staff"]},
                priorities=[{"code": "dimension:service", "text": "Now."}],
                actions=[{**planned, "done": "", "priority": ""}],
            ),
            earlier=document,
        )
        sheets = by_name(story_sheets(told))
        assert sheets["Priorities"][1][:2] == [1, "Service and value"]
        assert sheets["100-day plan"][1][:5] == ["=Walk", "", "", "Kim", date(2026, 5, 4)]
        _titles, *rows = sheets["Change, Staff"]
        # Communication lies at the end of the scale, of which only "at most" is told.
        found = {row[0]: (row[7], row[10]) for row in rows}
        assert found.pop("Communication") == ("–", "cannot be told")
        assert list(found.values()) == [(0.0, "no clear change")] * 6

    def test_say_of_what_is_hidden_what_the_page_says(self) -> None:
        framework = load("centricity")
        answers = unanimous(framework, "staff", 8, {})
        items = enumerate(framework.questionnaire("staff").items)
        answers[:6, [place for place, item in items if item.dimension == "service"]] = 255
        told = story(result({"staff": answers}), edition())
        titles, *rows = by_name(story_sheets(told))["Dimensions"]
        scores = {row[0]: row[titles.index("Score")] for row in rows}
        hidden = scores.pop("Service and value")
        assert hidden == told.profile.rows[-1].mean_text
        assert not isinstance(hidden, float)
        assert scores
        assert all(isinstance(score, float) for score in scores.values())

    def test_have_names_every_spreadsheet_takes(self) -> None:
        told = story(full_result(), edition())
        theme = replace(told.themes[0], name="Trust: [fair/unfair]? *of long standing* and more")
        sheets = story_sheets(replace(told, themes=(theme, theme)))
        names = load_workbook(io.BytesIO(workbook(sheets, name="x").content)).sheetnames
        assert len(set(names)) == len(names) == len(sheets)
        assert tabs([Sheet("𠮷" * 40, []), Sheet("部門" * 40, [])]) == [
            f"1 {'𠮷' * 14}",
            f"2 {'部門' * 14}部",
        ]
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


class TestBook:
    def book(self) -> Any:
        sheets = story_sheets(full().story())
        return load_workbook(io.BytesIO(book_of_tables(sheets, name="x").content))

    def test_begins_with_a_list_of_its_tables(self) -> None:
        book = self.book()
        contents, *pages = book.worksheets
        rows = list(contents.iter_rows(min_row=2))
        assert [row[1].value for row in rows] == [page["A1"].value for page in pages]
        assert [row[2].value for row in rows] == [page.max_row - 3 for page in pages]
        for row, page in zip(rows, pages, strict=True):
            assert row[1].hyperlink.location or row[1].hyperlink.target
            assert page.title in str(row[1].hyperlink.location or row[1].hyperlink.target)

    def test_numbers_are_numbers_with_a_format_and_a_unit(self) -> None:
        book = self.book()
        header = [cell.value for cell in book["2 Dimensions"][3]]
        score = book["2 Dimensions"].cell(4, header.index("Score (stage score, 1 to 4)") + 1)
        assert (score.data_type, score.number_format) == ("n", "#,##0.0")
        problems = next(page for page in book.worksheets if page["A1"].value == "Problems")
        first = [cell.value for cell in problems[3]]
        share = problems.cell(4, first.index("Share (of people)") + 1)
        told = full().story().iceberg
        assert told is not None
        assert share.number_format == "0%"
        assert f"{share.value:.0%}" == told.way[0].share_text

    def test_prints_across_on_a4_with_its_header_on_every_sheet(self) -> None:
        for page in self.book().worksheets[1:]:
            assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
            assert page.print_title_rows == "$3:$3"
            assert page.sheet_properties.pageSetUpPr.fitToPage

    def test_columns_are_as_wide_as_what_stands_in_them(self) -> None:
        widths = self.book()["2 Dimensions"].column_dimensions
        assert widths["A"].width == len("Complaints and recovery") + 2


@pytest.mark.django_db(transaction=True)
class TestFile:
    def test_has_a_sheet_a_table_with_its_caption_and_computes_nothing(self, world: World) -> None:
        wave = world.closed_wave()
        Assessment.objects.update(name="=1+1")
        wave.refresh_from_db()
        seal_wave(reports.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        client = world.client(world.consultant)
        assert "Download the tables as XLSX" in client.get(f"/waves/{wave.pk}/result/").text
        assert not Record.objects.filter(act="exported").exists()
        response = client.get(f"/waves/{wave.pk}/result/?export=xlsx")
        assert response["Content-Disposition"] == 'attachment; filename="client-ltd-autumn.xlsx"'
        book = load_workbook(io.BytesIO(response.content))
        sheet = book["2 Dimensions"]
        assert [sheet[f"A{row}"].value for row in (1, 2, 3)] == [
            "Dimensions",
            "Stage and score by dimension",
            "Dimension",
        ]
        assert sheet.freeze_panes == "A4"
        cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        [named] = [cell for cell in cells if cell.value == "=1+1"]
        assert named.quotePrefix
        record = Record.objects.get(act="exported")
        assert (record.object_name, record.fields) == ("Autumn", ["tables"])

    def test_says_whether_it_is_released(self, world: World) -> None:
        wave = world.sealed_wave()
        client = world.client(world.consultant)

        def state() -> str:
            file = io.BytesIO(client.get(f"/waves/{wave.pk}/result/?export=xlsx").content)
            rows = load_workbook(file)["1 About"].iter_rows(values_only=True)
            return next(str(row[1]) for row in rows if row[0] == "State")

        assert state() == "Draft"
        reports.release_newest(result=wave.result, user=world.consultant, now=NOW)
        assert state() == "Final"

    def test_is_for_those_who_may_see_the_page(self, world: World) -> None:
        wave = world.sealed_wave()
        for user, status in ((world.coordinator, 403), (world.leader, 403), (world.outsider, 404)):
            response = world.client(user).get(f"/waves/{wave.pk}/result/?export=xlsx")
            assert response.status_code == status
        assert not Record.objects.filter(act="exported").exists()
