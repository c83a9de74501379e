from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def note_what_was_told(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Freeze for waves opened before what those asked could read until now."""
    waves = apps.get_model("surveys", "Wave").objects.exclude(state="draft")
    for wave in waves.select_related("assessment__organisation"):
        wave.months_kept = wave.assessment.organisation.months_kept
        wave.save(update_fields=["months_kept"])


class Migration(migrations.Migration):
    dependencies = [("surveys", "0006_no_statistics_of_words")]

    operations = [
        migrations.AddField(
            model_name="wave",
            name="months_kept",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(note_what_was_told, migrations.RunPython.noop),
    ]
