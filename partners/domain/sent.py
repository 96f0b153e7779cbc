"""Reminders whose mail has left: told of it together, a batch at a time."""

from django.db import transaction
from django.db.models import OuterRef, Subquery

from partners.choices import DeliveryState, ReminderState
from partners.models import Delivery, Reminder

AT_ONCE = 500
# Stands for the holder of a mail that nobody had claimed.
LEFT_OPEN = "left open"


@transaction.atomic
def close_sent() -> None:
    """Mark the reminders in mails that have left as sent, also those of a worker that was killed.

    Until then the mail keeps its holder. Whoever comes first closes it, and nobody waits for another.
    """
    open_mails = Delivery.objects.select_for_update(skip_locked=True, no_key=True).left_open()
    ids = list(open_mails.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if not ids:
        return
    of_reminder = Delivery.objects.filter(pk=OuterRef("delivery"))
    Reminder.objects.filter(delivery__in=ids, state=ReminderState.QUEUED).update(
        state=ReminderState.SENT, settled_at=Subquery(of_reminder.values("accepted_at"))
    )
    Delivery.objects.filter(pk__in=ids, state=DeliveryState.SENT).update(lease_holder="")
