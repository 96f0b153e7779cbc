from django.db import migrations

# The words as they stood when this was written.
_WORDS = """
$ bags books boxes cards classes courses days dollars events flyers hours items kits loans materials
meals meetings miles minutes organizations points programs rooms sessions sites usd weeks workshops
bolsas cajas clases comidas cursos días dólares eventos folletos horas libros materiales millas
minutos organizaciones programas puntos reuniones salas semanas sesiones sitios talleres tarjetas
"""
THINGS = frozenset(_WORDS.split())


def mark_things(apps, schema_editor):
    """Small totals of hours, sessions and the like need not be hidden from anybody."""
    Measure = apps.get_model("measurements", "Measure")
    rows = Measure.objects.filter(aggregation__in=["sum", "cumulative", "latest"])
    found = [
        pk
        for pk, unit in rows.values_list("pk", "unit").iterator()
        if THINGS.intersection(unit.casefold().split(maxsplit=1)[:1])
    ]
    for start in range(0, len(found), 500):
        Measure.objects.filter(pk__in=found[start : start + 500]).update(counts_people=False)


class Migration(migrations.Migration):
    dependencies = [("measurements", "0010_counts_people")]

    operations = [migrations.RunPython(mark_things, migrations.RunPython.noop, elidable=True)]
