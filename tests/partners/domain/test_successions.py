"""A successor: invited now, with access from her day on, when the open things move."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from partners.access import Scope
from partners.choices import AccessRole, TaskKind
from partners.domain.invitations import accept_invitation, invite_person, resend_invitation
from partners.domain.successions import hand_over_due, name_successor, withdraw_succession
from partners.models import Access, Invitation, Person, Succession, Task
from tests import make

pytestmark = pytest.mark.django_db

NOW = datetime(2017, 6, 1, 18, tzinfo=UTC)
JULY = date(2017, 7, 1)
NEW = {"name": "Nora New", "email": "nora@example.org", "language": "en"}


@pytest.fixture
def pia(cast):
    person = cast.pia.user.people.get()
    make.make_access(person, role=AccessRole.APPROVER)
    return person


def _named(pia, **changed):
    given = {"by": pia.user, "now": NOW, "starts_on": JULY, "values": NEW} | changed
    return name_successor(pia, **given)


def test_access_changes_hands_on_the_day_in_the_librarys_zone(cast, pia):
    row = _named(pia)
    nora = make.make_user("nora@example.org")
    accept_invitation(Invitation.objects.get(person=row.successor), by=nora, now=NOW)
    before, after = (datetime(2017, 7, 1, hour, 30, tzinfo=UTC) for hour in (6, 7))

    def may(user, now):
        return cast.riverton.maple.pk in Scope.of(user, now=now).organization_ids

    assert [(may(pia.user, now), may(nora, now)) for now in (before, after)] == [(True, False), (False, True)]
    roles = Access.objects.filter(person=row.successor).values_list("role", "starts_on")
    assert sorted(roles) == [("approver", JULY), ("reporter", JULY)]


def test_open_things_move_on_the_day_once_and_after_a_worker_was_down(cast, pia):
    row = _named(pia)
    theirs = make.make_task(cast.riverton.maple, person=pia)
    done = make.make_task(cast.riverton.maple, person=pia)
    Task.objects.filter(pk=done.pk).update(done_at=NOW)

    runs = [
        hand_over_due(now=datetime(*day, tzinfo=UTC))
        for day in ((2017, 7, 1, 6, 59), (2017, 7, 3, 12), (2017, 7, 3, 13))
    ]

    for row_again in (theirs, done, pia):
        row_again.refresh_from_db()
    assert runs == [0, 1, 0]
    assert (theirs.person, done.person) == (row.successor, pia)
    assert pia.left_on == date(2017, 6, 30)
    welcome = Task.objects.get(kind=TaskKind.RE_ONBOARD)
    assert (welcome.person, welcome.due_on, welcome.data) == (row.successor, JULY, {"succession": row.pk})


def test_what_is_taken_back_leaves_everything_as_it_was(pia):
    row = _named(pia)

    withdraw_succession(row, by=pia.user, now=NOW)

    assert set(Access.objects.filter(person=pia).values_list("ends_on", flat=True)) == {None}
    assert not Access.objects.filter(person=row.successor).exists()
    assert not Invitation.objects.filter(person=row.successor, token__revoked_at=None).exists()
    assert not Succession.objects.exists()


def test_colleague_with_an_account_is_not_invited_again(cast, pia):
    colleague = make.make_person(cast.riverton.maple, user=make.make_user())
    make.make_access(colleague, role=AccessRole.REPORTER)

    row = _named(pia, successor=colleague)

    assert row.successor == colleague
    assert not Invitation.objects.filter(person=colleague).exists()
    assert sorted(Access.objects.filter(person=colleague).values_list("role", flat=True)) == [
        "approver",
        "reporter",
    ]


@pytest.mark.parametrize(
    "changed", [{"starts_on": date(2017, 6, 1)}, {"starts_on": date(2016, 1, 1)}], ids=["today", "past"]
)
def test_day_lies_ahead(pia, changed):
    with pytest.raises(ValidationError):
        _named(pia, **changed)
    assert Person.objects.filter(email="nora@example.org").count() == 0


def test_nobody_gets_two_successors_and_none_of_another_organization(cast, pia):
    with pytest.raises(ValidationError):
        _named(pia, successor=make.make_person(cast.riverton.oak))
    _named(pia)
    with pytest.raises(ValidationError):
        _named(pia)


def test_funder_looks_until_a_day_and_then_sees_nothing(cast):
    person = make.make_person(cast.riverton.funder, email="look@example.org")
    user = make.make_user("look@example.org")
    until = date(2017, 6, 30)
    invitation = invite_person(person, by=cast.mara.user, role="contact", now=NOW, until=until)

    accept_invitation(invitation, by=user, now=NOW)

    last, over = (datetime(2017, 7, 1, hour, 30, tzinfo=UTC) for hour in (6, 7))
    partnership = cast.riverton.partnership.pk
    assert [partnership in Scope.of(user, now=now).funded_ids for now in (last, over)] == [True, False]


def test_end_of_the_access_is_kept_when_the_invitation_is_sent_again_and_lies_ahead(cast):
    person = make.make_person(cast.riverton.funder)
    until = date(2017, 6, 30)
    first = invite_person(person, by=cast.mara.user, role="contact", now=NOW, until=until)

    again = resend_invitation(first, by=cast.mara.user, now=NOW)

    first.token.refresh_from_db()
    assert (again.access_until, first.token.revoked_at is None) == (until, False)
    with pytest.raises(ValidationError):
        invite_person(person, by=cast.mara.user, role="contact", now=NOW, until=date(2017, 5, 31))
