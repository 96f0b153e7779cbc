import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("measurements", "0004_report_claims"),
        ("partners", "0008_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=200, verbose_name="what is promised")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hours", "Hours"),
                            ("space", "Space"),
                            ("goods", "Goods"),
                            ("money", "Money"),
                            ("expertise", "Expertise"),
                            ("promotion", "Promotion"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="how much"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="unit")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("total", "in all"),
                            ("week", "every week"),
                            ("month", "every month"),
                            ("quarter", "every quarter"),
                            ("year", "every year"),
                        ],
                        default="total",
                        max_length=20,
                        verbose_name="counted",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="measurements.goal",
                        verbose_name="goal",
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="partners.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "commitment",
                "verbose_name_plural": "commitments",
                "ordering": ["starts_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Population",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_key", models.CharField(blank=True, editable=False, max_length=400)),
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
                "verbose_name": "group of people",
                "verbose_name_plural": "groups of people",
                "ordering": ["name_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="GoalPopulation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="population_links",
                        to="measurements.goal",
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
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.partnership",
                    ),
                ),
                (
                    "population",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goal_links",
                        to="measurements.population",
                    ),
                ),
            ],
            options={
                "verbose_name": "group of a goal",
                "verbose_name_plural": "groups of goals",
                "ordering": ["population__name_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("class", "Class"),
                            ("tutoring", "Tutoring"),
                            ("conversation", "Conversation group"),
                            ("workshop", "Workshop"),
                            ("drop_in", "Drop-in help"),
                            ("story_time", "Story time"),
                            ("training", "Training of helpers"),
                            ("child_care", "Child care"),
                            ("outreach", "Outreach"),
                            ("event", "Event"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("place_key", models.CharField(blank=True, editable=False, max_length=400)),
                ("postal_code", models.CharField(blank=True, max_length=12, verbose_name="postal code")),
                (
                    "repeat",
                    models.CharField(
                        choices=[
                            ("once", "Once"),
                            ("weekly", "Every week"),
                            ("fortnightly", "Every other week"),
                            ("monthly", "Every month, in the same week of the month"),
                            ("irregular", "On no fixed days"),
                        ],
                        default="weekly",
                        max_length=20,
                        verbose_name="how often",
                    ),
                ),
                ("weekdays", models.CharField(blank=True, max_length=7, verbose_name="weekdays")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="begins at")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="ends at")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "expected_attendance",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="people expected each time"
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="measurements.goal",
                        verbose_name="goal",
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="partners.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.partnership",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="measurements.commitment",
                        verbose_name="commitment",
                    ),
                ),
                (
                    "population",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="measurements.population",
                        verbose_name="whom it is for",
                    ),
                ),
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
                "ordering": ["starts_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("on", models.DateField(verbose_name="day")),
                (
                    "state",
                    models.CharField(
                        choices=[("held", "Held"), ("cancelled", "Cancelled")],
                        max_length=20,
                        verbose_name="what happened",
                    ),
                ),
                (
                    "attendance",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="people who came"),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="measurements.activity",
                    ),
                ),
                (
                    "entered_by",
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organization",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ["-on", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.UniqueConstraint(fields=("id", "library"), name="commitment_key"),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.UniqueConstraint(
                fields=("id", "library", "partnership", "organization"), name="commitment_activity_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="population",
            constraint=models.UniqueConstraint(fields=("id", "library"), name="population_key"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(fields=("id", "library"), name="activity_key"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                fields=("id", "library", "partnership"), name="activity_partnership_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                fields=("id", "library", "partnership", "organization"), name="activity_session_key"
            ),
        ),
        migrations.CreateModel(
            name="ActivityHelper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helper_links",
                        to="measurements.activity",
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organization",
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
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "organization that helps",
                "verbose_name_plural": "organizations that help",
                "ordering": ["helper__name_key", "pk"],
                "constraints": [
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="activity", name="activity_helper_library"
                    ),
                    partners.constraints.SameLibrary(
                        field="partnership", name="activity_helper_pship_library"
                    ),
                    partners.constraints.SameLibrary(field="helper", name="activity_helper_org_library"),
                    models.UniqueConstraint(fields=("activity", "helper"), name="activity_helper_once"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["library", "partnership", "starts_on", "id"], name="commitment_by_partnership"
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["organization", "goal"], name="commitment_by_organization"),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="commitment_dates",
                violation_error_message="A commitment cannot end before it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__isnull", True), ("quantity__gt", 0), _connector="OR"),
                name="commitment_quantity",
                violation_error_message="Promise more than nothing, or leave the quantity empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="population",
            constraint=models.UniqueConstraint(
                fields=("library", "name_key"),
                name="population_once",
                violation_error_message="There is a group of this name.",
            ),
        ),
        migrations.AddIndex(
            model_name="goalpopulation",
            index=models.Index(fields=["library", "partnership", "id"], name="goal_population_by_pship"),
        ),
        migrations.AddConstraint(
            model_name="goalpopulation",
            constraint=models.UniqueConstraint(fields=("goal", "population"), name="goal_population_once"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                fields=["library", "partnership", "starts_on", "id"], name="activity_by_partnership"
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["organization", "goal"], name="activity_by_organization"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="activity_dates",
                violation_error_message="An activity cannot end before it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_at__isnull", True),
                    ("ends_at__isnull", True),
                    ("ends_at__gt", models.F("starts_at")),
                    _connector="OR",
                ),
                name="activity_hours",
                violation_error_message="It ends before it begins. Give hours of one day.",
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["library", "partnership", "on", "id"], name="session_by_day"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(fields=("activity", "on"), name="session_once"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "held"), ("attendance__isnull", True), _connector="OR"),
                name="session_attendance",
                violation_error_message="Nobody comes to a session that was cancelled.",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "held"), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="session_reason",
                violation_error_message="Say why the session was cancelled.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=partners.constraints.SameLibrary(
                also=("partnership",), field="goal", name="commitment_goal_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=partners.constraints.SameLibrary(field="partnership", name="commitment_pship_library"),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=partners.constraints.SameLibrary(field="organization", name="commitment_org_library"),
        ),
        migrations.AddConstraint(
            model_name="goalpopulation",
            constraint=partners.constraints.SameLibrary(
                also=("partnership",), field="goal", name="goal_population_goal_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="goalpopulation",
            constraint=partners.constraints.SameLibrary(
                field="partnership", name="goal_population_pship_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="goalpopulation",
            constraint=partners.constraints.SameLibrary(field="population", name="goal_population_library"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=partners.constraints.SameLibrary(
                also=("partnership",), field="goal", name="activity_goal_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=partners.constraints.SameLibrary(
                field="partnership", name="activity_partnership_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=partners.constraints.SameLibrary(
                field="organization", name="activity_organization_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=partners.constraints.SameLibrary(
                also=("partnership", "organization"), field="commitment", name="activity_commitment_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=partners.constraints.SameLibrary(
                field="population", name="activity_population_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=partners.constraints.SameLibrary(
                also=("partnership", "organization"), field="activity", name="session_activity_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=partners.constraints.SameLibrary(
                field="partnership", name="session_partnership_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=partners.constraints.SameLibrary(
                field="organization", name="session_organization_library"
            ),
        ),
    ]
