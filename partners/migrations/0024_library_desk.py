import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0023_one_owner"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedFilter",
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
                    "page",
                    models.CharField(
                        choices=[
                            ("organizations", "Directory"),
                            ("people", "People"),
                            ("contacts", "Contact log"),
                        ],
                        max_length=20,
                        verbose_name="list",
                    ),
                ),
                ("given", models.JSONField(default=dict, verbose_name="chosen")),
                ("is_shared", models.BooleanField(default=False, verbose_name="for the whole staff")),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="removed"),
                ),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
                "ordering": ["name_key", "pk"],
            },
        ),
        migrations.RemoveIndex(
            model_name="keepintouch",
            name="keep_in_touch_by_owner",
        ),
        migrations.RemoveField(
            model_name="keepintouch",
            name="owner",
        ),
        migrations.AddField(
            model_name="importrun",
            name="checked",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name="importrun",
            name="checked_version",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="person",
            name="left_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="left on"),
        ),
        migrations.AddField(
            model_name="savedfilter",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddField(
            model_name="savedfilter",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddIndex(
            model_name="savedfilter",
            index=models.Index(fields=["library", "page", "name_key"], name="saved_filter_by_name"),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("archived_at", None)),
                fields=("library", "page", "made_by", "name_key"),
                name="saved_filter_once",
                violation_error_message="You have a saved filter of this name. Choose another name.",
            ),
        ),
    ]
