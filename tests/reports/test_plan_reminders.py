"""Reminders of actions to their owners, through a real mail server and a real worker."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from organisations.jobs import Job
from reports import services
from reports.models import ActionReminder, PlannedAction, Result
from reports.plans import reminding
from reports.tasks import remind_of_actions
from tests.conftest import Mailbox, Worker, wait_until
from tests.reports.test_plan import plan
from tests.reports.test_plan_pages import release
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

DUE = date(2027, 3, 20)
KIM = "kim@client.example"


@pytest.fixture
def result(shared_world: World) -> Result:
    """A result of which leaders may read."""
    found: Result = shared_world.sealed_wave().result
    release(shared_world, found)
    return found


def planned(world: World, result: Result, **values: Any) -> PlannedAction:
    given = {"what": "Walk.", "owner": "Kim", "owner_email": KIM, "due_on": DUE, **values}
    return plan(world, result, **given)


def change(action: PlannedAction, **values: Any) -> None:
    services.change_action(action=action, values=values, shown=None, user=None)


def at(day: int, hour: int = 9) -> datetime:
    """That many days from the day on which the action is due, in London."""
    return datetime(2027, 3, 20, hour, tzinfo=UTC) + timedelta(days=day)


def remind(now: datetime) -> None:
    """Do what the scheduler and a worker do at that time."""
    for reminder in reminding.due(now=now):
        reminding.send(reminder, now=now)


class TestWhen:
    def test_is_seven_days_before_and_the_day_after_once_each(
        self, shared_world: World, result: Result, mailbox: Mailbox
    ) -> None:
        planned(shared_world, result)
        told = []
        for day in range(-10, 12):
            for hour in (7, 8, 9, 20):
                before = len(mailbox.messages)
                remind(at(day, hour))
                told += [(day, hour)] * (len(mailbox.messages) - before)
        assert told == [(-7, 8), (1, 8)]

    def test_is_in_the_morning_where_the_client_is(
        self, shared_world: World, result: Result, mailbox: Mailbox
    ) -> None:
        shared_world.organisation.time_zone = "Pacific/Auckland"
        shared_world.organisation.save()
        planned(shared_world, result)
        # In Auckland it is thirteen hours later: 06:00, then 09:00 of the day that is meant.
        remind(at(-8, 17))
        assert mailbox.messages == []
        remind(at(-8, 20))
        assert len(mailbox.messages) == 1

    def test_is_still_done_when_the_site_stood_still_for_some_days_but_not_much_later(
        self, shared_world: World, result: Result, mailbox: Mailbox
    ) -> None:
        planned(shared_world, result)
        remind(at(-3))
        assert len(mailbox.messages) == 1
        remind(at(8))
        assert len(mailbox.messages) == 1

    @pytest.mark.parametrize(
        "values",
        [
            {"state": "done"},
            {"state": "dropped"},
            {"due_on": None},
            {"owner_email": ""},
        ],
    )
    def test_is_never_where_there_is_nothing_to_remind_of_or_nobody(
        self, shared_world: World, result: Result, mailbox: Mailbox, values: dict[str, Any]
    ) -> None:
        planned(shared_world, result, **values)
        remind(at(-7))
        remind(at(1))
        assert mailbox.messages == []

    def test_is_of_nothing_that_leaders_do_not_meet(
        self, shared_world: World, result: Result, mailbox: Mailbox
    ) -> None:
        planned(shared_world, result)
        edition = result.editions.get(number=1)
        (waiting,) = reminding.due(now=at(-7))
        services.withdraw_edition(
            edition=edition, reason="Wrong.", user=shared_world.consultant, now=at(-7)
        )
        reminding.send(waiting, now=at(-7))
        remind(at(-6))
        assert mailbox.messages == []
        release(shared_world, result)
        remind(at(-5))
        assert len(mailbox.to(KIM)) == 1

    def test_is_anew_for_another_day_and_another_owner(
        self, shared_world: World, result: Result, mailbox: Mailbox
    ) -> None:
        action = planned(shared_world, result)
        remind(at(-7))
        change(action, due_on=DUE + timedelta(days=2))
        remind(at(-7))
        assert len(mailbox.to(KIM)) == 1
        remind(at(-5))
        assert len(mailbox.to(KIM)) == 2
        change(action, due_on=DUE)
        change(action, due_on=DUE + timedelta(days=2))
        remind(at(-5, 10))
        assert len(mailbox.to(KIM)) == 2
        change(action, owner="Robin", owner_email="robin@client.example")
        remind(at(-5, 11))
        assert (len(mailbox.to(KIM)), len(mailbox.to("robin@client.example"))) == (2, 1)

    def test_leaves_no_address_behind_once_its_day_is_long_over(
        self, shared_world: World, result: Result, mailbox: Mailbox
    ) -> None:
        planned(shared_world, result)
        remind(at(1))
        reminding.forget(now=at(30))
        assert ActionReminder.objects.exists()
        reminding.forget(now=at(31))
        assert not ActionReminder.objects.exists()
        remind(at(31))
        assert len(mailbox.messages) == 1


class TestLetter:
    def test_says_what_and_until_when_and_how_to_hear_no_more(
        self, shared_world: World, result: Result, mailbox: Mailbox, settings: Any
    ) -> None:
        settings.SITE_URL = "https://survey.example.org"
        planned(shared_world, result, done="All have walked.")
        remind(at(-7))
        remind(at(1))
        before, after = mailbox.messages
        assert before["To"] == KIM
        assert before["Reply-To"] == shared_world.consultant.email
        assert before["Subject"] == "100-day plan of Client Ltd: due on 20 March 2027"
        assert after["Subject"] == "100-day plan of Client Ltd: was due on 20 March 2027"
        text = " ".join(before.get_content().split())
        assert text.startswith(
            "Hello Kim, in the 100-day plan of Client Ltd you are named for this action, which is "
            "due on 20 March 2027: Walk. It is done when: All have walked."
        )
        board = f"/organisations/{shared_world.organisation.pk}/plan/"
        assert f"https://survey.example.org{board}" in text
        assert "ask Ada Moss to take your address out of the plan." in text
        over = " ".join(after.get_content().split())
        assert "Its day, 20 March 2027, is over, and it is not marked as done: Walk." in over
        assert "This is the last reminder of this day." in over

    def test_names_a_consultant_where_whoever_named_the_owner_has_left(
        self, shared_world: World, result: Result, mailbox: Mailbox
    ) -> None:
        action = planned(shared_world, result)
        PlannedAction.objects.update(owner_named_by=shared_world.outsider)
        remind(at(-7))
        (letter,) = mailbox.messages
        assert letter["Reply-To"] == shared_world.consultant.email
        assert action.owner_named_by == shared_world.consultant


class TestSending:
    def test_is_given_up_where_nobody_knows_whether_it_went_out(
        self, shared_world: World, result: Result, mailbox: Mailbox
    ) -> None:
        """A worker died over it: the owner is not written to twice, and the board says so."""
        planned(shared_world, result)
        (reminder,) = reminding.due(now=at(-7))
        assert reminder.claim(timezone.now())
        ActionReminder.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
        remind(at(-7))
        remind(at(-6))
        assert mailbox.messages == []
        assert ActionReminder.objects.get().state == Job.State.FAILED
        consultant = shared_world.client(shared_world.consultant)
        page = consultant.get(f"/organisations/{shared_world.organisation.pk}/plan/")
        assert "A reminder to kim@client.example did not arrive for certain:" in (
            page.content.decode()
        )

    def test_is_refused_once_and_said_on_the_board(
        self, shared_world: World, result: Result, mailbox: Mailbox
    ) -> None:
        planned(shared_world, result, owner_email="refused@client.example")
        remind(at(-7))
        remind(at(-6))
        reminder = ActionReminder.objects.get()
        assert (reminder.state, reminder.reason) == ("failed", "550 No such person here")

    def test_waits_for_a_mail_server_that_is_down(
        self, shared_world: World, result: Result, mailbox: Mailbox, settings: Any
    ) -> None:
        planned(shared_world, result)
        port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
        remind(at(-7))
        assert ActionReminder.objects.get().state == Job.State.QUEUED
        settings.EMAIL_PORT = port
        remind(at(-7, 10))
        assert len(mailbox.messages) == 1

    def test_what_was_done_meanwhile_is_not_reminded_of(
        self, shared_world: World, result: Result, mailbox: Mailbox
    ) -> None:
        action = planned(shared_world, result)
        (reminder,) = reminding.due(now=at(-7))
        change(action, state="done")
        reminding.send(reminder, now=at(-7))
        assert mailbox.messages == []
        assert not ActionReminder.objects.exists()

    def test_a_worker_sends_it(
        self, shared_world: World, result: Result, worker: Worker, mailbox: Mailbox
    ) -> None:
        today = shared_world.organisation.today(timezone.now())
        planned(shared_world, result, due_on=today + timedelta(days=3))
        worker.start()
        # Whatever time it is where the tests run: it is morning where the client is.
        hour = timezone.now().hour
        shared_world.organisation.time_zone = f"Etc/GMT{hour - 12:+d}" if hour != 12 else "UTC"
        shared_world.organisation.save()
        remind_of_actions()
        wait_until(lambda: ActionReminder.objects.get().state == Job.State.DONE)
        assert len(mailbox.to(KIM)) == 1
