"""Reference data, and a read-only look at what libraries keep."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from partners.admin.base import ReadOnlyAdmin
from partners.models import (
    Access,
    Category,
    HandoverNote,
    Member,
    Organization,
    Partnership,
    Person,
    SavedFilter,
    Tag,
    Threshold,
)


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    """The shared list of kinds of partners; those that ship, or are in use, cannot be deleted."""

    list_display = ["position", "label_en", "label_es", "ships"]
    list_display_links = ["label_en"]
    list_filter = ["ships"]
    search_fields = ["label_en", "label_es", "examples_en"]
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Category | None = None) -> bool:
        return obj is not None and not obj.ships and not obj.links.exists()

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> list[str]:
        return ["code"] if obj is not None and obj.ships else []


@admin.register(Organization)
class OrganizationAdmin(ReadOnlyAdmin):
    list_display = ["name", "library", "is_own", "archived_at"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_filter = ["is_own", "categories"]
    search_fields = ["name", "name_key", "library__name", "email"]
    list_select_related = ["library"]


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin):
    list_display = ["name", "organization", "email", "language", "user"]
    list_filter = ["language"]
    search_fields = ["name", "name_key", "email", "organization__name"]
    list_select_related = ["organization", "user"]


@admin.register(Access)
class AccessAdmin(ReadOnlyAdmin):
    list_display = ["person", "organization", "role", "starts_on", "ends_on"]
    list_filter = ["role"]
    search_fields = ["person__name", "organization__name"]
    list_select_related = ["person", "organization"]


@admin.register(Partnership)
class PartnershipAdmin(ReadOnlyAdmin):
    list_display = ["name", "library", "started_on", "ended_on"]
    search_fields = ["name", "name_key", "library__name"]
    list_select_related = ["library"]


@admin.register(HandoverNote)
class HandoverNoteAdmin(ReadOnlyAdmin):
    list_display = ["partnership", "library"]
    search_fields = ["partnership__name", "library__name"]
    list_select_related = ["partnership", "library"]


@admin.register(Member)
class MemberAdmin(ReadOnlyAdmin):
    list_display = ["organization", "partnership", "role", "joined_on", "left_on"]
    list_filter = ["role"]
    search_fields = ["organization__name", "partnership__name"]
    list_select_related = ["organization", "partnership"]


@admin.register(Tag)
class TagAdmin(ReadOnlyAdmin):
    list_display = ["name", "library"]
    search_fields = ["name", "name_key", "library__name"]
    list_select_related = ["library"]


@admin.register(Threshold)
class ThresholdAdmin(ReadOnlyAdmin):
    list_display = ["name", "value", "valid_from", "library", "partnership"]
    list_filter = ["name"]
    search_fields = ["library__name"]
    list_select_related = ["library", "partnership"]


@admin.register(SavedFilter)
class SavedFilterAdmin(ReadOnlyAdmin):
    list_display = ["name", "library", "page", "is_shared", "made_by", "archived_at"]
    list_filter = ["page", "is_shared"]
    search_fields = ["name", "library__name"]
    list_select_related = ["library", "made_by"]
