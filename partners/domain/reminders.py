"""Reminder rules: made, changed, and shown beforehand by the function that plans them."""

from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners.days import today_in
from partners.domain.planning import plan_rule
from partners.domain.versions import add_row, change_row
from partners.models import Partnership, ReminderRule, User
from partners.reminders.sources import UnknownSourceError, registry


@transaction.atomic
def set_rule(
    partnership: Partnership,
    *,
    by: User,
    now: datetime,
    source: str,
    offsets: list[int],
    send_at: time,
    is_active: bool,
    version: int | None = None,
) -> ReminderRule:
    """Make the partnership's rule for a source, or change it if a version is given; plan it at once.

    Raises `Stale` and `ValidationError`.
    """
    values = {"offsets": sorted(set(offsets)), "send_at": send_at, "is_active": is_active}
    current = find_rule(partnership, source=source)
    if current is not None and version is None:
        raise ValidationError(_("The partnership has a rule for this already; change that one."))
    if current is None:
        rule = draft_rule(partnership, by=by, now=now, source=source, **values)
        rule = add_row(rule, by=by, action="reminder_rule.added")
    else:
        values["starts_on"] = draft_rule(partnership, by=by, now=now, source=source, **values).starts_on
        rule = change_row(current, by=by, action="reminder_rule.changed", version=version or 0, values=values)
    plan_rule(rule, now=now)
    return rule


def find_rule(partnership: Partnership, *, source: str) -> ReminderRule | None:
    """The partnership's rule for a source, if there is one."""
    return ReminderRule.objects.filter(partnership=partnership, source=source).first()


def draft_rule(
    partnership: Partnership, *, by: User, now: datetime, source: str, **values: Any
) -> ReminderRule:
    """Return the rule as it would be with these values, not saved. Raises `ValidationError`."""
    _check_source(source)
    current = find_rule(partnership, source=source)
    today = today_in(partnership.library.time_zone, now=now)
    return ReminderRule(
        pk=current.pk if current else None,
        library=partnership.library,
        partnership=partnership,
        source=source,
        owner=current.owner if current else by,
        # A rule that was off owes nothing for that time.
        starts_on=current.starts_on if current and current.is_active else today,
        **values,
    )


def _check_source(source: str) -> None:
    try:
        registry.get(source)
    except UnknownSourceError:
        raise ValidationError(_("There is nothing of this kind to remind of.")) from None
