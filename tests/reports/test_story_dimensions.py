"""What the report gathers of each dimension, and what it says of each priority."""

from typing import Any

from reports.story import Story
from tests.reports.sample_results import SAMPLES
from tests.reports.samples import NOT_SHOWN, edition, full_result, result, story

MET_HALFWAY = {
    "id": "a1",
    "priority": "dimension:communication",
    "aim": {"dimension": "communication", "stage": "sensitivity"},
    "what": "Meet customers weekly.",
    "owner": "Ada",
    "due_on": "2026-05-01",
    "done": "",
    "company": "",
    "customers": "They are heard.",
    "partners": "",
    "state": "planned",
    "outcome": "",
}


def told(**added: Any) -> Story:
    return story(full_result(), edition(format_version=3, **added))


class TestDimensionPages:
    def test_stand_in_the_frameworks_order_with_what_each_stage_asks_for(self) -> None:
        pages = told().dimensions
        assert [page.row.name for page in pages][:2] == ["Customer knowledge", "Measurement"]
        page = next(page for page in pages if page.row.code == "communication")
        # In full_result all but two choose the first stage.
        assert [each.stage for each in page.conditions] == list(page.stage_names)
        assert [each.cell.is_attained for each in page.conditions] == [True, False, False, False]

    def test_tell_every_audience_on_its_own_scale(self) -> None:
        page = next(each for each in told().dimensions if each.row.code == "communication")
        assert [(seen.audience, seen.scale) for seen in page.seen][:2] == [
            ("Staff", "Stages, 1 to 4"),
            ("Leaders", "Stages, 1 to 4"),
        ]
        assert {seen.scale for seen in page.seen[2:]} == {"Agreement with statements"}

    def test_name_what_is_planned_for_them_alone(self) -> None:
        pages = told(actions=[MET_HALFWAY]).dimensions
        planned = {page.row.code: [row.what for row in page.planned] for page in pages}
        assert planned.pop("communication") == ["Meet customers weekly."]
        assert not any(planned.values())

    def test_explain_the_mark_of_texts_of_ours_only_where_one_has_it(self) -> None:
        pages = told().dimensions
        marked = {
            page.row.code: any(each.cell.is_derived for each in page.conditions) for page in pages
        }
        assert {page.row.code: page.derived.startswith("† ") for page in pages} == marked
        assert set(marked.values()) == {True, False}

    def test_say_in_a_sentence_what_no_question_may_tell(self) -> None:
        for page in SAMPLES["tiny"]().story().dimensions:
            assert page.items == ()
            assert page.items_note == f"What staff chose is {NOT_SHOWN}."
        assert all(page.items and not page.items_note for page in told().dimensions)

    def test_leave_out_what_is_not_shown(self) -> None:
        assert story(result({})).dimensions == ()


class TestPriorities:
    def test_say_what_is_asked_how_far_it_is_met_and_what_is_planned(self) -> None:
        chosen = [{"code": "dimension:communication", "text": "Talk."}]
        priorities = told(priorities=chosen, actions=[MET_HALFWAY]).priorities
        assert priorities is not None
        (row,) = priorities.rows
        assert row.condition.startswith("Customer sensitivity: ")
        assert [action.owner for action in row.planned] == ["Ada"]

    def test_say_no_more_of_a_step(self) -> None:
        priorities = told(priorities=[{"code": "step:teams", "text": "Fund."}]).priorities
        assert priorities is not None
        (row,) = priorities.rows
        assert (row.condition, row.answered, row.found) == ("", "", "")
