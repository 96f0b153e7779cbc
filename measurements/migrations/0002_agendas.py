import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("measurements", "0001_initial"),
        ("partners", "0014_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "draft of the agenda",
                "verbose_name_plural": "drafts of the agenda",
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
            ],
            options={
                "verbose_name": "version of the agenda",
                "verbose_name_plural": "versions of the agenda",
                "ordering": ["-number"],
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
            ],
            options={
                "verbose_name": "decision about a goal",
                "verbose_name_plural": "decisions about goals",
                "ordering": ["pk"],
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
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "ordering": ["pk"],
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
            ],
            options={
                "verbose_name": "signature",
                "verbose_name_plural": "signatures",
                "ordering": ["signed_on", "pk"],
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
            ],
            options={
                "verbose_name": "strategy",
                "verbose_name_plural": "strategies",
                "ordering": ["pk"],
            },
        ),
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
        migrations.AddField(
            model_name="agendadraft",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddField(
            model_name="agendadraft",
            name="partnership",
            field=models.OneToOneField(
                error_messages={"unique": "A draft of the next version is open already."},
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agenda_draft",
                to="partners.partnership",
            ),
        ),
        migrations.AddField(
            model_name="agendaversion",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddField(
            model_name="agendaversion",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agenda_versions",
                to="partners.partnership",
            ),
        ),
        migrations.AddField(
            model_name="agendaversion",
            name="published_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="goaldecision",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="goal_links", to="partners.decision"
            ),
        ),
        migrations.AddField(
            model_name="goaldecision",
            name="goal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decision_links",
                to="measurements.goal",
            ),
        ),
        migrations.AddField(
            model_name="goaldecision",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddField(
            model_name="goaldecision",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partnership"
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="goal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="roles", to="measurements.goal"
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organization"
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partnership"
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="agenda_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="measurements.agendaversion",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organization"
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partnership"
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="strategy",
            name="goal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="strategies", to="measurements.goal"
            ),
        ),
        migrations.AddField(
            model_name="strategy",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddField(
            model_name="strategy",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partnership"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendadraft",
            constraint=partners.constraints.SameLibrary(field="partnership", name="agenda_draft_library"),
        ),
        migrations.AddConstraint(
            model_name="agendaversion",
            constraint=models.UniqueConstraint(fields=("id", "library"), name="agenda_version_key"),
        ),
        migrations.AddConstraint(
            model_name="agendaversion",
            constraint=models.UniqueConstraint(
                fields=("id", "library", "partnership"), name="agenda_version_partnership_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaversion",
            constraint=partners.constraints.SameLibrary(field="partnership", name="agenda_version_library"),
        ),
        migrations.AddConstraint(
            model_name="agendaversion",
            constraint=models.UniqueConstraint(fields=("partnership", "number"), name="agenda_version_once"),
        ),
        migrations.AddConstraint(
            model_name="goaldecision",
            constraint=partners.constraints.SameLibrary(field="partnership", name="goal_decision_library"),
        ),
        migrations.AddConstraint(
            model_name="goaldecision",
            constraint=partners.constraints.SameLibrary(
                also=("partnership",), field="goal", name="goal_decision_goal_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="goaldecision",
            constraint=partners.constraints.SameLibrary(
                also=("partnership",), field="decision", name="goal_decision_decision_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="goaldecision",
            constraint=models.UniqueConstraint(fields=("goal", "decision"), name="goal_decision_once"),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=partners.constraints.SameLibrary(field="partnership", name="role_library"),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=partners.constraints.SameLibrary(
                also=("partnership",), field="goal", name="role_goal_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=partners.constraints.SameLibrary(
                field="organization", name="role_organization_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.UniqueConstraint(
                fields=("goal", "organization", "kind"),
                name="role_once",
                violation_error_message="This organization has that role already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=partners.constraints.SameLibrary(field="partnership", name="signature_library"),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=partners.constraints.SameLibrary(
                also=("partnership",), field="agenda_version", name="signature_version_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=partners.constraints.SameLibrary(
                field="organization", name="signature_organization_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                fields=("agenda_version", "organization"),
                name="signature_once",
                violation_error_message="This organization has signed this version already.",
            ),
        ),
        migrations.AddIndex(
            model_name="strategy",
            index=models.Index(fields=["goal", "id"], name="strategy_by_goal"),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.UniqueConstraint(fields=("id", "library"), name="strategy_key"),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.UniqueConstraint(
                fields=("id", "library", "partnership"), name="strategy_partnership_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=partners.constraints.SameLibrary(field="partnership", name="strategy_library"),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=partners.constraints.SameLibrary(
                also=("partnership",), field="goal", name="strategy_goal_library"
            ),
        ),
    ]
