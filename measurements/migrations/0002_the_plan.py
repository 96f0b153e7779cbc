import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("measurements", "0001_initial"),
        ("partners", "0014_decisions"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="goal",
            options={"ordering": ["position", "pk"], "verbose_name": "goal", "verbose_name_plural": "goals"},
        ),
        migrations.AddField(
            model_name="goal",
            name="close_reason",
            field=models.TextField(blank=True, verbose_name="why it was closed"),
        ),
        migrations.AddField(
            model_name="goal",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="goal",
            name="position",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="place on the agenda"),
        ),
        migrations.AddField(
            model_name="goal",
            name="review_on",
            field=models.DateField(blank=True, null=True, verbose_name="look at it again on"),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True),
                    models.Q(("close_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="goal_closed_with_reason",
                violation_error_message="Say why the goal is closed.",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="observation",
            name="observation_not_own_approval",
        ),
        migrations.AddField(
            model_name="observation",
            name="contested_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="contested"),
        ),
        migrations.AddField(
            model_name="observation",
            name="giver",
            field=models.ForeignKey(
                blank=True,
                help_text="Who gave the figure, when staff typed it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.person",
                verbose_name="told by",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.UniqueConstraint(
                fields=("id", "library", "partnership", "organization"), name="observation_revisions_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=partners.constraints.SameLibrary(
                also=("organization",), field="giver", name="observation_giver_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(("decided_by", models.F("given_by")), _negated=True),
                    ("giver__isnull", False),
                    _connector="OR",
                ),
                name="observation_not_own_approval",
                violation_error_message="Whoever gave a figure does not approve it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("id", "library", "partnership", "organization"), name="report_member_key"
            ),
        ),
        migrations.RemoveConstraint(
            model_name="observation",
            name="observation_number_or_reason",
        ),
        migrations.RemoveConstraint(
            model_name="reportingcalendar",
            name="calendar_due_days",
        ),
        migrations.RemoveIndex(
            model_name="observation",
            name="observation_approved",
        ),
        migrations.AddField(
            model_name="measure",
            name="accountability",
            field=models.CharField(
                choices=[
                    ("performance", "The people our program serves"),
                    ("population", "Everybody in the community"),
                ],
                default="performance",
                max_length=20,
                verbose_name="whose number it is",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="aggregation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("sum", "Add them up"),
                    ("cumulative", "Each figure is a total to date"),
                    ("percent", "Part of a whole, in percent"),
                    ("mean", "Average score"),
                    ("latest", "As it stands at the end of the period"),
                    ("unique", "Different people"),
                    ("none", "Words, not numbers"),
                ],
                default="sum",
                max_length=20,
                verbose_name="how figures add up",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="band_high",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="highest good figure"
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="band_low",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="lowest good figure"
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="baseline_on",
            field=models.DateField(blank=True, null=True, verbose_name="baseline as of"),
        ),
        migrations.AddField(
            model_name="measure",
            name="continues",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="successor",
                to="measurements.measure",
                verbose_name="the measure it continues",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="dividend",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="measurements.measure",
                verbose_name="what is divided",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="divisor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="measurements.measure",
                verbose_name="what it is divided by",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="last day"),
        ),
        migrations.AddField(
            model_name="measure",
            name="is_headline",
            field=models.BooleanField(default=False, verbose_name="headline measure"),
        ),
        migrations.AddField(
            model_name="measure",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("how_much", "How much did we do?"),
                    ("how_well", "How well did we do it?"),
                    ("better_off_number", "Is anyone better off? (number)"),
                    ("better_off_percent", "Is anyone better off? (percent)"),
                ],
                default="how_much",
                max_length=20,
                verbose_name="what it tells",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="may_exceed_whole",
            field=models.BooleanField(default=False, verbose_name="may be more than 100%"),
        ),
        migrations.AddField(
            model_name="measure",
            name="pair",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="percent",
                to="measurements.measure",
                verbose_name="the number this percent belongs to",
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="denominator",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="whole"
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="n",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="people asked"
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="numerator",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="part"
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="text",
            field=models.TextField(blank=True, verbose_name="answer in words"),
        ),
        migrations.AddField(
            model_name="reportingcalendar",
            name="ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="last day"),
        ),
        migrations.AddField(
            model_name="reportingcalendar",
            name="fiscal_start_month",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="For the names of periods: 7 makes July 2016 the start of FY2017.",
                null=True,
                verbose_name="first month of the fiscal year",
            ),
        ),
        migrations.AddField(
            model_name="reportingcalendar",
            name="opens_early",
            field=models.BooleanField(
                default=False,
                help_text="Reports can be filled in from a period's first day.",
                verbose_name="opens early",
            ),
        ),
        migrations.AlterField(
            model_name="measure",
            name="direction",
            field=models.CharField(
                choices=[
                    ("increase", "More is better"),
                    ("decrease", "Less is better"),
                    ("maintain", "It should stay within a range"),
                ],
                default="increase",
                max_length=20,
                verbose_name="direction",
            ),
        ),
        migrations.AlterField(
            model_name="reportingcalendar",
            name="frequency",
            field=models.CharField(
                choices=[
                    ("monthly", "Every month"),
                    ("quarterly", "Every quarter"),
                    ("half_yearly", "Every half-year"),
                    ("yearly", "Every year"),
                    ("once", "Once"),
                    ("custom", "On days of your own"),
                ],
                default="quarterly",
                max_length=20,
                verbose_name="frequency",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("aggregation", ""), _negated=True), ("dividend", None), ("divisor", None)
                    ),
                    models.Q(("aggregation", ""), ("dividend__isnull", False), ("divisor__isnull", False)),
                    _connector="OR",
                ),
                name="measure_counted_or_derived",
                violation_error_message="Say how figures add up, or which measure is divided by which.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accountability", "population"), ("kind", "")),
                    models.Q(("accountability", "performance"), models.Q(("kind", ""), _negated=True)),
                    _connector="OR",
                ),
                name="measure_kind_of_performance",
                violation_error_message="Say what the measure tells about the program.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("band_high__gte", models.F("band_low")),
                        ("band_low__isnull", False),
                        ("direction", "maintain"),
                    ),
                    models.Q(
                        models.Q(("direction", "maintain"), _negated=True),
                        ("band_high", None),
                        ("band_low", None),
                    ),
                    _connector="OR",
                ),
                name="measure_band",
                violation_error_message="A figure that should stay within a range needs its lowest and highest good figure.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportingcalendar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_days__lte", 366),
                    models.Q(("due_days__gte", 1), ("opens_early", True), _connector="OR"),
                ),
                name="calendar_due_days",
                violation_error_message="Reports are due 1 to 366 days after the end of a period.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportingcalendar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fiscal_start_month__isnull", True),
                    models.Q(("fiscal_start_month__gte", 1), ("fiscal_start_month__lte", 12)),
                    _connector="OR",
                ),
                name="calendar_fiscal_month",
                violation_error_message="Choose a month from 1 to 12.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportingcalendar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("anchor_on")), _connector="OR"
                ),
                name="calendar_dates",
                violation_error_message="A calendar cannot end before its first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportingcalendar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("frequency__in", ["once", "custom"]), _negated=True),
                    ("ends_on__isnull", False),
                    _connector="OR",
                ),
                name="calendar_listed_ends",
                violation_error_message="Give the last day of the period.",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                condition=models.Q(("state", "approved")),
                fields=["measure", "period"],
                include=("value", "numerator", "denominator", "n"),
                name="observation_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.UniqueConstraint(
                fields=("id", "library", "partnership", "organization"), name="observation_slices_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("content", "number"),
                        models.Q(
                            models.Q(
                                ("denominator", None),
                                ("numerator", None),
                                ("value__isnull", False),
                                ("text", ""),
                            ),
                            models.Q(
                                ("denominator__isnull", False),
                                ("numerator__isnull", False),
                                ("value", None),
                                ("text", ""),
                            ),
                            models.Q(
                                ("denominator", None),
                                ("numerator", None),
                                ("value", None),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        models.Q(("content", "number"), _negated=True),
                        ("denominator", None),
                        ("numerator", None),
                        ("value", None),
                        ("text", ""),
                    ),
                    _connector="OR",
                ),
                name="observation_number_or_reason",
                violation_error_message="Give a number, or say why there is none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("n__isnull", True), models.Q(("n__gt", 0), ("value__isnull", False)), _connector="OR"
                ),
                name="observation_people_asked",
                violation_error_message="An average needs at least 1 person asked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominator__isnull", True), ("denominator__gte", 0), _connector="OR"),
                name="observation_whole",
                violation_error_message="The whole cannot be less than 0.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=partners.constraints.SameLibrary(
                also=("partnership",), field="pair", name="measure_pair_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=partners.constraints.SameLibrary(
                also=("partnership",), field="dividend", name="measure_dividend_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=partners.constraints.SameLibrary(
                also=("partnership",), field="divisor", name="measure_divisor_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=partners.constraints.SameLibrary(
                also=("partnership",), field="continues", name="measure_continues_library"
            ),
        ),
        migrations.CreateModel(
            name="AgendaDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("problem", models.TextField(blank=True, verbose_name="what is wrong today")),
                ("vision", models.TextField(blank=True, verbose_name="what we want to see")),
                ("principles", models.TextField(blank=True, verbose_name="how we work together")),
                ("deciding", models.TextField(blank=True, verbose_name="how we decide")),
                ("rewards", models.TextField(blank=True, verbose_name="what each of us gets")),
                ("contacts", models.TextField(blank=True, verbose_name="whom to ask")),
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
                    models.OneToOneField(
                        error_messages={"unique": "A draft of the next version is open already."},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_draft",
                        to="partners.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of the agenda",
                "verbose_name_plural": "drafts of the agenda",
                "constraints": [
                    partners.constraints.SameLibrary(field="partnership", name="agenda_draft_library")
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("content", models.JSONField(verbose_name="text")),
                ("published_on", models.DateField(verbose_name="sent for signature")),
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
                        related_name="agenda_versions",
                        to="partners.partnership",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "version of the agenda",
                "verbose_name_plural": "versions of the agenda",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="agenda_version_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership"), name="agenda_version_partnership_key"
                    ),
                    partners.constraints.SameLibrary(field="partnership", name="agenda_version_library"),
                    models.UniqueConstraint(fields=("partnership", "number"), name="agenda_version_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goal_links",
                        to="partners.decision",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_links",
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
            ],
            options={
                "verbose_name": "decision about a goal",
                "verbose_name_plural": "decisions about goals",
                "ordering": ["pk"],
                "constraints": [
                    partners.constraints.SameLibrary(field="partnership", name="goal_decision_library"),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="goal", name="goal_decision_goal_library"
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="decision", name="goal_decision_decision_library"
                    ),
                    models.UniqueConstraint(fields=("goal", "decision"), name="goal_decision_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("lead", "Leads"),
                            ("deliver", "Delivers"),
                            ("support", "Supports"),
                            ("fund", "Funds"),
                            ("advise", "Advises"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
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
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "ordering": ["pk"],
                "constraints": [
                    partners.constraints.SameLibrary(field="partnership", name="role_library"),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="goal", name="role_goal_library"
                    ),
                    partners.constraints.SameLibrary(field="organization", name="role_organization_library"),
                    models.UniqueConstraint(
                        fields=("goal", "organization", "kind"),
                        name="role_once",
                        violation_error_message="This organization has that role already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Strategy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=300, verbose_name="strategy")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strategies",
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
            ],
            options={
                "verbose_name": "strategy",
                "verbose_name_plural": "strategies",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["goal", "id"], name="strategy_by_goal")],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="strategy_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership"), name="strategy_partnership_key"
                    ),
                    partners.constraints.SameLibrary(field="partnership", name="strategy_library"),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="goal", name="strategy_goal_library"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                        choices=[("correction", "Correction asked for"), ("contest", "Contested")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("reason", models.TextField(max_length=1000, verbose_name="what is wrong")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kept", "The figure stays"),
                            ("reopened", "Opened for a new figure"),
                            ("corrected", "Corrected by the organization"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="answer")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
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
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="measurements.observation",
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
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["library", "id"],
                        name="claim_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="claim_key"),
                    partners.constraints.SameLibrary(
                        also=("partnership", "organization"),
                        field="observation",
                        name="claim_observation_library",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("observation",),
                        name="claim_once",
                        violation_error_message="This figure is being looked at already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("settled_at__isnull", True)),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="claim_settled_by_somebody",
                        violation_error_message="A settled claim says how and by whom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="claim_reason",
                        violation_error_message="Say what is wrong.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("until", models.DateField(blank=True, null=True, verbose_name="open until")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measurements.measure",
                        verbose_name="measure",
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="measurements.report",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "extension",
                "verbose_name_plural": "extensions",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["library", "id"],
                        name="extension_waiting",
                    ),
                    models.Index(fields=["until", "report"], name="extension_by_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="extension_key"),
                    partners.constraints.SameLibrary(
                        also=("partnership", "organization"), field="report", name="extension_report_library"
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="measure", name="extension_measure_library"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("report",),
                        name="extension_asked_once",
                        violation_error_message="More time has been asked for already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("asked_by__isnull", False),
                                ("settled_at__isnull", True),
                                ("until__isnull", True),
                            ),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="extension_given_by_somebody",
                        violation_error_message="Somebody asks for more time, and somebody gives it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="extension_reason",
                        violation_error_message="Say why more time is needed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("returned", "Returned"),
                            ("submitted", "Submitted"),
                            ("approved", "Approved"),
                        ],
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
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("contested_at", models.DateTimeField(blank=True, null=True, verbose_name="contested")),
                ("replaced_at", models.DateTimeField(verbose_name="replaced")),
                ("why", models.TextField(blank=True, verbose_name="why it was changed")),
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
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.person",
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
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="measurements.observation",
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
                    "replaced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["observation_id", "number"],
                "indexes": [
                    models.Index(fields=["library", "partnership", "replaced_at"], name="revision_replaced")
                ],
                "constraints": [
                    partners.constraints.SameLibrary(
                        also=("partnership", "organization"),
                        field="observation",
                        name="revision_observation_library",
                    ),
                    partners.constraints.SameLibrary(
                        also=("organization",), field="giver", name="revision_giver_library"
                    ),
                    models.UniqueConstraint(fields=("observation", "number"), name="revision_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", True),
                            ("replaced_at__gte", models.F("decided_at")),
                            _connector="OR",
                        ),
                        name="revision_after_decision",
                        violation_error_message="A figure is replaced after it was decided about.",
                    ),
                ],
            },
        ),
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
                "indexes": [
                    models.Index(
                        fields=["library", "partnership", "starts_on", "id"], name="commitment_by_partnership"
                    ),
                    models.Index(fields=["organization", "goal"], name="commitment_by_organization"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="commitment_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership", "organization"),
                        name="commitment_activity_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="commitment_dates",
                        violation_error_message="A commitment cannot end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__isnull", True), ("quantity__gt", 0), _connector="OR"),
                        name="commitment_quantity",
                        violation_error_message="Promise more than nothing, or leave the quantity empty.",
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="goal", name="commitment_goal_library"
                    ),
                    partners.constraints.SameLibrary(field="partnership", name="commitment_pship_library"),
                    partners.constraints.SameLibrary(field="organization", name="commitment_org_library"),
                ],
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
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="population_key"),
                    models.UniqueConstraint(
                        fields=("library", "name_key"),
                        name="population_once",
                        violation_error_message="There is a group of this name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dimension",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("partition", "Everybody is in exactly one category"),
                            ("multi_choice", "People may be in several categories"),
                        ],
                        default="partition",
                        max_length=20,
                        verbose_name="kind",
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
                "verbose_name": "breakdown",
                "verbose_name_plural": "breakdowns",
                "ordering": ["name_key", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="dimension_key"),
                    models.UniqueConstraint(
                        fields=("library", "name_key"),
                        name="dimension_once",
                        violation_error_message="The library has a breakdown of this name already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("definition", models.TextField(blank=True, verbose_name="definition")),
                (
                    "change_note",
                    models.CharField(blank=True, max_length=300, verbose_name="what is different"),
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
                        related_name="versions",
                        to="measurements.measure",
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
                "verbose_name": "version of a definition",
                "verbose_name_plural": "versions of definitions",
                "ordering": ["measure_id", "starts_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="measureversion_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership", "measure"), name="measureversion_measure_key"
                    ),
                    models.UniqueConstraint(
                        fields=("measure", "starts_on"),
                        name="measureversion_one_current",
                        violation_error_message="Another definition begins on that day.",
                    ),
                    models.UniqueConstraint(fields=("measure", "number"), name="measureversion_number"),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="measure", name="measureversion_measure_library"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                (
                    "value",
                    models.DecimalField(decimal_places=4, max_digits=15, verbose_name="different people"),
                ),
                ("method", models.TextField(verbose_name="how it was worked out")),
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
                        related_name="staff_figures",
                        to="measurements.measure",
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
                "verbose_name": "figure worked out by staff",
                "verbose_name_plural": "figures worked out by staff",
                "ordering": ["measure_id", "starts_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "starts_on", "ends_on"),
                        name="stafffigure_once",
                        violation_error_message="There is a figure for these days already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="stafffigure_dates"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)),
                        name="stafffigure_not_negative",
                        violation_error_message="People cannot be fewer than 0.",
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="measure", name="stafffigure_measure_library"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "span",
                    models.CharField(
                        choices=[("each_period", "Each period"), ("altogether", "All periods together")],
                        default="each_period",
                        max_length=20,
                        verbose_name="it is for",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="target")),
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
                        related_name="targets",
                        to="measurements.measure",
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
                "verbose_name": "target",
                "verbose_name_plural": "targets",
                "ordering": ["measure_id", "starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="target_dates",
                        violation_error_message="A target cannot end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("span", "altogether"), _negated=True),
                            ("ends_on__isnull", False),
                            _connector="OR",
                        ),
                        name="target_altogether_ends",
                        violation_error_message="A target for all periods together needs its last day.",
                    ),
                    models.UniqueConstraint(
                        fields=("measure", "span", "starts_on"),
                        name="target_once",
                        violation_error_message="A target begins on that day already.",
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="measure", name="target_measure_library"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="signed by")),
                ("signed_on", models.DateField(verbose_name="signed on")),
                ("is_on_paper", models.BooleanField(default=False, verbose_name="signed on paper")),
                (
                    "agenda_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="measurements.agendaversion",
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
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "signature",
                "verbose_name_plural": "signatures",
                "ordering": ["signed_on", "pk"],
                "constraints": [
                    partners.constraints.SameLibrary(field="partnership", name="signature_library"),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="agenda_version", name="signature_version_library"
                    ),
                    partners.constraints.SameLibrary(
                        field="organization", name="signature_organization_library"
                    ),
                    models.UniqueConstraint(
                        fields=("agenda_version", "organization"),
                        name="signature_once",
                        violation_error_message="This organization has signed this version already.",
                    ),
                ],
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
                "indexes": [
                    models.Index(fields=["library", "partnership", "id"], name="goal_population_by_pship")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("goal", "population"), name="goal_population_once"),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="goal", name="goal_population_goal_library"
                    ),
                    partners.constraints.SameLibrary(
                        field="partnership", name="goal_population_pship_library"
                    ),
                    partners.constraints.SameLibrary(field="population", name="goal_population_library"),
                ],
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
                "indexes": [
                    models.Index(
                        fields=["library", "partnership", "starts_on", "id"], name="activity_by_partnership"
                    ),
                    models.Index(fields=["organization", "goal"], name="activity_by_organization"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="activity_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership"), name="activity_partnership_key"
                    ),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership", "organization"), name="activity_session_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="activity_dates",
                        violation_error_message="An activity cannot end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_at__isnull", True),
                            ("ends_at__isnull", True),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="activity_hours",
                        violation_error_message="It ends before it begins. Give hours of one day.",
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="goal", name="activity_goal_library"
                    ),
                    partners.constraints.SameLibrary(
                        field="partnership", name="activity_partnership_library"
                    ),
                    partners.constraints.SameLibrary(
                        field="organization", name="activity_organization_library"
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership", "organization"),
                        field="commitment",
                        name="activity_commitment_library",
                    ),
                    partners.constraints.SameLibrary(field="population", name="activity_population_library"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("starts_on", models.DateField(verbose_name="from")),
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
                    "dimension",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lists",
                        to="measurements.dimension",
                    ),
                ),
            ],
            options={
                "verbose_name": "list of categories",
                "verbose_name_plural": "lists of categories",
                "ordering": ["dimension_id", "starts_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="categorylist_key"),
                    models.UniqueConstraint(
                        fields=("dimension", "starts_on"),
                        name="categorylist_one_current",
                        violation_error_message="Another list begins on that day.",
                    ),
                    models.UniqueConstraint(fields=("dimension", "number"), name="categorylist_number"),
                    partners.constraints.SameLibrary(
                        field="dimension", name="categorylist_dimension_library"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureDimension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "dimension",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measurements.dimension",
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
                        related_name="breakdowns",
                        to="measurements.measure",
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
                "verbose_name": "breakdown of a measure",
                "verbose_name_plural": "breakdowns of measures",
                "ordering": ["measure_id", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="measuredimension_dates",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("measure", "dimension"),
                        name="measuredimension_open_once",
                        violation_error_message="The measure is broken down like this already.",
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="measure", name="measuredimension_measure_library"
                    ),
                    partners.constraints.SameLibrary(
                        field="dimension", name="measuredimension_dimension_library"
                    ),
                ],
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
                "indexes": [
                    models.Index(fields=["library", "partnership", "on", "id"], name="session_by_day")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("activity", "on"), name="session_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state", "held"), ("attendance__isnull", True), _connector="OR"),
                        name="session_attendance",
                        violation_error_message="Nobody comes to a session that was cancelled.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "held"), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="session_reason",
                        violation_error_message="Say why the session was cancelled.",
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership", "organization"),
                        field="activity",
                        name="session_activity_library",
                    ),
                    partners.constraints.SameLibrary(field="partnership", name="session_partnership_library"),
                    partners.constraints.SameLibrary(
                        field="organization", name="session_organization_library"
                    ),
                ],
            },
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
        migrations.CreateModel(
            name="SliceCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("is_unknown", models.BooleanField(default=False, verbose_name="unknown")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="not used from")),
                (
                    "category_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="categories",
                        to="measurements.categorylist",
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
                "verbose_name": "category of a breakdown",
                "verbose_name_plural": "categories of breakdowns",
                "ordering": ["category_list_id", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="slicecategory_key"),
                    models.UniqueConstraint(
                        fields=("category_list", "name"),
                        name="slicecategory_once",
                        violation_error_message="The list has this category already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_unknown", True)),
                        fields=("category_list",),
                        name="slicecategory_one_unknown",
                        violation_error_message="A list has one category for unknown.",
                    ),
                    partners.constraints.SameLibrary(
                        field="category_list", name="slicecategory_list_library"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="number"
                    ),
                ),
                (
                    "numerator",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="part"
                    ),
                ),
                (
                    "denominator",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="whole"
                    ),
                ),
                (
                    "n",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="people asked"
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
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slices",
                        to="measurements.observation",
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
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slices",
                        to="measurements.slicecategory",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a figure",
                "verbose_name_plural": "parts of figures",
                "ordering": ["observation_id", "category_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("observation", "category"),
                        name="slice_once",
                        violation_error_message="This category has its figure already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("denominator", None), ("numerator", None), ("value__isnull", False)),
                            models.Q(
                                ("denominator__isnull", False), ("numerator__isnull", False), ("value", None)
                            ),
                            _connector="OR",
                        ),
                        name="slice_number",
                        violation_error_message="Give a number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("n__isnull", True),
                            models.Q(("n__gt", 0), ("value__isnull", False)),
                            _connector="OR",
                        ),
                        name="slice_people_asked",
                        violation_error_message="An average needs at least 1 person asked.",
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership", "organization"),
                        field="observation",
                        name="slice_observation_library",
                    ),
                    partners.constraints.SameLibrary(field="category", name="slice_category_library"),
                ],
            },
        ),
        migrations.AddField(
            model_name="observation",
            name="definition_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="measurements.measureversion",
                verbose_name="definition used",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=partners.constraints.SameLibrary(
                also=("partnership", "measure"),
                field="definition_version",
                name="observation_definition_library",
            ),
        ),
    ]
