from django.db import migrations
from django.utils import timezone


def give_to_organizations(apps, schema_editor):
    """Who called an organization that nobody looked after becomes its owner; where two differ, history tells."""
    Organization = apps.get_model("partners", "Organization")
    KeepInTouch = apps.get_model("partners", "KeepInTouch")
    rows = KeepInTouch.objects.exclude(owner=None).select_related("organization__owner", "owner")
    for interval in rows.order_by("pk").iterator(chunk_size=500):
        organization = interval.organization
        if organization.owner_id is None:
            Organization.objects.filter(pk=organization.pk).update(owner=interval.owner_id)
        elif organization.owner_id != interval.owner_id:
            _tell(apps, interval)


def _tell(apps, interval):
    before, after = interval.owner, interval.organization.owner
    apps.get_model("partners", "AuditEvent").objects.create(
        library_id=interval.library_id,
        action="touch.changed",
        subject_type="partners.keepintouch",
        subject_id=interval.pk,
        subject_label=str(interval.organization.name)[:200],
        changes={"owner": [before.email, after.email]},
        at=timezone.now(),
    )


def give_to_intervals(apps, schema_editor):
    """The way back: the owner calls, and where there is none the first manager."""
    KeepInTouch = apps.get_model("partners", "KeepInTouch")
    managers = apps.get_model("partners", "LibraryMembership").objects.filter(role="manager").order_by("-pk")
    first = dict(managers.values_list("library_id", "user_id"))
    for interval in KeepInTouch.objects.select_related("organization").iterator(chunk_size=500):
        owner = interval.organization.owner_id or first.get(interval.library_id)
        KeepInTouch.objects.filter(pk=interval.pk).update(owner=owner)


class Migration(migrations.Migration):
    dependencies = [("partners", "0022_interval_owner_optional")]

    operations = [migrations.RunPython(give_to_organizations, give_to_intervals)]
