"""What people were told of how long things are kept holds, whatever is set afterwards."""

from datetime import UTC, datetime

import pytest

from organisations import services as organisations
from surveys import services
from surveys.models import Wave
from surveys.privacy import retention
from tests.world import NOW, World, answer_all, link_of, words_of

# The waves are opened and closed on 2 November 2026.
MONTH, QUARTER, YEAR = (datetime(*day, 12, tzinfo=UTC) for day in (
    (2026, 12, 2), (2027, 2, 2), (2027, 11, 2)
))  # fmt: skip


def keep(world: World, months: int) -> None:
    """Set the months as the consultant does."""
    organisations.change_organisation(
        organisation=world.organisation,
        name="Client Ltd",
        time_zone="Europe/London",
        months_kept=months,
        language="en",
    )


def told(wave: Wave) -> str:
    return words_of(f"{link_of(wave, 'Staff 1')}privacy/")


@pytest.mark.django_db
def test_people_read_the_months_of_their_wave(world: World) -> None:
    keep(world, 3)
    wave = world.open_wave()
    assert "for 3 months after the end at the longest" in told(wave)
    for months in (120, 1):
        keep(world, months)
        assert "for 3 months after the end at the longest" in told(wave)
    later = world.draft_wave(world.assessment("Later"))
    services.open_wave(wave=later, now=NOW)
    later.refresh_from_db()
    assert "for 1 month after the end at the longest" in told(later)


@pytest.mark.django_db(transaction=True)
class TestDeletion:
    def closed(self, world: World, *, told: int, set_afterwards: int) -> Wave:
        """A wave never sealed, whose client changed its mind while it was open."""
        keep(world, told)
        wave = world.open_wave()
        answer_all(wave, "staff", 2)
        keep(world, set_afterwards)
        services.close_wave(wave=wave, now=NOW)
        return wave

    def sealed(self, world: World, *, told: int, set_afterwards: int) -> Wave:
        keep(world, told)
        wave = world.sealed_wave()
        keep(world, set_afterwards)
        return wave

    def test_comes_no_later_than_people_were_told(self, shared_world: World) -> None:
        wave = self.closed(shared_world, told=3, set_afterwards=12)
        retention.enforce(now=MONTH)
        assert wave.ballots.exists()
        retention.enforce(now=QUARTER)
        assert not wave.ballots.exists()

    def test_comes_sooner_if_the_client_wants(self, shared_world: World) -> None:
        wave = self.closed(shared_world, told=12, set_afterwards=3)
        retention.enforce(now=MONTH)
        assert wave.ballots.exists()
        retention.enforce(now=QUARTER)
        assert not wave.ballots.exists()

    def test_of_a_sealed_wave_comes_no_later_than_people_were_told(
        self, shared_world: World
    ) -> None:
        wave = self.sealed(shared_world, told=3, set_afterwards=12)
        retention.enforce(now=MONTH)
        assert wave.invitations.exists()
        retention.enforce(now=QUARTER)
        assert not wave.invitations.exists()

    def test_of_a_sealed_wave_comes_sooner_if_the_client_wants(self, shared_world: World) -> None:
        wave = self.sealed(shared_world, told=12, set_afterwards=3)
        retention.enforce(now=QUARTER)
        assert not wave.invitations.exists()

    def test_of_a_later_wave_follows_the_longer_months(self, shared_world: World) -> None:
        keep(shared_world, 3)
        shared_world.import_roster("email,name,unit,audience\n"
            + "".join(f"{n}@x.example,Staff {n},A,staff\n" for n in range(12)), ())  # fmt: skip
        keep(shared_world, 12)
        wave = shared_world.sealed_wave(staff=10)
        retention.enforce(now=QUARTER)
        assert wave.invitations.exists()
        retention.enforce(now=YEAR)
        assert not wave.invitations.exists()
