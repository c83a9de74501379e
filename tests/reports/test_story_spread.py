"""How answers are spread, who answered, and what of it is told."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from maturity.loading import load
from maturity.result import canonical
from reports.charts import Chart, charts_of
from reports.charts.answers import statement_answers
from reports.story.certainty import Certainty, Segment, Spread
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

    def test_draws_no_length_for_what_may_be_nobody(self) -> None:
        row = next(
            row
            for row in told(full_result()).stages
            if (row.name, row.side.title) == ("Service and value", "Staff")
        )
        assert [each.is_covered for each in row.segments] == [True, False, True, True]
        assert row.lengths == (0.0, 0.9, 0.0, 0.0)

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


class TestBars:
    """Of ten leaders five chose the fourth answer and five the last, told as 10% to 50%."""

    TOLD = (("no", 0.1), ("rather no", 0.1), ("neither", 0.1), ("rather yes", 0.5), ("yes", 0.5))

    def spread(self, shares: Sequence[tuple[str, float]]) -> Spread:
        row = next(row for row in told(full_result()).statements if row.side.title == "Leaders")
        segments = tuple(
            Segment(
                label, share, f"≤ {share:.0%}" if share == 0.1 else f"{share:.0%}", share == 0.1
            )
            for label, share in shares
        )
        return replace(row, segments=segments)

    def drawn(self, shares: Sequence[tuple[str, float]]) -> Chart:
        spread = self.spread(shares)
        chart = statement_answers(replace(told(full_result()), statements=(spread,)))
        assert chart is not None
        return chart

    def test_are_never_longer_than_the_whole(self) -> None:
        assert self.spread(self.TOLD).lengths == (0.0, 0.0, 0.0, 0.5, 0.5)
        # Rounded one by one, three answers of 36%, 36% and 28% of people make 110%.
        thirds = self.spread((("no", 0.4), ("neither", 0.3), ("yes", 0.4))).lengths
        assert thirds == pytest.approx((4 / 11, 3 / 11, 4 / 11))

    def test_have_a_strip_of_one_width_for_what_may_be_nobody(self) -> None:
        chart = self.drawn(self.TOLD)
        boxes = re.findall(r'<rect [^>]* width="([\d.]+)" height="16" fill="[^"]+"( s)?', chart.svg)
        widths = [(float(width), bool(edge)) for width, edge in boxes]
        assert [edge for _width, edge in widths] == [True, True, True, False, False]
        assert len({width for width, edge in widths if edge}) == 1
        assert widths[3] == widths[4]
        assert widths[0][0] < widths[3][0] / 5
        assert [each.text for each in chart.canvas.words].count("≤") == 3

    def test_are_said_with_what_belongs_together(self) -> None:
        assert "Leaders: no: ≤ 10%, rather no: ≤ 10%, neither: ≤ 10%" in self.drawn(self.TOLD).alt

    def test_are_explained_below_them(self) -> None:
        found = told(full_result())
        [note] = [each for each in found.statement_legend if each.startswith("≤")]
        assert note == "≤: at most so many, and perhaps nobody; it adds nothing to a bar’s length."
        assert not any(each.startswith("≤") for each in found.notes)


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
