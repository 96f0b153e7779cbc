from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from partners.domain.tags import (
    assign_owner,
    label_organization,
    merge_tags,
    rename_tag,
    tag_organizations,
    untag_organizations,
)
from partners.domain.versions import Stale
from partners.models import AuditEvent, Organization, Tag
from tests import make

NOW = datetime(2017, 4, 12, 18, tzinfo=UTC)


def _tags(organization):
    return list(organization.tag_links.values_list("tag__name", flat=True))


def _label(organization, cast, *, version=1, owner=None, tags=()):
    by = cast.mara.user
    return label_organization(organization, by=by, version=version, owner=owner, tags=tags, now=NOW)


def test_two_spellings_are_one_tag(cast):
    _label(cast.riverton.maple, cast, tags=["Lends rooms"])
    _label(cast.riverton.oak, cast, tags=["LENDS  rooms"])

    assert Tag.objects.get().links.count() == 2


def test_other_tags_count_as_a_change(cast):
    _label(cast.riverton.maple, cast, tags=["Rooms"])

    with pytest.raises(Stale):
        _label(cast.riverton.maple, cast, tags=["Volunteers"])


def test_only_staff_of_the_library_look_after_an_organization(cast):
    _label(cast.riverton.maple, cast, owner=cast.cole.user)

    assert Organization.objects.get(pk=cast.riverton.maple.pk).owner == cast.cole.user
    with pytest.raises(ValidationError, match="Only somebody of the staff"):
        _label(cast.riverton.maple, cast, version=2, owner=cast.otto.user)


def test_several_get_and_lose_a_tag_and_an_owner(cast):
    both = [cast.riverton.maple, cast.riverton.oak]
    library, by = cast.riverton.library, cast.mara.user

    assert tag_organizations(both, by=by, library=library, name="Rooms") == 2
    assert tag_organizations(both, by=by, library=library, name="rooms") == 0
    assert untag_organizations(both[:1], by=by, tag=Tag.objects.get()) == 1
    assert assign_owner(both, by=by, owner=cast.cole.user, now=NOW) == 2
    assert (_tags(both[0]), _tags(both[1])) == ([], ["Rooms"])


def test_merged_tags_are_one(cast):
    gone = make.make_tag(cast.riverton.library, cast.riverton.maple, cast.riverton.oak, name="Room")
    kept = make.make_tag(cast.riverton.library, cast.riverton.oak, name="Rooms")

    merge_tags(gone, by=cast.mara.user, into=kept)

    assert (_tags(cast.riverton.maple), _tags(cast.riverton.oak)) == (["Rooms"], ["Rooms"])
    assert AuditEvent.objects.get(action="tag.merged").changes == {"name": ["Room", "Rooms"]}


def test_tag_cannot_take_the_name_of_another(cast):
    make.make_tag(cast.riverton.library, name="Rooms")
    other = make.make_tag(cast.riverton.library, name="Room")

    with pytest.raises(ValidationError, match="Merge the two"):
        rename_tag(other, by=cast.mara.user, version=1, name="ROOMS")
