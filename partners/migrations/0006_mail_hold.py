"""Where a restored backup says that its mail waits for somebody to look."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partners", "0005_contacts")]
    operations = [
        migrations.CreateModel(
            name="MailHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("held_at", models.DateTimeField(verbose_name="held since")),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released")),
            ],
            options={
                "verbose_name": "hold on mail",
                "verbose_name_plural": "holds on mail",
                "ordering": ["-held_at"],
            },
        ),
    ]
