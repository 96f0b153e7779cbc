"""Several failed mails sent again with one button."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError

from partners.domain.deliveries import retry_delivery
from partners.models import Delivery, User


def retry_deliveries(deliveries: Iterable[Delivery], *, by: User, now: datetime) -> int:
    """Send failed mails again and return how many; what cannot be, such as one sent meanwhile, stays."""
    count = 0
    for delivery in deliveries:
        try:
            retry_delivery(delivery, by=by, now=now)
        except ValidationError:
            continue
        count += 1
    return count
