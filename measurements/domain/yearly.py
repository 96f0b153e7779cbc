"""The plan of the next year, copied from the last: measures, who reports them, and what is aimed at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from measurements.choices import TargetSpan
from measurements.domain.calendars import add_calendar
from measurements.domain.continuing import continue_measure, in_order
from measurements.domain.drafts import keep_draft_open
from measurements.domain.periods import is_rolling
from measurements.models import Assignment, Measure, Period, ReportingCalendar, Target
from measurements.periods import MONTHS_A_YEAR, add_months
from measurements.periods import Period as Year
from partners.domain.versions import add_row, add_rows
from partners.models import User


@dataclass(frozen=True)
class Copied:
    """What is taken over: a measure with its target of each period, None for no new one."""

    measure: Measure
    target: Decimal | None


@dataclass(frozen=True)
class Outcome:
    """What was made, for the sentence."""

    measures: int = 0
    targets: int = 0
    assignments: int = 0
    calendar: ReportingCalendar | None = None


@transaction.atomic
def copy_year(
    calendar: ReportingCalendar, *, by: User, rows: Sequence[Copied], last: Year, coming: Year
) -> Outcome:
    """Carry measures of a calendar's year into the next one; what holds there already stays as it is.

    A calendar of listed days gets a new one, a year later, with measures that go on with the old ones.
    Raises `ValidationError`.
    """
    if not rows:
        raise ValidationError(_("Choose one measure at least."))
    keep_draft_open(calendar.partnership, by=by)
    # The measures' rows are the lock, as for new spells: two people must not carry one year over twice.
    wanted = Measure.objects.select_for_update().filter(pk__in=[row.measure.pk for row in rows])
    list(wanted.order_by("pk"))
    heirs = {row.measure.pk: row.measure for row in rows}
    follower = None
    if not is_rolling(calendar):
        follower = _a_year_later(calendar, by=by)
        heirs = {}
        for measure in in_order(row.measure for row in rows):
            heirs[measure.pk] = continue_measure(measure, follower, heirs, by=by)
    targets = [target for row in rows if (target := _target(row, heirs[row.measure.pk], last, coming))]
    for target in targets:
        add_row(target, by=by, action="target.added")
    assignments = _assignments([row.measure for row in rows], heirs, last, coming)
    add_rows(assignments, by=by, action="assignment.made")
    return Outcome(len(rows), len(targets), len(assignments), follower)


def spells_to_renew(spells: Sequence[Assignment], last: Year, *, is_listed: bool) -> list[Assignment]:
    """Return who reported to the end of the last year and is not asked in the next, members still there.

    Measures of listed days go on as new ones: whoever is still asked for the old one is asked anew as well.
    """
    later = {
        (row.measure_id, row.member_id)
        for row in spells
        if row.ends_on is None or row.ends_on >= last.next_starts_on
    }
    return [
        row
        for row in spells
        if (row.member.left_on is None or row.member.left_on >= last.next_starts_on)
        and (row.ends_on in last if row.ends_on else is_listed)
        and (is_listed or (row.measure_id, row.member_id) not in later)
    ]


def _a_year_later(calendar: ReportingCalendar, *, by: User) -> ReportingCalendar:
    names = ("frequency", "due_days", "lock_days", "opens_early", "fiscal_start_month")
    if calendar.ends_on is None:
        raise ValueError("a calendar of listed periods has a last day")
    first_days = Period.objects.filter(calendar=calendar).values_list("starts_on", flat=True)
    return add_calendar(
        calendar.partnership,
        by=by,
        values={name: getattr(calendar, name) for name in names}
        | {"anchor_on": _later(calendar.anchor_on), "ends_on": _later(calendar.ends_on)},
        first_days=[_later(day) for day in first_days],
    )


def _later(day: date) -> date:
    return add_months(day, MONTHS_A_YEAR)


def _target(row: Copied, heir: Measure, last: Year, coming: Year) -> Target | None:
    """Return the target of the new year, or None where what holds already says the same."""
    if row.target is None:
        return None
    known = list(Target.objects.filter(measure=row.measure, span=TargetSpan.EACH_PERIOD))
    holding = [one for one in known if one.starts_on <= last.ends_on]
    goes_on = heir.pk == row.measure.pk and holding and holding[-1].ends_on is None
    if goes_on and holding[-1].value == row.target:
        return None
    if any(coming.starts_on <= one.starts_on < coming.next_starts_on for one in known):
        return None
    return Target(
        library_id=heir.library_id,
        partnership_id=heir.partnership_id,
        measure=heir,
        value=row.target,
        starts_on=coming.starts_on,
        ends_on=coming.ends_on if holding and holding[-1].ends_on else None,
    )


def _assignments(
    measures: Sequence[Measure], heirs: dict[int, Measure], last: Year, coming: Year
) -> list[Assignment]:
    is_listed = any(heir.pk != pk for pk, heir in heirs.items())
    spells = Assignment.objects.filter(measure__in=measures).select_related("member", "organization")
    return [
        Assignment(
            library_id=row.library_id,
            partnership_id=row.partnership_id,
            organization_id=row.organization_id,
            member=row.member,
            measure=heirs[row.measure_id],
            starts_on=coming.starts_on,
            ends_on=coming.ends_on if row.ends_on else None,
        )
        for row in spells_to_renew(list(spells), last, is_listed=is_listed)
    ]
