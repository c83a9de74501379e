"""The roadmap's ratings become entries of the workbook, of which the checklist is a part too."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models



class Migration(migrations.Migration):

    dependencies = [
        ("reports", "0002_ledger"),
        ("surveys", "0009_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("RoadmapRating", "roadmap_rating_one_per_cell"),
        migrations.RenameModel("RoadmapRating", "WorkbookEntry"),
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('size', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('png', 'picture (PNG)'), ('jpeg', 'picture (JPEG)'), ('webp', 'picture (WebP)'), ('text', 'text'), ('docx', 'document (DOCX)'), ('xlsx', 'workbook (XLSX)'), ('pptx', 'slides (PPTX)'), ('odt', 'document (ODT)'), ('ods', 'workbook (ODS)'), ('odp', 'slides (ODP)')], max_length=8)),
                ('file', models.FileField(upload_to='evidence/')),
                ('added_at', models.DateTimeField(editable=False)),
            ],
            options={
                'verbose_name': 'attached file',
                'ordering': ['added_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='workbookentry',
            name='changed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='workbookentry',
            name='changed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='workbookentry',
            name='links',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='workbookentry',
            name='version',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='workbookentry',
            name='wave',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='workbook', to='surveys.wave'),
        ),
        migrations.AddConstraint(
            model_name='workbookentry',
            constraint=models.UniqueConstraint(models.F('wave'), models.F('item'), name='workbook_one_entry_per_item'),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='added_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='reports.workbookentry'),
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'png', 'jpeg', 'webp', 'text', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'])), name='evidence_file_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='evidence_file_not_empty'),
        ),
    ]
