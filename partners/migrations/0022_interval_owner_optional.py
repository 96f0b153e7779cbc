import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """On the way back the column must be there empty before it is filled."""

    dependencies = [("partners", "0021_skip_reasons")]

    operations = [
        migrations.AlterField(
            model_name="keepintouch",
            name="owner",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who calls",
            ),
        ),
    ]
