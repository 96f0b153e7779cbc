"""Which composer writes which kind of mail; one that cannot be written never holds up the others."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from partners.choices import SkipReason
from partners.domain.decision_letters import compose_decisions
from partners.domain.digests import compose_digests
from partners.domain.failures import DATABASE_AWAY
from partners.domain.invitation_letters import compose_invitations
from partners.domain.job_letters import compose_jobs
from partners.domain.letters import Composer, Draft
from partners.domain.mailing_letters import compose_mailings
from partners.domain.mailing_words import MAILING
from partners.domain.meeting_letters import compose_meeting_mails
from partners.domain.meeting_words import CANCELLED, CHANGE, INVITATION
from partners.domain.minutes_letters import compose_minutes
from partners.domain.new_links import compose_links
from partners.domain.postponing import DIGEST
from partners.domain.trial_letters import compose_tests
from partners.minutes import DECISION, MINUTES
from partners.models import Delivery

COMPOSERS: dict[str, Composer] = {
    "invitation": compose_invitations,
    "digest": compose_digests,
    "link": compose_links,
    "job_done": compose_jobs,
    "test": compose_tests,
    MAILING: compose_mailings,
    MINUTES: compose_minutes,
    DECISION: compose_decisions,
    INVITATION: compose_meeting_mails,
    CHANGE: compose_meeting_mails,
    CANCELLED: compose_meeting_mails,
}
# How each kind is called in lists of mail; who adds a composer adds its name.
NAMES: dict[str, str | Promise] = {
    "invitation": gettext_lazy("Invitation"),
    "digest": gettext_lazy("Reminder"),
    "link": gettext_lazy("A new link"),
    "job_done": gettext_lazy("Export or import is done"),
    "test": gettext_lazy("Test mail"),
    MAILING: gettext_lazy("Mail by hand"),
    MINUTES: gettext_lazy("Minutes"),
    DECISION: gettext_lazy("Decision"),
    INVITATION: gettext_lazy("Invitation to a meeting"),
    CHANGE: gettext_lazy("A meeting has changed"),
    CANCELLED: gettext_lazy("A meeting is cancelled"),
}


def compose_all(deliveries: Sequence[Delivery], *, now: datetime) -> dict[int, Draft | Exception]:
    """Return by delivery id its draft, or the error that kept it from being written."""
    by_kind: dict[str, list[Delivery]] = defaultdict(list)
    found: dict[int, Draft | Exception] = {}
    prefetch_related_objects(deliveries, "person")
    for delivery in deliveries:
        if _bounces(delivery):
            found[delivery.pk] = Draft(None, SkipReason.BOUNCED)
        else:
            by_kind[delivery.kind].append(delivery)
    for kind, own in by_kind.items():
        found |= _compose_together(kind, own, now)
    return found


def _bounces(delivery: Delivery) -> bool:
    # A digest says so of each of its reminders, which the look at them finds by itself.
    person = delivery.person
    is_to_them = person is not None and delivery.to_email == person.email
    return delivery.kind != DIGEST and is_to_them and person is not None and person.is_bouncing


def _compose_together(
    kind: str, deliveries: Sequence[Delivery], now: datetime
) -> dict[int, Draft | Exception]:
    try:
        return dict(COMPOSERS[kind](deliveries, now))
    except DATABASE_AWAY:
        raise
    except Exception as error:
        if len(deliveries) == 1:
            return {deliveries[0].pk: error}
    # One of them cannot be written: each on its own shows which.
    found: dict[int, Draft | Exception] = {}
    for delivery in deliveries:
        found |= _compose_together(kind, [delivery], now)
    return found
