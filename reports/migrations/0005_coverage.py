from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0004_editions'),
    ]

    operations = [
        migrations.AddField(
            model_name='workbookentry',
            name='chosen',
            field=models.JSONField(blank=True, default=list),
        ),
    ]
