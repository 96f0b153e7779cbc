"""A partnership with one measure that Maple and Oak report by quarter."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine

from measurements.domain.measures import assign_members
from measurements.models import Report
from partners.models import Member
from tests import make

# Monday, 10 April 2017, 10 a.m. in Los Angeles: the first quarter is over, its reports are due on the 15th.
NOW = datetime(2017, 4, 10, 17, tzinfo=UTC)


@pytest.fixture
def desk(cast):
    """The cast with a goal, a measure, and the reports of the first quarter of 2017."""
    riverton = cast.riverton
    goal = make.make_goal(riverton.partnership)
    calendar = make.make_calendar(riverton.partnership, anchor_on=date(2017, 1, 1), due_days=15, lock_days=30)
    measure = make.make_measure(goal, calendar=calendar)
    members = {row.organization_id: row for row in Member.objects.filter(partnership=riverton.partnership)}
    maple, oak = members[riverton.maple.pk], members[riverton.oak.pk]
    assign_members(measure, by=cast.cole.user, members=[maple, oak], starts_on=date(2017, 1, 1), now=NOW)
    report = Report.objects.get(member=maple, period__label="2017 Q1")
    return SimpleNamespace(
        cast=cast,
        goal=goal,
        calendar=calendar,
        measure=measure,
        maple=maple,
        oak=oak,
        report=report,
        oak_report=Report.objects.get(member=oak, period__label="2017 Q1"),
        pia=cast.pia.user,
        cole=cast.cole.user,
        mara=cast.mara.user,
    )


@pytest.fixture
def april():
    """The clock stands in April 2017."""
    with time_machine.travel(NOW, tick=False):
        yield NOW
