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
            name="Goal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=200, verbose_name="goal")),
                ("description", models.TextField(blank=True, verbose_name="what it means")),
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
                        related_name="goals",
                        to="partners.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "goal",
                "verbose_name_plural": "goals",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["library", "partnership", "id"], name="goal_by_partnership")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="goal_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership"), name="goal_partnership_key"
                    ),
                    partners.constraints.SameLibrary(field="partnership", name="goal_library"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportingCalendar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("monthly", "Every month"),
                            ("quarterly", "Every quarter"),
                            ("half_yearly", "Every half-year"),
                            ("yearly", "Every year"),
                        ],
                        default="quarterly",
                        max_length=20,
                        verbose_name="frequency",
                    ),
                ),
                (
                    "anchor_on",
                    models.DateField(
                        help_text="The first day of the first period.", verbose_name="first day"
                    ),
                ),
                (
                    "due_days",
                    models.PositiveSmallIntegerField(
                        default=15,
                        help_text="Days after the end of a period by which reports are due.",
                        verbose_name="due days",
                    ),
                ),
                (
                    "lock_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Days after the end of a period until which reports can be changed; empty: always.",
                        null=True,
                        verbose_name="lock days",
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
                        related_name="calendars",
                        to="partners.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "reporting calendar",
                "verbose_name_plural": "reporting calendars",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="calendar_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership"), name="calendar_partnership_key"
                    ),
                    partners.constraints.SameLibrary(field="partnership", name="calendar_library"),
                    models.UniqueConstraint(
                        fields=("partnership", "frequency", "anchor_on"),
                        name="calendar_once",
                        violation_error_message="The partnership has this calendar already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_days__gte", 1), ("due_days__lte", 366)),
                        name="calendar_due_days",
                        violation_error_message="Reports are due 1 to 366 days after the end of a period.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lock_days__isnull", True),
                            ("lock_days__gte", models.F("due_days")),
                            _connector="OR",
                        ),
                        name="calendar_lock_days",
                        violation_error_message="A period cannot lock before its reports are due.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_key", models.CharField(blank=True, editable=False, max_length=400)),
                (
                    "definition",
                    models.TextField(
                        blank=True,
                        help_text="Who or what counts, so that all members count alike.",
                        verbose_name="definition",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        help_text="For example: learners, hours.", max_length=60, verbose_name="unit"
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("increase", "More is better"), ("decrease", "Less is better")],
                        default="increase",
                        max_length=20,
                        verbose_name="direction",
                    ),
                ),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="The total of a period before you began.",
                        max_digits=15,
                        null=True,
                        verbose_name="baseline",
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="The total of all members in one period.",
                        max_digits=15,
                        null=True,
                        verbose_name="target",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
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
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="partners.partnership",
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="measurements.reportingcalendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "measure",
                "verbose_name_plural": "measures",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["library", "partnership", "id"], name="measure_by_partnership")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="measure_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership"), name="measure_partnership_key"
                    ),
                    partners.constraints.SameLibrary(field="partnership", name="measure_library"),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="goal", name="measure_goal_library"
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="calendar", name="measure_calendar_library"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="partners.member",
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
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="measurements.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["measure", "member"], name="assignment_by_measure")],
                "constraints": [
                    partners.constraints.SameLibrary(
                        also=("partnership", "organization"), field="member", name="assignment_member_library"
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="measure", name="assignment_measure_library"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="assignment_dates",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("member", "measure"),
                        name="assignment_open_once",
                        violation_error_message="This member reports the measure already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("next_starts_on", models.DateField(verbose_name="first day of the next")),
                ("label", models.CharField(max_length=40, verbose_name="label")),
                ("due_on", models.DateField(verbose_name="due")),
                ("locks_on", models.DateField(blank=True, null=True, verbose_name="locks after")),
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
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="measurements.reportingcalendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "period",
                "verbose_name_plural": "periods",
                "ordering": ["starts_on", "pk"],
                "indexes": [models.Index(fields=["library", "due_on", "id"], name="period_by_due_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="period_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership"), name="period_partnership_key"
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="calendar", name="period_calendar_library"
                    ),
                    partners.constraints.SameLibrary(field="partnership", name="period_library"),
                    models.UniqueConstraint(fields=("calendar", "starts_on"), name="period_once"),
                    models.CheckConstraint(
                        condition=models.Q(("next_starts_on__gt", models.F("starts_on"))),
                        name="period_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="partners.member",
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
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="measurements.period",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["period__starts_on", "pk"],
                "indexes": [
                    models.Index(fields=["library", "partnership", "period"], name="report_by_period"),
                    models.Index(fields=["organization", "period"], name="report_by_organization"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="report_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership", "organization", "period"),
                        name="report_lines_key",
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership", "organization"), field="member", name="report_member_library"
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="period", name="report_period_library"
                    ),
                    models.UniqueConstraint(fields=("member", "period"), name="report_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("returned", "Returned"),
                            ("submitted", "Submitted"),
                            ("approved", "Approved"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "content",
                    models.CharField(
                        choices=[
                            ("number", "Number"),
                            ("not_applicable", "Not applicable"),
                            ("not_collected", "Not collected"),
                        ],
                        max_length=20,
                        verbose_name="kind of answer",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="number"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "first_submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="first submitted"),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("returned_reason", models.TextField(blank=True, verbose_name="why it was returned")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
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
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="measurements.measure",
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
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measurements.period",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="measurements.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "observation",
                "verbose_name_plural": "observations",
                "ordering": ["measure_id", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "approved")),
                        fields=["measure", "period"],
                        include=("value",),
                        name="observation_approved",
                    ),
                    models.Index(fields=["partnership", "state"], name="observation_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="observation_key"),
                    partners.constraints.SameLibrary(
                        also=("partnership", "organization", "period"),
                        field="report",
                        name="observation_report_library",
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="measure", name="observation_measure_library"
                    ),
                    models.UniqueConstraint(fields=("report", "measure"), name="observation_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content", "number"), ("value__isnull", False)),
                            models.Q(models.Q(("content", "number"), _negated=True), ("value__isnull", True)),
                            _connector="OR",
                        ),
                        name="observation_number_or_reason",
                        violation_error_message="Give a number, or say why there is none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("content", "number"),
                            ("state", "draft"),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="observation_reason_given",
                        violation_error_message="Say why there is no number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(("decided_by", models.F("given_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="observation_not_own_approval",
                        violation_error_message="Whoever gave a figure does not approve it.",
                    ),
                ],
            },
        ),
    ]
