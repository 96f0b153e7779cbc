"""Two records of one organization that reported side by side: their figures become one, as people choose."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from measurements.domain.claims import ask_correction
from measurements.domain.lines import keep_revision
from measurements.models import Assignment, Claim, Extension, Observation, Report, Revision, Slice
from measurements.series import published_series
from partners.domain.merging import merge_organizations, open_choices
from partners.models import AuditEvent, Member, Organization
from tests import make
from tests.measurements.conftest import NOW

pytestmark = pytest.mark.usefixtures("april")


@pytest.fixture
def two(desk):
    """Maple and Oak are one organization; both have a figure for the first quarter, with parts."""
    age = make.make_dimension(desk.cast.riverton.library)
    make.make_breakdown(desk.measure, age)
    child, adult, _rest = age.lists.get().categories.all()
    desk.categories = (child, adult)
    desk.ours = _approved(desk, desk.report, 130, (40, 90))
    desk.theirs = _approved(desk, desk.oak_report, 128, (30, 98))
    return desk


def _approved(desk, report, value, parts):
    decided = {"state": "approved", "decided_by": desk.cole, "decided_at": NOW}
    line = make.make_observation(report, desk.measure, by=desk.pia, value=Decimal(value), **decided)
    for category, number in zip(desk.categories, parts, strict=True):
        make.make_slice(line, category, value=Decimal(number))
    return line


def _merge(desk, chosen):
    kept, gone = desk.cast.riverton.maple, desk.cast.riverton.oak
    merge_organizations(
        kept,
        gone,
        by=desk.mara,
        versions=(kept.version, gone.version),
        values={"name": kept.name},
        primary=None,
        now=NOW + timedelta(days=1),
        chosen=chosen,
    )
    # Keys across tables are looked at when the transaction ends.
    connection.check_constraints()


def _choices(desk):
    return open_choices(desk.cast.riverton.maple, desk.cast.riverton.oak)


def _total(desk):
    series = published_series(desk.cast.mara.scope, [desk.measure], desk.measure.library, on=NOW.date())
    total = series[desk.measure.pk][-1].total
    return total.value, total.reported, total.expected


def test_nothing_is_merged_before_the_right_figure_is_chosen(two):
    (choice,) = _choices(two)

    assert (choice.label, choice.kept, choice.gone) == (
        "Learners in tutoring groups, 2017 Q1",
        "130, Approved",
        "128, Approved",
    )
    for chosen in ({}, {choice.key: "neither"}, {f"{choice.key}1": "gone"}):
        with pytest.raises(ValidationError, match="Choose what is right"):
            _merge(two, chosen)
    assert Observation.objects.count() == 2


@pytest.mark.parametrize(
    ("chosen", "value", "parts", "past"),
    [("kept", 130, [40, 90], 128), ("gone", 128, [30, 98], 130)],
)
def test_chosen_figure_counts_once_with_its_parts_and_the_other_is_its_past(two, chosen, value, parts, past):
    (choice,) = _choices(two)

    _merge(two, {choice.key: chosen})

    line = Observation.objects.get()
    assert (line.pk, line.value, line.state) == (two.ours.pk, value, "approved")
    assert list(Slice.objects.order_by("category__position").values_list("value", flat=True)) == parts
    assert list(Revision.objects.values_list("value", "state", "number")) == [(past, "approved", 1)]
    assert _total(two) == (value, 1, 1)


def test_membership_reports_and_assignments_become_one(two):
    (choice,) = _choices(two)
    hours = make.make_measure(two.goal, calendar=two.calendar, name="Hours", unit="hours")
    make.make_assignment(hours, two.oak, starts_on=date(2017, 1, 1))
    make.make_observation(two.oak_report, hours, by=two.mara, value=Decimal(7))
    make.make_extension(two.oak_report, asked_by=two.mara)
    Assignment.objects.filter(measure=two.measure, member=two.oak).update(ends_on=date(2017, 12, 31))

    _merge(two, {choice.key: "kept"})

    members = Member.objects.filter(organization__in=[two.cast.riverton.maple, two.cast.riverton.oak])
    assert [row.pk for row in members] == [two.maple.pk]
    q1 = Report.objects.filter(period=two.report.period, partnership=two.goal.partnership)
    assert [row.pk for row in q1.filter(member=two.maple)] == [two.report.pk]
    assert set(two.report.observations.values_list("measure__name", flat=True)) == {two.measure.name, "Hours"}
    assert Extension.objects.get().report == two.report
    spells = (
        Assignment.objects.filter(member=two.maple).order_by("measure_id").values_list("measure", "ends_on")
    )
    assert list(spells) == [(two.measure.pk, None), (hours.pk, None)]
    assert not Assignment.objects.filter(member=two.oak).exists()


def test_what_was_said_and_claimed_about_either_stays(two):
    keep_revision(two.ours, by=two.pia, now=NOW, why="First.")
    keep_revision(two.theirs, by=two.pia, now=NOW + timedelta(hours=1), why="Second.")
    for line in (two.ours, two.theirs):
        ask_correction(line, by=two.pia, now=NOW, reason="We counted twice.")
    (choice,) = _choices(two)

    _merge(two, {choice.key: "gone"})

    kept = Revision.objects.order_by("number").values_list("number", "value", "why")
    assert list(kept) == [
        (1, 130, "First."),
        (2, 128, "Second."),
        (3, 130, "Two records of this organization were merged."),
    ]
    claims = Claim.objects.order_by("pk").values_list("observation", "outcome", "settled_by")
    assert list(claims) == [(two.ours.pk, "corrected", two.mara.pk), (two.ours.pk, "", None)]
    assert AuditEvent.objects.get(action="observation.merged").changes == {"value": ["130", "128"]}


def test_figures_that_say_the_same_need_no_choice(two):
    Observation.objects.filter(pk=two.theirs.pk).update(value=130)
    for ours, theirs in zip(two.ours.slices.all(), two.theirs.slices.all(), strict=True):
        Slice.objects.filter(pk=theirs.pk).update(value=ours.value)

    assert _choices(two) == []
    _merge(two, {})
    assert _total(two) == (130, 1, 1)


def test_draft_is_chosen_without_being_read(two):
    Observation.objects.filter(pk=two.theirs.pk).update(state="draft", decided_by=None, decided_at=None)
    (choice,) = _choices(two)

    assert choice.gone == "begun, not handed in"
    _merge(two, {choice.key: "kept"})

    library, scopes = two.measure.library, (two.cast.mara.scope, two.cast.pia.scope)
    assert [Revision.objects.visible_to(scope, library=library).count() for scope in scopes] == [0, 1]


def test_figure_that_changed_meanwhile_is_asked_about_again(two):
    (choice,) = _choices(two)
    Observation.objects.filter(pk=two.theirs.pk).update(version=2, value=129)

    with pytest.raises(ValidationError, match="Choose what is right"):
        _merge(two, {choice.key: "gone"})


def test_page_asks_for_each_figure_and_merges_as_chosen(two, client_of):
    maple, oak = two.cast.riverton.maple, two.cast.riverton.oak
    url = reverse("organization_merge", args=["riverton", maple.pk, oak.pk])
    client = client_of("cole")
    shown = client.get(url)
    given = dict.fromkeys(shown.context["form"].fields, "kept")
    (choice,) = _choices(two)
    forgotten = client.post(url, given | {choice.key: ""})
    looked = client.post(url, given | {choice.key: "gone"})
    client.post(url, given | {choice.key: "gone", "step": "merge", "versions": looked.context["versions"]})

    assert "130, Approved (Maple Homework Club)" in shown.content.decode()
    assert "Choose which of the two is right." in forgotten.content.decode()
    assert {"label": choice.label, "value": "128, Approved"} in looked.context["facts"]
    assert Organization.objects.get(pk=oak.pk).merged_into == maple
    assert Observation.objects.get().value == 128
