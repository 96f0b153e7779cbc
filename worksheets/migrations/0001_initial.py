import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partners", "0001_initial"),
        ("partners", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="InstrumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, verbose_name="instrument")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("edition", models.CharField(max_length=120, verbose_name="edition")),
                ("credit", models.CharField(max_length=200, verbose_name="credit line")),
                ("higher_is_better", models.BooleanField(default=True, verbose_name="higher is better")),
            ],
            options={
                "verbose_name": "instrument version",
                "verbose_name_plural": "instrument versions",
                "ordering": ["code", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "number"), name="instrument_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "instrument_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="worksheets.instrumentversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "worksheet",
                "verbose_name_plural": "worksheets",
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["library", "-created_at", "id"], name="evaluation_newest")],
                "constraints": [models.UniqueConstraint(fields=("id", "library"), name="evaluation_key")],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidacies",
                        to="partners.organization",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="candidates",
                        to="worksheets.evaluation",
                    ),
                ),
            ],
            options={
                "verbose_name": "candidate",
                "verbose_name_plural": "candidates",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="candidate_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "evaluation"), name="candidate_evaluation_key"
                    ),
                    partners.constraints.SameLibrary(field="evaluation", name="candidate_evaluation_library"),
                    partners.constraints.SameLibrary(
                        field="organization", name="candidate_organization_library"
                    ),
                    models.UniqueConstraint(
                        fields=("evaluation", "organization"),
                        name="candidate_once",
                        violation_error_message="Choose two different organizations.",
                    ),
                    models.UniqueConstraint(
                        fields=("evaluation", "position"), name="candidate_position_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InstrumentFactor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("code", models.CharField(max_length=4, verbose_name="code")),
                ("group_no", models.PositiveSmallIntegerField(verbose_name="group")),
                ("group_title_en", models.CharField(max_length=120, verbose_name="group title in English")),
                ("group_title_es", models.CharField(max_length=120, verbose_name="group title in Spanish")),
                ("letter", models.CharField(max_length=1, verbose_name="letter")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("label_es", models.CharField(max_length=200, verbose_name="label in Spanish")),
                ("help_en", models.TextField(blank=True, verbose_name="help in English")),
                ("help_es", models.TextField(blank=True, verbose_name="help in Spanish")),
                (
                    "instrument_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="factors",
                        to="worksheets.instrumentversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "factor",
                "verbose_name_plural": "factors",
                "ordering": ["instrument_version", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("instrument_version", "code"), name="factor_code_once"),
                    models.UniqueConstraint(
                        fields=("instrument_version", "position"), name="factor_position_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("value", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rating")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="worksheets.candidate",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="worksheets.evaluation",
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="worksheets.instrumentfactor",
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
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "rating",
                "verbose_name_plural": "ratings",
                "indexes": [models.Index(fields=["evaluation", "factor"], name="rating_by_evaluation")],
                "constraints": [
                    partners.constraints.SameLibrary(
                        also=("evaluation",), field="candidate", name="rating_candidate_library"
                    ),
                    partners.constraints.SameLibrary(field="evaluation", name="rating_evaluation_library"),
                    models.UniqueConstraint(fields=("candidate", "factor", "rater"), name="rating_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True), ("value__range", (1, 5)), _connector="OR"
                        ),
                        name="rating_one_to_five",
                        violation_error_message="A rating is a whole number from 1 to 5.",
                    ),
                ],
            },
        ),
    ]
