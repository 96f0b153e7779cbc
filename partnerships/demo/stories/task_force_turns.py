"""The four meetings of the task force, and how it ended."""

from datetime import date, timedelta

from measurements.choices import ActivityKind, Repeat, SessionState
from measurements.domain.activities import add_activity
from measurements.domain.decisions import record_goal_decision
from measurements.domain.sessions import Entry, enter_sessions
from partners.domain.partnerships import change_partnership
from partnerships.demo.stories import task_force
from partnerships.demo.stories.agendas import agree
from partnerships.demo.stories.beginning import begin
from partnerships.demo.stories.cast import Cast
from partnerships.demo.stories.days import Days, told_at
from partnerships.demo.stories.meetings import meet_four_times

_WEDNESDAY = 3


def tell(cast: Cast, *, days: Days) -> None:
    """Last spring, from the first meeting to the thanks."""
    year = task_force.year_of(days.today)
    spring = Days(days.now, date(year, *task_force.FIRST_DAY), days.due_days, months=3, periods=0)
    told = begin(task_force.STORY, cast, days=spring)
    last = date(year, *task_force.LAST_DAY)
    agree(told, on=last - timedelta(days=10))
    with told_at(spring.at(last)):
        _meet(told, year=year)
        change_partnership(
            told.partnership,
            by=cast.manager,
            version=told.partnership.version,
            values={"ended_on": last},
        )


def _meet(told, *, year: int) -> None:
    by = told.cast.manager
    meetings = {_wednesday(date(year, one.month, one.day)): one for one in task_force.MEETINGS}
    activity = add_activity(
        told.partnership,
        by=by,
        values={
            "organization": told.cast.own,
            "goal": told.goals[0],
            "title": task_force.SERIES_OF_MEETINGS,
            "kind": ActivityKind.OTHER,
            "repeat": Repeat.IRREGULAR,
            "starts_at": task_force.FROM,
            "ends_at": task_force.UNTIL,
            "starts_on": min(meetings),
            "ends_on": max(meetings),
            "place": task_force.PLACE,
        },
    )
    meet_four_times(told, days=list(meetings))
    entries = [Entry(day, SessionState.HELD, one.people) for day, one in meetings.items()]
    enter_sessions(activity, by=by, entries=entries, on=told.days.today)
    for day, one in meetings.items():
        values = {"text": one.decision, "decided_on": day, "present": f"{one.people} people"}
        record_goal_decision(told.partnership, by=by, values=values, goals=told.goals[:1])


def _wednesday(day: date) -> date:
    """The Wednesday of that day's week."""
    return day + timedelta(days=_WEDNESDAY - day.isoweekday())
