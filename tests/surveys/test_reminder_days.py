"""When reminders go out, how many there may be, and what a script can do."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from organisations.models import Organisation, Record
from surveys import services
from surveys.mail import reminding
from surveys.models import Mailing, Reminder, Wave
from tests.conftest import Mailbox
from tests.surveys.sending import invite, names, send_until
from tests.world import NOW, World, answer_all, roster_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave(world: World, mailbox: Mailbox) -> Wave:
    """A wave of three who were invited on Monday, 2 November 2026, at 9:30."""
    world.import_roster(roster_csv(staff=3, leaders=0, customers=0))
    wave = world.open_wave()
    invite(wave)
    mailbox.messages.clear()
    return wave


def send_due(at: datetime) -> list[int]:
    """Send what is due; return the numbers of the reminders."""
    begun = reminding.send_due(now=at)
    for job in begun:
        send_until(job, now=at)
    return [job.reminder.number for job in begun if job.reminder]


class TestSchedule:
    def test_goes_out_at_eight_on_its_day(self, wave: Wave, mailbox: Mailbox) -> None:
        Reminder.objects.create(wave=wave, number=1, due_on=date(2026, 11, 9))
        # In London winter time is that of Greenwich.
        assert send_due(datetime(2026, 11, 8, 23, tzinfo=UTC)) == []
        assert send_due(datetime(2026, 11, 9, 7, 59, tzinfo=UTC)) == []
        assert send_due(datetime(2026, 11, 9, 8, tzinfo=UTC)) == [1]
        assert names(mailbox) == ["Staff 0", "Staff 1", "Staff 2"]
        assert send_due(datetime(2026, 11, 9, 9, tzinfo=UTC)) == []
        assert len(mailbox.messages) == 3

    def test_of_where_the_client_is(self, wave: Wave, mailbox: Mailbox) -> None:
        Organisation.objects.update(time_zone="Pacific/Auckland")
        Reminder.objects.create(wave=wave, number=1, due_on=date(2026, 11, 9))
        # Thirteen hours ahead in their summer: eight o'clock is 19:00 of the day before.
        assert send_due(datetime(2026, 11, 8, 18, 59, tzinfo=UTC)) == []
        assert send_due(datetime(2026, 11, 8, 19, tzinfo=UTC)) == [1]

    def test_what_was_missed_is_made_up_for_one_at_a_time(
        self, wave: Wave, mailbox: Mailbox
    ) -> None:
        for number, day in enumerate([9, 12, 16], start=1):
            Reminder.objects.create(wave=wave, number=number, due_on=date(2026, 11, day))
        noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
        assert send_due(noon) == [1]
        assert send_due(noon + timedelta(hours=47)) == []
        assert send_due(noon + timedelta(days=2)) == [2]

    def test_not_from_a_wave_that_is_closed(self, wave: Wave, mailbox: Mailbox) -> None:
        Reminder.objects.create(wave=wave, number=1, due_on=date(2026, 11, 9))
        services.close_wave(wave=wave, now=NOW)
        assert send_due(datetime(2026, 11, 9, 12, tzinfo=UTC)) == []

    def test_not_before_anybody_was_invited(self, world: World, mailbox: Mailbox) -> None:
        wave = world.open_wave()
        Reminder.objects.create(wave=wave, number=1, due_on=date(2026, 11, 9))
        assert send_due(datetime(2026, 11, 9, 12, tzinfo=UTC)) == []


class TestRemindNow:
    def test_not_within_two_days_of_the_last_letters(self, wave: Wave) -> None:
        early = NOW + timedelta(days=2) - timedelta(seconds=1)
        with pytest.raises(ValidationError, match="less than two days ago"):
            services.remind_now(wave=wave, user=None, now=early)
        assert services.remind_now(wave=wave, user=None, now=NOW + timedelta(days=2))

    def test_takes_the_place_of_the_one_planned_next(self, wave: Wave, mailbox: Mailbox) -> None:
        for number, day in enumerate([9, 16], start=1):
            Reminder.objects.create(wave=wave, number=number, due_on=date(2026, 11, day))
        now = datetime(2026, 11, 6, 12, tzinfo=UTC)
        send_until(services.remind_now(wave=wave, user=None, now=now), now=now)
        days = list(wave.reminders.order_by("number").values_list("due_on", flat=True))
        assert days == [date(2026, 11, 6), date(2026, 11, 16)]
        assert send_due(datetime(2026, 11, 9, 12, tzinfo=UTC)) == []
        assert len(mailbox.messages) == 3

    def test_three_times_at_most(self, wave: Wave, mailbox: Mailbox) -> None:
        for day in (4, 6, 8):
            now = datetime(2026, 11, day, 12, tzinfo=UTC)
            send_until(services.remind_now(wave=wave, user=None, now=now), now=now)
        with pytest.raises(ValidationError, match="As many reminders as may be sent"):
            services.remind_now(wave=wave, user=None, now=now + timedelta(days=30))
        assert len(mailbox.messages) == 9

    def test_only_while_the_wave_is_open(self, wave: Wave) -> None:
        services.close_wave(wave=wave, now=NOW)
        with pytest.raises(ValidationError, match="while the wave is open"):
            services.remind_now(wave=wave, user=None, now=NOW + timedelta(days=7))

    def test_leaves_the_day_of_one_that_is_overdue(self, wave: Wave, mailbox: Mailbox) -> None:
        for number, day in enumerate([9, 11], start=1):
            Reminder.objects.create(wave=wave, number=number, due_on=date(2026, 11, day))
        now = datetime(2026, 11, 11, 7, tzinfo=UTC)
        send_until(services.remind_now(wave=wave, user=None, now=now), now=now)
        days = list(wave.reminders.order_by("number").values_list("due_on", flat=True))
        assert days == [date(2026, 11, 9), date(2026, 11, 11)]
        assert len(mailbox.messages) == 3
        assert send_due(datetime(2026, 11, 13, 8, tzinfo=UTC)) == [2]

    def test_does_not_wait_for_single_letters(self, wave: Wave, mailbox: Mailbox) -> None:
        person = wave.invitations.all()[0].person
        assert person
        now = NOW + timedelta(days=3)
        services.send_link_again(person=person, user=None, now=now)
        send_until(wave.mailings.get(state="queued"), now=now)
        assert services.remind_now(wave=wave, user=None, now=now)

    def test_waits_for_invitations_that_could_not_be_sent_at_first(
        self, world: World, wave: Wave
    ) -> None:
        Mailing.objects.update(state="failed")
        now = NOW + timedelta(days=3)
        wave.invitations.filter(person__name="Staff 1").update(mail="waiting")
        invite(wave, now=now)
        with pytest.raises(ValidationError, match="less than two days ago"):
            services.remind_now(wave=wave, user=None, now=now)

    def test_by_the_button(self, world: World, wave: Wave, mailbox: Mailbox) -> None:
        # The page goes by the real clock.
        Mailing.objects.update(asked_at=timezone.now() - timedelta(days=3))
        answer_all(wave, "staff", 1)
        browser = world.client(world.coordinator)
        assert "Remind now" in browser.get(f"/waves/{wave.pk}/").content.decode()
        browser.post(f"/waves/{wave.pk}/remind/")
        send_until(wave.mailings.get(reminder__number=1), now=timezone.now())
        assert names(mailbox) == ["Staff 1", "Staff 2"]
        page = browser.get(f"/waves/{wave.pk}/").content.decode()
        assert "Remind now" not in page
        assert "less than two days ago" in page
        record = Record.objects.filter(act="mailed").get()
        assert (record.user, record.object_name, record.fields) == (
            world.coordinator,
            "Autumn",
            ["reminder"],
        )


class TestCommands:
    NAME = "Client Ltd / Customer centricity / Autumn"

    def test_remind(self, wave: Wave, mailbox: Mailbox) -> None:
        Mailing.objects.update(asked_at=timezone.now() - timedelta(days=3))
        out = StringIO()
        call_command("remind", self.NAME, stdout=out)
        assert out.getvalue() == "Autumn: reminder 1 waits for a worker.\n"
        send_until(wave.mailings.get(reminder__number=1), now=timezone.now())
        assert len(mailbox.messages) == 3

    def test_remind_says_why_not(self, wave: Wave) -> None:
        services.close_wave(wave=wave, now=NOW)
        with pytest.raises(CommandError, match="while the wave is open"):
            call_command("remind", str(wave.pk))

    def test_invite(self, world: World, mailbox: Mailbox) -> None:
        world.import_roster(roster_csv(staff=3, leaders=0, customers=0))
        wave = world.open_wave()
        out = StringIO()
        call_command("invite", str(wave.pk), stdout=out)
        assert out.getvalue() == "Autumn: 3 invitations wait for a worker to send them.\n"
        send_until(wave.mailings.get(), now=timezone.now())
        assert len(mailbox.messages) == 3
        record = Record.objects.get(act="mailed")
        assert (record.user, record.who, record.fields) == (None, "command", ["invitations"])
