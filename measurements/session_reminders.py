"""Sessions that nobody has entered a week after their day, for the reminders."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from measurements.models import Activity, Session
from measurements.recurrence import dates_of, is_planned
from partners.access import REPORTING_ROLES
from partners.choices import AccessRole, SkipReason
from partners.models import ClosureDay, Member
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, Source, split_scopes
from partners.spells import Spell

# So long after its day a session should be entered.
GRACE = timedelta(days=7)


class SessionsDue(Source):
    """Days of an activity of which nothing is known. The due day is a week after the session's."""

    key = "session_due"
    label = gettext_lazy("Sessions to enter")
    reminder_class = "obligation"
    default_offsets = (0, 7)
    default_escalate_after = 2
    audience = frozenset(AccessRole(role) for role in REPORTING_ROLES)

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        libraries, partnerships = split_scopes(scopes)
        activities = list(
            Activity.objects.filter(Q(library_id__in=libraries) | Q(partnership_id__in=partnerships))
            .filter(starts_on__lte=until - GRACE)
            .exclude(ends_on__lt=since - GRACE)
        )
        expected = _Expected(activities, since=since - GRACE, until=until - GRACE)
        for activity in activities:
            days = dates_of(activity.schedule, since=since - GRACE, until=until - GRACE)
            for on in days:
                if expected.reason_against(activity, on) is None:
                    yield _due_item(activity, on)

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        activities = _activities(reminders)
        if not activities:
            return {row.id: SkipReason.NOT_EXPECTED for row in reminders}
        days = [row.anchor_on - GRACE for row in reminders]
        expected = _Expected(list(activities.values()), since=min(days), until=max(days))
        return {row.id: _skip_reason(activities.get(row.subject_id), row, expected) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        activities = _activities(reminders)
        return {
            row.id: _line(activities[row.subject_id], row.anchor_on)
            for row in reminders
            if row.subject_id in activities
        }


class _Expected:
    """What is known of some activities between two days, in three queries."""

    def __init__(self, activities: Sequence[Activity], *, since: date, until: date) -> None:
        ids = {row.pk for row in activities}
        libraries = {row.library_id for row in activities}
        organizations = {row.organization_id for row in activities}
        self.entered = set(
            Session.objects.filter(activity_id__in=ids, on__range=(since, until)).values_list(
                "activity_id", "on"
            )
        )
        self.closed = set(
            ClosureDay.objects.filter(library_id__in=libraries, on__range=(since, until)).values_list(
                "library_id", "on"
            )
        )
        self.spells: dict[tuple[int, int], list[Spell]] = {}
        for member in Member.objects.filter(organization_id__in=organizations, library_id__in=libraries):
            self.spells.setdefault((member.partnership_id, member.organization_id), []).append(member.spell)

    def reason_against(self, activity: Activity, on: date) -> SkipReason | None:
        """Why this day need not be entered, or None when it has to be."""
        if (activity.pk, on) in self.entered:
            return SkipReason.ALREADY_REPORTED
        if (activity.library_id, on) in self.closed or not is_planned(activity.schedule, on):
            return SkipReason.NOT_EXPECTED
        spells = self.spells.get((activity.partnership_id, activity.organization_id), [])
        return None if any(spell.is_active_on(on) for spell in spells) else SkipReason.NOT_EXPECTED


def _activities(reminders: Sequence[PlannedReminder]) -> dict[int, Activity]:
    ids = {row.subject_id for row in reminders}
    return {row.pk: row for row in Activity.objects.filter(pk__in=ids).select_related("library")}


def _skip_reason(
    activity: Activity | None, reminder: PlannedReminder, expected: _Expected
) -> SkipReason | None:
    if activity is None or activity.library_id != reminder.library_id:
        return SkipReason.NOT_EXPECTED
    return expected.reason_against(activity, reminder.anchor_on - GRACE)


def _due_item(activity: Activity, on: date) -> DueItem:
    return DueItem(
        subject_id=activity.pk,
        library_id=activity.library_id,
        organization_id=activity.organization_id,
        anchor_on=on + GRACE,
        title=activity.title,
        partnership_id=activity.partnership_id,
    )


def _line(activity: Activity, due_on: date) -> Line:
    return Line(
        title=activity.title,
        due_on=due_on,
        url=reverse("activity_sessions", args=[activity.library.slug, activity.pk]),
        action=gettext("Enter the sessions"),
    )
