"""Where management wants to be: targets with reasons and weights, from the form to the report."""

import pytest
from django.test import Client

from reports.sealing import edition_content
from surveys.models import Wave
from tests.world import World, roster_csv

FORM = {
    "target_tools": "trusted",
    "reason_tools": "Broken tools cost us the Hartley order.",
    "weight_tools": "3",
    "target_promises": "orderly",
    "weight_promises": "1",
    "target_step": "sort",
    "step_reason": "Sharing tools is not our business.",
}


@pytest.fixture
def desk(world: World) -> Client:
    return world.client(world.consultant)


@pytest.fixture
def wave(world: World) -> Wave:
    world.import_roster(roster_csv())
    return world.draft_wave()


class TestTargets:
    def test_are_saved_with_reason_and_weight(self, wave: Wave, desk: Client) -> None:
        response = desk.post(f"/waves/{wave.pk}/setup/targets/", FORM)
        assert response["Location"] == f"/waves/{wave.pk}/setup/groups/"
        assessment = wave.assessment
        assessment.refresh_from_db()
        assert {(t.dimension, t.stage, t.reason, t.weight) for t in assessment.targets.all()} == {
            ("tools", "trusted", "Broken tools cost us the Hartley order.", 3),
            ("promises", "orderly", "", 1),
        }
        assert assessment.target_step == "sort"
        assert assessment.target_step_reason == "Sharing tools is not our business."
        page = desk.get(f"/waves/{wave.pk}/setup/targets/").content.decode()
        assert 'value="Broken tools cost us the Hartley order."' in page
        assert '<option value="3" selected>' in page

    def test_can_be_changed_and_taken_back_on_the_assessments_page(
        self, wave: Wave, desk: Client
    ) -> None:
        path = f"/assessments/{wave.assessment_id}/targets/"
        desk.post(path, FORM)
        desk.post(path, {"target_promises": "orderly"})
        wave.assessment.refresh_from_db()
        assert wave.assessment.target_stages == {"promises": "orderly"}
        assert wave.assessment.target_step == ""
        assert wave.assessment.target_step_reason == ""

    @pytest.mark.parametrize(
        ("field", "value", "complaint"),
        [
            ("target_tools", "perfect", "Select a valid choice"),
            ("weight_tools", "4", "Select a valid choice"),
            ("reason_tools", "a" * 301, "at most 300 characters"),
            ("step_reason", "One\nTwo", "Write it on one line."),
        ],
    )
    def test_explain_what_is_wrong(
        self, wave: Wave, desk: Client, field: str, value: str, complaint: str
    ) -> None:
        page = desk.post(f"/waves/{wave.pk}/setup/targets/", {**FORM, field: value})
        assert page.status_code == 200
        assert complaint in page.content.decode()
        assert wave.assessment.targets.count() == 2
        assert not wave.assessment.targets.exclude(reason="").exists()

    def test_go_into_the_edition(self, wave: Wave, desk: Client) -> None:
        desk.post(f"/waves/{wave.pk}/setup/targets/", FORM)
        content = edition_content(Wave.objects.get(pk=wave.pk))
        assert content["targets"] == {"tools": "trusted", "promises": "orderly"}
        assert content["target_reasons"] == {"tools": "Broken tools cost us the Hartley order."}
        assert content["weights"] == {"tools": 3}
        assert content["target_step_reason"] == "Sharing tools is not our business."
