"""The plan as pictures: a month as a calendar, a year as lines; each with its numbers."""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from measurements.delivery import Day, Fate, read_days
from measurements.forms.activities import PlanFilter
from measurements.models import Activity
from measurements.periods import add_months
from measurements.views.activities import filter_of
from measurements.views.planning import PlanPage
from measurements.views.times import hours_of, pattern_of
from partners.templatetags.ui import status_tag

ONE_DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1990, 2200
# More in one cell would hide the month; the list below it has them all.
MOST_IN_A_CELL = 4
MOST_ACTIVITIES = 300

FATES = {
    Fate.HELD: (lambda: _("Held"), "ok"),
    Fate.CANCELLED: (lambda: _("Cancelled"), "off"),
    Fate.NOT_ENTERED: (lambda: _("Not entered"), "watch"),
    Fate.PLANNED: (lambda: _("Planned"), "info"),
    Fate.CLOSED: (lambda: _("Library closed"), "none"),
}


class PicturePage(PlanPage):
    """A stretch of time with the activities in it, filtered by goal and organization."""

    chooser: PlanFilter

    def activities(self, first: date, last: date) -> list[Activity]:
        """Those that run between two days and fit the filter."""
        rows = self.visible(Activity).filter(partnership=self.partnership, starts_on__lte=last)
        rows = rows.exclude(ends_on__lt=first).select_related("organization", "goal")
        running = list(rows[:MOST_ACTIVITIES])
        self.chooser = filter_of(running, self.request.GET)
        goal, organization = self.chooser.chosen("goal"), self.chooser.chosen("organization")
        return [
            row
            for row in running
            if goal in {None, row.goal_id} and organization in {None, row.organization_id}
        ]

    def days(self, activities: list[Activity], first: date, last: date) -> dict[int, list[Day]]:
        zone = ZoneInfo(self.library.time_zone)
        found = read_days(activities, since=first, until=last, now=self.now, zone=zone)
        return found if self.sees_members else {pk: list(map(_plan_only, days)) for pk, days in found.items()}

    def query(self, **more: str) -> str:
        """The address of the same page, with its filters."""
        kept = {name: self.request.GET.get(name, "") for name in ("goal", "organization")}
        return "?" + urlencode({name: value for name, value in (kept | more).items() if value})


class CalendarView(PicturePage, TemplateView):
    template_name = "measurements/activities/calendar.html"

    @cached_property
    def month(self) -> date:
        """The first day of the month that is asked for, else of this month."""
        year, _dash, month = self.request.GET.get("month", "").partition("-")
        if _is_number(year) and _is_number(month) and FIRST_YEAR <= int(year) <= LAST_YEAR:
            return date(int(year), min(max(int(month), 1), 12), 1)
        return self.today.replace(day=1)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        first, after = self.month, add_months(self.month, 1)
        activities = self.activities(first, after - ONE_DAY)
        days = self.days(activities, first, after - ONE_DAY)
        by_day = defaultdict(list)
        for day in sorted(_flat(days), key=_by_hour):
            by_day[day.on].append(day)
        before = add_months(first, -1)
        return super().get_context_data(
            **kwargs,
            month=date_format(first, "YEAR_MONTH_FORMAT"),
            filters=self.chooser,
            reset_url=f"?month={first:%Y-%m}",
            previous_url=self.query(month=f"{before:%Y-%m}"),
            next_url=self.query(month=f"{after:%Y-%m}"),
            this_url=self.query(),
            weekdays=[(WEEKDAYS_ABBR[number], WEEKDAYS[number]) for number in (6, 0, 1, 2, 3, 4, 5)],
            weeks=self.weeks(by_day),
            columns=[{"label": word} for word in (_("Day"), _("Activity"), _("Organization"), _("State"))],
            rows=[self.row(day) for on in sorted(by_day) for day in by_day[on]],
        )

    def weeks(self, by_day: dict[date, list[Day]]) -> list[list[dict[str, Any]]]:
        """Weeks that begin on Sunday, as calendars in the United States do."""
        weeks = calendar.Calendar(calendar.SUNDAY).monthdatescalendar(self.month.year, self.month.month)
        return [[self.cell(on, by_day.get(on, [])) for on in week] for week in weeks]

    def cell(self, on: date, days: list[Day]) -> dict[str, Any]:
        return {
            "on": on,
            "is_inside": on.month == self.month.month,
            "is_today": on == self.today,
            "entries": [self.entry(day) for day in days[:MOST_IN_A_CELL]],
            "more": max(0, len(days) - MOST_IN_A_CELL),
        }

    def entry(self, day: Day) -> dict[str, Any]:
        return {
            "url": self.to("activity", day.activity.pk),
            "title": day.activity.title,
            "organization": day.activity.organization.name,
            "hour": day.activity.starts_at,
            "fate": day.fate,
            "state": fate_words(day),
        }

    def row(self, day: Day) -> list[str]:
        link = format_html('<a href="{}">{}</a>', self.to("activity", day.activity.pk), day.activity.title)
        when = ", ".join(filter(None, [date_format(day.on), hours_of(day.activity)]))
        return [when, link, day.activity.organization.name, fate_tag(day)]


class TimelineView(PicturePage, TemplateView):
    template_name = "measurements/activities/timeline.html"

    @cached_property
    def year(self) -> int:
        asked = self.request.GET.get("year", "")
        is_year = _is_number(asked) and FIRST_YEAR <= int(asked) <= LAST_YEAR
        return int(asked) if is_year else self.today.year

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        activities = self.activities(first, last)
        days = self.days(activities, first, last)
        return super().get_context_data(
            **kwargs,
            year=str(self.year),
            filters=self.chooser,
            reset_url=f"?year={self.year}",
            previous_url=self.query(year=str(self.year - 1)),
            previous_label=str(self.year - 1),
            next_url=self.query(year=str(self.year + 1)),
            next_label=str(self.year + 1),
            months=[_short_month(number) for number in range(1, 13)],
            rows=[self.row(row, days.get(row.pk, [])) for row in activities],
            now_month=self.today.month if self.today.year == self.year else 0,
        )

    def row(self, activity: Activity, days: list[Day]) -> dict[str, Any]:
        by_month = defaultdict(list)
        for day in days:
            by_month[day.on.month].append(day)
        return {
            "url": self.to("activity", activity.pk),
            "title": activity.title,
            "organization": activity.organization.name,
            "pattern": pattern_of(activity),
            "cells": [self.cell(activity, month, by_month[month]) for month in range(1, 13)],
        }

    def cell(self, activity: Activity, month: int, days: list[Day]) -> dict[str, Any]:
        first = date(self.year, month, 1)
        runs = activity.starts_on < add_months(first, 1) and (
            activity.ends_on is None or activity.ends_on >= first
        )
        held = sum(day.fate == Fate.HELD for day in days)
        expected = sum(day.is_expected for day in days)
        coming = sum(day.fate == Fate.PLANNED for day in days)
        words = ""
        if expected:
            words = _("%(held)d of %(expected)d held") % {"held": held, "expected": expected}
        elif coming:
            words = _("%(count)d planned") % {"count": coming}
        return {
            "month": _short_month(month),
            "runs": runs,
            "short": f"{held}/{expected}" if expected else (str(coming) if coming else ""),
            "words": words or (_("on no fixed days") if runs else ""),
            "is_past": bool(expected),
            "lacks": bool(expected) and held < expected,
        }


def fate_words(day: Day) -> str:
    return FATES[day.fate][0]()


def fate_tag(day: Day) -> str:
    words, tone = fate_words(day), FATES[day.fate][1]
    if day.fate == Fate.CLOSED and day.closure:
        words = f"{words}: {day.closure}"
    return status_tag("", label=words, tone=tone)


def _plan_only(day: Day) -> Day:
    """What funders see: the plan without what came of each evening."""
    fate = day.fate if day.fate == Fate.CLOSED else Fate.PLANNED
    return Day(day.activity, day.on, fate, None, day.closure)


def _flat(days: dict[int, list[Day]]) -> Iterable[Day]:
    return (day for found in days.values() for day in found)


def _by_hour(day: Day) -> tuple[Any, ...]:
    hour = day.activity.starts_at
    return hour is None, hour or 0, day.activity.title


def _short_month(number: int) -> str:
    return date_format(date(FIRST_YEAR, number, 1), "M")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4  # noqa: PLR2004
