"""Two records become one, with everything that stands on them in every app."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from measurements.models import Assignment, Observation, Report
from partners.choices import AccessRole
from partners.domain.archiving import bring_back_organization
from partners.domain.merging import merge_organizations, obstacles, open_choices
from partners.domain.versions import Stale
from partners.models import Access, AuditEvent, Category, Member, Organization, Person
from tests import make
from worksheets.models import Candidate

NOW = datetime(2017, 4, 10, 18, tzinfo=UTC)


def _merge(kept, gone, cast, *, versions=(1, 1), primary=None, chosen=None, **values):
    merged = merge_organizations(
        kept,
        gone,
        by=cast.mara.user,
        versions=versions,
        values={"name": kept.name} | values,
        primary=primary,
        now=NOW,
        chosen=chosen,
    )
    # Keys across tables are looked at when the transaction ends.
    connection.check_constraints()
    return merged


@pytest.fixture
def kept(cast):
    return make.make_organization(cast.riverton.library, name="Maple Club", categories=["youth"])


def test_everything_moves(cast, kept):
    gone = cast.riverton.maple
    partnership = cast.riverton.partnership
    member = partnership.members.get(organization=gone)
    measure = make.make_measure(make.make_goal(partnership), calendar=make.make_calendar(partnership))
    make.make_assignment(measure, member)
    report = make.make_report(member, make.make_period(measure.calendar))
    make.make_observation(report, measure, by=cast.pia.user)
    make.make_evaluation(cast.riverton.library, gone, by=cast.mara.user)
    make.make_tag(cast.riverton.library, gone)

    _merge(kept, gone, cast, email="club@example.org")

    held = {
        model.__name__: model.objects.filter(organization=kept).count()
        for model in (Person, Access, Member, Assignment, Report, Observation, Candidate)
    }
    assert held == dict.fromkeys(held, 1)
    assert kept.tag_links.count() == 1
    assert Organization.objects.get(pk=kept.pk).email == "club@example.org"
    away = Organization.objects.get(pk=gone.pk)
    assert (away.merged_into, away.archived_at) == (kept, NOW)


def test_merge_is_in_the_history_of_both(cast, kept):
    _merge(kept, cast.riverton.maple, cast)

    events = AuditEvent.objects.filter(action__startswith="organization.merged")
    assert {(event.action, event.subject_id) for event in events} == {
        ("organization.merged", kept.pk),
        ("organization.merged_away", cast.riverton.maple.pk),
    }


def test_categories_of_both_are_kept_with_one_primary(cast, kept):
    education = Category.objects.get(code="education")

    _merge(kept, cast.riverton.maple, cast, primary=education)

    links = kept.category_links.values_list("category__code", "is_primary")
    assert set(links) == {("education", True), ("youth", False)}


def test_two_memberships_at_the_same_time_become_one(cast, kept):
    partnership = cast.riverton.partnership
    theirs = partnership.members.get(organization=cast.riverton.maple)
    ours = make.make_member(partnership, kept, joined_on=date(2013, 1, 1), left_on=date(2016, 12, 31))

    _merge(kept, cast.riverton.maple, cast)

    member = Member.objects.get(organization=kept, partnership=partnership)
    assert (member.pk, member.joined_on, member.left_on) == (ours.pk, date(2013, 1, 1), theirs.left_on)


def test_role_of_one_membership_is_chosen(cast, kept):
    partnership = cast.riverton.partnership
    make.make_member(partnership, kept, joined_on=date(2013, 1, 1), role="funder")
    (choice,) = open_choices(kept, cast.riverton.maple)

    with pytest.raises(ValidationError, match="Choose what is right"):
        _merge(kept, cast.riverton.maple, cast)
    _merge(kept, cast.riverton.maple, cast, chosen={choice.key: "gone"})

    assert (choice.kept, choice.gone) == ("Funder", "Partner")
    assert Member.objects.get(organization=kept).role == "partner"


def test_memberships_one_after_the_other_are_one_organizations(cast, kept):
    make.make_member(cast.riverton.partnership, kept, joined_on=date(2013, 1, 1), left_on=date(2014, 12, 31))

    _merge(kept, cast.riverton.maple, cast)

    assert Member.objects.filter(organization=kept, partnership=cast.riverton.partnership).count() == 2


def test_person_known_to_both_keeps_one_account_and_the_access(cast, kept):
    here = make.make_person(kept, name="Pia", email=cast.pia.user.email, user=cast.pia.user)
    make.make_access(here, role=AccessRole.CONTACT)

    _merge(kept, cast.riverton.maple, cast)

    assert set(cast.pia.user.people.values_list("pk", flat=True)) == {here.pk}
    assert set(here.accesses.values_list("role", flat=True)) == {AccessRole.CONTACT, AccessRole.REPORTER}


def test_worksheet_that_judged_both_stays_as_it_was(cast, kept):
    evaluation = make.make_evaluation(cast.riverton.library, kept, cast.riverton.maple, by=cast.mara.user)

    _merge(kept, cast.riverton.maple, cast)

    assert list(evaluation.candidates.values_list("organization", flat=True)) == [
        kept.pk,
        cast.riverton.maple.pk,
    ]


def test_older_page_does_not_merge(cast, kept):
    with pytest.raises(Stale):
        _merge(kept, cast.riverton.maple, cast, versions=(1, 7))


def test_library_itself_is_never_merged_away(cast, kept):
    own = Organization.objects.get(library=cast.riverton.library, is_own=True)

    assert "library itself" in obstacles(kept, own)[0]
    assert "two different" in obstacles(kept, kept)[0]


def test_merged_record_is_not_brought_back(cast, kept):
    _merge(kept, cast.riverton.maple, cast)

    with pytest.raises(ValidationError, match="was merged into Maple Club"):
        bring_back_organization(cast.riverton.maple, by=cast.mara.user)
