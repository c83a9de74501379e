"""Keeps PostgreSQL from copying answers, words and people into its statistics.

ANALYZE stores sample values of every column in a catalogue that no deletion of rows empties: a
word that was blacked out, or somebody who was forgotten, would live on there. What it has stored
already goes when the type of a column is set again, which rewrites nothing if it is the same.
"""

from django.db import migrations

COLUMNS = {
    ("surveys", "Comment"): ["text"],
    ("surveys", "Response"): ["answers"],
    ("surveys", "Invitation"): ["mail_problem"],
    ("organisations", "Person"): ["name", "email", "external_key"],
}


def keep_out_of_statistics(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for model, names in COLUMNS.items():
        options = apps.get_model(*model)._meta
        for name in names:
            field = options.get_field(name)
            column = f'ALTER TABLE "{options.db_table}" ALTER COLUMN "{field.column}"'
            schema_editor.execute(f"{column} SET STATISTICS 0")
            schema_editor.execute(f"{column} TYPE {field.db_type(schema_editor.connection)}")


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_protection"), ("surveys", "0005_protection")]

    operations = [migrations.RunPython(keep_out_of_statistics, migrations.RunPython.noop)]
