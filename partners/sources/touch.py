"""Organizations that the library has not talked with for long, for the reminders."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import DateTimeField, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from partners.choices import AccessRole, SkipReason
from partners.days import today_in
from partners.models import ContactEntry, KeepInTouch
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, Source, split_scopes

ONE_DAY = timedelta(days=1)


class StayInTouch(Source):
    """The day on which the ideal interval is over; for whoever of the staff sees to the organization."""

    key = "stay_in_touch"
    label = gettext_lazy("Stay in touch")
    reminder_class = "courtesy"
    # The second only comes when nobody has talked with them since.
    default_offsets = (1, 15)
    audience: frozenset[AccessRole] = frozenset()
    scope = "library"
    is_on_by_default = True

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        libraries, _partnerships = split_scopes(scopes)
        rows = _with_last_contact(KeepInTouch.objects.filter(library__in=libraries))
        for interval in rows.filter(_over_between(since, until)):
            due_on = call_by(interval)
            if since <= due_on <= until:
                yield DueItem(
                    subject_id=interval.pk,
                    library_id=interval.library_id,
                    organization_id=interval.organization_id,
                    anchor_on=due_on,
                    title=interval.organization.name,
                    owner_id=interval.organization.owner_id,
                )

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        intervals = _intervals(reminders)
        return {row.id: _why_not(intervals.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        intervals = _intervals(reminders)
        return {
            row.id: _line(intervals[row.subject_id], row) for row in reminders if row.subject_id in intervals
        }


def call_by(interval: KeepInTouch) -> date:
    """The last day of the ideal interval, counted in the library's days from the last two-way contact."""
    last_at = interval.last_contact_at  # type: ignore[attr-defined]  # annotated
    last_on = today_in(interval.library.time_zone, now=last_at) if last_at else interval.set_on
    return last_on + timedelta(days=interval.ideal_days)


def _with_last_contact(rows: QuerySet[KeepInTouch]) -> QuerySet[KeepInTouch]:
    last = ContactEntry.objects.two_way().filter(organization=OuterRef("organization")).order_by("-at")
    active = rows.filter(organization__archived_at=None).select_related("organization", "library")
    return active.annotate(last_contact_at=Subquery(last.values("at")[:1]))


def _over_between(since: date, until: date) -> Q:
    """Intervals that are over on one of these days, or beside them: the library's zone has the last word.

    The database leaves out the rest, so that a run over all libraries does not read every interval.
    """
    begins, ends = (
        _IntervalBefore(Value(datetime.combine(day, time(), UTC), DateTimeField()), "ideal_days")
        for day in (since - ONE_DAY, until + 2 * ONE_DAY)
    )
    talked = Q(last_contact_at__gte=begins, last_contact_at__lt=ends)
    return talked | Q(last_contact_at=None, set_on__gte=begins, set_on__lt=ends)


class _IntervalBefore(Func):
    """A moment less the interval of each row."""

    template = "(%(expressions)s)"
    arg_joiner = " - interval '1 day' * "
    output_field = DateTimeField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="datetime(%(expressions)s || ' days')", arg_joiner=", -", **context
        )


def _intervals(reminders: Sequence[PlannedReminder]) -> dict[int, KeepInTouch]:
    return _with_last_contact(KeepInTouch.objects.all()).in_bulk({row.subject_id for row in reminders})


def _why_not(interval: KeepInTouch | None, reminder: PlannedReminder) -> SkipReason | None:
    if interval is None or interval.library_id != reminder.library_id:
        return SkipReason.NOT_EXPECTED
    # A talk since then began the interval anew.
    return None if call_by(interval) == reminder.anchor_on else SkipReason.TALKED_SINCE


def _line(interval: KeepInTouch, reminder: PlannedReminder) -> Line:
    return Line(
        title=interval.organization.name,
        due_on=reminder.anchor_on,
        url=reverse("organization_contacts", args=[interval.library.slug, interval.organization_id]),
        action=gettext("Open the contact log"),
    )
