"""The mail that invites somebody to sign in."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from partners.choices import SkipReason, TokenKind
from partners.domain.letters import Draft, Letter, on_this_site, render_letter
from partners.domain.tokens import find_token, secret_of
from partners.models import Delivery, Invitation, Library

RELATED = ("library", "invitation__token", "invitation__invited_by", "invitation__person__organization")


def compose_invitations(deliveries: Sequence[Delivery], now: datetime) -> dict[int, Draft]:
    """Write each invitation whose link still works."""
    prefetch_related_objects(deliveries, *RELATED)
    return {delivery.pk: _draft(delivery, now) for delivery in deliveries}


def _draft(delivery: Delivery, now: datetime) -> Draft:
    if delivery.invitation is None:
        return Draft(None, SkipReason.INVITATION_OVER)
    secret = secret_of(delivery.invitation.token)
    if find_token(TokenKind.INVITATION, secret, now=now) is None:
        return Draft(None, SkipReason.INVITATION_OVER)
    with translation.override(delivery.language):
        return Draft(_letter(delivery.invitation, delivery.library, secret))


def _letter(invitation: Invitation, library: Library, secret: str) -> Letter:
    expires_at = invitation.token.expires_at
    context = {
        "library": library,
        "inviter": invitation.invited_by.get_full_name(),
        "person": invitation.person,
        "organization": invitation.person.organization if invitation.person else None,
        "role": invitation.get_staff_role_display(),
        "expires_on": expires_at.astimezone(ZoneInfo(library.time_zone)).date() if expires_at else None,
        "action_url": on_this_site(reverse("invitation", args=[secret])),
        "action_label": _("Accept the invitation"),
    }
    inviter = invitation.invited_by
    return render_letter("invitation", context, reply_to=(inviter.email,) if inviter.is_active else ())
