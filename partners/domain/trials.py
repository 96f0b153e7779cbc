"""Trying a rule out: its next mail, to the person who wrote it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners.choices import DeliveryState
from partners.domain.deliveries import queue_delivery
from partners.models import Delivery, ReminderRule, User


@transaction.atomic
def queue_test_mail(rule: ReminderRule, *, to: User, now: datetime) -> Delivery:
    """Queue the rule's next mail to its writer, marked as a test.

    Raises `ValidationError` while another one waits.
    """
    waiting = Delivery.objects.filter(kind="test", to_email=to.email, state=DeliveryState.QUEUED, rule=rule)
    if waiting.exists():
        raise ValidationError(_("A test mail is on its way already."))
    return queue_delivery(
        "test", library=rule.library, to_email=to.email, language=to.language, rule=rule, now=now
    )
