"""The network in words and numbers."""

import re
from copy import deepcopy

import pytest
from django.template.loader import render_to_string

from maturity.result import Document
from reports.charts import CHARTS
from reports.pdf import printed_page
from reports.sheets import story_sheets
from reports.story import NetworkStory, Story
from tests.reports.samples import NOT_SHOWN, full_result, story, with_network


def told(document: Document) -> NetworkStory:
    found = story(document).network
    assert found is not None
    return found


def part(document: Document) -> Document:
    found: Document = document["audiences"]["staff"]["network"]
    return found


def without_row(place: int) -> Document:
    document = deepcopy(with_network())
    part(document)["levels"][0]["rows"][place] = None
    return document


def with_fourth() -> Document:
    """A fourth department, of which nothing is told and which 40% of every other name."""
    document = deepcopy(with_network())
    level = part(document)["levels"][0]
    level["departments"].append({**level["departments"][0], "name": "Office", "path": "Office"})
    for row in (*level["rows"], level["whole"]):
        row["shares"].append(40)
    level["rows"].append(None)
    return document


def heard(found: Story) -> str:
    """What is said of the matrix on paper to those who cannot see it."""
    said = re.search(r'alt="(Whom the people .+?)"', printed_page(found))
    assert said is not None
    return said[1]


def method_of(found: Story) -> str:
    return " ".join(text for section in found.method for text in section.paragraphs)


class TestWords:
    def test_say_how_dense_and_open_the_whole_is(self) -> None:
        # 1.0 others and .4 of an own, of three: 1.4 / 3 = 47%. (1 - .4) / 1.4 = .43, and of one
        # each to three: (2 - 1) / 3.
        assert told(with_network()).sentences[:2] == (
            "Asked which departments had helped them for a customer, staff named on average "
            "47% of the three that can be shown.",
            "The balance of help, from −1 (all from within) to +1 (all from other departments), is "
            "0.4; it would be 0.3 if everybody named every department.",
        )

    def test_name_departments_and_ways_of_which_it_is_sure(self) -> None:
        document = with_network()
        # Of a hundred: 70 from .60, 20 to .30; the way 60 from .50 and back 20 to .29.
        sales, service, _stock = part(document)["levels"][0]["rows"]
        sales.update(n="50+", step=1, outside=70, shares=[20, 60, 1])
        service.update(n="50+", step=1, outside=20, shares=[20, 30, 1])
        found = told(document)
        assert "In Sales, most people get help from other departments." in found.sentences
        assert "In Service, most people get no help from other departments." in found.sentences
        assert found.sentences[-1] == (
            "Help runs one way only: from Sales to Stock, from Service to Stock and from Service "
            "to Sales."
        )
        one_way = found.bridges[2]
        assert one_way.is_one_way
        assert (one_way.name, one_way.named) == ("Sales", "Service")
        assert (one_way.share_text, one_way.back_text) == ("60% (50% to 70%)", "20% (13% to 29%)")

    def test_of_fewer_than_half_say_so_and_work_nothing_out(self) -> None:
        found = told(with_network(**{"": 50}))
        assert found.sentences == ()
        assert found.caveat.startswith(
            "Fewer than half of those asked answered this question (40%)."
        )
        assert found.bridges == ()
        assert {row.openness for row in found.departments} == {None}
        assert {row.ei_text for row in found.departments} == {"–"}
        assert {row.outside_text for row in found.departments} == {"–"}
        assert found.drawn is not None

    def test_are_none_of_older_results_and_where_it_was_not_asked(self) -> None:
        document = full_result()
        assert story(document).network is None
        del document["audiences"]["staff"]["network"]
        assert story(document).network is None
        assert "E-I index" not in method_of(story(document))

    def test_of_what_may_not_be_told_say_that(self) -> None:
        document = full_result()
        document["audiences"]["staff"]["network"] = {"shown": False}
        found = story(document)
        assert found.network is None
        assert f"From which departments staff get help: {NOT_SHOWN}." in method_of(found)

    def test_say_how_many_departments_have_no_numbers(self) -> None:
        expected, *notes = told(without_row(1)).notes
        assert "it would be 0.3 if a department’s people named every department" in expected
        assert notes[0].startswith("1 department has no numbers of its own")
        assert notes[-1] == f"A dash means “{NOT_SHOWN}”."
        assert told(with_network()).notes == (expected,)

    def test_say_that_many_named_as_many_as_they_could(self) -> None:
        document = with_network()
        part(document)["named_most"] = 15
        assert told(document).notes[1:] == (
            "15% named 10 departments, as many as could be named, and may have had help from more.",
        )

    def test_the_method_gives_every_rule(self) -> None:
        text = method_of(story(with_network()))
        assert "departments with fewer than 10 answers have no row" in text
        assert "at least 10%, and one way only" in text


class TestMatrix:
    def test_has_every_number_with_its_ends(self) -> None:
        matrix = told(with_network()).drawn
        assert matrix is not None
        assert [[cell.text for cell in row.cells] for row in (*matrix.rows, matrix.whole)] == [
            ["20%", "60%", "≤ 5%"],
            ["70%", "30%", "≤ 10%"],
            ["≥ 90%", "≥ 90%", "≥ 90%"],
            ["50%", "60%", "25%"],
        ]
        assert [[cell.shade for cell in row.cells] for row in matrix.rows] == [
            [1, 3, 0], [3, 2, 0], [4, 4, 4],
        ]  # fmt: skip

    def test_explains_hatching_only_where_something_is_hatched(self) -> None:
        whole, part_of_it = told(with_network()).drawn, told(without_row(0)).drawn
        assert whole is not None
        assert part_of_it is not None
        assert "Hatched" not in whole.legend
        assert part_of_it.legend.endswith(f"Hatched: {NOT_SHOWN}.")

    @pytest.mark.parametrize(("departments", "is_drawn"), [(30, True), (31, False)])
    def test_is_drawn_up_to_thirty_departments(self, departments: int, is_drawn: bool) -> None:
        document = with_network()
        (level,) = part(document)["levels"]
        more = departments - 3
        level["departments"] += [{"name": "X", "path": "X", "told": False}] * more
        for row in (level["whole"], *level["rows"]):
            row["shares"] += [None] * more
        level["rows"] += [None] * more
        found = story(document)
        assert found.network is not None
        assert (found.network.drawn is not None) is is_drawn
        assert (CHARTS["network"](found) is not None) is is_drawn
        assert len(found.network.listed_departments) == (30 if is_drawn else 3)

    def test_of_many_the_level_above_is_drawn(self) -> None:
        document = with_network()
        (above,) = part(document)["levels"]
        below = deepcopy(above)
        names = [{"name": f"D{n}", "path": f"Sales / D{n}", "told": True} for n in range(40)]
        below["departments"] = names
        for row in (below["whole"],):
            row["shares"] = [10] * 40
        below["rows"] = [None] * 40
        part(document)["levels"].append(below)
        found = told(document)
        assert found.drawn is not None
        assert found.drawn.names == ("Sales", "Service", "Stock")
        assert [len(each.names) for each in found.matrices] == [3, 40]
        assert found.departments[0].within == "Sales"

    @pytest.mark.parametrize(("hidden", "is_below"), [(1, True), (2, False)])
    def test_with_too_few_rows_gives_way_to_the_level_above(
        self, hidden: int, is_below: bool
    ) -> None:
        document = with_network()
        levels = part(document)["levels"]
        levels.append(deepcopy(levels[0]))
        levels[1]["departments"] = [
            {"name": f"D{n}", "path": f"Sales / D{n}", "told": True} for n in range(3)
        ]
        levels[1]["rows"][:hidden] = [None] * hidden
        found = told(document)
        assert found.drawn is not None
        assert (found.drawn.names[0] == "D0") is is_below

    def test_can_be_heard(self) -> None:
        chart = CHARTS["network"](story(without_row(1)))
        assert chart is not None
        assert "Sales: Service 60%, Sales 20%, Stock ≤ 5%" in chart.alt
        assert f"Service: {NOT_SHOWN}" in chart.alt

    def test_says_what_is_not_heard_and_where_it_stands(self) -> None:
        found = story(with_fourth())
        chart = CHARTS["network"](found)
        assert chart is not None
        # Of twenty in Sales 20, 60 and at most 5 per cent, and 40 of the fourth.
        assert "Sales: Service 60%, Office 40%, Sales 20%;" in chart.alt
        assert chart.description.startswith(
            "Of each row only the three highest numbers are told here; Sales: "
        )
        assert heard(found).endswith(
            " The whole matrix stands in appendix C, “The numbers of the charts”."
        )

    def test_says_nothing_of_the_kind_where_all_is_heard(self) -> None:
        found = story(with_network())
        assert "highest" not in heard(found)
        assert "appendix" not in heard(found)

    def test_stands_whole_in_a_table_by_its_numbers(self) -> None:
        chart = CHARTS["network"](story(without_row(1)))
        assert chart is not None
        assert chart.table.header == ("Department", "1", "2", "3")
        assert chart.table.rows[:2] == (
            ("1 Sales", "20", "60", "≤5"),
            ("2 Service", "–", "–", "–"),
        )


def test_the_spreadsheet_has_the_matrix_whole_and_every_department() -> None:
    found = story_sheets(story(with_network()))
    sheets = {sheet.name: [list(row) for row in sheet.rows] for sheet in found}
    assert sheets["Who helps whom"][:2] == [
        ["People of", "Answers", "Sales", "Service", "Stock"],
        ["Sales", "20–49", 0.2, 0.6, "≤ 5%"],
    ]
    assert sheets["Openness"][1] == [
        "Sales", "", "20–49", 0.5, 0.6, 0.35, 0.8, "cannot be said", 0.5,
    ]  # fmt: skip
    assert ["Service", "Sales", 0.7, 0.3, 0.9, 0.6, 0.35, 0.8, ""] in sheets["Bridges"]


def test_paper_has_what_the_page_has() -> None:
    found = story(with_network())
    page = render_to_string("reports/pdf/_network.html", {"network": found.network, "charts": {}})
    assert "on average 47% of the three" in page
    assert "70% (30% to 90%)" in page
