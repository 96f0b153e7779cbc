import django.db.models.deletion
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0013_tasks_and_stops"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("text", models.TextField(verbose_name="decision")),
                ("decided_on", models.DateField(verbose_name="decided on")),
                ("present", models.TextField(blank=True, verbose_name="who was present")),
                ("told", models.TextField(blank=True, verbose_name="who has to be told")),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="look at it again on")),
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
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="partners.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-decided_on", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["library", "partnership", "-decided_on", "id"], name="decision_newest"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="decision_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership"), name="decision_partnership_key"
                    ),
                    partners.constraints.SameLibrary(field="partnership", name="decision_library"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_on__isnull", True),
                            ("review_on__gte", models.F("decided_on")),
                            _connector="OR",
                        ),
                        name="decision_review_later",
                        violation_error_message="A decision cannot be looked at again before it was made.",
                    ),
                ],
            },
        ),
    ]
