"""Actions that were written for the next edition of a result become those of the client's plan."""

import json
from datetime import date, timedelta

from django.db import migrations


def begin_plans(apps, schema_editor):
    """Plan what working copies hold, and on a client's newest result what its edition says."""
    result_model = apps.get_model("reports", "Result")
    begun = set()
    for result in result_model.objects.select_related("wave__assessment").order_by(
        "-wave__sealed_at"
    ):
        organisation_id = result.wave.assessment.organisation_id
        is_newest = organisation_id not in begun
        begun.add(organisation_id)
        copy = apps.get_model("reports", "WorkingCopy").objects.filter(result=result).first()
        edition = result.editions.order_by("-number").first()
        if copy is not None:
            actions = copy.content.get("actions", [])
        else:
            actions = json.loads(edition.document).get("actions", []) if is_newest else []
        _plan(apps.get_model("reports", "PlannedAction"), result, organisation_id, actions)


def _plan(planned_action, result, organisation_id, actions):
    for place, action in enumerate(actions):
        planned_action.objects.create(
            organisation_id=organisation_id,
            result=result,
            priority=action["priority"],
            what=action["what"],
            owner=action["owner"],
            due_on=date.fromisoformat(action["due_on"]) if action["due_on"] else None,
            done=action["done"],
            # Their order is that in which they stood.
            planned_at=result.created_at + timedelta(milliseconds=place),
        )


class Migration(migrations.Migration):

    dependencies = [("reports", "0006_plan")]

    operations = [migrations.RunPython(begin_plans, migrations.RunPython.noop)]
