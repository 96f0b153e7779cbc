from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measurements", "0009_accepted_parts")]

    operations = [
        migrations.AddField(
            model_name="measure",
            name="counts_people",
            field=models.BooleanField(db_default=True, default=True, verbose_name="counts people"),
        ),
    ]
