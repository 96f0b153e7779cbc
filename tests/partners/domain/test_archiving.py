from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from partners.domain.archiving import archive_organization, archive_organizations, bring_back_archived_at
from partners.models import AuditEvent, Member, Organization
from tests import make

NOW = datetime(2017, 4, 10, 18, tzinfo=UTC)
TODAY = date(2017, 4, 10)


def _archive(organization, cast):
    return archive_organization(organization, by=cast.mara.user, now=NOW, on=TODAY)


def test_archiving_and_bringing_back_are_in_the_history(cast):
    extra = make.make_organization(cast.riverton.library, name="Extra")

    _archive(extra, cast)
    back = bring_back_archived_at(cast.riverton.library, by=cast.mara.user, at=NOW)

    assert back == [extra]
    assert Organization.objects.get(pk=extra.pk).archived_at is None
    events = AuditEvent.objects.filter(subject_id=extra.pk, subject_type="partners.organization")
    assert {event.action for event in events} == {"organization.archived", "organization.brought_back"}


def test_library_itself_stays(cast):
    own = Organization.objects.get(library=cast.riverton.library, is_own=True)

    with pytest.raises(ValidationError, match="library itself"):
        _archive(own, cast)


def test_member_stays_until_the_membership_has_ended(cast):
    with pytest.raises(ValidationError, match="is a member of Neighbors Learning English"):
        _archive(cast.riverton.maple, cast)

    Member.objects.filter(organization=cast.riverton.maple).update(left_on=TODAY - timedelta(days=1))
    assert _archive(cast.riverton.maple, cast).archived_at == NOW


def test_several_are_archived_but_for_those_in_use(cast):
    extra = make.make_organization(cast.riverton.library, name="Extra")

    archived, refusals = archive_organizations(
        [extra, cast.riverton.maple], by=cast.mara.user, now=NOW, on=TODAY
    )

    assert archived == [extra]
    assert len(refusals) == 1


def test_undo_reaches_no_other_library(cast):
    theirs = make.make_organization(cast.twin.library, name="Extra", archived_at=NOW)

    assert bring_back_archived_at(cast.riverton.library, by=cast.mara.user, at=NOW) == []
    assert Organization.objects.get(pk=theirs.pk).archived_at == NOW
