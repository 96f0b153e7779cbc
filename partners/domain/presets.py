"""What every library starts with, and gets when a new version brings more of it."""

from datetime import datetime

from django.db import transaction

from partners.domain.reminders import default_values, draft_rule
from partners.domain.staffing import missing_people, own_person
from partners.domain.versions import add_row, change_row
from partners.models import Library, ReminderRule
from partners.reminders.sources import registry


@transaction.atomic
def add_preset_rules(library: Library, *, now: datetime) -> list[ReminderRule]:
    """Give the library the rules it has none of yet; they begin today and chase nothing that is past."""
    Library.objects.select_for_update().get(pk=library.pk)
    rules = ReminderRule.objects.filter(library=library, partnership=None)
    known = set(rules.values_list("source", flat=True))
    return [
        add_row(
            draft_rule(library, None, by=None, now=now, source=source.key, **default_values(source)),
            by=None,
            action="reminder_rule.added",
        )
        for source in registry.all()
        if source.is_on_by_default and source.key not in known
    ]


def _renew_presets() -> None:
    """Bring presets that nobody has touched to the days that this version proposes."""
    former = {source.key: source for source in registry.all() if source.former_offsets}
    untouched = ReminderRule.objects.filter(source__in=former, partnership=None, version=1)
    for rule in untouched.order_by("pk"):
        source = former[rule.source]
        if tuple(rule.offsets) in source.former_offsets:
            values = {"offsets": list(source.default_offsets)}
            change_row(rule, by=None, action="reminder_rule.renewed", version=1, values=values)


def complete_libraries(*, now: datetime) -> None:
    """Bring every library up to what this version brings; changes nothing the second time."""
    for library in Library.objects.order_by("pk"):
        add_preset_rules(library, now=now)
    _renew_presets()
    for membership in missing_people():
        with transaction.atomic():
            own_person(membership.library, membership.user)
