"""Minutes that somebody was sent and has not read, for the reminders."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from partners.choices import AccessRole, SkipReason
from partners.days import today_in
from partners.minutes import MINUTES_UNREAD
from partners.models import MinutesReceipt, MinutesVersion
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, Source, split_scopes

ONE_DAY = timedelta(days=1)


class MinutesUnread(Source):
    """The day on which somebody was sent minutes that they have not read since."""

    key = MINUTES_UNREAD
    label = gettext_lazy("Minutes to read")
    reminder_class = "courtesy"
    default_offsets = (5,)
    audience = frozenset({AccessRole.CONTACT, AccessRole.REPORTER, AccessRole.APPROVER})
    is_on_by_default = True
    action_page = "minutes_link"

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        libraries, partnerships = split_scopes(scopes)
        rows = _receipts().filter(Q(library__in=libraries) | Q(partnership__in=partnerships))
        # The day is that of the library, a day more on both sides in this zone or that.
        start = datetime.combine(since - ONE_DAY, time(), UTC)
        end = datetime.combine(until + 2 * ONE_DAY, time(), UTC)
        for receipt in rows.filter(read_at=None, sent_at__range=(start, end), is_replaced=False):
            day = _sent_on(receipt)
            if since <= day <= until:
                yield DueItem(
                    subject_id=receipt.pk,
                    library_id=receipt.library_id,
                    organization_id=receipt.organization_id,
                    anchor_on=day,
                    title=_title(receipt),
                    partnership_id=receipt.partnership_id,
                    person_id=receipt.person_id,
                )

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        receipts = _receipts().in_bulk({row.subject_id for row in reminders})
        return {row.id: _why_not(receipts.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        receipts = _receipts().in_bulk({row.subject_id for row in reminders})
        return {row.id: _line(receipts[row.subject_id]) for row in reminders if row.subject_id in receipts}


def _receipts() -> QuerySet[Any]:
    newer = MinutesVersion.objects.filter(
        meeting=OuterRef("minutes__meeting"), number__gt=OuterRef("minutes__number")
    )
    rows = MinutesReceipt.objects.exclude(sent_at=None).select_related(
        "library", "partnership", "minutes__meeting"
    )
    return rows.annotate(is_replaced=Exists(newer))


def _sent_on(receipt: Any) -> date:
    return today_in(receipt.library.time_zone, now=receipt.sent_at)


def _title(receipt: MinutesReceipt) -> str:
    return f"{receipt.partnership.name}: {receipt.minutes.meeting.title}"


def _why_not(receipt: Any, reminder: PlannedReminder) -> SkipReason | None:
    is_known = receipt is not None and receipt.library_id == reminder.library_id
    # A newer version is sent by itself; nobody need read the old one any more.
    if not is_known or receipt.read_at is not None or receipt.is_replaced:
        return SkipReason.NOT_EXPECTED
    return None if _sent_on(receipt) == reminder.anchor_on else SkipReason.DUE_DAY_CHANGED


def _line(receipt: MinutesReceipt) -> Line:
    return Line(
        title=_title(receipt),
        due_on=_sent_on(receipt),
        url=reverse("minutes", args=[receipt.library.slug, receipt.minutes_id]),
        action=gettext("Read the minutes"),
    )
