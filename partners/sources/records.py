"""Records that an organization has not looked at for a year, for the reminders."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from partners.choices import AccessRole, SkipReason
from partners.confirming import LONGEST_WAIT, anniversaries, is_anniversary, years_before
from partners.domain.confirmations import asked_to_confirm, base_day, based_between
from partners.models import Access, Organization
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, Source, split_scopes

# Who is asked, the first of them that an organization has.
ASKED = (AccessRole.CONTACT, AccessRole.APPROVER, AccessRole.REPORTER)
ONE_DAY = timedelta(days=1)


class RecordToConfirm(Source):
    """The day on which a year is over since somebody of the organization confirmed its record."""

    key = "record_confirm"
    label = gettext_lazy("Your record")
    reminder_class = "obligation"
    default_offsets = (0, 14)
    audience = frozenset(ASKED)
    scope = "library"
    is_on_by_default = True
    action_page = "record_link"

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        libraries, _partnerships = split_scopes(scopes)
        rows = asked_to_confirm(Organization.objects.filter(library__in=libraries))
        due = [
            (row, day)
            for row in rows.filter(based_between(_years(since, until), libraries=libraries))
            for day in anniversaries(base_day(row), since=since, until=until)
        ]
        people = _people(row.pk for row, _day in due)
        for row, day in due:
            person_id = next(people[row.pk](day), None)
            # Who has let nobody in cannot be asked, and has no page to answer on.
            if person_id is not None:
                yield _due_item(row, day, person_id)

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        rows = _organizations(reminders)
        return {row.id: _why_not(rows.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        rows = _organizations(reminders)
        return {row.id: _line(rows[row.subject_id], row) for row in reminders if row.subject_id in rows}


def _years(since: date, until: date) -> Iterator[tuple[datetime, datetime]]:
    """The same stretch of days in earlier years, a day more on both sides: zones and leap days move it."""
    for count in range(1, LONGEST_WAIT + 1):
        start, end = years_before(since, count) - ONE_DAY, years_before(until, count) + 2 * ONE_DAY
        yield datetime.combine(start, time(), UTC), datetime.combine(end, time(), UTC)


class _Staff:
    """Who may answer for one organization on a day, the one to be asked first."""

    def __init__(self) -> None:
        self.spells: list[tuple[int, int, date, date | None]] = []

    def __call__(self, on: date) -> Iterator[int]:
        for _rank, person_id, starts_on, ends_on in sorted(self.spells, key=lambda spell: spell[:2]):
            if starts_on <= on and (ends_on is None or on <= ends_on):
                yield person_id


def _people(organization_ids: Iterable[int]) -> dict[int, _Staff]:
    found: dict[int, _Staff] = defaultdict(_Staff)
    rows = Access.objects.filter(organization__in=set(organization_ids), role__in=ASKED)
    columns = ("organization_id", "role", "person_id", "starts_on", "ends_on")
    for organization_id, role, *rest in rows.exclude(person__user__is_active=False).values_list(*columns):
        found[organization_id].spells.append((ASKED.index(AccessRole(role)), *rest))
    return found


def _organizations(reminders: Sequence[PlannedReminder]) -> dict[int, Any]:
    return asked_to_confirm(Organization.objects.all()).in_bulk({row.subject_id for row in reminders})


def _due_item(row: Organization, day: date, person_id: int) -> DueItem:
    return DueItem(
        subject_id=row.pk,
        library_id=row.library_id,
        organization_id=row.pk,
        anchor_on=day,
        title=row.name,
        person_id=person_id,
    )


def _why_not(row: Any, reminder: PlannedReminder) -> SkipReason | None:
    if row is None or row.library_id != reminder.library_id:
        return SkipReason.NOT_EXPECTED
    if is_anniversary(reminder.anchor_on, base_day(row)):
        return None
    return SkipReason.CONFIRMED_SINCE if row.confirmed_at else SkipReason.DUE_DAY_CHANGED


def _line(row: Organization, reminder: PlannedReminder) -> Line:
    return Line(
        title=row.name,
        due_on=reminder.anchor_on,
        url=reverse("record", args=[row.library.slug, row.pk]),
        action=gettext("Check what we have about you"),
    )
