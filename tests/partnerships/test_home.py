"""Where people land after signing in."""

from datetime import date

import pytest
import time_machine

from partners.choices import LibraryRole
from partners.models import Access
from tests import make

pytestmark = pytest.mark.usefixtures("april")


@pytest.fixture
def april():
    with time_machine.travel("2017-04-10 17:00:00Z", tick=False):
        yield


def _report(partnership, member, *, label="2017 Q1", starts_on=date(2017, 1, 1), **fields):
    calendar = make.make_calendar(partnership, anchor_on=starts_on)
    measure = make.make_measure(make.make_goal(partnership), calendar=calendar)
    make.make_assignment(measure, member)
    period = make.make_period(calendar, label=label, starts_on=starts_on, **fields)
    return make.make_report(member, period), measure


def _maple(cast):
    return cast.riverton.maple.members.get()


def _text(client):
    return " ".join(client.get("/home/").content.decode().split())


def test_staff_of_one_library_go_to_what_needs_them_there(client_of):
    answer = client_of("vera").get("/home/")

    assert (answer.status_code, answer.url) == (302, "/libraries/riverton/")


def test_staff_of_two_libraries_choose(cast, client_of):
    make.make_staff(cast.twin.library, cast.vera.user, role=LibraryRole.VIEWER)

    text = _text(client_of("vera"))

    assert "/libraries/riverton/partnerships/" in text
    assert "/libraries/twin/partnerships/" in text


def test_nobody_is_sent_to_sign_in(client_of):
    assert client_of("nobody").get("/home/").url.startswith("/accounts/login/")


def test_account_without_anything_is_told_whom_to_ask(cast, client_of):
    Access.objects.update(ends_on="2016-01-01")

    text = _text(client_of("pia"))

    assert "You are signed in as pia@example.org. Ask the person at the library" in text


def test_partner_finds_open_reports_with_state_and_due_day(cast, client_of):
    report, _measure = _report(cast.riverton.partnership, _maple(cast))

    text = _text(client_of("pia"))

    assert f'href="/libraries/riverton/reports/{report.pk}/"' in text
    assert "Report 2017 Q1 for Neighbors Learning English" in text
    assert "April 15, 2017" in text
    assert "0 of 1 done" in text


def test_done_and_locked_reports(cast, client_of):
    done, measure = _report(cast.riverton.partnership, _maple(cast))
    make.make_observation(done, measure, by=cast.pia.user)
    locked = make.make_period(
        measure.calendar,
        starts_on=date(2016, 10, 1),
        next_starts_on=date(2017, 1, 1),
        due_on=date(2017, 1, 15),
        locks_on=date(2017, 1, 31),
        label="2016 Q4",
    )
    make.make_report(_maple(cast), locked)

    text = _text(client_of("pia"))

    assert "1 of 1 done" in text
    assert "Submitted" in text
    assert "2016 Q4" not in text


def test_running_period_is_announced(cast, client_of):
    _report(
        cast.riverton.partnership,
        _maple(cast),
        label="2017 Q2",
        starts_on=date(2017, 4, 1),
        next_starts_on=date(2017, 7, 1),
        due_on=date(2017, 7, 15),
    )

    text = _text(client_of("pia"))

    assert "Nothing to report now" in text
    assert "Coming up" in text
    assert "Not open yet" in text


def test_reports_of_two_libraries_stand_together(cast, client_of):
    _report(cast.riverton.partnership, _maple(cast))
    _report(cast.twin.partnership, cast.twin.maple.members.get())
    make.make_access(make.make_person(cast.twin.maple, user=cast.pia.user))

    text = _text(client_of("pia"))

    assert "0 of 2 done" in text
    assert "/libraries/twin/partnerships/" in text


def test_reports_of_others_do_not_show(cast, client_of):
    _report(cast.riverton.partnership, cast.riverton.oak.members.get())

    text = _text(client_of("pia"))

    assert "Report 2017 Q1" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_twelve_queries_at_most(cast, client_of, count, django_assert_max_num_queries):
    for number in range(count):
        partnership = make.make_partnership(cast.riverton.library, name=f"Reading {number}")
        _report(partnership, make.make_member(partnership, cast.riverton.maple))
    client = client_of("pia")

    with django_assert_max_num_queries(12):
        client.get("/home/")
