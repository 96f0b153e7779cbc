from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from partners.domain.invitations import (
    accept_invitation,
    find_invitation,
    invite_person,
    invite_staff,
    join_by_invitation,
    resend_invitation,
    withdraw_invitation,
)
from partners.domain.tokens import secret_of
from partners.models import Access, AuditEvent, LibraryMembership, User
from tests import make

# Already the second of November in Europe, still the first in Los Angeles.
NOW = datetime(2026, 11, 2, 5, tzinfo=UTC)


@pytest.fixture
def library(db):
    return make.make_library()


@pytest.fixture
def mara(library):
    return make.make_staff(library).user


def _invite(library, mara, email="nora@example.org", now=NOW):
    return invite_staff(library, by=mara, email=email, role="viewer", now=now)


def test_invitation_queues_one_mail_to_the_address_in_lower_case(library, mara):
    invitation = _invite(library, mara, "Nora@Example.org")

    (mail,) = invitation.deliveries.all()
    assert (mail.kind, mail.to_email, mail.state) == ("invitation", "nora@example.org", "queued")


@pytest.mark.parametrize(
    ("later", "is_found"),
    [(timedelta(), True), (timedelta(days=14, seconds=-1), True), (timedelta(days=14), False)],
)
def test_link_works_for_fourteen_days(library, mara, later, is_found):
    invitation = _invite(library, mara)

    found = find_invitation(secret_of(invitation.token), now=NOW + later)

    assert found == (invitation if is_found else None)


def test_link_works_once(library, mara):
    invitation = _invite(library, mara)
    nora = make.make_user("nora@example.org")
    accept_invitation(invitation, by=nora, now=NOW)

    with pytest.raises(ValidationError) as refused:
        accept_invitation(invitation, by=nora, now=NOW)

    assert refused.value.code == "over"
    assert find_invitation(secret_of(invitation.token), now=NOW) is None


def test_link_is_for_one_address(library, mara):
    with pytest.raises(ValidationError) as refused:
        accept_invitation(_invite(library, mara), by=make.make_user("zoe@example.org"), now=NOW)

    assert refused.value.code == "other_address"
    assert LibraryMembership.objects.get(library=library).user == mara


def test_inviting_again_voids_the_older_link(library, mara):
    first = _invite(library, mara)
    second = resend_invitation(first, by=mara, now=NOW + timedelta(days=20))

    assert find_invitation(secret_of(first.token), now=NOW) is None
    assert find_invitation(secret_of(second.token), now=NOW + timedelta(days=20)) == second
    assert (second.email, second.staff_role) == (first.email, first.staff_role)


def test_invitation_to_one_library_leaves_another_librarys_alone(library, mara):
    elsewhere = make.make_library()
    theirs = _invite(elsewhere, make.make_staff(elsewhere).user)

    _invite(library, mara)

    assert find_invitation(secret_of(theirs.token), now=NOW) == theirs


def test_withdrawn_link_is_dead_and_accepted_one_cannot_be_withdrawn(library, mara):
    withdrawn, accepted = _invite(library, mara, "a@example.org"), _invite(library, mara)
    withdraw_invitation(withdrawn, by=mara, now=NOW)
    accept_invitation(accepted, by=make.make_user("nora@example.org"), now=NOW)

    assert find_invitation(secret_of(withdrawn.token), now=NOW) is None
    with pytest.raises(ValidationError, match="accepted already"):
        withdraw_invitation(accepted, by=mara, now=NOW)
    accepted.refresh_from_db()
    with pytest.raises(ValidationError, match="accepted already"):
        resend_invitation(accepted, by=mara, now=NOW)


def test_partner_gets_access_from_the_librarys_day_on(library, mara):
    person = make.make_person(make.make_organization(library), email="nora@example.org")
    nora = make.make_user("nora@example.org")

    accept_invitation(invite_person(person, by=mara, role="approver", now=NOW), by=nora, now=NOW)

    access = Access.objects.get(person=person)
    person.refresh_from_db()
    assert (access.role, access.starts_on, access.ends_on) == ("approver", date(2026, 11, 1), None)
    assert person.user == nora


def test_person_of_another_account_is_not_taken_over(library, mara):
    owner = make.make_user()
    person = make.make_person(make.make_organization(library), email="nora@example.org", user=owner)
    invitation = invite_person(person, by=mara, role="reporter", now=NOW)

    with pytest.raises(ValidationError) as refused:
        accept_invitation(invitation, by=make.make_user("nora@example.org"), now=NOW)

    assert refused.value.code == "taken"
    assert find_invitation(secret_of(invitation.token), now=NOW) == invitation


def test_account_that_cannot_be_linked_is_not_made(library, mara):
    person = make.make_person(
        make.make_organization(library), email="nora@example.org", user=make.make_user()
    )
    invitation = invite_person(person, by=mara, role="reporter", now=NOW)

    with pytest.raises(ValidationError):
        join_by_invitation(invitation, name="Nora", password=make.PASSWORD, now=NOW)

    assert not User.objects.filter(email="nora@example.org").exists()


def test_every_step_is_written_down(library, mara):
    join_by_invitation(_invite(library, mara), name="Nora", password=make.PASSWORD, now=NOW)

    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "invitation.sent",
        "user.joined",
        "staff.joined",
        "person.added",
        "invitation.accepted",
    ]
