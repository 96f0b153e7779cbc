import django.db.models.deletion
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0003_cache_table"),
    ]

    operations = [
        migrations.AddField(
            model_name="library",
            name="note_notice",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Empty: “Staff only. Notes may be public records on request.”",
                max_length=300,
                verbose_name="notice under notes",
            ),
        ),
        migrations.AddField(
            model_name="library",
            name="reply_to",
            field=models.EmailField(
                blank=True,
                db_default="",
                default="",
                help_text="Where answers go to mails that have no owner, and whom partners ask about their data.",
                max_length=254,
                verbose_name="address for replies",
            ),
        ),
        migrations.AddField(
            model_name="library",
            name="sender_name",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Who the mails say they are from. Empty: the library's name.",
                max_length=100,
                verbose_name="name on mails",
            ),
        ),
        migrations.CreateModel(
            name="ClosureDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("reason", models.CharField(blank=True, max_length=120, verbose_name="reason")),
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
                "verbose_name": "closure day",
                "verbose_name_plural": "closure days",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("library", "on"),
                        name="closure_day_once",
                        violation_error_message="This day is a closure day already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "text",
                    models.TextField(
                        help_text="Who to call and when, what was promised, what comes next, and what went wrong before.",
                        verbose_name="handover note",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "handover note",
                "verbose_name_plural": "handover notes",
                "constraints": [
                    partners.constraints.SameLibrary(field="partnership", name="handover_note_library")
                ],
            },
        ),
    ]
