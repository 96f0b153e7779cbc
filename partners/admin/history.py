"""Who changed what."""

from django.contrib import admin

from partners.admin.base import ReadOnlyAdmin
from partners.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "action", "subject_label", "library"]
    list_filter = ["subject_type", "at"]
    search_fields = ["actor__email", "action", "subject_label", "library__name"]
    list_select_related = ["actor", "library"]
    date_hierarchy = "at"
