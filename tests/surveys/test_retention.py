"""What is deleted by itself, and when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from organisations import services as clients
from organisations.models import CustomerFile, Organisation, Person
from surveys import services
from surveys.models import Ballot, Comment, Draft, Invitation, Mailing, Response, Wave
from surveys.privacy import retention
from tests.disk import database_files, flush_to_disk, somebody_reading
from tests.organisations.customer_files import ACCOUNTS, accounts
from tests.organisations.customer_files import read as read_accounts
from tests.world import NOW, World, answer_all, visit_of


def at(day: str, time: str = "12:00") -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(f"{day}T{time}:00+00:00").astimezone(UTC)


def keep(world: World, months: int) -> None:
    """Set how many months the client keeps things."""
    Organisation.objects.filter(pk=world.organisation.pk).update(months_kept=months)


class TestMonths:
    @pytest.mark.parametrize(
        ("day", "months", "expected"),
        [
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2026-01-30", 1, "2026-02-28"),
            ("2026-02-28", 1, "2026-03-28"),
            ("2026-11-30", 1, "2026-12-30"),
            ("2026-11-30", 3, "2027-02-28"),
            ("2026-12-31", 12, "2027-12-31"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2026-08-31", 120, "2036-08-31"),
            ("2026-12-15", 24, "2028-12-15"),
        ],
    )
    def test_are_those_of_the_calendar(self, day: str, months: int, expected: str) -> None:
        later = retention.months_later(date.fromisoformat(day), months)
        assert later == date.fromisoformat(expected)


def sealed_at(world: World, moment: datetime) -> Wave:
    """A wave as the seal leaves it, with answers, comments and lists of the invited."""
    wave = world.open_wave()
    Response.objects.bulk_create(
        Response(wave=wave, audience="customers", answers=b"\1") for _ in range(5)
    )
    Comment.objects.create(wave=wave, audience="staff", question="TL9", text="More light.")
    Mailing.objects.create(wave=wave, asked_at=NOW, state="done")
    Wave.objects.filter(pk=wave.pk).update(
        state=Wave.State.SEALED, salt=None, key_check="", sealed_at=moment
    )
    return wave


def kept(wave: Wave) -> list[bool]:
    """Whether answers, comments, the invited and mailings of a wave are there."""
    rows = (wave.responses, wave.comments, wave.invitations, wave.mailings)
    return [related.exists() for related in rows]


@pytest.mark.django_db(transaction=True)
class TestCustomerFiles:
    def test_go_after_the_months_since_they_were_taken_in(self, shared_world: World) -> None:
        keep(shared_world, 3)
        accounts(shared_world.organisation, "Bolt")
        rows = [ACCOUNTS, ["", "Bolt", "1", "1", "EUR"]]
        waiting, old, new = (read_accounts(shared_world, rows) for _ in range(3))
        for file, day in ((old, "2026-10-31"), (new, "2026-11-30")):
            clients.confirm_customer_file(customer_file=file, now=at(day))
        retention.enforce(now=at("2027-01-30"))
        assert set(CustomerFile.objects.all()) == {waiting, old, new}
        retention.enforce(now=at("2027-01-31", "00:00"))
        assert set(CustomerFile.objects.all()) == {waiting, new}
        assert shared_world.organisation.accounts.exists()


@pytest.mark.django_db(transaction=True)
class TestSealedWaves:
    def test_are_emptied_on_the_day_and_not_before(self, shared_world: World) -> None:
        keep(shared_world, 3)
        wave = sealed_at(shared_world, at("2026-11-30"))
        retention.enforce(now=at("2027-02-27", "23:59"))
        assert kept(wave) == [True] * 4
        retention.enforce(now=at("2027-02-28", "00:00"))
        assert kept(wave) == [False] * 4
        assert Person.objects.count() == 26
        wave.refresh_from_db()
        assert wave.is_sealed
        assert wave.units.exists()

    def test_are_emptied_by_the_clients_days(self, shared_world: World) -> None:
        keep(shared_world, 1)
        Organisation.objects.filter(pk=shared_world.organisation.pk).update(
            time_zone="Pacific/Auckland"
        )
        # Already 1 December in Auckland, thirteen hours ahead.
        wave = sealed_at(shared_world, at("2026-11-30"))
        retention.enforce(now=at("2026-12-31", "10:59"))
        assert kept(wave) == [True] * 4
        retention.enforce(now=at("2026-12-31", "11:00"))
        assert kept(wave) == [False] * 4

    def test_of_other_clients_are_kept_as_long_as_those_want(self, shared_world: World) -> None:
        wave = sealed_at(shared_world, at("2026-11-30"))
        Organisation.objects.exclude(pk=shared_world.organisation.pk).update(months_kept=1)
        retention.enforce(now=at("2028-11-29"))
        assert kept(wave) == [True] * 4
        retention.enforce(now=at("2028-11-30"))
        assert kept(wave) == [False] * 4

    def test_that_were_rehearsals_lose_their_lists_too(self, shared_world: World) -> None:
        keep(shared_world, 1)
        wave = sealed_at(shared_world, at("2026-11-30"))
        Wave.objects.filter(pk=wave.pk).update(state="discarded", is_rehearsal=True)
        retention.enforce(now=at("2026-12-29"))
        assert wave.invitations.exists()
        retention.enforce(now=at("2026-12-30"))
        assert kept(wave) == [False] * 4

    def test_keep_their_results_and_reports(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        document = wave.result.document
        assert wave.invitations.exists()
        retention.enforce(now=NOW + timedelta(days=800))
        wave.refresh_from_db()
        assert not wave.invitations.exists()
        assert wave.result.document == document
        browser = shared_world.client(shared_world.consultant)
        for page in ("", "result/"):
            assert browser.get(f"/waves/{wave.pk}/{page}").status_code == 200

    def test_are_emptied_once(self, shared_world: World) -> None:
        keep(shared_world, 1)
        wave = sealed_at(shared_world, NOW)
        for days in (40, 40, 80):
            retention.enforce(now=NOW + timedelta(days=days))
        assert kept(wave) == [False] * 4


@pytest.mark.django_db(transaction=True)
class TestWavesNeverSealed:
    def closed(self, world: World) -> Wave:
        keep(world, 1)
        wave = world.open_wave()
        answer_all(wave, "staff", 2)
        services.save_page(visit=visit_of(wave, "Staff 9"), answers={"TL1": 1}, page=1, now=NOW)
        services.close_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        return wave

    def test_are_discarded(self, shared_world: World) -> None:
        wave = self.closed(shared_world)
        retention.enforce(now=at("2026-12-01"))
        wave.refresh_from_db()
        assert wave.is_closed
        assert Ballot.objects.count() == 2
        later = at("2026-12-02")
        retention.enforce(now=later)
        wave.refresh_from_db()
        assert (wave.state, wave.sealed_at) == ("discarded", later)
        assert (wave.salt, wave.key_check, wave.seal_asked) == (None, "", False)
        for table in (Ballot, Draft, Invitation, Mailing, Response):
            assert not table.objects.exists()
        text = shared_world.client(shared_world.consultant).get(f"/waves/{wave.pk}/")
        assert "was closed and not sealed within 1 month" in " ".join(text.content.decode().split())

    def test_leave_nothing_on_the_disk(self, shared_world: World) -> None:
        wave = self.closed(shared_world)
        secrets = [bytes(wave.salt or b""), *(bytes(b.sealed)[20:60] for b in wave.ballots.all())]
        flush_to_disk()
        assert all(secret in database_files() for secret in secrets[1:])
        with somebody_reading():
            retention.enforce(now=at("2026-12-02"))
            # Noted on the row, so that it is not forgotten.
            assert Wave.objects.filter(state="discarded", seal_asked=True).exists()
        retention.enforce(now=at("2026-12-03"))
        assert Wave.objects.filter(state="discarded", seal_asked=False).exists()
        left = database_files()
        assert not any(secret in left for secret in secrets)

    def test_are_left_alone_while_open(self, shared_world: World) -> None:
        wave = self.closed(shared_world)
        services.reopen_wave(wave=wave, closes_on=date(2099, 12, 31), now=NOW)
        retention.enforce(now=at("2030-01-01"))
        wave.refresh_from_db()
        assert wave.is_open
        assert Ballot.objects.count() == 2

    def test_are_discarded_without_their_key(self, shared_world: World, settings: object) -> None:
        wave = self.closed(shared_world)
        settings.RESPONDENT_KEYS = ["another-key-of-more-than-thirty-two-characters"]  # type: ignore[attr-defined]
        retention.enforce(now=at("2026-12-02"))
        wave.refresh_from_db()
        assert wave.is_discarded


@pytest.mark.django_db(transaction=True)
class TestPeopleWhoLeft:
    def test_are_forgotten_after_as_many_months(self, shared_world: World) -> None:
        keep(shared_world, 1)
        wave = shared_world.open_wave()
        for name, day in (("Staff 1", "2026-12-31"), ("Staff 2", "2027-01-28"),
                          ("Staff 3", "2027-01-29")):  # fmt: skip
            person = Person.objects.get(name=name)
            services.remove_person(person=person, today=date.fromisoformat(day))
        Wave.objects.update(state="sealed", salt=None, sealed_at=at("2027-02-20"))
        retention.enforce(now=at("2027-01-30"))
        assert Person.objects.count() == 26
        retention.enforce(now=at("2027-01-31"))
        assert not Person.objects.filter(name="Staff 1").exists()
        # The shortest month ends for the 28th to the 31st of January on one day.
        retention.enforce(now=at("2027-02-28"))
        assert Person.objects.count() == 23
        # A sealed wave keeps their places, without a name.
        assert wave.invitations.count() == 26
        assert wave.invitations.filter(person=None).count() == 3

    @pytest.mark.parametrize("state", ["open", "closed"])
    def test_are_known_until_what_they_were_asked_in_has_ended(
        self, shared_world: World, state: str
    ) -> None:
        """Colleagues may write their names, which are masked when the wave is sealed."""
        keep(shared_world, 1)
        wave = shared_world.open_wave()
        people = Person.objects.filter(name__in=["Staff 1", "Staff 2"])
        people.update(left_on="2026-11-02")
        wave.invitations.filter(person__name="Staff 2").delete()
        if state == "closed":
            services.close_wave(wave=wave, now=at("2027-01-10"))
        retention.enforce(now=at("2027-01-31"))
        assert set(people.values_list("name", flat=True)) == {"Staff 1"}
        Wave.objects.filter(pk=wave.pk).update(state="sealed", salt=None, sealed_at=NOW)
        retention.enforce(now=at("2027-01-31"))
        assert not people.exists()

    def test_of_other_clients_are_not(self, shared_world: World) -> None:
        wave = shared_world.open_wave()
        other = Organisation.objects.exclude(pk=shared_world.organisation.pk)
        other.update(months_kept=1)
        person = wave.invitations.all()[0].person
        assert person is not None
        services.remove_person(person=person, today=NOW.date())
        retention.enforce(now=NOW + timedelta(days=60))
        assert Person.objects.filter(pk=person.pk).exists()
