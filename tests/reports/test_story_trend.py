"""The trend: a pulse beside the wave it follows, and a wave beside the pulses before it."""

from dataclasses import replace
from typing import Any

import pytest

from maturity.loading import load
from maturity.narrowing import pulse
from maturity.result import Document
from reports.charts import CHARTS
from reports.sheets import story_sheets
from reports.story import Story
from reports.story.trend import Trend
from tests.reports.samples import SCOPE, result, story, unanimous

CENTRICITY = load("centricity")


def asked(statements: int, wave: str = "Spring", n: int = 40, **more: Any) -> Document:
    """A wave, or with ``of`` a pulse of a module or of some questions, answered alike by staff."""
    of = more.pop("of", None)
    framework = pulse(CENTRICITY, **of) if of else CENTRICITY
    kind: dict[str, Any] = {"kind": "pulse", "pulse_of": "Spring"} if of else {}
    answers = {
        code: unanimous(framework, code, n, {}, statements)
        for code in more.pop("audiences", ["staff"])
    }
    scope = replace(SCOPE, wave=wave, **kind, **more)
    return result(answers, framework=framework, scope=scope)


def pinned(*pulses: Document, audiences: tuple[str, ...] = ("staff",)) -> Document:
    """An edition that compares with Spring, and with the pulses since."""
    rows = [{"wave": each["scope"]["wave"], "audiences": ["staff"]} for each in pulses]
    return {"comparison": {"wave": "Spring", "audiences": list(audiences), "pulses": rows}}


def pulse_story(base: Document | None, of: dict[str, Any], statements: int, n: int = 40) -> Story:
    """The story of a pulse beside its base, where there is one."""
    document = asked(statements, "Pulse", n, of=of)
    return story(
        document,
        pinned() if base else {},
        framework=pulse(CENTRICITY, **of),
        earlier=base,
    )


def trend_of(found: Story) -> Trend:
    assert found.trend is not None
    return found.trend


class TestWholeScales:
    def test_are_set_beside_those_of_the_wave_before(self) -> None:
        found = pulse_story(asked(3), {"module": "trust"}, 4)
        (table,) = trend_of(found).scales
        assert table.title == "Staff: 1 Strongly disagree to 5 Strongly agree"
        assert table.waves == ("Spring", "Pulse")
        assert [row.name for row in table.rows] == [
            "Trust in managers",
            "Fairness and respect",
            "Intention to stay",
        ]
        row = table.rows[0]
        # Two of forty a point off: 3.0 (2.9 to 3.1), then 4.0 (3.9 to 4.1).
        assert [point.text for point in row.points] == ["3.0", "4.0"]
        assert [point.interval_text for point in row.points] == ["2.9 to 3.1", "3.9 to 4.1"]
        # 1.0 less and more the root of 0.1² + 0.1², outwards.
        assert (row.difference_text, row.interval_text) == ("1.0", "0.8 to 1.2")
        assert row.direction_text == "risen"

    def test_head_the_page_with_a_sentence(self) -> None:
        found = pulse_story(asked(3), {"module": "trust"}, 4)
        assert found.answer.sentence == (
            "As seen by staff, “Trust in managers”, “Fairness and respect” and “Intention to stay”"
            " have clearly risen since “Spring”."
        )
        still = pulse_story(asked(3), {"module": "trust"}, 3)
        assert still.answer.sentence == (
            "As seen by staff, nothing has clearly moved since “Spring”."
        )

    def test_of_the_stages_have_no_other_beside_them(self) -> None:
        found = pulse_story(asked(3), {"items": ["KN1", "KN2", "KN3"]}, 4)
        assert [row.name for row in trend_of(found).scales[0].rows] == ["Customer knowledge"]
        # One dimension is not the whole.
        assert found.answer.ladder is None or not any(s.is_here for s in found.answer.ladder.stages)


class TestSingleQuestions:
    def test_of_a_scale_not_asked_whole_are_told_one_by_one(self) -> None:
        found = pulse_story(asked(3), {"items": ["PR1", "TR2"]}, 5)
        (table,) = trend_of(found).scales
        texts = {item.code: item.text("staff") for item in CENTRICITY.questionnaire("staff").items}
        assert [row.name for row in table.rows] == [texts["PR1"], texts["TR2"]]
        assert [point.text for point in table.rows[0].points] == ["3.0", "≥ 4.9"]
        assert found.themes == ()
        assert found.staff is None

    def test_have_the_interval_of_a_mean_of_their_published_shares(self) -> None:
        # Told are at most 5%, 5%, 95%, 5% and at most 5%. Taken as they stand, 1.15 in all, they
        # vary by 0.5 / 1.15 around 3, and 2.023 · √(0.435 / 39) = 0.214.
        (table,) = trend_of(pulse_story(asked(3), {"items": ["PR1"]}, 4)).scales
        assert table.rows[0].points[0].interval_text == "2.7 to 3.3"

    def test_of_few_people_are_told_without_a_verdict(self) -> None:
        (table,) = trend_of(pulse_story(asked(3, n=9), {"items": ["PR1"]}, 4, n=9)).scales
        assert table.rows[0].direction_text == "too few to say"


class TestAnswersToChoose:
    def test_are_told_share_by_share(self) -> None:
        base = asked(3, audiences=["staff", "leaders"])
        of = {"module": "time"}
        document = asked(3, "Pulse", of=of, audiences=["leaders"])
        found = story(
            document,
            pinned(audiences=("staff", "leaders")),
            framework=pulse(CENTRICITY, **of),
            earlier=base,
        )
        tables = trend_of(found).shares
        assert [table.title for table in tables] == ["Leaders"] * 3
        first = tables[0].rows[0]
        # All but two of forty: covered both times, so it may have moved a little either way.
        assert first.shares == ("≥ 95%", "≥ 95%")
        assert first.direction_text == "cannot be told"
        assert "Trend, answers" in [sheet.name for sheet in story_sheets(found)]


class TestAlone:
    def test_a_pulse_that_cannot_be_compared_tells_its_own_numbers(self) -> None:
        found = pulse_story(None, {"module": "trust"}, 4)
        assert found.answer.sentence == (
            "“Pulse” stands alone: it cannot be set beside “Spring” without telling of single"
            " people."
        )
        (table,) = trend_of(found).scales
        assert table.waves == ("Pulse",)
        assert CHARTS["trend"](found) is None

    def test_has_no_empty_part(self) -> None:
        found = pulse_story(asked(3), {"module": "trust"}, 4)
        assert found.profile.rows == ()
        assert found.roadmap is None
        assert found.answer.ladder is None
        assert found.progress is None


class TestBetweenTwoWaves:
    def test_pulses_stand_in_one_row_with_both(self) -> None:
        first = asked(4, "March", of={"module": "trust"})
        second = asked(5, "May", of={"items": ["PR1"]}, is_half=True)
        found = story(
            asked(5, "Autumn"),
            pinned(first, second),
            earlier=asked(3),
            between=[first, second],
        )
        told = trend_of(found)
        (table,) = told.scales
        assert table.waves == ("Spring", "March", "May", "Autumn")
        by_name = {row.name: [point.text for point in row.points] for row in table.rows}
        assert by_name["Trust in managers"] == ["3.0", "4.0", "–", "≥ 4.9"]
        (single,) = [texts for name, texts in by_name.items() if texts[1] == "–"]
        assert single == ["3.0", "–", "≥ 4.9", "≥ 4.9"]
        assert any("In “May” half of the people were asked" in line for line in told.lines)
        assert found.progress is not None
        assert told.title == "Wave by wave, with the pulses in between"

    def test_what_rose_and_what_fell_are_told_in_one_sentence(self) -> None:
        then, now = asked(3), asked(3, "Autumn")
        for code, mean in (("managers-trust", 4.0), ("fairness", 2.0)):
            cell = now["audiences"]["staff"]["constructs"][code]
            cell |= {"mean": mean, "low": mean - 0.1, "high": mean + 0.1, "end": None}
        first = asked(3, "March", of={"module": "trust"})
        told = trend_of(story(now, pinned(first), earlier=then, between=[first]))
        assert told.title == "Wave by wave, with the pulse in between"
        assert told.sentence.startswith(
            "As seen by staff, “Trust in managers” has clearly risen and “Fairness and respect” has"
            " clearly fallen since “Spring”. Only what was asked in between"
        )

    def test_without_pulses_there_is_no_trend(self) -> None:
        assert story(asked(5, "Autumn"), pinned(), earlier=asked(3)).trend is None


class TestChart:
    def test_says_every_wave_in_words(self) -> None:
        chart = CHARTS["trend"](pulse_story(asked(3), {"module": "trust"}, 4))
        assert chart is not None
        assert "Trust in managers: Spring 3.0 (2.9 to 3.1), Pulse 4.0 (3.9 to 4.1)" in chart.alt
        assert "<svg" in chart.svg


@pytest.mark.parametrize("of", [{"module": "mirror"}, {"module": "roadmap"}, {"items": ["AI1"]}])
def test_every_audience_has_its_own_tables(of: dict[str, Any]) -> None:
    base = asked(3, audiences=["staff", "leaders"])
    document = asked(4, "Pulse", of=of, audiences=["staff"])
    found = story(
        document,
        pinned(audiences=("staff", "leaders")),
        framework=pulse(CENTRICITY, **of),
        earlier=base,
    )
    assert {table.code for table in trend_of(found).scales} == {"staff"}
