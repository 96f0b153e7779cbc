"""What waits for a staff member of one library."""

from datetime import timedelta

import pytest
from django.utils import timezone

from measurements.choices import ObservationState
from partners.choices import DeliveryState
from partners.domain.deliveries import queue_delivery
from partners.domain.invitations import invite_person, invite_staff
from partners.models import Delivery
from tests import make
from tests.partners.views.pages import at, queries_of


def tasks(client, cast):
    page = client.get(at(cast.riverton, "library_home"))
    return {task["label"]: task["url"] for task in page.context["tasks"]}


def fail(cast, **fields):
    now = timezone.now()
    row = queue_delivery(
        "digest", library=cast.riverton.library, to_email="a@example.org", language="en", now=now
    )
    Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.FAILED, **fields)


def submitted(cast, member, *, by, name="Learners"):
    goal = make.make_goal(member.partnership)
    calendar = make.make_calendar(member.partnership)
    measure = make.make_measure(goal, calendar=calendar, name=name)
    report = make.make_report(member, make.make_period(calendar))
    make.make_observation(report, measure, by=by, state=ObservationState.SUBMITTED)
    return report


def test_nothing_to_do_says_so(cast, client_of):
    text = client_of("cole").get(at(cast.riverton, "library_home")).content.decode()

    assert "Nothing waits for you" in text


def test_report_for_approval_leads_to_its_review(cast, client_of):
    report = submitted(cast, cast.riverton.maple.members.get(), by=cast.pia.user)

    assert tasks(client_of("cole"), cast) == {
        "Review 1 report of Neighbors Learning English": f"/libraries/riverton/reports/{report.pk}/review/"
    }


def test_own_figures_wait_for_somebody_else(cast, client_of):
    submitted(cast, cast.riverton.maple.members.get(), by=cast.cole.user)

    assert tasks(client_of("cole"), cast) == {}
    assert len(tasks(client_of("mara"), cast)) == 1


def test_invitations_are_followed_up_after_a_week(cast, client_of):
    now = timezone.now()
    week, recent = now - timedelta(days=7), now - timedelta(days=6)
    guest = make.make_person(cast.riverton.maple, name="Gus Guest")
    other = make.make_person(cast.riverton.oak, name="Ana Guest")
    invite_person(guest, by=cast.mara.user, role="reporter", now=week)
    invite_person(other, by=cast.mara.user, role="reporter", now=recent)
    invite_staff(cast.riverton.library, by=cast.mara.user, email="n@example.org", role="viewer", now=week)
    organization = f"/libraries/riverton/organizations/{cast.riverton.maple.pk}/"

    to_maple = {"Follow up on 1 invitation to Maple Homework Club": organization}
    to_staff = {"Follow up on 1 invitation to the staff": "/libraries/riverton/staff/"}
    assert tasks(client_of("mara"), cast) == to_maple | to_staff
    assert tasks(client_of("cole"), cast) == to_maple


def test_failed_mails_of_the_last_month_are_counted(cast, client_of):
    fail(cast)
    fail(cast)
    fail(cast, created_at=timezone.now() - timedelta(days=31))

    assert tasks(client_of("cole"), cast) == {
        "Look at 2 mails that failed": "/libraries/riverton/mail/?state=failed"
    }


def test_goals_without_a_measure(cast, client_of):
    goal = make.make_goal(cast.other_partnership)
    make.make_goal(cast.riverton.partnership, title="One")
    make.make_goal(cast.riverton.partnership, title="Two")
    hub = f"/libraries/riverton/partnerships/{cast.riverton.partnership.pk}/"

    found = tasks(client_of("cole"), cast)

    assert found.pop("Add measures to 2 goals of Neighbors Learning English") == hub
    assert list(found) == ["Add a measure to 1 goal of Ready for Work"]
    assert f"/{goal.pk}/" in found.popitem()[1]


def test_other_libraries_are_not_told(cast, client_of):
    submitted(cast, cast.riverton.maple.members.get(), by=cast.pia.user)
    make.make_goal(cast.riverton.partnership)
    fail(cast)

    page = client_of("otto").get(at(cast.twin, "library_home"))

    assert page.context["tasks"] == []


@pytest.mark.parametrize("name", ["vera", "pia"])
def test_who_only_looks_goes_on_to_the_partnerships(cast, client_of, name):
    answer = client_of(name).get(at(cast.riverton, "library_home"))

    assert (answer.status_code, answer.url) == (302, "/libraries/riverton/partnerships/")


def test_desk_costs_the_same_for_more(cast, client_of):
    client, url = client_of("mara"), at(cast.riverton, "library_home")
    before = queries_of(client, url)
    for number in range(3):
        partnership = make.make_partnership(cast.riverton.library, name=f"Circle {number}")
        submitted(cast, make.make_member(partnership, cast.riverton.maple), by=cast.pia.user)
        make.make_goal(partnership)
        fail(cast)

    assert before == queries_of(client, url) <= 13
