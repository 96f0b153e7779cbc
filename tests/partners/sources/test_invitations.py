"""Invitations that wait for an answer, as the reminders see them."""

from datetime import UTC, date, datetime

import pytest

from partners.choices import AccessRole, SkipReason
from partners.domain.invitations import invite_person
from partners.domain.tokens import revoke_token
from partners.models import Invitation
from partners.reminders.sources import PlannedReminder, RuleScope, registry
from partners.sources.invitations import InvitationUnanswered
from tests import make

# Half past six in the evening there, and the next day in Greenwich.
INVITED_AT = datetime(2017, 4, 4, 1, 30, tzinfo=UTC)
LAST_DAY = date(2017, 4, 17)


@pytest.fixture
def invitation(cast):
    guest = make.make_person(cast.riverton.oak, name="Rosa Quintero", email="rosa@example.org")
    return invite_person(guest, by=cast.cole.user, role=AccessRole.REPORTER, now=INVITED_AT)


def _due(library):
    scope = [RuleScope(library.pk)]
    return list(InvitationUnanswered().due_items(scope, since=LAST_DAY, until=LAST_DAY))


def _why_not(invitation, anchor_on=LAST_DAY):
    reminder = PlannedReminder(1, invitation.library_id, invitation.pk, 1, anchor_on, -4)
    return InvitationUnanswered().still_open([reminder])[1]


def test_invitation_falls_due_on_the_last_day_of_its_link(cast, invitation):
    (item,) = _due(cast.riverton.library)

    assert (item.subject_id, item.organization_id, item.owner_id, item.title) == (
        invitation.pk,
        cast.riverton.oak.pk,
        cast.cole.user.pk,
        f"Rosa Quintero ({cast.riverton.oak.name})",
    )
    assert registry.get("invitation_unanswered").is_for_staff


def test_accepted_or_withdrawn_invitation_is_over(cast, invitation):
    open_before = _why_not(invitation)
    Invitation.objects.update(accepted_by=cast.pia.user)
    accepted = _why_not(invitation), _due(cast.riverton.library)
    Invitation.objects.update(accepted_by=None)
    revoke_token(invitation.token, now=INVITED_AT)

    assert (open_before, accepted) == (None, (SkipReason.INVITATION_OVER, []))
    assert (_why_not(invitation), _due(cast.riverton.library)) == (SkipReason.INVITATION_OVER, [])


def test_other_library_is_not_read(cast, invitation):
    assert _due(cast.twin.library) == []


def test_line_names_the_person_and_leads_to_the_organization(cast, invitation):
    reminder = PlannedReminder(1, invitation.library_id, invitation.pk, 1, LAST_DAY, -4)

    line = InvitationUnanswered().lines([reminder])[1]

    assert line.url == f"/libraries/riverton/organizations/{cast.riverton.oak.pk}/"
