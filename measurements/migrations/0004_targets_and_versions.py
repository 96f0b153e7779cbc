"""Carry the one target of a measure into dated rows, and its definition into a first version."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def carry_over(apps, schema_editor):
    Measure = apps.get_model("measurements", "Measure")
    Target = apps.get_model("measurements", "Target")
    MeasureVersion = apps.get_model("measurements", "MeasureVersion")
    Observation = apps.get_model("measurements", "Observation")
    versions, targets = [], []
    for measure in Measure.objects.annotate(since=F("calendar__anchor_on")).iterator():
        shared = {
            "library_id": measure.library_id,
            "partnership_id": measure.partnership_id,
            "measure_id": measure.pk,
            "starts_on": measure.since,
        }
        versions.append(MeasureVersion(number=1, definition=measure.definition, **shared))
        if measure.target is not None:
            targets.append(Target(value=measure.target, span="each_period", **shared))
    MeasureVersion.objects.bulk_create(versions, batch_size=500)
    Target.objects.bulk_create(targets, batch_size=500)
    first = MeasureVersion.objects.filter(measure=OuterRef("measure")).values("pk")[:1]
    Observation.objects.update(definition_version=Subquery(first))


def carry_back(apps, schema_editor):
    """Keep the target that began last; a table without dates has no room for the others."""
    Measure = apps.get_model("measurements", "Measure")
    Target = apps.get_model("measurements", "Target")
    for target in Target.objects.filter(span="each_period").order_by("starts_on"):
        Measure.objects.filter(pk=target.measure_id).update(target=target.value)
    apps.get_model("measurements", "Observation").objects.update(definition_version=None)
    apps.get_model("measurements", "MeasureVersion").objects.all().delete()
    Target.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("measurements", "0003_agenda_frozen")]

    operations = [migrations.RunPython(carry_over, carry_back, elidable=True)]
