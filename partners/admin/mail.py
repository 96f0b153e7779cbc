"""Reminders and mails, to answer "did it go out, and if not why"."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.admin.base import ReadOnlyAdmin
from partners.domain.holds import release_mail
from partners.domain.retrying import retry_deliveries
from partners.domain.trials import queue_test_mail
from partners.history import told
from partners.models import (
    AuditEvent,
    Bounce,
    Delivery,
    MailHold,
    Mailing,
    MailLink,
    Reminder,
    ReminderRule,
    ReminderStop,
    Task,
    TickLease,
)

HISTORY_SHOWN = 50


@admin.register(ReminderRule)
class ReminderRuleAdmin(ReadOnlyAdmin):
    list_display = ["library", "partnership", "source", "offsets", "send_at", "is_active", "owner"]
    list_filter = ["source", "is_active", "library"]
    search_fields = ["partnership__name", "library__name"]
    list_select_related = ["library", "partnership", "owner"]
    readonly_fields = ["what_changed"]
    actions = ["send_test"]

    @admin.display(description=gettext_lazy("History"))
    def what_changed(self, rule: ReminderRule) -> str:
        events = AuditEvent.objects.filter(subject_type=rule._meta.label_lower, subject_id=rule.pk)
        lines = told(events.select_related("actor").order_by("-at", "-pk")[:HISTORY_SHOWN])
        return format_html_join(
            "",
            "<p>{} – {} {}: {}</p>",
            ((one["at"], one["who"], one["what"], _changes(one)) for one in lines),
        )

    @admin.action(description=gettext_lazy("Send a test mail to me"))
    def send_test(self, request: HttpRequest, rules: QuerySet[ReminderRule]) -> None:
        for rule in rules.select_related("library"):
            try:
                queue_test_mail(rule, to=request.user, now=timezone.now())
            except ValidationError as refusal:
                messages.error(request, f"{rule}: {' '.join(refusal.messages)}")
            else:
                text = _("A test mail is on its way to %(email)s.")
                messages.success(request, text % {"email": request.user.email})


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ["recipient", "organization", "anchor_on", "offset_days", "send_at", "state", "reason"]
    list_filter = ["state", "reason", "rule__source", "library"]
    search_fields = ["recipient__name", "recipient__email", "organization__name", "library__name"]
    list_select_related = ["recipient", "organization"]
    actions = ["retry"]

    @admin.action(description=gettext_lazy("Send the failed mails again"))
    def retry(self, request: HttpRequest, reminders: QuerySet[Reminder]) -> None:
        _retry(request, Delivery.objects.filter(reminders__in=reminders).distinct())

    date_hierarchy = "send_at"


@admin.register(ReminderStop)
class ReminderStopAdmin(ReadOnlyAdmin):
    list_display = ["person", "kind", "source", "until", "set_at"]
    list_filter = ["kind", "source"]
    search_fields = ["person__name", "library__name"]
    list_select_related = ["person"]


@admin.register(MailLink)
class MailLinkAdmin(ReadOnlyAdmin):
    list_display = ["person", "source", "library"]
    list_filter = ["source"]
    search_fields = ["person__name", "library__name"]
    list_select_related = ["person", "library"]


@admin.register(Task)
class TaskAdmin(ReadOnlyAdmin):
    list_display = ["kind", "organization", "owner", "due_on", "done_at"]
    list_filter = ["kind"]
    search_fields = ["organization__name", "library__name"]
    list_select_related = ["organization", "owner"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ["to_email", "kind", "library", "state", "reason", "created_at", "accepted_at"]
    list_filter = ["state", "kind", "reason", "language", "library"]
    search_fields = ["to_email", "subject", "message_id", "library__name"]
    list_select_related = ["library"]
    date_hierarchy = "created_at"
    actions = ["retry"]

    @admin.action(description=gettext_lazy("Send the failed mails again"))
    def retry(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        _retry(request, deliveries)


@admin.register(Mailing)
class MailingAdmin(ReadOnlyAdmin):
    list_display = ["subject", "library", "partnership", "organization", "written_by", "written_at"]
    list_filter = ["library"]
    search_fields = ["subject", "library__name", "partnership__name", "organization__name"]
    list_select_related = ["library", "partnership", "organization", "written_by"]
    date_hierarchy = "written_at"


@admin.register(Bounce)
class BounceAdmin(ReadOnlyAdmin):
    list_display = ["email", "kind", "library", "at", "reason"]
    list_filter = ["kind", "library"]
    search_fields = ["email", "reason", "library__name"]
    list_select_related = ["library"]
    date_hierarchy = "at"


@admin.register(MailHold)
class MailHoldAdmin(ReadOnlyAdmin):
    list_display = ["reason", "held_at", "released_at"]
    actions = ["release"]

    @admin.action(description=gettext_lazy("Release all mail"))
    def release(self, request: HttpRequest, holds: QuerySet[MailHold]) -> None:
        released = release_mail(by=request.user, now=timezone.now())
        text = ngettext(
            "Mail leaves again. %(count)s reminder is marked as missed.",
            "Mail leaves again. %(count)s reminders are marked as missed.",
            released.missed,
        )
        messages.success(request, text % {"count": released.missed})


@admin.register(TickLease)
class TickLeaseAdmin(ReadOnlyAdmin):
    list_display = ["name", "last_run_at", "holder", "until"]


def _retry(request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
    count = retry_deliveries(deliveries, by=request.user, now=timezone.now())
    text = ngettext(
        "%(count)s mail is queued again and leaves within a minute.",
        "%(count)s mails are queued again and leave within a minute.",
        count,
    )
    messages.success(request, text % {"count": count})


def _changes(event: dict[str, Any]) -> str:
    return "; ".join(
        f"{change['label']}: {change['before'] or '–'} → {change['after'] or '–'}"
        for change in event["changes"]
    )
