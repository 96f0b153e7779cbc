"""Reminder rules: made, changed, and shown beforehand by the function that plans them.

A place is a library or one of its partnerships. The library's rule for a source holds in every
partnership that has none of its own.
"""

from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners.days import today_in
from partners.domain.planning import plan_rule
from partners.domain.versions import add_row, change_row
from partners.models import Library, Partnership, ReminderRule, User
from partners.reminders.sources import Source, UnknownSourceError, registry

MORNING = time(9)
Place = Library | Partnership


@transaction.atomic
def set_rule(
    place: Place,
    *,
    by: User,
    now: datetime,
    source: str,
    offsets: list[int],
    send_at: time,
    is_active: bool,
    escalate_after: int | None = None,
    version: int | None = None,
) -> ReminderRule:
    """Make the place's own rule for a source, or change it if a version is given; plan it at once.

    Raises `Stale` and `ValidationError`.
    """
    values: dict[str, Any] = {
        "offsets": sorted(set(offsets)),
        "send_at": send_at,
        "is_active": is_active,
        "escalate_after": escalate_after,
    }
    current = stored_rule(place, source=source)
    if current is not None and version is None and not current.is_set_aside:
        raise ValidationError(_("There is a rule for this already; change that one."))
    if current is None:
        rule = add_row(
            draft_rule(place, current, by=by, now=now, source=source, **values),
            by=by,
            action="reminder_rule.added",
        )
    else:
        values["starts_on"] = draft_rule(place, current, by=by, now=now, source=source, **values).starts_on
        values["is_set_aside"] = False
        version = current.version if current.is_set_aside and version is None else version
        rule = change_row(current, by=by, action="reminder_rule.changed", version=version or 0, values=values)
    plan_rule(rule, now=now)
    return rule


@transaction.atomic
def follow_library(rule: ReminderRule, *, by: User, version: int, now: datetime) -> ReminderRule:
    """Let the library's rule hold in the partnership again. Raises `Stale` and `ValidationError`."""
    rule = change_row(
        rule, by=by, action="reminder_rule.set_aside", version=version, values={"is_set_aside": True}
    )
    plan_rule(rule, now=now)
    return rule


def stored_rule(place: Place, *, source: str) -> ReminderRule | None:
    """The place's own rule for a source, in force or set aside."""
    rules = ReminderRule.objects.filter(source=source, library=_library_of(place))
    return rules.filter(partnership=place if isinstance(place, Partnership) else None).first()


def find_rule(place: Place, *, source: str) -> ReminderRule | None:
    """The place's own rule for a source, if it has one."""
    rule = stored_rule(place, source=source)
    return None if rule is None or rule.is_set_aside else rule


def draft_rule(
    place: Place, current: ReminderRule | None, *, by: User | None, now: datetime, source: str, **values: Any
) -> ReminderRule:
    """Return the rule as it would be with these values, not saved; `current` is what is stored of it.

    Raises `ValidationError`.
    """
    _check_source(source, place)
    library = _library_of(place)
    is_running = current is not None and current.is_active and not current.is_set_aside
    return ReminderRule(
        pk=current.pk if current else None,
        library=library,
        partnership=place if isinstance(place, Partnership) else None,
        source=source,
        owner=current.owner if current else by,
        # A rule that was off owes nothing for that time.
        starts_on=current.starts_on if current and is_running else today_in(library.time_zone, now=now),
        **values,
    )


def default_values(source: Source) -> dict[str, Any]:
    """What a rule for the source says until somebody decides otherwise."""
    return {
        "offsets": list(source.default_offsets),
        "send_at": MORNING,
        "is_active": True,
        "escalate_after": source.default_escalate_after,
    }


def rule_values(rule: ReminderRule) -> dict[str, Any]:
    """What a rule says, to propose the same for another place."""
    return {
        "offsets": list(rule.offsets),
        "send_at": rule.send_at,
        "is_active": rule.is_active,
        "escalate_after": rule.escalate_after,
    }


def _library_of(place: Place) -> Library:
    return place if isinstance(place, Library) else place.library


def _check_source(key: str, place: Place) -> None:
    try:
        source = registry.get(key)
    except UnknownSourceError:
        raise ValidationError(_("There is nothing of this kind to remind of.")) from None
    if source.scope == "library" and isinstance(place, Partnership):
        raise ValidationError(_("This rule holds in the whole library; change it in the library's settings."))
