"""Measures made from the shipped list."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from measurements.domain.measures import add_derived_measure, add_measure_to
from measurements.models import Goal, Measure, ReportingCalendar
from measurements.starters import Starter
from partners.models import User


@transaction.atomic
def add_starters(
    goal: Goal,
    *,
    by: User,
    calendar: ReportingCalendar,
    starters: Sequence[Starter],
    known: dict[str, Starter],
    language: str,
) -> list[Measure]:
    """Add measures for a goal in one language; a quotient brings the two that it divides.

    A measure of the same name on the calendar is taken instead of adding it again. Raises `ValidationError`.
    """
    if not starters:
        raise ValidationError(_("Choose one measure at least."))
    wanted = dict.fromkeys(part for row in starters for part in (row.dividend, row.divisor, row.key) if part)
    there = {row.name: row for row in Measure.objects.filter(calendar=calendar, ends_on=None)}
    made: dict[str, Measure] = {}
    added = []
    # What is divided comes before its quotient.
    for row in sorted((known[key] for key in wanted), key=lambda row: bool(row.dividend)):
        name = row.name.text(language)
        if name not in there:
            there[name] = _add(goal, row, calendar, made, by=by, language=language)
            added.append(there[name])
        made[row.key] = there[name]
    if not added:
        raise ValidationError(_("The calendar has all of these measures already."))
    return added


def _add(
    goal: Goal,
    row: Starter,
    calendar: ReportingCalendar,
    made: dict[str, Measure],
    *,
    by: User,
    language: str,
) -> Measure:
    values = row.values(language)
    if not row.dividend:
        return add_measure_to(calendar, by=by, goal=goal, values=values)
    return add_derived_measure(
        goal, by=by, values=values, dividend=made[row.dividend], divisor=made[row.divisor]
    )
