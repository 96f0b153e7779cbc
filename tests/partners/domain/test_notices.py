from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from partners.choices import AccessRole, ContactDirection, ContactKind, ContactVisibility
from partners.domain.contacts import log_contact
from partners.domain.imports import write_import
from partners.domain.invitations import accept_invitation, invite_person
from partners.domain.notices import (
    drop_old_notices,
    notify,
    notify_all,
    read_all_notices,
    read_notices_of_page,
    settle_notices,
    unread_notices_read_at,
)
from partners.domain.tags import assign_owner, label_organization
from partners.models import Notice, User
from partners.notices import OWNER_GIVEN
from tests import make

NOW = datetime(2017, 4, 12, 18, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def tell(cast):
    """Tell Cole something about Maple, once more each time it is called."""

    def tell(*, at=NOW, **more):
        library, maple = cast.riverton.library, cast.riverton.maple
        more.setdefault("by", cast.mara.user)
        return notify(cast.cole.user, library=library, kind=OWNER_GIVEN, about=maple, now=at, **more)

    return tell


def _told(user):
    return [notice.sentence for notice in Notice.objects.filter(user=user).unread()]


def test_notice_speaks_the_readers_language_and_leads_to_its_row(cast, tell):
    tell()
    notice = Notice.objects.get()

    english = notice.sentence
    with translation.override("es"):
        spanish = notice.sentence

    assert english == "Mara made you the owner of Maple Homework Club."
    assert spanish == "Mara le encargó a usted Maple Homework Club."
    assert notice.url == cast.riverton.maple.get_absolute_url()


def test_newer_notice_of_one_thing_takes_the_place_of_the_older(cast, tell):
    tell()
    read_all_notices(cast.riverton.library, by=cast.cole.user, now=NOW)

    tell(at=LATER)

    assert list(Notice.objects.values_list("at", "read_at")) == [(LATER, None)]


def test_same_occasion_is_told_once(cast, tell):
    assert tell(occasion="first")
    read_all_notices(cast.riverton.library, by=cast.cole.user, now=NOW)

    assert not tell(at=LATER, occasion="first")
    assert list(Notice.objects.values_list("at", "read_at")) == [(NOW, NOW)]
    assert tell(at=LATER, occasion="second")


def test_nobody_is_told_what_they_did_themselves_nor_after_they_left(cast, tell):
    User.objects.filter(pk=cast.vera.user.pk).update(is_active=False)
    gone = User.objects.get(pk=cast.vera.user.pk)
    library, maple = cast.riverton.library, cast.riverton.maple

    told = notify_all(
        [cast.mara.user, gone], library=library, kind=OWNER_GIVEN, about=maple, now=NOW, by=cast.mara.user
    )

    assert (told, tell(by=cast.cole.user), Notice.objects.count()) == (0, False, 0)


def test_kind_that_no_app_registered_is_refused(cast):
    with pytest.raises(LookupError):
        notify(
            cast.cole.user, library=cast.riverton.library, kind="unheard", about=cast.riverton.maple, now=NOW
        )


def test_notices_are_seen_by_their_user_only(cast, tell):
    tell()
    library = cast.riverton.library

    seen = {
        name: Notice.objects.visible_to(getattr(cast, name).scope, library=library).count()
        for name in ("mara", "cole", "vera", "pia", "otto")
    }

    assert seen == {"mara": 0, "cole": 1, "vera": 0, "pia": 0, "otto": 0}


def test_marking_all_as_read_is_undone_by_its_moment(cast, tell):
    library, cole = cast.riverton.library, cast.cole.user
    old = make.make_notice(cole, library=library, about=cast.riverton.oak, read_at=NOW - timedelta(days=2))
    tell()

    read_all_notices(library, by=cole, now=NOW)
    assert unread_notices_read_at(library, by=cast.mara.user, at=NOW) == 0
    assert unread_notices_read_at(library, by=cole, at=NOW) == 1

    assert list(Notice.objects.exclude(read_at=None)) == [old]


def test_page_of_another_row_leaves_a_notice_new(cast, tell):
    tell()
    library, user_id = cast.riverton.library, cast.cole.user.pk
    here = {"user_id": user_id, "page": "organization", "now": NOW}

    assert read_notices_of_page(library, target_id=cast.riverton.oak.pk, **here) == 0
    assert read_notices_of_page(cast.twin.library, target_id=cast.riverton.maple.pk, **here) == 0
    assert read_notices_of_page(library, target_id=cast.riverton.maple.pk, **here) == 1


def test_settled_notice_is_read_for_everybody(cast):
    library, maple = cast.riverton.library, cast.riverton.maple
    both = [cast.cole.user, cast.vera.user]
    notify_all(both, library=library, kind=OWNER_GIVEN, about=maple, now=NOW)

    assert settle_notices(library, kind=OWNER_GIVEN, about=maple, now=NOW) == 2


def test_old_notices_go(cast):
    library, setting = cast.riverton.library, cast.riverton
    read = make.make_notice(
        cast.cole.user, library=library, about=setting.maple, read_at=NOW - timedelta(days=89)
    )
    make.make_notice(cast.cole.user, library=library, about=setting.oak, read_at=NOW - timedelta(days=91))
    make.make_notice(cast.mara.user, library=library, about=setting.oak, at=NOW - timedelta(days=366))

    assert drop_old_notices(now=NOW) == 2
    assert list(Notice.objects.all()) == [read]


def test_new_owner_is_told_of_one_organization_by_name(cast):
    label_organization(
        cast.riverton.maple, by=cast.mara.user, version=1, owner=cast.cole.user, tags=[], now=NOW
    )

    assert _told(cast.cole.user) == ["Mara made you the owner of Maple Homework Club."]


def test_new_owner_of_several_gets_one_notice(cast):
    both = [cast.riverton.maple, cast.riverton.oak]

    assign_owner(both, by=cast.mara.user, owner=cast.cole.user, now=NOW)

    assert _told(cast.cole.user) == ["Mara made you the owner of 2 organizations."]


def _log(cast, *, staff):
    values = {
        "kind": ContactKind.CALL,
        "direction": ContactDirection.TWO_WAY,
        "at": NOW,
        "note": "",
        "visibility": ContactVisibility.STAFF,
    }
    log_contact(cast.riverton.maple, by=cast.mara.user, now=NOW, values=values, staff=staff)


def test_owner_hears_of_a_talk_without_them(cast):
    cast.riverton.maple.owner = cast.cole.user

    _log(cast, staff=[cast.cole.user])
    assert _told(cast.cole.user) == []

    _log(cast, staff=[cast.mara.user])
    assert _told(cast.cole.user) == ["Mara logged a contact with Maple Homework Club, which you look after."]


def test_inviter_hears_of_an_accepted_invitation(cast):
    person = make.make_person(cast.riverton.oak, name="Otto", email="otto@example.org")
    invitation = invite_person(person, by=cast.mara.user, role=AccessRole.REPORTER, now=NOW)

    accept_invitation(invitation, by=cast.otto.user, now=NOW)

    assert _told(cast.mara.user) == ["Otto accepted your invitation and acts for Oak Hill Adult School now."]


def test_whoever_brought_rows_hears_of_the_import(cast):
    run = make.make_import(cast.riverton.library, by=cast.cole.user)

    write_import(run, by=cast.mara.user, now=NOW, version=1, changes=[])

    assert _told(cast.cole.user) == ["An import is done. Added: 0, changed: 0."]
