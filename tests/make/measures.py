"""What is measured: calendars, measures, targets and breakdowns."""

from datetime import UTC, date, datetime
from decimal import Decimal

from measurements.choices import (
    Frequency,
)
from measurements.models import (
    Assignment,
    CategoryList,
    Dimension,
    Forecast,
    Measure,
    MeasureDimension,
    MeasureNote,
    MeasureVersion,
    Period,
    ReportingCalendar,
    SliceCategory,
    Target,
)
from tests.make.rows import saved


def make_calendar(
    partnership,
    *,
    frequency=Frequency.QUARTERLY,
    anchor_on=date(2016, 1, 1),
    due_days=15,
    lock_days=None,
    **fields,
):
    return saved(
        ReportingCalendar(
            library=partnership.library,
            partnership=partnership,
            frequency=frequency,
            anchor_on=anchor_on,
            due_days=due_days,
            lock_days=lock_days,
            **fields,
        )
    )


def make_measure(
    goal,
    *,
    calendar=None,
    name="Learners in tutoring groups",
    unit="learners",
    target=Decimal(120),
    **fields,
):
    measure = saved(
        Measure(
            library=goal.library,
            partnership=goal.partnership,
            goal=goal,
            calendar=calendar or make_calendar(goal.partnership),
            name=name,
            unit=unit,
            **fields,
        )
    )
    make_version(measure)
    if target is not None:
        make_target(measure, value=target)
    return measure


def make_derived(dividend, divisor, *, name="Hours for each learner", unit="hours", **fields):
    """A measure that divides the totals of two others."""
    parts = {"dividend": dividend, "divisor": divisor, "aggregation": "", "target": None}
    return make_measure(
        dividend.goal, calendar=dividend.calendar, name=name, unit=unit, kind="how_well", **parts | fields
    )


def make_version(measure, *, number=1, starts_on=date(2015, 1, 1), definition="", **fields):
    return saved(
        MeasureVersion(
            library=measure.library,
            partnership=measure.partnership,
            measure=measure,
            number=number,
            starts_on=starts_on,
            definition=definition or measure.definition,
            **fields,
        )
    )


def make_target(measure, *, value=Decimal(120), starts_on=date(2015, 1, 1), ends_on=None, **fields):
    return saved(
        Target(
            library=measure.library,
            partnership=measure.partnership,
            measure=measure,
            value=value,
            starts_on=starts_on,
            ends_on=ends_on,
            **fields,
        )
    )


def make_dimension(
    library, *, name="Age", kind="partition", categories=("Under 18", "18 or older", "Unknown")
):
    """A breakdown with one list of categories, of which the one called Unknown is for unknown."""
    dimension = saved(Dimension(library=library, name=name, kind=kind))
    listed = saved(CategoryList(library=library, dimension=dimension, number=1, starts_on=date(2015, 1, 1)))
    for position, label in enumerate(categories, start=1):
        saved(
            SliceCategory(
                library=library,
                category_list=listed,
                position=position,
                name=label,
                is_unknown=label == "Unknown",
            )
        )
    return dimension


def make_category(dimension, *, name):
    """A further category of a breakdown's newest list."""
    listed = dimension.lists.order_by("starts_on").last()
    position = listed.categories.count() + 1
    return saved(SliceCategory(library=dimension.library, category_list=listed, position=position, name=name))


def make_list(dimension, *, starts_on=date(2017, 7, 1), categories=("Child", "Adult")):
    """Other categories of a breakdown from a day on."""
    number = dimension.lists.count() + 1
    listed = saved(
        CategoryList(library=dimension.library, dimension=dimension, number=number, starts_on=starts_on)
    )
    for position, name in enumerate(categories, start=1):
        saved(SliceCategory(library=dimension.library, category_list=listed, position=position, name=name))
    return listed


def make_breakdown(measure, dimension, *, starts_on=date(2015, 1, 1), ends_on=None):
    return saved(
        MeasureDimension(
            library=measure.library,
            partnership=measure.partnership,
            measure=measure,
            dimension=dimension,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )


def make_assignment(measure, member, *, starts_on=date(2015, 1, 1), ends_on=None):
    return saved(
        Assignment(
            library=measure.library,
            partnership=measure.partnership,
            organization=member.organization,
            member=member,
            measure=measure,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )


def make_period(calendar, *, starts_on=date(2017, 1, 1), next_starts_on=date(2017, 4, 1), **fields):
    fields.setdefault("due_on", date(2017, 4, 15))
    fields.setdefault("label", "2017 Q1")
    return saved(
        Period(
            library=calendar.library,
            partnership=calendar.partnership,
            calendar=calendar,
            starts_on=starts_on,
            next_starts_on=next_starts_on,
            **fields,
        )
    )


def make_forecast(measure, *, by, number=1, made_on=date(2017, 1, 10), points=None, reason="As before."):
    points = points or [["2017-04-01", "2017-07-01", "2017 Q2", "120"]]
    return saved(
        Forecast(
            library=measure.library,
            partnership=measure.partnership,
            measure=measure,
            number=number,
            made_on=made_on,
            made_by=by,
            points=points,
            reason=reason,
        )
    )


def make_note(measure, period, *, by, story="Two tutors moved away.", **fields):
    fields = {"written_at": datetime(2017, 4, 3, 17, tzinfo=UTC)} | fields
    return saved(
        MeasureNote(
            library=measure.library,
            partnership=measure.partnership,
            measure=measure,
            period=period,
            written_by=by,
            story=story,
            **fields,
        )
    )
