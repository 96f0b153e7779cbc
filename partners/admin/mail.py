"""Reminders and mails, to answer "did it go out, and if not why"."""

from django.contrib import admin

from partners.admin.base import ReadOnlyAdmin
from partners.models import Delivery, Reminder, ReminderRule, TickLease


@admin.register(ReminderRule)
class ReminderRuleAdmin(ReadOnlyAdmin):
    list_display = ["partnership", "source", "offsets", "send_at", "is_active", "owner"]
    list_filter = ["source", "is_active"]
    search_fields = ["partnership__name", "library__name"]
    list_select_related = ["partnership", "owner"]


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ["recipient", "organization", "anchor_on", "offset_days", "send_at", "state", "reason"]
    list_filter = ["state", "reason", "rule__source"]
    search_fields = ["recipient__name", "recipient__email", "organization__name"]
    list_select_related = ["recipient", "organization"]
    date_hierarchy = "send_at"


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ["to_email", "kind", "library", "state", "reason", "created_at", "accepted_at"]
    list_filter = ["state", "kind", "reason", "language"]
    search_fields = ["to_email", "subject", "message_id", "library__name"]
    list_select_related = ["library"]
    date_hierarchy = "created_at"


@admin.register(TickLease)
class TickLeaseAdmin(ReadOnlyAdmin):
    list_display = ["name", "last_run_at", "holder", "until"]
