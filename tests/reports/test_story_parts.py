"""What the story says on the pages behind the answer, worked out by hand from the answers."""

from typing import Any

from maturity.loading import load
from tests.reports.samples import (
    NOT_SHOWN,
    edition,
    everywhere,
    full_result,
    rate,
    result,
    staff_at,
    story,
    unanimous,
)


class TestGrid:
    def test_shows_shares_with_their_ends_covered(self) -> None:
        row = story(full_result(), edition()).grid.rows[0]
        assert row.name == "Customer knowledge"
        assert [(cell.share_text, cell.verdict) for cell in row.cells] == [
            ("", "entry stage"),
            ("≥ 95%", "met"),
            ("≥ 95%", "met"),
            ("≤ 5%", "not met"),
        ]
        assert [cell.is_attained for cell in row.cells] == [False, False, True, False]

    def test_marks_what_is_derived(self) -> None:
        grid = story(full_result(), edition()).grid
        service = next(row for row in grid.rows if row.name == "Service and value")
        assert [cell.is_derived for cell in service.cells] == [True, False, False, False]
        assert "†" in grid.derived

    def test_names_what_blocks_the_next_stage(self) -> None:
        codes = {**everywhere(3), "communication": 2, "involvement": 2}
        assert story(staff_at(codes)).grid.sentence == (
            "Two dimensions are still short of “Customer focus”, the next stage:"
            " “Communication” and “Involvement and roles”."
        )
        assert story(staff_at({**everywhere(3), "knowledge": 2})).grid.sentence == (
            "One dimension is still short of “Customer focus”, the next stage:"
            " “Customer knowledge”."
        )
        assert "highest stage" in story(staff_at(everywhere(4))).grid.sentence

    def test_leaves_shares_of_fewer_than_ten_out(self) -> None:
        grid = story(staff_at({}, n=5), edition()).grid
        # All at the second of four stages: it is met, the next is not, and no more is told.
        assert {tuple(cell.verdict for cell in row.cells) for row in grid.rows} == {
            ("entry stage", "met", "not met", "–")
        }
        assert {cell.share_text for row in grid.rows for cell in row.cells} == {""}
        assert story(staff_at({}, n=5)).next_stage is None
        assert f"A dash means “{NOT_SHOWN}”." in grid.legend


class TestPerception:
    def test_prints_a_shared_wording_once(self) -> None:
        row = story(full_result(), edition()).perception.rows[0]
        assert row.wordings == (
            "Our organisation understands what matters to each customer.",
            "This company understands what matters to me.",
        )

    def test_says_when_there_is_nothing_to_compare(self) -> None:
        sentences = story(staff_at({}), edition()).perception.sentences
        assert sentences == (
            "Only one view can be shown, so there is nothing to set beside it.",
            f"Leaders – {NOT_SHOWN}.",
            f"Customers – {NOT_SHOWN}.",
        )

    def test_leaves_hidden_audiences_out(self) -> None:
        framework = load("centricity")
        answers = {
            "staff": unanimous(framework, "staff", 20, {}),
            "leaders": unanimous(framework, "leaders", 4, everywhere(4), 5),
        }
        told = story(result(answers), edition())
        assert [side.title for side in told.perception.sides] == ["Staff"]
        assert f"Leaders – {NOT_SHOWN}." in told.answer.confidence
        assert all("Leaders" not in table.title for table in told.items)


class TestRoadmap:
    def tell(self, steps: dict[str, int], target: str = "", **more: Any) -> Any:
        ratings = rate(load("centricity"), steps)
        document = staff_at({}, ratings=ratings)
        return story(document, edition(target_step=target, **more)).roadmap

    def test_says_how_far_one_has_come_and_what_is_next(self) -> None:
        roadmap = self.tell({"networks": 4, "teams": 2})
        assert roadmap.sentences == (
            "Northwind has come as far as step 1 of 5, “Internal social networks”.",
            "What comes next is step 2, “Cross-functional teams”.",
        )
        assert [step.status_text for step in roadmap.track] == [
            "Fully in place",
            "Partly in place",
            "Not assessed",
            "Not assessed",
            "Not assessed",
        ]

    def test_asks_to_complete_a_step_that_largely_stands(self) -> None:
        roadmap = self.tell({"networks": 4, "teams": 3})
        assert (
            roadmap.sentences[1]
            == "What comes next is to complete step 2, “Cross-functional teams”."
        )

    def test_stops_at_managements_target(self) -> None:
        roadmap = self.tell({"networks": 4, "teams": 2}, target="networks")
        assert roadmap.sentences[1].startswith(
            "Management’s target, “Internal social networks”, has been reached"
        )
        assert not any(step.is_next for step in roadmap.track)

    def test_warns_of_a_step_ahead_of_its_foundations(self) -> None:
        roadmap = self.tell({"networks": 2, "teams": 4})
        assert roadmap.warnings == (
            "“Cross-functional teams” is ahead of its foundations: it stands, but the earlier"
            " step “Internal social networks” does not yet.",
        )

    def test_says_where_the_order_of_the_steps_does_not_describe_the_organisation(self) -> None:
        upside_down = {"networks": 1, "teams": 1, "coordinator": 4, "matrix": 4, "segments": 4}
        assert "read each step by itself" in self.tell(upside_down).warnings[-1]
        # One step ahead of one other is told as that and nothing more.
        in_order = {"networks": 4, "teams": 4, "coordinator": 2, "matrix": 4, "segments": 1}
        assert len(self.tell(in_order).warnings) == 1

    def test_shades_ratings(self) -> None:
        row = self.tell({"networks": 4, "teams": 1}).heat[0]
        assert [(cell.text, cell.shade) for cell in row.cells[:3]] == [
            ("Fully", 4),
            ("Not at all", 0),
            ("not rated", 0),
        ]

    def test_prints_notes_and_the_authors_hundred_days(self) -> None:
        roadmap = self.tell({"networks": 4}, roadmap_notes={"teams-climate": " Seen. ", "x": "y"})
        assert [(note.title, note.text) for note in roadmap.notes] == [
            ("Cross-functional teams, Working climate", "Seen.")
        ]
        assert "hundred days or fewer" in roadmap.pace[0]
        assert "Graham Hill: blog post" in roadmap.pace[1]

    def test_says_that_nothing_was_assessed(self) -> None:
        roadmap = self.tell({})
        assert not roadmap.is_assessed
        assert roadmap.heat == ()
        assert "not been assessed" in roadmap.sentences[0]


class TestItemTables:
    def test_shows_counts_means_and_shares(self) -> None:
        framework = load("centricity")
        answers = unanimous(framework, "staff", 20, {})
        # Of twenty, fifteen choose the second answer, four the third, one does not know.
        answers[:4, 0] = 3
        answers[4, 0] = 255
        row = story(result({"staff": answers})).items[0].rows[0]
        assert (row.code, row.n) == ("KN1", "19")
        # (15 × 2 + 4 × 3) / 19 = 42 / 19
        assert row.mean == "2.2"
        # 19 answers are rounded to tenths: 15/19 = 79%, 4/19 = 21%; 1 of 20 to twentieths.
        assert row.shares == ("≤ 10%", "80%", "20%", "≤ 10%")
        assert row.dont_know == "≤ 5%"

    def test_shows_dashes_below_ten_and_says_why(self) -> None:
        told = story(staff_at({}, n=9))
        assert told.items[0].rows[0].shares == ("–", "–", "–", "–")
        assert told.items_note == f"A dash means “{NOT_SHOWN}”."
        assert story(staff_at({}, n=10)).items_note == ""

    def test_keeps_scales_apart(self) -> None:
        titles = [(table.title, len(table.rows)) for table in story(full_result()).items]
        assert titles == [
            ("Staff: descriptions of daily work", 21),
            ("Staff: statements", 26),
            ("Leaders: descriptions of daily work", 21),
            ("Leaders: statements", 7),
            ("Customers: statements", 9),
            ("Customers: answers from “Very poor” to “Very good”", 1),
            ("Customers: answers from “Very unlikely” to “Very likely”", 3),
            ("Customers: answers from “Very dissatisfied” to “Very satisfied”", 2),
        ]

    def test_gives_a_range_where_only_some_were_asked(self) -> None:
        tables = {table.title: table for table in story(full_result()).items}
        table = tables["Customers: answers from “Very dissatisfied” to “Very satisfied”"]
        assert [row.n for row in table.rows] == ["20–49", "20–49"]
        assert "A range stands for" in table.note
        assert "A range stands for" not in tables["Customers: statements"].note
