"""Agendas to sign and goals to look at again, as the reminders see them."""

from datetime import date

import pytest

from measurements.agenda_reminders import AgendaUnsigned, GoalToReview
from partners.choices import AccessRole, SkipReason
from partners.models import Member
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, registry
from tests import make

APRIL = {"since": date(2017, 4, 1), "until": date(2017, 4, 30)}


@pytest.fixture
def agenda(desk):
    """Sent for signature on 3 April: members sign until the 17th."""
    return make.make_agenda(desk.goal.partnership, by=desk.cole, published_on=date(2017, 4, 3))


def _due(source, desk, **window):
    return list(source.due_items([RuleScope(desk.goal.library_id)], **(window or APRIL)))


def _planned(desk, subject, anchor_on):
    return PlannedReminder(1, desk.goal.library_id, subject, 1, anchor_on, 0)


def _skip(desk, anchor_on=date(2017, 4, 17)):
    return AgendaUnsigned().still_open([_planned(desk, desk.maple.pk, anchor_on)])[1]


def test_sources_are_registered():
    assert registry.get("agenda_unsigned").audience == {AccessRole.CONTACT, AccessRole.APPROVER}
    assert registry.get("goal_review").audience == frozenset()


def test_members_without_a_signature_fall_due_two_weeks_after_they_were_asked(desk, agenda):
    riverton = desk.cast.riverton
    make.make_signature(agenda, riverton.oak, by=desk.cole)

    items = _due(AgendaUnsigned(), desk)

    assert [item.organization_id for item in items] == [riverton.maple.pk, riverton.backbone.pk]
    assert items[0] == DueItem(
        subject_id=desk.maple.pk,
        library_id=desk.goal.library_id,
        organization_id=riverton.maple.pk,
        anchor_on=date(2017, 4, 17),
        title="The agenda of Neighbors Learning English, version 1",
        partnership_id=desk.goal.partnership_id,
    )


def test_who_joined_later_is_asked_from_then_on(desk, agenda):
    Member.objects.filter(pk=desk.maple.pk).update(joined_on=date(2017, 4, 10))

    found = {item.subject_id: item.anchor_on for item in _due(AgendaUnsigned(), desk)}

    assert found[desk.maple.pk] == date(2017, 4, 24)


def test_left_members_and_other_days_do_not_fall_due(desk, agenda):
    Member.objects.filter(pk=desk.maple.pk).update(left_on=date(2017, 4, 16))

    assert desk.maple.pk not in {item.subject_id for item in _due(AgendaUnsigned(), desk)}
    assert _due(AgendaUnsigned(), desk, since=date(2017, 4, 18), until=date(2017, 4, 30)) == []


def test_signature_newer_version_and_leaving_stop_the_reminder(desk, agenda):
    assert _skip(desk) is None
    Member.objects.filter(pk=desk.maple.pk).update(left_on=date(2017, 4, 5))
    assert _skip(desk) == SkipReason.NOT_EXPECTED
    Member.objects.filter(pk=desk.maple.pk).update(left_on=None)

    newer = make.make_agenda(
        desk.goal.partnership, by=desk.cole, number=2, published_on=date(2017, 4, 9), vision="More."
    )
    assert _skip(desk) == SkipReason.DUE_DAY_CHANGED

    make.make_signature(newer, desk.cast.riverton.maple, by=desk.cole)
    assert _skip(desk, date(2017, 4, 23)) == SkipReason.NOT_EXPECTED


def test_line_leads_to_the_version(desk, agenda):
    lines = AgendaUnsigned().lines([_planned(desk, desk.maple.pk, date(2017, 4, 17))])

    assert lines[1] == Line(
        title="The agenda of Neighbors Learning English, version 1",
        due_on=date(2017, 4, 17),
        url=f"/libraries/riverton/agendas/{agenda.pk}/",
        action="Read and sign",
    )


def test_goal_falls_due_on_its_review_day_until_it_is_closed(desk):
    source = GoalToReview()
    planned = _planned(desk, desk.goal.pk, date(2017, 4, 20))
    assert source.still_open([planned])[1] == SkipReason.DUE_DAY_CHANGED
    goals = type(desk.goal).objects.filter(pk=desk.goal.pk)

    goals.update(review_on=date(2017, 4, 20))
    assert [item.anchor_on for item in _due(source, desk)] == [date(2017, 4, 20)]
    assert source.still_open([planned])[1] is None
    assert source.lines([planned])[1].url == f"/libraries/riverton/goals/{desk.goal.pk}/"

    goals.update(closed_on=date(2017, 4, 1), close_reason="Done.")
    assert _due(source, desk) == []
    assert source.still_open([planned])[1] == SkipReason.NOT_EXPECTED


@pytest.mark.parametrize("call", ["still_open", "lines", "due_items"])
def test_queries_do_not_grow_with_members(desk, agenda, call, django_assert_max_num_queries):
    planned = [_planned(desk, pk, date(2017, 4, 17)) for pk in Member.objects.values_list("pk", flat=True)]

    with django_assert_max_num_queries(1):
        if call == "due_items":
            assert len(_due(AgendaUnsigned(), desk)) == 3
        else:
            getattr(AgendaUnsigned(), call)(planned)
