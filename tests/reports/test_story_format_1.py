"""A result of the first format is still told, and nothing is said that it does not know."""

import pytest

from reports.pdf import render_pdf
from reports.story import Story
from tests.reports.samples import edition, full_result, story, without_format_2


@pytest.fixture(scope="module")
def told() -> Story:
    return story(without_format_2(full_result()), edition())


class TestFormatOne:
    def test_tells_stage_scores_and_views_as_ever(self, told: Story) -> None:
        new = story(full_result(), edition())
        assert told.answer.sentence == new.answer.sentence
        assert [row.mean for row in told.profile.rows] == [row.mean for row in new.profile.rows]
        assert [row.verdict for row in told.grid.rows[0].cells] == [
            row.verdict for row in new.grid.rows[0].cells
        ]
        assert told.perception.is_shown

    def test_says_nothing_of_certainty(self, told: Story) -> None:
        assert told.answer.certainty == ""
        assert {row.certainty_text for row in told.profile.rows} == {""}
        assert told.answer.ladder is not None
        assert not any("provisional" in rung.dimensions for rung in told.answer.ladder.stages)
        assert told.next_stage is None
        assert told.chances == ()

    def test_says_nothing_of_agreement_and_silence(self, told: Story) -> None:
        assert told.answer.confidence[0] == (
            "20 members of staff answered, about 50% of those invited."
        )
        assert not any("view" in line for line in told.answer.confidence)
        assert not told.profile.has_views
        assert told.qualities == ()

    def test_compares_no_views(self, told: Story) -> None:
        assert told.perception.sentences == ()
        assert told.perception.widest == ()
        assert told.perception.gaps == ()

    def test_tells_no_themes_choices_and_seen_steps(self, told: Story) -> None:
        assert told.themes == ()
        assert told.choices == ()
        assert told.roadmap is not None
        assert told.roadmap.views == ()
        assert told.roadmap.is_assessed

    def test_explains_no_rule_that_was_not_used(self, told: Story) -> None:
        text = " ".join(text for section in told.method for text in section.paragraphs)
        for word in ("Holm", "rwg", "bootstrap", "weighted", "careless", "Wolter", "silent"):
            assert word not in text
        assert "No group of fewer than 5 people" in text

    def test_makes_a_pdf(self, told: Story) -> None:
        assert render_pdf(told).startswith(b"%PDF")
