"""Due things in words, in the active language."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def lead_of(things: Sequence[Mapping[str, Any]], name: str) -> str:
    """The first line: the one thing to do and its day, or how many there are."""
    first = things[0]
    if len(things) == 1:
        return _("%(action)s: %(title)s. Due %(when)s.") % first
    words = _("%(count)d things wait for %(name)s. The first is due %(when)s.")
    return words % {"count": len(things), "name": name, "when": first["when"]}


def when_in_words(due_on: date, today: date) -> str:
    """How far the due day is, and the day with its weekday: "in 2 days, Friday, April 14, 2017"."""
    day = f"{date_format(due_on, 'l')}, {date_format(due_on)}"
    days = (due_on - today).days
    if days == 0:
        return _("today, %(day)s") % {"day": day}
    if days == 1:
        return _("tomorrow, %(day)s") % {"day": day}
    if days < 0:
        words = ngettext("%(n)d day ago, %(day)s", "%(n)d days ago, %(day)s", -days)
        return words % {"n": -days, "day": day}
    return ngettext("in %(n)d day, %(day)s", "in %(n)d days, %(day)s", days) % {"n": days, "day": day}
