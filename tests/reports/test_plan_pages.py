"""The board of a plan: what consultants and leaders meet there, and what they can do."""

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from organisations.models import Record
from reports import services
from reports.models import Edition, PlannedAction, Result, WorkingCopy
from surveys.models import Wave
from tests.reports.test_plan import plan
from tests.waves import sealed_round
from tests.world import NOW, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db(transaction=True)
PRIORITIES = [{"code": "dimension:service", "text": ""}]


@pytest.fixture
def result(shared_world: World) -> Result:
    found: Result = shared_world.sealed_wave().result
    return found


@pytest.fixture
def desk(shared_world: World) -> Client:
    return shared_world.client(shared_world.consultant)


def board(world: World) -> str:
    return f"/organisations/{world.organisation.pk}/plan/"


def release(world: World, result: Result) -> Edition:
    report = services.release_newest(result=result, user=world.consultant, now=NOW)
    assert report is not None
    return report.edition


def prioritise(world: World, result: Result) -> None:
    """Let the next edition have a priority."""
    content = {**result.editions.get(number=1).content, "priorities": PRIORITIES}
    WorkingCopy.objects.create(result=result, content=content, changed_at=NOW)


def filled(page: "Response", **given: Any) -> dict[str, Any]:
    """What the form of a page holds, with what is written over it."""
    form = page.context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value is not None} | given


def words(page: "Response") -> str:
    return " ".join(page.content.decode().split())


class TestBoard:
    def test_says_the_next_step_before_there_is_a_result(
        self, shared_world: World, desk: Client
    ) -> None:
        assert "A plan begins with a result." in words(desk.get(board(shared_world)))
        refused = desk.get(f"{board(shared_world)}actions/", follow=True)
        assert "There is no result yet" in words(refused)

    def test_without_proposals_says_where_they_come_from(
        self, shared_world: World, desk: Client, result: Result
    ) -> None:
        page = words(desk.get(board(shared_world)))
        assert "Nothing is planned yet: plan an action of your own." in page
        assert "The model proposes nothing at the moment" in page
        assert f"/waves/{result.wave_id}/edition/priorities/" in page
        prioritise(shared_world, result)
        page = words(desk.get(board(shared_world)))
        assert "Take over what is proposed below" in page
        assert "proposes nothing" not in page

    def test_has_late_actions_first_and_says_so_in_words(
        self, shared_world: World, desk: Client, result: Result
    ) -> None:
        plan(shared_world, result, what="Some day.")
        plan(shared_world, result, what="Long ago.", due_on=date(2001, 1, 31))
        plan(
            shared_world, result, what="Dropped long ago.", due_on=date(2001, 1, 1), state="dropped"
        )
        page = desk.get(board(shared_world))
        groups = {
            each.title: [row.what for row, _failed in each.rows] for each in page.context["groups"]
        }
        assert list(groups.items()) == [
            ("Late", ["Long ago."]),
            ("Planned", ["Some day."]),
            ("Under way", []),
            ("Done", []),
            ("Dropped", ["Dropped long ago."]),
        ]
        assert "Two of three actions are still to be done. One is late." in words(page)
        assert "Planned, late" in words(page)

    def test_changes_how_far_an_action_is_by_one_click(
        self, shared_world: World, desk: Client, result: Result
    ) -> None:
        action = plan(shared_world, result)
        page = desk.post(f"/plan/{action.pk}/state/", {"state": "done"}, follow=True)
        assert "Done: “Walk.”" in words(page)
        assert PlannedAction.objects.get().state == "done"
        page = desk.post(f"/plan/{action.pk}/state/", {"state": "lost"}, follow=True)
        assert "by one of its buttons" in words(page)
        assert PlannedAction.objects.get().state == "done"

    def test_offers_no_eighth_action_and_refuses_one_in_words(
        self, shared_world: World, desk: Client, result: Result
    ) -> None:
        add = f"{board(shared_world)}actions/"
        form = desk.get(add)
        for _number in range(7):
            plan(shared_world, result)
        assert "Plan an action" not in words(desk.get(board(shared_world)))
        refused = desk.post(add, filled(form, what="One more."))
        assert "7 actions are open" in words(refused)
        assert PlannedAction.objects.count() == 7

    def test_comes_as_a_spreadsheet_in_which_nothing_is_computed(
        self, shared_world: World, desk: Client, result: Result
    ) -> None:
        plan(shared_world, result, what="=1+1", owner="Kim", due_on=date(2001, 1, 31))
        response = desk.get(f"{board(shared_world)}?export=xlsx")
        sheet = load_workbook(io.BytesIO(response.content)).active
        assert sheet is not None
        _caption, titles, line = sheet.iter_rows()
        found = dict(zip([each.value for each in titles], line, strict=True))
        assert (found["What is done"].value, found["What is done"].data_type) == ("=1+1", "s")
        assert (found["Who"].value, found["Late"].value) == ("Kim", "Yes")
        assert Record.objects.get(act="exported").fields == ["plan"]


class TestProposals:
    def test_are_taken_over_with_what_they_are_worth_and_lead_on_to_who(
        self, shared_world: World, desk: Client, result: Result
    ) -> None:
        prioritise(shared_world, result)
        first, second = desk.get(board(shared_world)).context["proposals"]
        path = f"{board(shared_world)}proposals/"
        response = desk.post(path, {"code": first["code"]})
        action = PlannedAction.objects.get()
        assert response["Location"] == f"/plan/{action.pk}/"
        # Everybody sees service at the third stage; what leads to the fourth is proposed.
        assert action.aim == {"dimension": "service", "stage": "obsession"}
        assert (action.priority, action.what) == ("dimension:service", first["action"].what.text)
        assert (action.done, action.customers) == (first["action"].done, first["action"].customer)
        assert desk.get(board(shared_world)).context["proposals"] == [second]
        again = desk.post(path, {"code": first["code"]}, follow=True)
        assert "stands in the plan already" in words(again)
        assert PlannedAction.objects.count() == 1


class TestAction:
    def test_is_planned_with_the_condition_it_is_to_change(
        self, shared_world: World, desk: Client, result: Result
    ) -> None:
        add = f"{board(shared_world)}actions/"
        day = timezone.now().date() + timedelta(days=40)
        given = {"what": "Walk  the\nfloor.", "about": "dimension:service", "owner": "Kim"}
        desk.post(add, filled(desk.get(add), **given, due_on=day.isoformat()))
        action = PlannedAction.objects.get()
        assert (action.what, action.owner, action.due_on) == ("Walk the floor.", "Kim", day)
        assert action.result == result
        assert action.aim == {"dimension": "service", "stage": "obsession"}
        change = f"/plan/{action.pk}/"
        desk.post(change, filled(desk.get(change), about="step:teams/roles"))
        chosen = '<option value="step:teams/roles" selected>Step 2, Roles and responsibilities<'
        assert chosen in words(desk.get(change))
        action.refresh_from_db()
        assert action.priority == "step:teams"
        assert action.aim == {"step": "teams", "foundation": "roles"}

    @pytest.mark.parametrize(
        ("given", "complaint"),
        [
            ({"what": ""}, "Say what is done."),
            ({"what": "x" * 301}, "at most 300 characters"),
            ({"due_on": "2001-01-31"}, "This day is over. Choose a day to come."),
            ({"due_on": "soon"}, "Enter a valid date."),
            ({"owner_email": "kim"}, "Enter a valid email address."),
            ({"about": "dimension:gone"}, "Select a valid choice"),
        ],
    )
    def test_is_refused_in_words(
        self,
        shared_world: World,
        desk: Client,
        result: Result,
        given: dict[str, str],
        complaint: str,
    ) -> None:
        add = f"{board(shared_world)}actions/"
        assert complaint in words(desk.post(add, filled(desk.get(add), what="Walk.") | given))
        assert not PlannedAction.objects.exists()

    def test_keeps_a_day_that_has_passed_since_it_was_planned(
        self, shared_world: World, desk: Client, result: Result
    ) -> None:
        action = plan(shared_world, result, due_on=date(2001, 1, 31))
        change = f"/plan/{action.pk}/"
        desk.post(change, filled(desk.get(change), owner="Kim"))
        action.refresh_from_db()
        assert (action.owner, action.due_on) == ("Kim", date(2001, 1, 31))

    def test_days_are_those_of_the_client(
        self, shared_world: World, desk: Client, result: Result
    ) -> None:
        """A day that is over here may still be to come where the client is, and the other way."""
        organisation = shared_world.organisation
        organisation.time_zone = "Pacific/Kiritimati"
        organisation.save()
        today = organisation.today(timezone.now())
        add = f"{board(shared_world)}actions/"
        form = filled(desk.get(add), what="Walk.")
        yesterday = (today - timedelta(days=1)).isoformat()
        assert "This day is over." in words(desk.post(add, {**form, "due_on": yesterday}))
        desk.post(add, {**form, "due_on": today.isoformat()})
        assert PlannedAction.objects.get().due_on == today

    def test_does_not_lose_what_somebody_else_has_changed(
        self, shared_world: World, desk: Client, result: Result
    ) -> None:
        action = plan(shared_world, result)
        change = f"/plan/{action.pk}/"
        seen = desk.get(change)
        desk.post(change, filled(seen, owner="Kim"))
        refused = desk.post(change, filled(seen, owner="Robin"))
        assert "Somebody else has changed this action" in words(refused)
        assert "Robin" in words(refused)
        assert PlannedAction.objects.get().owner == "Kim"


class TestLeaders:
    @pytest.fixture
    def leader(self, shared_world: World) -> Client:
        return shared_world.client(shared_world.leader)

    def test_meet_nothing_before_the_release_and_then_edit(
        self, shared_world: World, leader: Client, result: Result
    ) -> None:
        prioritise(shared_world, result)
        action = plan(shared_world, result)
        assert "As soon as a report is released" in words(leader.get(board(shared_world)))
        assert leader.get(f"/plan/{action.pk}/").status_code == 404
        assert leader.post(f"/plan/{action.pk}/state/", {"state": "done"}).status_code == 404
        edition = release(shared_world, result)
        page = leader.get(board(shared_world))
        assert "Walk." in words(page)
        assert len(page.context["proposals"]) == 2
        change = f"/plan/{action.pk}/"
        leader.post(change, filled(leader.get(change), owner="Kim", state="under_way"))
        action.refresh_from_db()
        assert (action.owner, action.state) == ("Kim", "under_way")
        services.withdraw_edition(
            edition=edition, reason="Wrong.", user=shared_world.consultant, now=NOW
        )
        assert leader.get(change).status_code == 404

    def test_plan_on_what_was_released_while_the_consultant_is_further(
        self, shared_world: World, leader: Client, result: Result
    ) -> None:
        release(shared_world, result)
        later = next_wave(shared_world, result).result
        prioritise(shared_world, later)
        secret = plan(shared_world, later, what="Of what is not released.")
        page = leader.get(board(shared_world))
        assert secret.what not in words(page)
        assert page.context["proposals"] == []
        add = f"{board(shared_world)}actions/"
        leader.post(add, filled(leader.get(add), what="Our own."))
        assert PlannedAction.objects.get(what="Our own.").result == result

    def test_do_not_read_in_an_action_how_a_later_wave_came_out(
        self, shared_world: World, desk: Client, result: Result
    ) -> None:
        release(shared_world, result)
        action = plan(shared_world, result)
        next_wave(shared_world, result, code=2)
        change = f"/plan/{action.pk}/"
        desk.post(change, filled(desk.get(change), about="dimension:service"))
        action.refresh_from_db()
        # After the third stage, that of the released wave.
        assert action.aim == {"dimension": "service", "stage": "obsession"}

    def test_find_it_from_their_reports(self, shared_world: World, leader: Client) -> None:
        assert board(shared_world) in words(leader.get("/reports/"))
        consultant = shared_world.client(shared_world.consultant)
        assert board(shared_world) not in words(consultant.get("/reports/"))


def next_wave(world: World, result: Result, code: int = 3) -> Wave:
    later = NOW + timedelta(days=200)
    return sealed_round(world, "Spring", code=code, now=later, assessment=result.wave.assessment)
