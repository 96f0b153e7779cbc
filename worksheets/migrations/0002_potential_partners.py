"""The factors of the Potential Partners Worksheet."""

from django.db import migrations

from worksheets.instruments import POTENTIAL_PARTNERS, shipped_instrument


def add_instrument(apps, schema_editor):
    shipped = shipped_instrument(POTENTIAL_PARTNERS)
    version, _created = apps.get_model("worksheets", "InstrumentVersion").objects.get_or_create(
        code=shipped.code,
        number=1,
        defaults={
            "edition": shipped.version,
            "credit": shipped.credit,
            "higher_is_better": shipped.higher_is_better,
        },
    )
    titles = {group.no: group.title for group in shipped.groups}
    for position, factor in enumerate(shipped.factors, start=1):
        apps.get_model("worksheets", "InstrumentFactor").objects.get_or_create(
            instrument_version=version,
            code=factor.code,
            defaults={
                "position": position,
                "group_no": factor.group_no,
                "group_title_en": titles[factor.group_no].en,
                "group_title_es": titles[factor.group_no].es,
                "letter": factor.letter,
                "label_en": factor.label.en,
                "label_es": factor.label.es,
                "help_en": factor.help.en,
                "help_es": factor.help.es,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("worksheets", "0001_initial")]
    operations = [migrations.RunPython(add_instrument, migrations.RunPython.noop)]
