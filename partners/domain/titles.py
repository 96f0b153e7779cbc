"""What reminders are about, in the words of their sources."""

from collections import defaultdict
from collections.abc import Iterable

from partners.domain.obstacles import as_planned
from partners.models import Reminder
from partners.reminders.sources import UnknownSourceError, registry


def titles_of(reminders: Iterable[Reminder]) -> dict[int, str]:
    """Return titles by reminder id in the active language; a subject that is gone has none."""
    groups: dict[str, list[Reminder]] = defaultdict(list)
    for row in reminders:
        groups[row.rule.source].append(row)
    found: dict[int, str] = {}
    for key, rows in groups.items():
        try:
            lines = registry.get(key).lines([as_planned(row) for row in rows])
        except UnknownSourceError:
            continue
        found |= {pk: line.title for pk, line in lines.items()}
    return found


def source_label(row: Reminder) -> str:
    """What kind of thing it reminds of; a rule may outlive the app that made it."""
    try:
        return str(registry.get(row.rule.source).label)
    except UnknownSourceError:
        return row.rule.source
