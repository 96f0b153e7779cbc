"""Who changed what."""

from django.contrib import admin

from partners.admin.base import ReadOnlyAdmin
from partners.models import AuditEvent, ImportRun


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "action", "subject_label", "library"]
    list_filter = ["subject_type", "at"]
    search_fields = ["actor__email", "action", "subject_label", "library__name"]
    list_select_related = ["actor", "library"]
    date_hierarchy = "at"


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["made_at", "made_by", "kind", "state", "added_count", "changed_count", "library"]
    list_filter = ["kind", "state"]
    search_fields = ["file_name", "made_by__email", "library__name"]
    list_select_related = ["made_by", "library"]
    # What people brought is theirs, and may be long.
    exclude = ["headers", "rows", "matching", "choices", "checked", "results"]
