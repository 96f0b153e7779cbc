"""Several people who say at once who reports a measure: no member is asked twice for one day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from measurements.domain.measures import assign_measure, end_assignment
from measurements.domain.yearly import Copied, copy_year
from measurements.models import Assignment
from measurements.periods import Period
from partners.domain.versions import Stale
from tests import make
from tests.measurements.conftest import NOW

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shipped_rows"),
]
START = date(2017, 1, 1)


@pytest.fixture
def setting():
    library, by = make.make_library(), make.make_user()
    partnership = make.make_partnership(library)
    members = [
        make.make_member(partnership, make.make_organization(library, name=f"Member {n}")) for n in range(3)
    ]
    return make.make_measure(make.make_goal(partnership)), members, by


def _at_once(works):
    """Run all at the same moment, each on a connection of its own; tell which were refused."""
    barrier = Barrier(len(works))

    def run(work):
        try:
            barrier.wait()
            work()
        except (ValidationError, Stale) as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(run, work) for work in works]]


def _overlapping():
    rows = list(Assignment.objects.order_by("member", "measure", "starts_on", "pk"))
    return [
        (one.pk, other.pk)
        for place, one in enumerate(rows)
        for other in rows[place + 1 :]
        if (one.member_id, one.measure_id) == (other.member_id, other.measure_id)
        and (one.ends_on is None or one.ends_on >= other.starts_on)
    ]


def test_of_many_who_assign_one_member_at_once_one_succeeds(setting):
    measure, members, by = setting
    days = [START + timedelta(days=30 * place) for place in range(6)]

    for member in members:
        refused = _at_once(
            [
                lambda day=day, member=member: assign_measure(
                    measure, by=by, member=member, starts_on=day, now=NOW
                )
                for day in days
            ]
        )
        assert refused.count(None) == 1
    assert _overlapping() == []
    assert Assignment.objects.count() == len(members)


def test_two_who_carry_a_year_over_at_once_ask_each_member_once(setting):
    measure, members, by = setting
    last = Period(date(2016, 1, 1), date(2017, 1, 1))
    coming = Period(date(2017, 1, 1), date(2018, 1, 1))
    for member in members:
        make.make_assignment(measure, member, starts_on=date(2016, 1, 1), ends_on=last.ends_on)
    rows = [Copied(measure, None)]

    _at_once([lambda: copy_year(measure.calendar, by=by, rows=rows, last=last, coming=coming)] * 4)

    assert _overlapping() == []
    assert Assignment.objects.filter(starts_on=coming.starts_on).count() == len(members)


def test_ending_one_spell_and_beginning_the_next_at_once_leave_no_overlap(setting):
    measure, members, by = setting
    for member in members:
        row = assign_measure(measure, by=by, member=member, starts_on=START, now=NOW)
        _at_once(
            [
                lambda row=row: end_assignment(row, by=by, version=1, ends_on=date(2017, 3, 31)),
                lambda member=member: assign_measure(
                    measure, by=by, member=member, starts_on=date(2017, 4, 1), now=NOW
                ),
                lambda member=member: assign_measure(
                    measure, by=by, member=member, starts_on=date(2017, 3, 1), now=NOW
                ),
                lambda row=row: end_assignment(row, by=by, version=1, ends_on=date(2017, 2, 28)),
            ]
        )

    assert _overlapping() == []
