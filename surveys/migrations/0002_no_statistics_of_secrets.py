"""Keeps PostgreSQL from copying secrets into its statistics.

ANALYZE stores sample values of every column in a catalogue that no deletion of rows empties: a
wave's salt, or the name of a ballot, would outlive the seal there.
"""

from django.db import migrations

SECRETS = {
    "surveys_wave": ["salt", "key_check"],
    "surveys_draft": ["id", "sealed"],
    "surveys_ballot": ["id", "sealed"],
}


def keep_out_of_statistics(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns in SECRETS.items():
        for column in columns:
            schema_editor.execute(
                f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0'
            )


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [migrations.RunPython(keep_out_of_statistics, migrations.RunPython.noop)]
