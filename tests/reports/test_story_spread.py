"""How answers are spread, who answered, and what of it is told."""

import json

import pytest

from maturity.loading import load
from maturity.result import canonical
from reports.charts import charts_of
from reports.story.certainty import Certainty
from tests.reports.sample_results import SAMPLES
from tests.reports.samples import NOT_SHOWN, edition, full_result, result, story, unanimous


def told(document: dict[str, object], *, added: dict[str, object] | None = None) -> Certainty:
    found = story(document, added).certainty
    assert found is not None
    return found


class TestStages:
    def test_works_out_the_share_at_each_stage(self) -> None:
        # Of twenty staff 18 chose sensitivity, one awareness and one focus: 95% and 5% above.
        row = next(
            row
            for row in told(full_result()).stages
            if (row.name, row.side.title) == ("Service and value", "Staff")
        )
        shares = [each.share for each in row.segments]
        assert shares == [0.05, 0.9, 0.0, 0.05]
        # Nobody is ever said to have given no such answer.
        assert [each.text for each in row.segments] == ["≤ 5%", "90%", "≤ 5%", "≤ 5%"]

    def test_says_the_same_of_a_stored_result(self) -> None:
        stored = json.loads(canonical(full_result()))
        assert told(stored).stages == told(full_result()).stages

    @pytest.mark.parametrize(
        ("targets", "below"), [({"service": "obsession"}, 3), ({"service": "sensitivity"}, 1)]
    )
    def test_is_set_against_the_target(self, targets: dict[str, str], below: int) -> None:
        rows = told(full_result(), added=edition(targets=targets)).stages
        assert {row.below for row in rows if row.name == "Service and value"} == {below}

    def test_is_set_against_the_next_stage_without_targets(self) -> None:
        # The whole stands at sensitivity, so focus comes next: two stages lie below.
        assert {row.below for row in told(full_result()).stages} == {2}

    def test_tells_nothing_of_too_few(self) -> None:
        answers = unanimous(load("centricity"), "staff", 8, {})
        found = story(result({"staff": answers}))
        assert found.certainty is not None
        assert not any(row.segments for row in found.certainty.stages)
        assert charts_of(found).keys().isdisjoint({"stage_answers", "statement_answers"})


class TestStatements:
    def test_tells_the_published_shares_around_the_middle(self) -> None:
        document = full_result()
        found = [row for row in told(document).statements if row.name == "Communication"]
        assert {row.side.title for row in found} == {"Staff", "Leaders", "Customers"}
        for row in found:
            code = row.side.title.lower()
            items = document["audiences"][code]["items"]
            item = next(
                each
                for each in load("centricity").questionnaire(code).items
                if (each.kind, each.dimension) == ("parallel", "communication")
            )
            assert [each.share for each in row.segments] == items[item.code]["shares"]
            assert row.below == 2.5


class TestAnswered:
    def test_says_of_how_many_asked(self) -> None:
        rows = {row.audience: row for row in told(full_result()).answered}
        assert (rows["Staff"].n_text, rows["Staff"].rate_text) == (
            "20 members of staff",
            "about 50% of those invited",
        )

    def test_names_no_number_of_an_audience_that_is_not_shown(self) -> None:
        sample = SAMPLES["tiny"]()
        certainty = sample.story().certainty
        assert certainty is not None
        rows = {row.audience: (row.n_text, row.rate_text) for row in certainty.answered}
        assert rows["Leaders"] == rows["Customers"] == (NOT_SHOWN, "–")
