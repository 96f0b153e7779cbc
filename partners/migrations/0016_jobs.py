import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0015_sign_in_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="JobPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                ("content", models.BinaryField(verbose_name="content")),
            ],
            options={
                "verbose_name": "part of a result",
                "verbose_name_plural": "parts of results",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español")], max_length=5, verbose_name="language"
                    ),
                ),
                ("given", models.JSONField(blank=True, default=dict)),
                ("reach", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Under way"),
                            ("done", "Done"),
                            ("failed", "Not done"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("done_count", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("total_count", models.PositiveIntegerField(default=0, verbose_name="of")),
                ("outcome", models.TextField(blank=True, verbose_name="outcome")),
                ("next_path", models.CharField(blank=True, editable=False, max_length=300)),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="file")),
                ("content_type", models.CharField(blank=True, max_length=100)),
                ("byte_count", models.PositiveBigIntegerField(default=0, verbose_name="size")),
                ("checksum", models.CharField(blank=True, max_length=64, verbose_name="checksum")),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "lease_until",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="claimed until"),
                ),
                ("lease_holder", models.CharField(blank=True, editable=False, max_length=36)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.library",
                        verbose_name="library",
                    ),
                ),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="job",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="partners.job",
            ),
        ),
        migrations.AddField(
            model_name="jobpart",
            name="job",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="partners.job"
            ),
        ),
        migrations.AddField(
            model_name="jobpart",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["library", "-asked_at", "id"], name="job_newest"),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "running"])),
                fields=["asked_at", "id"],
                name="job_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("file_name", ""), _negated=True),
                fields=["ended_at"],
                name="job_with_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.UniqueConstraint(fields=("id", "library"), name="job_key"),
        ),
        # After the key that it refers to: PostgreSQL asks for it at once.
        migrations.AddConstraint(
            model_name="delivery",
            constraint=partners.constraints.SameLibrary(field="job", name="delivery_job_library"),
        ),
        migrations.AddConstraint(
            model_name="jobpart",
            constraint=partners.constraints.SameLibrary(field="job", name="job_part_library"),
        ),
        migrations.AddConstraint(
            model_name="jobpart",
            constraint=models.UniqueConstraint(fields=("job", "position"), name="job_part_once"),
        ),
    ]
