"""A read-only look at the contact log and at who keeps in touch with whom."""

from django.contrib import admin

from partners.admin.base import ReadOnlyAdmin
from partners.models import ContactEntry, KeepInTouch


@admin.register(ContactEntry)
class ContactEntryAdmin(ReadOnlyAdmin):
    list_display = ["organization", "kind", "direction", "at", "visibility", "created_by", "archived_at"]
    list_filter = ["kind", "direction", "visibility"]
    search_fields = ["organization__name", "library__name"]
    list_select_related = ["organization", "created_by"]


@admin.register(KeepInTouch)
class KeepInTouchAdmin(ReadOnlyAdmin):
    list_display = ["organization", "ideal_days", "maximum_days", "set_on"]
    search_fields = ["organization__name", "library__name"]
    list_select_related = ["organization"]
