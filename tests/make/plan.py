"""Who does what: groups of people, promises, activities and sessions."""

from datetime import date, time

from measurements.choices import (
    ActivityKind,
    CommitmentKind,
    SessionState,
)
from measurements.models import (
    Activity,
    ActivityHelper,
    Commitment,
    GoalPopulation,
    Population,
    Session,
)
from tests.make.rows import saved


def make_population(library, *goals, name="Adults learning English"):
    population = saved(Population(library=library, name=name))
    for goal in goals:
        saved(GoalPopulation(library=library, partnership=goal.partnership, goal=goal, population=population))
    return population


def make_commitment(goal, organization, *, title="A room on Tuesday evenings", **fields):
    fields.setdefault("kind", CommitmentKind.SPACE)
    fields.setdefault("starts_on", date(2017, 1, 1))
    fields.setdefault("ends_on", date(2017, 12, 31))
    return saved(
        Commitment(
            library=goal.library,
            partnership=goal.partnership,
            goal=goal,
            organization=organization,
            title=title,
            **fields,
        )
    )


def make_activity(goal, organization, *, title="English for beginners", **fields):
    """A class on Tuesdays from 6 to 7:30, from 3 January 2017."""
    fields.setdefault("kind", ActivityKind.CLASS)
    fields.setdefault("starts_on", date(2017, 1, 3))
    fields.setdefault("starts_at", time(18))
    fields.setdefault("ends_at", time(19, 30))
    fields.setdefault("place", "Parish hall")
    return saved(
        Activity(
            library=goal.library,
            partnership=goal.partnership,
            goal=goal,
            organization=organization,
            title=title,
            **fields,
        )
    )


def make_helper(activity, helper):
    return saved(
        ActivityHelper(
            library=activity.library, partnership=activity.partnership, activity=activity, helper=helper
        )
    )


def make_session(activity, *, by, on=date(2017, 1, 3), state=SessionState.HELD, **fields):
    return saved(
        Session(
            library=activity.library,
            partnership=activity.partnership,
            organization=activity.organization,
            activity=activity,
            on=on,
            state=state,
            entered_by=by,
            **fields,
        )
    )
