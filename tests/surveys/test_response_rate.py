"""The one number before the seal: of the whole organisation, in steps, once a day."""

from datetime import UTC, date, datetime, timedelta

from organisations.models import Person
from surveys import collecting, services
from surveys.models import Wave
from tests.world import LAST_DAY, NOW, World, answer_all, roster_csv

DAY = timedelta(days=1)


def counted(wave: Wave, now: datetime) -> str:
    """Let the clock do its work, and return what is kept."""
    collecting.count_responses(now=now)
    wave.refresh_from_db()
    return wave.response_rate


def said_of(world: World, wave: Wave) -> str:
    """The words of the wave's page, on one line."""
    page = world.client(world.coordinator).get(f"/waves/{wave.pk}/").content.decode()
    return " ".join(page.split())


class TestResponseRate:
    def test_is_organisation_wide_in_steps_of_five_per_cent(self, world: World) -> None:
        wave = world.open_wave()
        answer_all(wave, "staff", 7)
        assert counted(wave, NOW + DAY) == "25%"  # 7 of 26 are 27%
        answer_all(wave, "leaders", 1)
        assert counted(wave, NOW + 2 * DAY) == "30%"  # 8 of 26 are 31%

    def test_is_counted_for_the_first_time_on_the_day_after_the_opening(self, world: World) -> None:
        wave = world.open_wave()
        answer_all(wave, "staff", 7)
        assert counted(wave, NOW + timedelta(hours=14)) == ""
        assert "counted once a day; first tomorrow" in said_of(world, wave)
        # London's midnight, fourteen and a half hours after the opening.
        assert counted(wave, datetime(2026, 11, 3, 0, 0, tzinfo=UTC)) == "25%"
        page = said_of(world, wave)
        assert "25%" in page
        assert "as of 3 November 2026" in page

    def test_moves_once_a_day(self, world: World) -> None:
        wave = world.open_wave()
        answer_all(wave, "staff", 7)
        assert counted(wave, NOW + DAY) == "25%"
        answer_all(wave, "leaders", 6)
        for hours in (1, 6, 14):
            assert counted(wave, NOW + DAY + timedelta(hours=hours)) == "25%"
        assert "25%" in said_of(world, wave)
        assert counted(wave, NOW + DAY + timedelta(hours=15)) == "50%"  # 13 of 26

    def test_begins_its_days_where_the_client_is(self, world: World) -> None:
        world.organisation.time_zone = "America/New_York"
        world.organisation.save()
        wave = world.open_wave()
        answer_all(wave, "staff", 7)
        # Midnight in New York is five in the morning in UTC.
        assert counted(wave, datetime(2026, 11, 3, 4, 59, tzinfo=UTC)) == ""
        assert counted(wave, datetime(2026, 11, 3, 5, 1, tzinfo=UTC)) == "25%"
        assert wave.counted_on == date(2026, 11, 3)

    def test_is_not_counted_by_closing_or_opening_again(self, world: World) -> None:
        wave = world.open_wave()
        answer_all(wave, "staff", 7)
        counted(wave, NOW + DAY)
        answer_all(wave, "leaders", 6)
        later = NOW + DAY + timedelta(hours=2)
        services.close_wave(wave=wave, now=later)
        assert counted(wave, later) == "25%"
        services.reopen_wave(wave=wave, closes_on=LAST_DAY, now=later)
        assert counted(wave, later) == "25%"
        services.close_wave(wave=wave, now=later)
        assert counted(wave, NOW + 2 * DAY) == "50%"

    def test_is_not_moved_by_removing_people(self, world: World) -> None:
        wave = world.open_wave()
        answer_all(wave, "staff", 7)
        for person in Person.objects.filter(audience="customers"):
            services.remove_person(person=person, today=NOW.date())
        assert counted(wave, NOW + DAY) == "25%"

    def test_is_not_shown_for_few_people(self, world: World) -> None:
        world.import_roster(roster_csv(staff=9, leaders=0, customers=0))
        wave = world.open_wave()
        answer_all(wave, "staff", 9)
        assert counted(wave, NOW + DAY) == ""
        page = said_of(world, wave)
        assert "not shown below 10 invited" in page
        assert "as of 3 November 2026" in page

    def test_is_the_only_number_before_the_seal(self, world: World) -> None:
        wave = world.closed_wave(staff=10)
        counted(wave, NOW + DAY)
        text = world.client(world.consultant).get(f"/waves/{wave.pk}/").content.decode()
        assert "40%" in text  # 10 of 26 are 38%
        assert world.client(world.consultant).get(f"/waves/{wave.pk}/result/").status_code == 404

    def test_of_a_sealed_wave_stands_still(self, world: World) -> None:
        wave = world.closed_wave(staff=10)
        Wave.objects.filter(pk=wave.pk).update(state="sealed", salt=None)
        assert counted(wave, NOW + DAY) == ""
        assert wave.counted_on == NOW.date()
