"""Instruments: editable until the first worksheet uses them, frozen from then on."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from worksheets.models import InstrumentFactor, InstrumentVersion


class UnusedOnly:
    """Lets an instrument version and its factors change only while no worksheet uses the version."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_used(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_used(obj)


def _is_used(version: InstrumentVersion | None) -> bool:
    return version is not None and version.evaluations.exists()


class FactorInline(UnusedOnly, admin.StackedInline):
    model = InstrumentFactor
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not _is_used(obj)


@admin.register(InstrumentVersion)
class InstrumentVersionAdmin(UnusedOnly, admin.ModelAdmin):
    list_display = ["code", "number", "edition", "credit"]
    list_filter = ["code"]
    search_fields = ["code", "edition", "factors__label_en", "factors__label_es"]
    inlines = [FactorInline]
    actions = None
