"""Links in mails that need no sign-in, reasons for a pause, and how to reach a library."""

import django.db.models.deletion
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0019_logos"),
    ]

    operations = [
        migrations.AddField(
            model_name="library",
            name="phone",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="At the foot of every mail.",
                max_length=40,
                verbose_name="phone",
            ),
        ),
        migrations.AddField(
            model_name="library",
            name="postal_address",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="At the foot of every mail, on one line.",
                max_length=200,
                verbose_name="postal address",
            ),
        ),
        migrations.AddField(
            model_name="reminderstop",
            name="reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="reason"),
        ),
        migrations.AlterField(
            model_name="task",
            name="kind",
            field=models.CharField(
                choices=[
                    ("call", "Call somebody"),
                    ("nobody", "Find somebody to remind"),
                    ("not_me", "Find who it is for"),
                    ("pause", "Decide about a pause"),
                ],
                max_length=40,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="MailLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=40, verbose_name="what is due")),
                ("subject_id", models.BigIntegerField(blank=True, null=True, verbose_name="record")),
                (
                    "delivery",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mail_links",
                        to="partners.delivery",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mail_links",
                        to="partners.person",
                    ),
                ),
                (
                    "token",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mail_link",
                        to="partners.token",
                    ),
                ),
            ],
            options={
                "verbose_name": "link in a mail",
                "verbose_name_plural": "links in mails",
                "constraints": [
                    partners.constraints.SameLibrary(field="token", name="mail_link_token_library"),
                    partners.constraints.SameLibrary(field="person", name="mail_link_person_library"),
                    partners.constraints.SameLibrary(field="delivery", name="mail_link_delivery_library"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("delivery__isnull", True), ("source", ""), ("subject_id__isnull", True)
                            ),
                            models.Q(
                                models.Q(("source", ""), _negated=True),
                                ("delivery__isnull", False),
                                ("subject_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="mail_link_opens_one_thing",
                        violation_error_message="A link opens one thing, or the mails of a person.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("delivery", "source", "subject_id"),
                        name="mail_link_once",
                    ),
                ],
            },
        ),
    ]
