"""What comes next after the seal, in one sentence, from the first look to the leaders' report."""

import pytest

from reports import building, services
from reports.editions.next_step import next_step
from reports.editions.working import is_ahead
from reports.models import Result
from surveys.models import Comment
from tests.reports.test_editions import comment, release
from tests.world import NOW, World


def said(result: Result) -> str:
    return next_step(result, is_ahead=is_ahead(result))


pytestmark = pytest.mark.django_db(transaction=True)


def test_leads_from_the_seal_to_the_leaders(shared_world: World) -> None:
    world = shared_world
    result = world.sealed_wave().result
    text = Comment.objects.create(wave=result.wave, audience="staff", question="CM1", text="Well.")
    assert said(result).startswith("Read the one comment that waits")
    text.review = "kept"
    text.save()
    assert said(result).startswith("Write what you add to the numbers")
    services.ask_for_draft(result=result, user=world.consultant, now=NOW)
    assert said(result) == "Read the draft; then release it to the leaders."
    edition = release(world, result)
    assert said(result).startswith("Nothing: the leaders are written to as soon as")
    building.build_report(edition.reports.get(is_final=True))
    assert said(result).startswith("The leaders have the report. Everybody who was asked")
    services.publish_summary(result=result, is_mailed=False, user=world.consultant, now=NOW)
    assert said(result).startswith("Keep the plan up with the leaders")
    page = world.client(world.consultant).get(f"/waves/{result.wave_id}/result/")
    assert "The next wave can be compared with this one." in page.content.decode()
    comment(world, result, "Better said.")
    assert said(result).startswith("Something was written, or the plan has changed,")


def test_nothing_is_to_be_done_with_what_may_not_be_shown(shared_world: World) -> None:
    assert said(shared_world.sealed_wave(staff=3).result) == ""
