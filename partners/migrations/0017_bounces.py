"""Mails that came back, and addresses to which none is sent any more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0016_jobs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bounce",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="address")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hard", "The address does not exist"),
                            ("complaint", "The person marked it as spam"),
                            ("soft", "Could not be delivered for now"),
                            ("noted", "Noted by staff"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("event", models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                "verbose_name": "bounce",
                "verbose_name_plural": "bounces",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="person",
            name="bounce_reason",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=300,
                verbose_name="why it bounces",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="bounced_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="bounces since"),
        ),
        migrations.AddField(
            model_name="person",
            name="bouncing_email",
            field=models.EmailField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=254,
                verbose_name="bouncing address",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("already_reported", "Already reported"),
                    ("not_expected", "Nothing is expected any more"),
                    ("no_recipient", "Nobody at the organization has access"),
                    ("no_address", "The person has no e-mail address"),
                    ("bounced", "Mail to the person's address bounces"),
                    ("access_ended", "The person's access has ended"),
                    ("rule_off", "The rule was switched off"),
                    ("other_rule", "Another rule holds here now"),
                    ("somebody_else", "Somebody else is reminded of it now"),
                    ("opted_out", "The person does not want mails of this kind"),
                    ("paused", "Staff paused these reminders for the person"),
                    ("call_instead", "A call takes the place of this mail"),
                    ("due_day_changed", "The due day was changed"),
                    ("invitation_over", "The invitation was used, replaced or withdrawn"),
                    ("too_late", "It would have come too late"),
                ],
                max_length=40,
                verbose_name="reason",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("already_reported", "Already reported"),
                    ("not_expected", "Nothing is expected any more"),
                    ("no_recipient", "Nobody at the organization has access"),
                    ("no_address", "The person has no e-mail address"),
                    ("bounced", "Mail to the person's address bounces"),
                    ("access_ended", "The person's access has ended"),
                    ("rule_off", "The rule was switched off"),
                    ("other_rule", "Another rule holds here now"),
                    ("somebody_else", "Somebody else is reminded of it now"),
                    ("opted_out", "The person does not want mails of this kind"),
                    ("paused", "Staff paused these reminders for the person"),
                    ("call_instead", "A call takes the place of this mail"),
                    ("due_day_changed", "The due day was changed"),
                    ("invitation_over", "The invitation was used, replaced or withdrawn"),
                    ("too_late", "It would have come too late"),
                ],
                max_length=40,
                verbose_name="reason",
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="kind",
            field=models.CharField(
                choices=[
                    ("call", "Call somebody"),
                    ("nobody", "Find somebody to remind"),
                    ("bounce", "Find an address that works"),
                ],
                max_length=40,
                verbose_name="kind",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["to_email", "-created_at"], name="delivery_of_address"),
        ),
        migrations.AddField(
            model_name="bounce",
            name="delivery",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bounces",
                to="partners.delivery",
            ),
        ),
        migrations.AddField(
            model_name="bounce",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddField(
            model_name="bounce",
            name="noted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="bounce",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bounces",
                to="partners.person",
            ),
        ),
        migrations.AddIndex(
            model_name="bounce",
            index=models.Index(fields=["library", "email", "-at"], name="bounce_of_address"),
        ),
        migrations.AddConstraint(
            model_name="bounce",
            constraint=partners.constraints.SameLibrary(field="person", name="bounce_person_library"),
        ),
        migrations.AddConstraint(
            model_name="bounce",
            constraint=partners.constraints.SameLibrary(field="delivery", name="bounce_delivery_library"),
        ),
        migrations.AddConstraint(
            model_name="bounce",
            constraint=models.UniqueConstraint(
                condition=models.Q(("event", ""), _negated=True),
                fields=("library", "event"),
                name="bounce_event_once",
            ),
        ),
    ]
