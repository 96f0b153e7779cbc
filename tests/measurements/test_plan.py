from datetime import date

import pytest
from django.core.exceptions import ValidationError

from measurements.choices import RoleKind
from measurements.domain.activities import add_activity, change_activity
from measurements.domain.commitments import add_commitment, change_commitment, confirm_commitment
from measurements.domain.populations import set_populations
from measurements.gaps import find_gaps
from measurements.models import Activity, ActivityHelper, Commitment, Measure, Population, Role
from measurements.plan import read_plan
from measurements.views.gaps import overlap_words
from partners.domain.merging import merge_organizations
from partners.domain.versions import Stale
from tests import make
from tests.measurements.conftest import NOW

ON = date(2017, 7, 10)


def _keys(desk, **more):
    partnership = desk.goal.partnership
    plan = read_plan(partnership, on=ON, **more)
    gaps = find_gaps(plan, partnership_id=partnership.pk, overlap_words=overlap_words)
    return {gap.key: [find.label for find in gap.finds] for gap in gaps}


def test_empty_plan_lacks_everything(desk):
    assert set(_keys(desk)) == {"no_lead", "no_deliverer", "no_commitment", "unpromised"}


def test_full_plan_lacks_nothing(desk):
    group = make.make_population(desk.goal.library, desk.goal)
    for member in desk.goal.partnership.members.exclude(role="funder"):
        promise = make.make_commitment(
            desk.goal, member.organization, confirmed_at=NOW, confirmed_by=desk.pia
        )
        make.make_role(desk.goal, member.organization)
        make.make_activity(
            desk.goal, member.organization, commitment=promise, population=group, place=str(member.pk)
        )
    make.make_role(desk.goal, desk.maple.organization, kind=RoleKind.LEAD)

    assert _keys(desk, measures=Measure.objects.all()) == {}


def test_two_classes_of_one_evening_are_named_in_a_sentence(desk):
    group = make.make_population(desk.goal.library, desk.goal)
    make.make_activity(desk.goal, desk.maple.organization, population=group)
    make.make_activity(desk.goal, desk.oak.organization, population=group, title="ESL", place="PARISH  Hall")

    assert _keys(desk)["duplicates"] == [
        "Maple Homework Club (“English for beginners”) and Oak Hill Adult School (“ESL”) do the same for"
        " Adults learning English on Tuesday at overlapping hours, both at Parish hall."
    ]


@pytest.mark.parametrize(("starts_on", "is_idle"), [(date(2017, 6, 1), False), (date(2017, 1, 1), True)])
def test_promise_without_activity_shows_after_a_third_of_its_time(desk, starts_on, is_idle):
    make.make_commitment(desk.goal, desk.maple.organization, starts_on=starts_on, ends_on=date(2017, 12, 31))

    assert ("idle" in _keys(desk)) is is_idle


def test_goal_with_one_carrier_names_it(desk):
    make.make_role(desk.goal, desk.oak.organization)

    assert _keys(desk)["one_carrier"] == [desk.goal.title]


def test_promise_of_staff_waits_for_the_organization(desk):
    values = {
        "goal": desk.goal,
        "organization": desk.maple.organization,
        "title": "A room",
        "kind": "space",
        "starts_on": date(2017, 1, 1),
        "ends_on": date(2017, 6, 30),
    }
    promise = add_commitment(desk.goal.partnership, by=desk.cole, values=values, is_own=False, now=NOW)
    confirmed = confirm_commitment(promise, by=desk.pia, version=1, now=NOW)

    changed = change_commitment(
        confirmed, by=desk.cole, version=2, values={"title": "Two rooms"}, is_own=False, now=NOW
    )

    assert [row.is_confirmed for row in (promise, confirmed, changed)] == [False, True, False]


def test_stale_promise_is_not_overwritten(desk):
    promise = make.make_commitment(desk.goal, desk.maple.organization)
    change_commitment(promise, by=desk.cole, version=1, values={"title": "One"}, is_own=False, now=NOW)

    with pytest.raises(Stale):
        change_commitment(promise, by=desk.mara, version=1, values={"title": "Two"}, is_own=False, now=NOW)

    assert Commitment.objects.get().title == "One"


def test_group_is_one_however_it_is_spelled(desk):
    set_populations(desk.goal, by=desk.cole, names=["Adults learning English"])

    set_populations(desk.goal, by=desk.cole, names=["ADULTS  learning english"])

    assert [row.name for row in Population.objects.all()] == ["Adults learning English"]


def _values(desk, **more):
    return {
        "goal": desk.goal,
        "title": "English",
        "kind": "class",
        "starts_on": date(2017, 1, 3),
        **more,
    }


def test_activity_takes_a_new_group_and_helpers(desk):
    values = _values(desk, organization=desk.maple.organization, place="Parish  Hall")

    activity = add_activity(
        desk.goal.partnership,
        by=desk.cole,
        values=values,
        population="Parents",
        helpers=[desk.oak.organization],
    )

    links = [link.helper for link in ActivityHelper.objects.all()]
    assert (activity.population.name, activity.place_key, links) == (
        "Parents",
        "parish hall",
        [desk.oak.organization],
    )


def test_activity_of_a_stranger_is_refused(desk):
    with pytest.raises(ValidationError, match="Only members"):
        add_activity(desk.goal.partnership, by=desk.cole, values=_values(desk, organization=desk.cast.elm))


def test_activity_keeps_only_its_own_organizations_promise(desk):
    promise = make.make_commitment(desk.goal, desk.oak.organization)
    activity = make.make_activity(desk.goal, desk.maple.organization)

    with pytest.raises(ValidationError, match="another organization"):
        change_activity(activity, by=desk.cole, version=1, values={"commitment": promise})

    assert Activity.objects.get().commitment is None


def test_merge_keeps_each_role_and_helper_once(desk):
    kept = desk.maple.organization
    gone = make.make_organization(desk.goal.library, name="Maple Club")
    for organization in (kept, gone):
        make.make_role(desk.goal, organization)
    make.make_role(desk.goal, gone, kind=RoleKind.LEAD)
    activity = make.make_activity(desk.goal, kept)
    make.make_helper(activity, gone)
    make.make_session(activity, by=desk.pia)

    merge_organizations(
        kept, gone, by=desk.mara, versions=(1, 1), values={"name": kept.name}, primary=None, now=NOW
    )

    letters = set(Role.objects.values_list("organization", "kind"))
    assert letters == {(kept.pk, RoleKind.DELIVER), (kept.pk, RoleKind.LEAD)}
    assert not ActivityHelper.objects.exists()


def test_funder_reads_the_plan_without_each_evening(desk, client_of):
    activity = make.make_activity(desk.goal, desk.maple.organization)
    make.make_session(activity, by=desk.pia, attendance=37)

    page = client_of("fay").get(f"/libraries/riverton/activities/{activity.pk}/").content.decode()

    assert ("English for beginners" in page, "37" in page) == (True, False)


def test_measure_that_nobody_reports_is_named_but_no_quotient_and_none_that_has_ended(desk):
    silent = make.make_measure(desk.goal, calendar=desk.calendar, name="Tutors")
    make.make_derived(desk.measure, silent)
    make.make_measure(desk.goal, calendar=desk.calendar, name="Old", ends_on=date(2016, 12, 31))

    assert _keys(desk, measures=Measure.objects.all())["silent"] == ["Tutors"]
