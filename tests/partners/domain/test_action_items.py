"""Action items: open until closed, found again by the next agenda, given and moved together."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from partners.domain.action_items import (
    actions_owed_by,
    change_action,
    close_action,
    close_actions,
    drop_action,
    give_actions,
    move_actions,
    note_action,
    reopen_action,
    restore_actions,
)
from partners.domain.versions import Stale
from partners.models import ActionItem, AuditEvent, Notice
from tests import make

NOW = datetime(2017, 4, 11, 16, tzinfo=UTC)
DUE = date(2017, 5, 1)


def _noted(cast, *, what="Ask the hall", key=None, **values):
    given = {"what": what, "organization": cast.riverton.maple, "person": None, "due_on": DUE} | values
    return note_action(cast.riverton.partnership, by=cast.mara.user, now=NOW, values=given, key=key)


def test_action_is_written_down_once_for_one_key(cast):
    key = uuid4()

    first, second = _noted(cast, key=key), _noted(cast, key=key, what="Something else")

    assert first == second
    assert [row.what for row in ActionItem.objects.all()] == ["Ask the hall"]
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["action_item.noted"]


def test_stranger_takes_nothing_on(cast):
    with pytest.raises(ValidationError, match="not a member"):
        _noted(cast, organization=cast.elm)

    assert ActionItem.objects.count() == 0


def test_person_of_another_organization_takes_nothing_on(cast):
    with pytest.raises(ValidationError):
        _noted(cast, person=make.make_person(cast.riverton.oak))


def test_person_who_is_named_is_told(cast):
    action = _noted(cast, person=cast.pia.user.people.get())

    assert [(row.user.name, row.kind, row.target_id) for row in Notice.objects.all()] == [
        ("Pia", "action_given", action.pk)
    ]


def test_closing_keeps_who_when_and_what_came_of_it(cast):
    action = _noted(cast)

    closed = close_action(action, by=cast.pia.user, now=NOW, version=1, note="Ours until June.")

    assert (closed.outcome, closed.ended_by, closed.ended_at) == ("done", cast.pia.user, NOW)
    assert (closed.ending, closed.version) == ("Ours until June.", 2)


def test_what_is_closed_is_not_closed_again(cast):
    closed = close_action(_noted(cast), by=cast.mara.user, now=NOW, version=1)

    with pytest.raises(ValidationError, match="already"):
        close_action(closed, by=cast.mara.user, now=NOW, version=2)


def test_dropping_needs_a_reason(cast):
    action = _noted(cast)

    with pytest.raises(ValidationError, match="nobody does it"):
        drop_action(action, by=cast.mara.user, now=NOW, version=1, reason="")

    action.refresh_from_db()
    assert action.is_open


def test_second_of_two_who_close_is_told(cast):
    action = _noted(cast)
    close_action(action, by=cast.mara.user, now=NOW, version=1)

    with pytest.raises(Stale):
        close_action(action, by=cast.pia.user, now=NOW, version=1)


def test_opening_again_clears_the_ending_and_the_history_keeps_it(cast):
    closed = close_action(_noted(cast), by=cast.mara.user, now=NOW, version=1, note="Done.")

    again = reopen_action(closed, by=cast.mara.user, version=2)

    assert (again.is_open, again.ending) == (True, "")
    last = AuditEvent.objects.first()
    assert (last.action, last.changes["ending"]) == ("action_item.reopened", ["Done.", ""])


def test_moved_day_stands_in_the_history(cast):
    change_action(_noted(cast), by=cast.mara.user, now=NOW, version=1, values={"due_on": date(2017, 5, 8)})

    assert AuditEvent.objects.first().changes == {"due_on": ["2017-05-01", "2017-05-08"]}


def test_several_are_moved_and_put_back(cast):
    actions = [_noted(cast, what=f"Action {number}") for number in range(2)]

    moved = move_actions(actions, by=cast.mara.user, due_on=date(2017, 6, 1))
    days = set(ActionItem.objects.values_list("due_on", flat=True))
    fresh = ActionItem.objects.in_bulk()
    restore_actions([(fresh[row.pk], {"due_on": row.due_on}) for row in moved], by=cast.mara.user)

    assert days == {date(2017, 6, 1)}
    assert set(ActionItem.objects.values_list("due_on", flat=True)) == {DUE}


def test_several_are_given_to_another_member_only(cast):
    actions = [_noted(cast)]
    given = {"by": cast.mara.user, "now": NOW, "person": None}

    with pytest.raises(ValidationError, match="not a member"):
        give_actions(actions, organization=cast.elm, **given)
    assert give_actions(actions, organization=cast.riverton.oak, **given) == actions
    assert ActionItem.objects.get().organization == cast.riverton.oak


def test_only_open_ones_are_closed_together(cast):
    actions = [_noted(cast), close_action(_noted(cast), by=cast.mara.user, now=NOW, version=1)]

    closed = close_actions(actions, by=cast.mara.user, now=NOW, note="Both")

    assert [row.pk for row in closed] == [actions[0].pk]
    assert list(ActionItem.objects.order_by("pk").values_list("ending", flat=True)) == ["Both", ""]


@pytest.mark.parametrize(
    ("name", "sees"),
    [("mara", True), ("pia", True), ("bea", True), ("fay", False), ("nick", False), ("otto", False)],
)
def test_members_see_actions_and_funders_and_strangers_do_not(cast, name, sees):
    action = _noted(cast)
    scope = getattr(cast, name).scope

    visible = ActionItem.objects.visible_to(scope, library=cast.riverton.library)

    assert list(visible) == ([action] if sees else [])


def test_home_lists_what_ones_own_organization_owes(cast):
    ours = _noted(cast)
    _noted(cast, organization=cast.riverton.oak)

    assert list(actions_owed_by(cast.pia.scope)) == [ours]


def _meetings(cast):
    partnership = cast.riverton.partnership
    group = make.make_group(partnership)
    days = [date(2017, 4, 11) + timedelta(days=7 * number) for number in range(3)]
    of_all = [make.make_meeting(partnership, on=day) for day in days]
    of_group = [make.make_meeting(partnership, on=day, group=group) for day in days]
    return of_all, of_group


def test_next_agenda_finds_what_is_open_until_it_is_closed(cast):
    (first, second, third), _group = _meetings(cast)
    action = _noted(cast, meeting=first)

    found = [list(ActionItem.objects.carried_to(meeting)) for meeting in (first, second, third)]
    close_action(action, by=cast.mara.user, now=second.starts_at, version=1)

    assert found == [[], [action], [action]]
    assert list(ActionItem.objects.carried_to(second)) == [action]
    assert list(ActionItem.objects.carried_to(third)) == []


def test_groups_carry_their_own_and_the_whole_carries_the_rest(cast):
    (first, second, _third), (of_group, next_of_group, _last) = _meetings(cast)
    whole = _noted(cast, meeting=first)
    groups = _noted(cast, meeting=of_group)
    loose = _noted(cast)
    ActionItem.objects.filter(pk=loose.pk).update(noted_at=first.starts_at - timedelta(days=1))

    assert set(ActionItem.objects.carried_to(second)) == {whole, loose}
    assert set(ActionItem.objects.carried_to(next_of_group)) == {groups}


def test_other_partnership_carries_nothing_over(cast):
    first = make.make_meeting(cast.other_partnership)
    _noted(cast)

    assert list(ActionItem.objects.carried_to(first)) == []
