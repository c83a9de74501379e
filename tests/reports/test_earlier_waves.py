"""A second wave beside the first: what may be compared, from the roster to the report."""

from datetime import timedelta

import pytest
from django.test import Client

from reports import services as reports
from reports.editions.earlier import earlier_results
from reports.editions.working import content_of
from reports.models import Result
from reports.sealing import seal_wave
from surveys import services as surveys
from surveys.models import Wave
from tests.reports.findings import read
from tests.reports.test_edition_pages import path, words, write
from tests.waves import ALL, sealed_round
from tests.world import LAST_DAY, NOW, World, answer_all

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOW + timedelta(days=200)


def second_wave(world: World, first: Wave, **answering: int) -> Result:
    """A wave of the same assessment in which everybody chooses a stage higher."""
    assessment = first.assessment
    wave = sealed_round(
        world, "Spring", code=3, now=LATER, assessment=assessment, answering=answering or ALL
    )
    result: Result = wave.result
    return result


@pytest.fixture
def first(world: World) -> Wave:
    return sealed_round(world, code=2)


@pytest.fixture
def desk(world: World) -> Client:
    return world.client(world.consultant)


class TestEarlierResults:
    def test_of_the_same_people_all_are_compared(self, world: World, first: Wave) -> None:
        (earlier,) = earlier_results(second_wave(world, first))
        assert earlier.result == first.result
        assert set(earlier.audiences) == {"staff", "leaders", "customers"}
        assert earlier_results(first.result) == []

    def test_an_audience_few_have_joined_is_not_where_nearly_all_answered(
        self, world: World, first: Wave
    ) -> None:
        # One of twelve has left: a change of the mean would tell what they had answered.
        world.organisation.people.filter(name="Staff 11").update(left_on=NOW.date())
        (earlier,) = earlier_results(second_wave(world, first))
        assert set(earlier.audiences) == {"leaders", "customers"}

    @pytest.mark.parametrize(
        ("answering", "leaving"),
        [
            (10, ["Staff 11"]),
            # Of twelve asked seven answer, which is 58%; but of the eight who stay it is 88%.
            (7, ["Staff 6", "Staff 7", "Staff 8", "Staff 9"]),
        ],
    )
    def test_an_audience_somebody_left_while_it_was_asked_is_not(
        self, world: World, first: Wave, answering: int, leaving: list[str]
    ) -> None:
        wave = surveys.create_wave(
            assessment=first.assessment,
            name="Spring",
            closes_on=LAST_DAY,
            smallest_group=5,
            contact_name="Ada Moss",
            contact_email="ada@firm.example",
        )
        surveys.open_wave(wave=wave, now=LATER)
        for audience, n in {**ALL, "staff": answering}.items():
            answer_all(wave, audience, n, code=3)
        for leaver in world.organisation.people.filter(name__in=leaving):
            surveys.remove_person(person=leaver, today=LATER.date())
        surveys.close_wave(wave=wave, now=LATER)
        seal_wave(reports.ask_to_seal(wave=wave, user=None, now=LATER), now=LATER)
        (earlier,) = earlier_results(Result.objects.get(wave=wave))
        assert set(earlier.audiences) == {"leaders", "customers"}

    def test_is_where_fewer_answered(self, world: World, first: Wave) -> None:
        world.organisation.people.filter(name="Staff 11").update(left_on=NOW.date())
        later = second_wave(world, first, staff=5, leaders=6, customers=6)
        (earlier,) = earlier_results(later)
        assert set(earlier.audiences) == {"staff", "leaders", "customers"}

    def test_asked_in_other_words_is_not_compared_and_says_so(
        self, world: World, first: Wave, desk: Client
    ) -> None:
        result = first.result
        later = second_wave(world, first)
        document = result.document.replace(result.content["framework"]["hash"], "f" * 64)
        Result.objects.filter(pk=result.pk).update(document=document)
        (earlier,) = earlier_results(later)
        assert earlier.audiences == ()
        page = words(desk.get(path(later, "comparison")))
        assert "It was asked in other words" in page
        assert 'type="radio"' not in page

    def test_of_another_client_is_nobodys_business(self, world: World, first: Wave) -> None:
        later = second_wave(world, first)
        other = type(world.organisation).objects.get(name="Other Ltd")
        first.assessment.organisation = other
        first.assessment.save()
        later.wave.assessment.refresh_from_db()
        assert [each.result for each in earlier_results(later)] == [first.result]
        moved = surveys.create_assessment(
            organisation=world.organisation,
            name="Another",
            framework=world.framework,
            targets={},
            target_step="",
            now=NOW,
        )
        Wave.objects.filter(pk=later.wave_id).update(assessment=moved)
        later = Result.objects.get(pk=later.pk)
        assert earlier_results(later) == []


class TestComparison:
    def test_is_chosen_and_stands_in_page_and_report(
        self, world: World, first: Wave, desk: Client
    ) -> None:
        later = second_wave(world, first)
        write(desk, later, "comparison", earlier=str(first.result.pk))
        pinned = content_of(later)["comparison"]
        assert pinned["sha256"] == first.result.sha256
        assert pinned["wave"] == "Autumn"
        page = read(desk, later.wave, "progress")
        assert "Since “Autumn”" in page
        # Everybody chose 2 then and 3 now: no spread, so the change is exact.
        assert "As seen by staff, all seven dimensions have clearly moved; risen:" in page

    def test_that_is_not_offered_is_refused(self, world: World, first: Wave, desk: Client) -> None:
        later = second_wave(world, first)
        page = write(desk, later, "comparison", earlier=str(later.pk))
        assert "Select a valid choice" in words(page)
        assert content_of(later)["comparison"] == {}

    def test_without_an_earlier_wave_says_so(self, first: Wave, desk: Client) -> None:
        page = words(desk.get(path(first.result, "comparison")))
        assert "No earlier wave of this client has been sealed" in page
