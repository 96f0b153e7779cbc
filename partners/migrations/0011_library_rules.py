"""Rules that hold in a whole library, reminders outside of partnerships, and calls after unanswered mails."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partners.constraints


def call_after_two(apps, schema_editor):
    rules = apps.get_model("partners", "ReminderRule")
    rules.objects.filter(source="report_due").update(escalate_after=2)


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0010_email_changes"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="reminder",
            name="reminder_rule_library_same",
        ),
        migrations.RemoveConstraint(
            model_name="reminder",
            name="reminder_recipient_library",
        ),
        migrations.RemoveConstraint(
            model_name="reminderrule",
            name="reminder_rule_partnership_key",
        ),
        migrations.AddField(
            model_name="reminder",
            name="is_for_staff",
            field=models.BooleanField(default=False, verbose_name="to the library's staff"),
        ),
        migrations.AddField(
            model_name="reminderrule",
            name="escalate_after",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="unanswered mails before a call"
            ),
        ),
        migrations.AddField(
            model_name="reminderrule",
            name="is_set_aside",
            field=models.BooleanField(default=False, editable=False),
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
            name="partnership",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.partnership",
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
            model_name="reminderrule",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="reminderrule",
            name="partnership",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminder_rules",
                to="partners.partnership",
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(fields=["organization", "-send_at", "id"], name="reminder_of_organization"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=partners.constraints.SameLibrary(field="rule", name="reminder_of_rule_library"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=partners.constraints.SameLibrary(field="recipient", name="reminder_to_person_library"),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("partnership__isnull", True)),
                fields=("library", "source"),
                name="reminder_rule_library_once",
                violation_error_message="The library has a rule for this already; change that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_set_aside", False), ("partnership__isnull", False), _connector="OR"),
                name="reminder_rule_set_aside",
                violation_error_message="Only a partnership's own rule can be set aside.",
            ),
        ),
        migrations.RunPython(call_after_two, migrations.RunPython.noop, elidable=True),
    ]
