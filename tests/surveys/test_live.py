"""A wave that runs: what to do next, for longer, to its end, and again."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organisations.models import Person, Record
from organisations.records import Act, Actor, acting
from surveys import services
from surveys.models import Comment, Mailing, Reminder, Wave
from surveys.next_step import Situation, next_step, standing_of
from tests.world import LAST_DAY, NOW, World

# A Monday; the wave closes on Thursday of the week after.
TODAY = date(2026, 11, 2)
OPEN = Situation(state="open", today=TODAY, closes_on=date(2026, 11, 12), sent=26)
CLOSED = replace(OPEN, state="closed")
SEALED = replace(OPEN, state="sealed")


def said_of(world: World, user: Any, path: str) -> str:
    """The words of a page, on one line."""
    page = world.client(user).get(path).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


class TestNextStep:
    @pytest.mark.parametrize(
        ("found", "said"),
        [
            (
                replace(OPEN, state="draft"),
                "Go through the steps of the setup, then open the wave.",
            ),
            (replace(OPEN, sent=0, waiting=26), "Send the invitations."),
            (replace(OPEN, waiting=1), "1 person has no invitation yet: send it."),
            (replace(OPEN, waiting=3), "3 people have no invitation yet: send them."),
            (
                replace(OPEN, waiting=3, is_mailing=True, refused=4),
                "Letters are being sent; there is nothing to do until they are out.",
            ),
            (
                replace(OPEN, waiting=3, has_failed=True),
                "The sending stopped: read why below, and send the rest.",
            ),
            (
                replace(OPEN, is_reminder_stuck=True, refused=1),
                "A reminder did not reach everybody: read why below, and go on with it.",
            ),
            (replace(OPEN, refused=12, unsure=1), "12 addresses do not work: correct them."),
            (replace(OPEN, refused=1), "1 address does not work: correct it."),
            (replace(OPEN, unsure=2), "2 letters were interrupted: decide whether to send them"),
            (
                replace(OPEN, next_reminder=date(2026, 11, 3)),
                "Nothing to do before the reminder on Tuesday 3 November 2026.",
            ),
            (replace(OPEN, next_reminder=TODAY), "A reminder goes out today by itself."),
            (OPEN, "Nothing to do: it closes by itself after Thursday 12 November 2026."),
            (replace(OPEN, today=date(2026, 11, 8)), "Nothing to do: it closes by itself after"),
            (replace(OPEN, today=date(2026, 11, 9)), "Closes by itself in 3 days."),
            (replace(OPEN, today=date(2026, 11, 11)), "Closes by itself in 1 day."),
            (replace(OPEN, today=date(2026, 11, 12)), "Today is the last day; the wave closes by"),
            (
                replace(OPEN, today=date(2026, 11, 13)),
                "The last day is over: close the wave or extend it.",
            ),
            (CLOSED, "Complete the workbook, then seal the wave; or open it again."),
            (replace(CLOSED, is_being_sealed=True), "The wave is being sealed; there is nothing"),
            (replace(CLOSED, is_rehearsal=True), "End the rehearsal, or open it again."),
            (replace(SEALED, unread=1), "Read the 1 comment that waits, then release the report."),
            (replace(SEALED, unread=7), "Read the 7 comments that wait, then release the report."),
            (SEALED, "Look at the result and its reports; leaders see those that are released."),
            (replace(OPEN, state="discarded"), "Nothing is left to do."),
        ],
    )
    def test_is_one_sentence(self, found: Situation, said: str) -> None:
        assert next_step(found, may_consult=True).startswith(said)

    @pytest.mark.parametrize(
        ("found", "said"),
        [
            (replace(OPEN, state="draft"), "Keep the roster up to date; the consultant opens"),
            (replace(OPEN, sent=0, waiting=26), "Send the invitations."),
            (replace(OPEN, today=date(2026, 11, 13)), "The last day is over; the consultant"),
            (CLOSED, "The consultant computes the result next."),
            (replace(CLOSED, is_rehearsal=True), "The consultant ends the rehearsal next."),
            (replace(SEALED, unread=7), "Nothing is left to do."),
        ],
    )
    def test_asks_a_coordinator_for_nothing_they_cannot_do(
        self, found: Situation, said: str
    ) -> None:
        assert next_step(found, may_consult=False).startswith(said)


class TestStanding:
    def sentence(self, wave: Wave, now: datetime = NOW) -> str:
        wave.refresh_from_db()
        return standing_of(wave, now=now, may_consult=True).next_step

    def test_follows_the_mail(self, world: World) -> None:
        wave = world.open_wave()
        assert self.sentence(wave) == "Send the invitations."
        job = services.send_invitations(wave=wave, user=None, now=NOW)
        assert self.sentence(wave).startswith("Letters are being sent")
        wave.invitations.update(mail="sent")
        Mailing.objects.filter(pk=job.pk).update(state="done")
        assert self.sentence(wave).startswith("Nothing to do: it closes by itself")
        wave.invitations.filter(person__name__in=["Staff 1", "Staff 2"]).update(mail="refused")
        assert self.sentence(wave) == "2 addresses do not work: correct them."
        Person.objects.filter(name__in=["Staff 2", "Staff 3"]).update(mail_stop="bounced")
        Person.objects.filter(name="Staff 4").update(mail_stop="unsubscribed")
        assert self.sentence(wave) == "3 addresses do not work: correct them."

    def test_follows_the_reminders_to_come(self, world: World) -> None:
        wave = world.open_wave()
        wave.invitations.update(mail="sent")
        for number, day in enumerate([3, 9], start=1):
            Reminder.objects.create(wave=wave, number=number, due_on=date(2026, 11, day))
        assert self.sentence(wave).endswith("Tuesday 3 November 2026.")
        first = wave.reminders.get(number=1)
        Mailing.objects.create(wave=wave, reminder=first, asked_at=NOW, state="done")
        assert self.sentence(wave).endswith("Monday 9 November 2026.")
        assert "reminder" not in self.sentence(wave, NOW + timedelta(days=8))

    def test_counts_days_where_the_client_is(self, world: World) -> None:
        wave = world.open_wave()
        Wave.objects.update(closes_on=date(2026, 11, 3))
        world.organisation.time_zone = "Asia/Tokyo"
        world.organisation.save()
        wave = Wave.objects.get(pk=wave.pk)
        evening = datetime(2026, 11, 2, 14, 59, tzinfo=UTC)
        for now, left in ((evening, 1), (evening + timedelta(minutes=1), 0)):
            assert standing_of(wave, now=now, may_consult=True).days_left == left

    def test_follows_the_comments(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        for review in ("waiting", "waiting", "kept"):
            Comment.objects.create(
                wave=wave, question="OWN1", audience="staff", text="Well.", review=review
            )
        assert self.sentence(wave).startswith("Read the 2 comments that wait")


class TestDesk:
    def test_begins_with_what_is_under_way(self, world: World) -> None:
        wave = world.open_wave()
        today = world.organisation.today(timezone.now())
        Wave.objects.filter(pk=wave.pk).update(closes_on=today + timedelta(days=5))
        text = said_of(world, world.consultant, f"/organisations/{world.organisation.pk}/")
        under_way = text.index("Under way Customer centricity: Autumn Open 5 days left Send the")
        assert under_way < text.index("Assessments")

    def test_says_the_next_step_where_there_is_nothing_yet(self, world: World) -> None:
        path = f"/organisations/{world.organisation.pk}/"
        assert "First import the roster; then create an" in said_of(world, world.consultant, path)
        assert "then the consultant creates" in said_of(world, world.coordinator, path)
        world.assessment()
        assert "No wave yet: prepare the first one." in said_of(world, world.consultant, path)
        assert "Under way" not in said_of(world, world.consultant, path)


class TestPage:
    def test_offers_the_consultant_to_extend_and_to_close_with_what_it_means(
        self, world: World
    ) -> None:
        wave = world.open_wave()
        text = said_of(world, world.consultant, f"/waves/{wave.pk}/")
        for words in (
            "Next: Send the invitations.",
            "Nobody is written to because of it",
            "until the seal it can be opened again",
        ):
            assert words in text
        text = said_of(world, world.coordinator, f"/waves/{wave.pk}/")
        assert "Extend" not in text
        assert "Close the wave" not in text

    def test_says_what_a_closed_wave_waits_for(self, world: World) -> None:
        wave = world.closed_wave(staff=1)
        text = said_of(world, world.consultant, f"/waves/{wave.pk}/")
        assert "Next: Complete the workbook, then seal the wave; or open it again." in text
        assert "Open it again instead" in text
        Wave.objects.update(seal_asked=True)
        text = said_of(world, world.consultant, f"/waves/{wave.pk}/")
        assert "Open it again instead" not in text


class TestExtending:
    @pytest.fixture
    def wave(self, world: World) -> Wave:
        wave = world.open_wave()
        Wave.objects.update(closes_on=date(2026, 11, 12))
        wave.refresh_from_db()
        return wave

    def test_moves_the_last_day_and_is_recorded(self, world: World, wave: Wave) -> None:
        with acting(Actor(world.consultant, world.consultant.email, NOW)):
            services.extend_wave(wave=wave, closes_on=date(2026, 11, 20), now=NOW)
        wave.refresh_from_db()
        assert (wave.closes_on, wave.state) == (date(2026, 11, 20), "open")
        record = Record.objects.get(act=Act.EXTENDED)
        assert (record.object_id, record.fields) == (str(wave.pk), ["closes_on"])

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            (date(2026, 11, 12), "Choose a day after 12 November 2026."),
            (date(2026, 11, 5), "To end sooner, close the wave"),
            (date(2026, 11, 1), "lies in the past"),
        ],
    )
    def test_wants_a_later_day(self, wave: Wave, day: date, said: str) -> None:
        with pytest.raises(ValidationError, match=said):
            services.extend_wave(wave=wave, closes_on=day, now=NOW)

    def test_is_for_open_waves(self, world: World) -> None:
        with pytest.raises(ValidationError, match="Only an open wave can be extended"):
            services.extend_wave(wave=world.draft_wave(), closes_on=LAST_DAY, now=NOW)

    def test_adds_a_reminder_after_those_there_are(self, wave: Wave) -> None:
        Reminder.objects.create(wave=wave, number=1, due_on=date(2026, 11, 9))
        until, day = date(2026, 11, 20), date(2026, 11, 16)
        services.extend_wave(wave=wave, closes_on=until, remind_on=day, now=NOW)
        assert list(wave.reminders.order_by("number").values_list("number", "due_on")) == [
            (1, date(2026, 11, 9)),
            (2, day),
        ]

    @pytest.mark.parametrize(
        ("planned", "day", "said"),
        [
            ([], date(2026, 11, 21), "21 November 2026 comes after the last day to answer"),
            ([], date(2026, 11, 2), "2 November 2026 is too early: choose a day after today"),
            ([16], date(2026, 11, 16), "does not come after the one before it"),
            ([17], date(2026, 11, 16), "does not come after the one before it"),
            ([15], date(2026, 11, 16), "leave two"),
            ([4, 6, 8], date(2026, 11, 16), "reminded 3 times at most"),
        ],
    )
    def test_changes_nothing_if_the_reminder_cannot_be(
        self, wave: Wave, planned: list[int], day: date, said: str
    ) -> None:
        for number, planned_day in enumerate(planned, start=1):
            due_on = date(2026, 11, planned_day)
            Reminder.objects.create(wave=wave, number=number, due_on=due_on)
        with pytest.raises(ValidationError, match=said):
            services.extend_wave(wave=wave, closes_on=date(2026, 11, 20), remind_on=day, now=NOW)
        wave.refresh_from_db()
        assert wave.closes_on == date(2026, 11, 12)
        assert wave.reminders.count() == len(planned)

    def test_by_the_page(self, world: World, wave: Wave) -> None:
        browser = world.client(world.consultant)
        for day, said in (
            ("2099-12-31", "The wave stays open for longer."),
            ("soon", "Give the last day, and the reminder’s if you like, as dates."),
            ("2020-01-01", "lies in the past"),
        ):
            page = browser.post(f"/waves/{wave.pk}/extend/", {"closes_on": day}, follow=True)
            assert said in page.content.decode()
        wave.refresh_from_db()
        assert wave.closes_on == LAST_DAY


class TestRecords:
    def test_are_kept_of_closing_and_opening_again(self, world: World) -> None:
        wave = world.open_wave()
        browser = world.client(world.consultant)
        browser.post(f"/waves/{wave.pk}/close/")
        browser.post(f"/waves/{wave.pk}/reopen/", {"closes_on": "2099-12-31"})
        browser.post(f"/waves/{wave.pk}/reopen/", {"closes_on": "2099-12-31"})
        acts = Record.objects.filter(object_id=str(wave.pk)).order_by("at")
        assert list(acts.values_list("act", "user")) == [
            (Act.CLOSED, world.consultant.pk),
            (Act.REOPENED, world.consultant.pk),
        ]
