"""Nothing is opened incomplete: what is missing, where it is put right, and that it is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from surveys import services
from surveys.models import MailText, Reminder, Wave
from surveys.setup.checklist import Step, missing
from tests.world import NOW, World, roster_csv

TODAY = date(2026, 11, 2)


@pytest.fixture
def wave(world: World) -> Wave:
    """A wave in preparation that lacks nothing."""
    world.import_roster(roster_csv())
    return world.draft_wave()


def said(wave: Wave) -> list[tuple[Step, str]]:
    """What is missing, after reading the wave anew."""
    return [(each.step, each.text) for each in missing(Wave.objects.get(pk=wave.pk), now=NOW)]


def the_one(wave: Wave) -> tuple[Step, str]:
    """The one thing that is missing; opening is refused with its words."""
    (found,) = said(wave)
    with pytest.raises(ValidationError) as refused:
        services.open_wave(wave=wave, now=NOW)
    assert refused.value.messages == [found[1]]
    wave.refresh_from_db()
    assert wave.is_draft
    return found


def change(wave: Wave, **fields: object) -> None:
    """Bring a wave into a state the pages would have refused."""
    Wave.objects.filter(pk=wave.pk).update(**fields)


class TestComplete:
    def test_lacks_nothing_and_is_opened(self, wave: Wave) -> None:
        assert said(wave) == []
        services.open_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        assert wave.is_open


class TestPeople:
    def test_are_missing_from_an_empty_roster(self, world: World) -> None:
        step, text = the_one(world.draft_wave())
        assert step == Step.PEOPLE
        assert "nobody on the roster" in text

    def test_of_an_audience_that_was_chosen_are_missed(self, world: World) -> None:
        world.import_roster(roster_csv(customers=0))
        wave = world.draft_wave()
        services.choose_asked(wave=wave, audiences=["staff", "customers"], left_out=[])
        step, text = the_one(wave)
        assert step == Step.PEOPLE
        assert "belongs to the customers" in text

    def test_of_an_audience_nobody_chose_are_not_missed(self, world: World) -> None:
        world.import_roster(roster_csv(customers=0))
        assert said(world.draft_wave()) == []

    def test_fewer_than_the_smallest_group_are_a_warning_only(self, world: World) -> None:
        world.import_roster(roster_csv(leaders=4))
        wave = world.draft_wave()
        assert said(wave) == []
        page = world.client(world.consultant).get(f"/waves/{wave.pk}/").content.decode()
        assert "Leaders: 4 people." in page
        assert "Open the wave</a>" in page


class TestQuestions:
    def test_of_its_own_need_somebody_who_is_asked(self, wave: Wave) -> None:
        services.add_own_question(wave=wave, audience="customers", text="Lunch?", answers=[])
        services.choose_asked(wave=wave, audiences=["staff", "leaders"], left_out=[])
        step, text = the_one(wave)
        assert step == Step.ASKED
        assert "“Lunch?” is for customers, who are not asked" in text

    def test_need_the_framework_the_assessment_was_made_with(self, wave: Wave) -> None:
        wave.assessment.framework_hash = "0" * 64
        wave.assessment.save()
        step, text = the_one(wave)
        assert step == Step.ASKED
        assert "are not those the assessment was made with" in text


class TestDates:
    def test_need_a_last_day_to_come(self, wave: Wave) -> None:
        change(wave, closes_on=TODAY - timedelta(days=1))
        step, text = the_one(wave)
        assert step == Step.DATES
        assert "lies in the past" in text

    @pytest.mark.parametrize(
        ("days", "words"),
        [
            ([0], "2 November 2026 is too early"),
            ([-3], "30 October 2026 is too early"),
            ([31], "3 December 2026 comes after the last day"),
            ([10, 11], "13 November 2026 comes a day after the one before it"),
            ([10, 5], "7 November 2026 does not come after the one before it"),
        ],
    )
    def test_need_reminders_while_it_collects(
        self, wave: Wave, days: list[int], words: str
    ) -> None:
        change(wave, closes_on=TODAY + timedelta(days=30))
        for number, after in enumerate(days, 1):
            Reminder.objects.create(wave=wave, number=number, due_on=TODAY + timedelta(days=after))
        step, text = the_one(wave)
        assert step == Step.DATES
        assert words in text

    def test_allow_a_reminder_on_the_last_day(self, wave: Wave) -> None:
        change(wave, closes_on=TODAY + timedelta(days=30))
        Reminder.objects.create(wave=wave, number=1, due_on=TODAY + timedelta(days=30))
        assert said(wave) == []


class TestContact:
    def test_is_missed(self, wave: Wave) -> None:
        change(wave, contact_email="")
        step, text = the_one(wave)
        assert step == Step.DATES
        assert "Say whom respondents may ask" in text

    @pytest.mark.parametrize(
        "email",
        ["hr@client.example", "HR@Client.Example", "hr@people.client.example"],
    )
    def test_is_not_the_employer(self, wave: Wave, email: str) -> None:
        change(wave, contact_email=email)
        step, text = the_one(wave)
        assert step == Step.DATES
        assert f"{email} belongs to the organisation itself" in text

    def test_is_not_above_the_domain_of_the_staff(self, world: World) -> None:
        world.import_roster(roster_csv().replace("@client.example", "@north.client.example"))
        wave = world.draft_wave()
        change(wave, contact_email="hr@client.example")
        assert "belongs to the organisation itself" in the_one(wave)[1]

    @pytest.mark.parametrize(
        "email", ["ada@firm.example", "ada@notclient.example", "ada@buyer.example"]
    )
    def test_may_be_anybody_else(self, wave: Wave, email: str) -> None:
        change(wave, contact_email=email)
        assert said(wave) == []

    def test_may_have_a_public_address_as_staff_have(self, world: World) -> None:
        world.import_roster(roster_csv().replace("staff1@client.example", "staff1@gmail.com"))
        wave = world.draft_wave()
        change(wave, contact_email="ada@gmail.com")
        assert said(wave) == []


class TestLetters:
    def test_need_words_that_can_be_sent(self, wave: Wave) -> None:
        MailText.objects.create(
            wave=wave, audience="staff", kind="invitation", subject="Hello", body="No way in."
        )
        step, text = the_one(wave)
        assert step == Step.LETTERS
        assert text.startswith("Invitation, staff: ")


class TestPage:
    def test_lists_everything_with_the_way_there(self, world: World) -> None:
        wave = world.draft_wave()
        change(wave, closes_on=date(2020, 1, 1), contact_email="")
        page = world.client(world.consultant).get(f"/waves/{wave.pk}/").content.decode()
        for words in (
            "What is missing",
            "nobody on the roster",
            f"/organisations/{world.organisation.pk}/roster/",
            "lies in the past",
            "Say whom respondents may ask",
            f"/waves/{wave.pk}/setup/dates/",
        ):
            assert words in page
        assert "Open the wave</a>" not in page

    def test_says_all_that_is_missing_when_it_is_opened_all_the_same(self, world: World) -> None:
        wave = world.draft_wave()
        change(wave, closes_on=date(2020, 1, 1))
        page = world.client(world.consultant).post(f"/waves/{wave.pk}/open/", follow=True)
        text = page.content.decode()
        alert = text.split('role="alert">')[1].split("</div>")[0]
        assert "nobody on the roster" in alert
        assert "lies in the past" in alert

    def test_is_for_the_coordinator_without_ways_they_may_not_go(self, world: World) -> None:
        wave = world.draft_wave()
        change(wave, contact_email="")
        page = world.client(world.coordinator).get(f"/waves/{wave.pk}/").content.decode()
        assert "Say whom respondents may ask" in page
        assert "/setup/" not in page
        assert f"/organisations/{world.organisation.pk}/roster/" in page
