from datetime import timedelta

from django.utils import timezone

from partners.domain.invitations import invite_staff
from partners.models import AuditEvent, Invitation, LibraryMembership
from tests import make
from tests.partners.views.pages import at, body, queries_of

LAST = "A library needs a manager. Make somebody else a manager first."


def _membership(cast, name):
    return LibraryMembership.objects.get(library=cast.riverton.library, user=getattr(cast, name).user)


def _roles(cast):
    return {
        membership.user.name: membership.role
        for membership in LibraryMembership.objects.filter(library=cast.riverton.library)
    }


def test_list_shows_staff_and_open_invitations(cast, client_of):
    mara = client_of("mara")
    mara.post(at(cast.riverton, "staff_invite"), {"email": "New@example.org", "role": "viewer"})

    context = mara.get(at(cast.riverton, "staff")).context

    assert [membership.user.name for membership in context["memberships"]] == ["Cole", "Mara", "Vera"]
    assert [invitation.email for invitation in context["invitations"]] == ["new@example.org"]


def test_list_costs_the_same_for_more_people(cast, client_of):
    mara, url = client_of("mara"), at(cast.riverton, "staff")
    before = queries_of(mara, url)
    for number in range(3):
        make.make_staff(cast.riverton.library)
        invite_staff(
            cast.riverton.library,
            by=cast.mara.user,
            email=f"new{number}@example.org",
            role="viewer",
            now=timezone.now(),
        )

    assert before == queries_of(mara, url) == 8


def test_staff_member_is_not_invited_again(cast, client_of):
    response = client_of("mara").post(
        at(cast.riverton, "staff_invite"), {"email": "COLE@example.org", "role": "viewer"}
    )

    assert response.context["form"].errors == {"email": ["This person is on the library's staff already."]}


def test_sending_again_voids_the_older_link(cast, client_of):
    mara = client_of("mara")
    mara.post(at(cast.riverton, "staff_invite"), {"email": "new@example.org", "role": "manager"})
    first = Invitation.objects.get(email="new@example.org")

    mara.post(at(cast.riverton, "invitation_resend", first.pk))

    second = Invitation.objects.exclude(pk=first.pk).get(email="new@example.org")
    first.token.refresh_from_db()
    assert first.token.revoked_at is not None
    assert (second.staff_role, second.token.revoked_at) == ("manager", None)


def test_withdrawn_invitation_leaves_the_list(cast, client_of):
    mara = client_of("mara")
    mara.post(at(cast.riverton, "staff_invite"), {"email": "new@example.org", "role": "viewer"})
    invitation = Invitation.objects.get(email="new@example.org")

    page = mara.post(at(cast.riverton, "invitation_withdraw", invitation.pk), follow=True)

    assert page.context["invitations"] == []
    assert "The invitation to new@example.org no longer works." in body(page)


def test_expired_invitation_is_shown_as_expired(cast, client_of):
    long_ago = timezone.now() - timedelta(days=20)
    invite_staff(
        cast.riverton.library, by=cast.mara.user, email="new@example.org", role="viewer", now=long_ago
    )

    assert "Expired" in body(client_of("mara").get(at(cast.riverton, "staff")))


def test_role_changes_and_is_written_down(cast, client_of):
    cole = _membership(cast, "cole")

    client_of("mara").post(at(cast.riverton, "staff_role", cole.pk), {"role": "viewer", "version": 1})

    event = AuditEvent.objects.get(action="staff.role_changed")
    assert _roles(cast)["Cole"] == "viewer"
    assert (event.actor, event.changes) == (cast.mara.user, {"role": ["coordinator", "viewer"]})


def test_role_changed_twice_at_once_shows_both(cast, client_of):
    cole, url = _membership(cast, "cole"), at(cast.riverton, "staff_role", _membership(cast, "cole").pk)
    client_of("mara").post(url, {"role": "viewer", "version": 1})

    response = client_of("mara").post(url, {"role": "manager", "version": 1})

    assert response.status_code == 409
    assert response.context["conflict"]["rows"] == [{"label": "Role", "theirs": "Viewer", "yours": "Manager"}]
    assert LibraryMembership.objects.get(pk=cole.pk).role == "viewer"


def test_last_manager_cannot_be_removed(cast, client_of):
    mara = _membership(cast, "mara")

    page = client_of("mara").post(at(cast.riverton, "staff_remove", mara.pk), {"version": 1}, follow=True)

    assert LAST in body(page)
    assert _roles(cast)["Mara"] == "manager"


def test_last_manager_cannot_step_down(cast, client_of):
    mara = _membership(cast, "mara")

    response = client_of("mara").post(
        at(cast.riverton, "staff_role", mara.pk), {"role": "viewer", "version": 1}
    )

    assert response.context["form"].non_field_errors() == [LAST]


def test_manager_with_a_closed_account_does_not_count(cast, client_of):
    gone = make.make_user(is_active=False)
    make.make_staff(cast.riverton.library, gone)

    client_of("mara").post(at(cast.riverton, "staff_remove", _membership(cast, "mara").pk), {"version": 1})

    assert _roles(cast)["Mara"] == "manager"


def test_manager_who_leaves_lands_at_home(cast, client_of):
    make.make_staff(cast.riverton.library)

    response = client_of("mara").post(
        at(cast.riverton, "staff_remove", _membership(cast, "mara").pk), {"version": 1}
    )

    assert response.url == "/home/"
    assert "Mara" not in _roles(cast)


def test_removing_somebody_whose_role_changed_asks_to_look_again(cast, client_of):
    cole = _membership(cast, "cole")
    LibraryMembership.objects.filter(pk=cole.pk).update(version=2)

    page = client_of("mara").post(at(cast.riverton, "staff_remove", cole.pk), {"version": 1}, follow=True)

    assert "Somebody changed the role of Cole first. Look again." in body(page)
    assert _roles(cast)["Cole"] == "coordinator"


def test_removed_staff_reach_nothing(cast, client_of):
    cole = client_of("cole")
    client_of("mara").post(at(cast.riverton, "staff_remove", _membership(cast, "cole").pk), {"version": 1})

    assert cole.get(at(cast.riverton, "organizations")).status_code == 404
