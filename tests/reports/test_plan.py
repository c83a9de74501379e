"""A client's plan: what can be planned, how it changes, and what of it an edition keeps."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from organisations.models import Record
from organisations.records import Actor, acting
from reports import services
from reports.editions.content import to_be_written
from reports.editions.working import content_of, is_ahead
from reports.models import Edition, PlannedAction, Result, WorkingCopy
from reports.telling import tell, tell_content
from tests.together import together
from tests.waves import sealed_round
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def result(shared_world: World) -> Result:
    found: Result = shared_world.sealed_wave().result
    return found


def plan(world: World, result: Result, **values: Any) -> PlannedAction:
    """Plan an action after those there are."""
    now = NOW + timedelta(seconds=PlannedAction.objects.count())
    return services.plan_action(
        result=result, values={"what": "Walk.", **values}, user=world.consultant, now=now
    )


def change(world: World, action: PlannedAction, **values: Any) -> None:
    services.change_action(
        action=action, values=values, shown=action.version, user=world.consultant
    )
    action.refresh_from_db()


class TestBoard:
    def test_has_room_for_seven_that_are_open(self, shared_world: World, result: Result) -> None:
        first, *_others = [plan(shared_world, result) for _number in range(7)]
        with pytest.raises(ValidationError, match="7 actions are open"):
            plan(shared_world, result)
        plan(shared_world, result, state="done")
        change(shared_world, first, state="dropped", outcome="Nobody came.")
        plan(shared_world, result, state="under_way")
        with pytest.raises(ValidationError, match="7 actions are open"):
            change(shared_world, first, state="planned")
        assert PlannedAction.objects.count() == 9

    def test_of_two_who_take_the_last_place_one_is_told(
        self, shared_world: World, result: Result
    ) -> None:
        for _number in range(6):
            plan(shared_world, result)
        refused = together(lambda: plan(shared_world, result), lambda: plan(shared_world, result))
        assert len(refused) == 1
        assert PlannedAction.objects.open().count() == 7

    def test_does_not_lose_what_somebody_else_has_changed(
        self, shared_world: World, result: Result
    ) -> None:
        action = plan(shared_world, result)
        seen = PlannedAction.objects.get()
        change(shared_world, action, owner="Kim")
        with pytest.raises(ValidationError, match="Somebody else has changed this action"):
            change(shared_world, seen, owner="Robin")
        assert PlannedAction.objects.get().owner == "Kim"

    def test_is_recorded_by_field_and_never_by_word(
        self, shared_world: World, result: Result
    ) -> None:
        with acting(Actor(shared_world.consultant, shared_world.consultant.email, NOW)):
            action = plan(shared_world, result, what="Ask Wanda.")
            change(shared_world, action, owner="Wanda", due_on=date(2027, 1, 31))
            change(shared_world, action, owner="Wanda")
        added, changed = Record.objects.order_by("act")
        assert (added.act, added.object_type) == ("added", "plannedaction")
        assert (changed.act, changed.fields) == ("changed", ["due_on", "owner"])
        assert not any("Wanda" in str(vars(record)) for record in (added, changed))


class TestEdition:
    def test_holds_the_plan_without_addresses(self, shared_world: World, result: Result) -> None:
        action = plan(
            shared_world,
            result,
            priority="dimension:service",
            aim={"dimension": "service", "stage": "obsession"},
            owner="Kim",
            owner_email="kim@client.example",
            due_on=date(2027, 1, 31),
            done="All have walked.",
            company="Fewer returns.",
        )
        assert content_of(result)["actions"] == [
            {
                "id": str(action.pk),
                "priority": "dimension:service",
                "aim": {"dimension": "service", "stage": "obsession"},
                "what": "Walk.",
                "owner": "Kim",
                "due_on": "2027-01-31",
                "done": "All have walked.",
                "company": "Fewer returns.",
                "customers": "",
                "partners": "",
                "state": "planned",
                "outcome": "",
            }
        ]

    def test_stays_as_it_was_while_the_plan_goes_on(
        self, shared_world: World, result: Result
    ) -> None:
        action = plan(shared_world, result)
        edition = services.keep_edition(result=result, user=None, now=NOW)
        assert edition.content["format_version"] == 4
        assert not is_ahead(result)
        change(shared_world, action, state="done", outcome="All have walked.")
        assert is_ahead(result)
        edition.refresh_from_db()
        assert edition.content["actions"][0]["state"] == "planned"

    def test_of_a_later_result_goes_on_with_what_is_open(
        self, shared_world: World, result: Result
    ) -> None:
        names = {"planned": "Walk.", "under_way": "Run.", "done": "Sit.", "dropped": "Lie."}
        for state, what in names.items():
            plan(shared_world, result, what=what, state=state)
        edition = services.keep_edition(result=result, user=None, now=NOW)
        assessment, spring = result.wave.assessment, NOW + timedelta(days=200)
        later = sealed_round(
            shared_world, "Spring", code=3, now=spring, assessment=assessment
        ).result
        plan(shared_world, later, what="Swim.", state="done")
        plan(shared_world, result, what="Too late for the edition.")
        told = [each["what"] for each in content_of(later)["actions"]]
        assert told == ["Walk.", "Run.", "Swim.", "Too late for the edition."]
        # The earlier one says what it said before the later was sealed.
        assert content_of(result)["actions"] == edition.content["actions"]
        assert len(edition.content["actions"]) == 4

    def test_is_late_by_the_day_on_which_it_was_written(
        self, shared_world: World, result: Result
    ) -> None:
        plan(shared_world, result, due_on=NOW.date())
        edition = services.keep_edition(result=result, user=None, now=NOW)
        told = tell(edition, is_final=False).plan
        assert told is not None
        assert not told.rows[0].is_late
        # What may still change is told as of the day on which one looks.
        content, later = content_of(result), NOW + timedelta(days=1)
        looked_at = tell_content(result, content, is_final=False, now=later).plan
        assert looked_at is not None
        assert looked_at.rows[0].is_late


class TestBefore:
    """Clients who planned in editions of format 2, which had no plan that goes on."""

    OLD: ClassVar[dict[str, str]] = {
        "priority": "dimension:service",
        "what": "Walk.",
        "owner": "Kim",
        "due_on": "2027-01-31",
        "done": "All have walked.",
    }

    @staticmethod
    def begin_plans() -> None:
        """Do what the migration does."""
        import_module("reports.migrations.0007_plans_begin").begin_plans(apps, None)

    def old_edition(self, result: Result) -> Edition:
        content = {**to_be_written(result.editions.get(number=1).content), "format_version": 2}
        edition = Edition(result=result, number=2, created_at=NOW)
        edition.write({**content, "actions": [self.OLD, {**self.OLD, "what": "Run."}]})
        edition.save()
        return edition

    def test_go_on_with_what_their_newest_edition_says(self, result: Result) -> None:
        self.old_edition(result)
        self.begin_plans()
        first, second = PlannedAction.objects.order_by("planned_at")
        assert (first.what, first.owner, first.due_on) == ("Walk.", "Kim", date(2027, 1, 31))
        assert (first.priority, first.state, first.aim) == ("dimension:service", "planned", {})
        assert (second.what, second.organisation) == ("Run.", result.wave.assessment.organisation)
        # Nothing was written since that edition, and nobody is told to release it anew.
        assert not is_ahead(result)

    def test_keep_what_was_being_written(self, shared_world: World, result: Result) -> None:
        edition = self.old_edition(result)
        content = {**edition.content, "actions": [{**self.OLD, "what": "Swim."}]}
        WorkingCopy.objects.create(result=result, content=content, changed_at=NOW)
        later = sealed_round(
            shared_world,
            "Spring",
            code=3,
            now=NOW + timedelta(days=200),
            assessment=result.wave.assessment,
        ).result
        self.begin_plans()
        assert PlannedAction.objects.get().what == "Swim."
        # It is still open, so the newest report goes on with it; the older one stays as it was.
        assert [each["what"] for each in content_of(later)["actions"]] == ["Swim."]
        assert [each["what"] for each in content_of(result)["actions"]] == ["Walk.", "Run."]
