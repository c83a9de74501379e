"""What an edition holds of the actions that were planned on an earlier result."""

from datetime import timedelta
from typing import Any

import pytest

from reports import services
from reports.editions.content import Part, mark_of
from reports.editions.differences import differences
from reports.editions.earlier import earlier_results
from reports.editions.working import content_of, is_ahead
from reports.models import PlannedAction, Result
from reports.pdf import render_pdf
from reports.telling import tell_content
from surveys.framework.own_questions import asked_framework
from tests.reports import findings
from tests.waves import sealed_round
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOW + timedelta(days=200)


def plan(world: World, result: Result, what: str, **values: Any) -> PlannedAction:
    now = NOW + timedelta(seconds=PlannedAction.objects.count())
    return services.plan_action(
        result=result, values={"what": what, **values}, user=world.consultant, now=now
    )


def after(world: World, result: Result, name: str = "Spring", days: int = 200) -> Result:
    """A later wave of the same assessment."""
    found: Result = sealed_round(
        world, name, code=3, now=NOW + timedelta(days=days), assessment=result.wave.assessment
    ).result
    return found


def compare(world: World, result: Result, earlier: Result) -> None:
    pinned = next(each.pinned for each in earlier_results(result) if each.result == earlier)
    services.change_part(
        result=result,
        part=Part.COMPARISON,
        values={"comparison": pinned},
        shown=mark_of(content_of(result), Part.COMPARISON),
        user=world.consultant,
        now=LATER,
    )


@pytest.fixture
def first(shared_world: World) -> Result:
    found: Result = sealed_round(shared_world, "Autumn", code=2).result
    return found


def test_a_first_wave_has_nothing_to_carry_over(shared_world: World, first: Result) -> None:
    plan(shared_world, first, "Walk.")
    assert content_of(first)["carried"] == {}
    assert services.keep_edition(result=first, user=None, now=NOW).content["carried"] == {}


def test_the_next_wave_holds_every_action_as_it_stands(shared_world: World, first: Result) -> None:
    walk = plan(shared_world, first, "Walk.", owner_email="kim@client.example")
    plan(shared_world, first, "Sit.", state="dropped", outcome="Nobody came.")
    later = after(shared_world, first)
    held = content_of(later)["carried"]
    assert (held["result_id"], held["sha256"], held["wave"]) == (
        str(first.pk), first.sha256, "Autumn",
    )  # fmt: skip
    assert [(each["what"], each["state"], each["outcome"]) for each in held["actions"]] == [
        ("Walk.", "planned", ""), ("Sit.", "dropped", "Nobody came."),
    ]  # fmt: skip
    assert "kim@client.example" not in str(held)
    edition = services.keep_edition(result=later, user=None, now=LATER)
    assert not is_ahead(later)
    services.change_action(
        action=walk, values={"state": "done", "outcome": "All walk."}, shown=None, user=None
    )
    assert is_ahead(later)
    [told] = [
        each
        for each in differences(asked_framework(later.wave), edition.content, content_of(later))
        if each.part == "Actions of the earlier wave"
    ]
    assert (told.about, told.before, told.after) == ("Walk.", "Planned", "Done: All walk.")
    edition.refresh_from_db()
    assert edition.content["carried"]["actions"][0]["state"] == "planned"


def test_it_is_of_the_wave_compared_with_else_of_the_latest_with_actions(
    shared_world: World, first: Result
) -> None:
    plan(shared_world, first, "Walk.")
    second = after(shared_world, first)
    third = after(shared_world, first, "Summer", days=400)
    assert content_of(third)["carried"]["wave"] == "Autumn"
    plan(shared_world, second, "Run.")
    assert content_of(third)["carried"]["wave"] == "Spring"
    compare(shared_world, third, first)
    assert content_of(third)["carried"]["wave"] == "Autumn"
    plan(shared_world, third, "Swim.")
    assert content_of(third)["carried"]["wave"] == "Autumn"


def test_an_older_result_keeps_what_its_newest_edition_says(
    shared_world: World, first: Result
) -> None:
    walk = plan(shared_world, first, "Walk.")
    second = after(shared_world, first)
    services.keep_edition(result=second, user=None, now=LATER)
    after(shared_world, first, "Summer", days=400)
    services.change_action(action=walk, values={"state": "done"}, shown=None, user=None)
    assert content_of(second)["carried"]["actions"][0]["state"] == "planned"
    assert not is_ahead(second)


def test_page_and_paper_tell_what_became_of_it(shared_world: World, first: Result) -> None:
    plan(
        shared_world, first, "Open the records.", state="done", outcome="All <b>open</b> them.",
        aim={"dimension": "knowledge", "stage": "focus"}, owner="Kim",
    )  # fmt: skip
    later = after(shared_world, first)
    compare(shared_world, later, first)
    client = shared_world.client(shared_world.consultant)
    page = findings.page(client, later.wave, "progress").text
    assert "What became of the actions of “Autumn”" in page
    assert "All &lt;b&gt;open&lt;/b&gt; them." in page
    assert "Customer knowledge: Customer focus" in page
    assert "neither is shown to have caused the other" in page
    told = tell_content(later, content_of(later), is_final=False, now=LATER)
    assert render_pdf(told).startswith(b"%PDF")
