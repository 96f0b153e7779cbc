"""Tasks of the staff, mails that people do not get, and answers that somebody noted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0012_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReminderStop",
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
                        choices=[("opt_out", "Does not want them"), ("pause", "Paused by staff")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=40, verbose_name="what is due")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                ("set_at", models.DateTimeField(verbose_name="since")),
            ],
            options={
                "verbose_name": "stop of reminders",
                "verbose_name_plural": "stops of reminders",
                "ordering": ["-set_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Task",
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
                        choices=[("call", "Call somebody"), ("nobody", "Find somebody to remind")],
                        max_length=40,
                        verbose_name="kind",
                    ),
                ),
                ("data", models.JSONField(blank=True, default=dict)),
                ("cause", models.CharField(editable=False, max_length=200)),
                ("due_on", models.DateField(verbose_name="due")),
                ("opened_at", models.DateTimeField(verbose_name="since")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
            ],
            options={
                "verbose_name": "task",
                "verbose_name_plural": "tasks",
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="answered_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="answered"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="rule",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.reminderrule",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="is_postponed",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=partners.constraints.SameLibrary(field="rule", name="delivery_rule_library"),
        ),
        migrations.AddField(
            model_name="reminderstop",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddField(
            model_name="reminderstop",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminder_stops",
                to="partners.person",
            ),
        ),
        migrations.AddField(
            model_name="reminderstop",
            name="set_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="organization",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.organization",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="partnership",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.partnership",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderstop",
            constraint=partners.constraints.SameLibrary(field="person", name="reminder_stop_person_library"),
        ),
        migrations.AddConstraint(
            model_name="reminderstop",
            constraint=models.UniqueConstraint(
                fields=("person", "kind", "source"),
                name="reminder_stop_once",
                violation_error_message="These reminders are stopped already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderstop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "opt_out"), models.Q(("source", ""), _negated=True), _connector="OR"
                ),
                name="reminder_stop_source",
                violation_error_message="Say which reminders are paused.",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("done_at", None)), fields=["library", "due_on", "id"], name="task_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=partners.constraints.SameLibrary(
                field="organization", name="task_organization_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=partners.constraints.SameLibrary(
                also=("organization",), field="person", name="task_person_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=partners.constraints.SameLibrary(field="partnership", name="task_partnership_library"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                fields=("library", "cause"),
                name="task_cause_once",
                violation_error_message="This task is open already.",
            ),
        ),
    ]
