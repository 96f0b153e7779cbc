"""The 23 kinds of partners that come with the software."""

from django.db import migrations

from partners.categories import shipped_categories


def add_categories(apps, schema_editor):
    category = apps.get_model("partners", "Category")
    for position, shipped in enumerate(shipped_categories(), start=1):
        category.objects.update_or_create(
            code=shipped.code,
            defaults={
                "position": position,
                "label_en": shipped.label.en,
                "label_es": shipped.label.es,
                "examples_en": shipped.examples.en,
                "examples_es": shipped.examples.es,
                "ships": True,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]
    operations = [migrations.RunPython(add_categories, migrations.RunPython.noop)]
