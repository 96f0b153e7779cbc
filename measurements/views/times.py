"""Days and hours of an activity in words."""

from datetime import time

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from measurements.choices import Repeat
from measurements.models import Activity

_SHORT_FORMAT = "TIME_FORMAT"


def weekday_names(numbers: tuple[int, ...] | list[int]) -> str:
    """1 and 3: "Monday and Wednesday"."""
    return get_text_list([str(WEEKDAYS[number - 1]) for number in numbers], _("and"))


def pattern_of(activity: Activity) -> str:
    """On which days: "Every week on Tuesday"."""
    if activity.repeat == Repeat.ONCE:
        return date_format(activity.starts_on)
    if activity.repeat == Repeat.IRREGULAR:
        return str(Repeat.IRREGULAR.label)
    days = weekday_names(sorted(activity.schedule.days_of_week))
    words = {
        Repeat.WEEKLY: _("Every week on %(days)s"),
        Repeat.FORTNIGHTLY: _("Every other week on %(days)s"),
        Repeat.MONTHLY: _("Every month on %(days)s, in the same week of the month"),
    }
    return words[Repeat(activity.repeat)] % {"days": days}


def hours_of(activity: Activity) -> str:
    if activity.starts_at is None or activity.ends_at is None:
        return ""
    return _("%(start)s to %(end)s") % {
        "start": _hour(activity.starts_at),
        "end": _hour(activity.ends_at),
    }


def _hour(hour: time) -> str:
    """An hour in words that no line breaks: "9 a.m."."""
    return time_format(hour, _SHORT_FORMAT).replace(" ", "\N{NO-BREAK SPACE}")
