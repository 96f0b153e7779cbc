from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0043_access_until"),
    ]

    operations = [
        migrations.AddField(
            model_name="library",
            name="opening_en",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="before what is due, in English"
            ),
        ),
        migrations.AddField(
            model_name="library",
            name="closing_en",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="after it, in English"
            ),
        ),
        migrations.AddField(
            model_name="library",
            name="opening_es",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="before what is due, in Spanish"
            ),
        ),
        migrations.AddField(
            model_name="library",
            name="closing_es",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="after it, in Spanish"
            ),
        ),
    ]
