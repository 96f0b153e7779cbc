import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0007_directory"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("organizations", "Organizations"), ("people", "People")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Not written yet"), ("written", "Written"), ("undone", "Undone")],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="file")),
                ("headers", models.JSONField(blank=True, default=list)),
                ("rows", models.JSONField(blank=True, default=list)),
                ("matching", models.JSONField(blank=True, default=dict)),
                ("category", models.CharField(blank=True, max_length=60)),
                ("choices", models.JSONField(blank=True, default=dict)),
                ("results", models.JSONField(blank=True, default=list)),
                ("added_count", models.PositiveIntegerField(default=0, verbose_name="added")),
                ("changed_count", models.PositiveIntegerField(default=0, verbose_name="changed")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("written_at", models.DateTimeField(blank=True, null=True, verbose_name="written")),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.library",
                        verbose_name="library",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-made_at", "-pk"],
                "indexes": [models.Index(fields=["library", "made_at"], name="import_by_day")],
            },
        ),
    ]
