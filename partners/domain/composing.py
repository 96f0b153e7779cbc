"""Which composer writes which kind of mail; one that cannot be written never holds up the others."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from partners.domain.digests import compose_digests
from partners.domain.failures import DATABASE_AWAY
from partners.domain.invitation_letters import compose_invitations
from partners.domain.letters import Composer, Draft
from partners.models import Delivery

COMPOSERS: dict[str, Composer] = {"invitation": compose_invitations, "digest": compose_digests}


def compose_all(deliveries: Sequence[Delivery], *, now: datetime) -> dict[int, Draft | Exception]:
    """Return by delivery id its draft, or the error that kept it from being written."""
    by_kind: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        by_kind[delivery.kind].append(delivery)
    found: dict[int, Draft | Exception] = {}
    for kind, own in by_kind.items():
        found |= _compose_together(kind, own, now)
    return found


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
