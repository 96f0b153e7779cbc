"""A read-only look at goals, measures and reports; changes go through the site."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from measurements.choices import ObservationState
from measurements.models import (
    Assignment,
    Claim,
    Extension,
    Goal,
    Measure,
    Observation,
    Period,
    Report,
    ReportingCalendar,
    Revision,
)
from partners.admin.base import ReadOnlyAdmin


@admin.register(Goal)
class GoalAdmin(ReadOnlyAdmin):
    list_display = ["title", "partnership", "library"]
    search_fields = ["title", "partnership__name", "library__name"]
    list_select_related = ["partnership", "library"]


@admin.register(Measure)
class MeasureAdmin(ReadOnlyAdmin):
    list_display = ["name", "unit", "aggregation", "direction", "baseline", "is_headline", "partnership"]
    list_filter = ["aggregation", "direction", "is_headline"]
    search_fields = ["name", "name_key", "partnership__name", "library__name"]
    list_select_related = ["partnership"]


@admin.register(ReportingCalendar)
class ReportingCalendarAdmin(ReadOnlyAdmin):
    list_display = ["partnership", "frequency", "anchor_on", "due_days", "lock_days"]
    list_filter = ["frequency"]
    search_fields = ["partnership__name", "library__name"]
    list_select_related = ["partnership"]


@admin.register(Period)
class PeriodAdmin(ReadOnlyAdmin):
    list_display = ["label", "starts_on", "due_on", "locks_on", "partnership"]
    list_filter = ["calendar__frequency"]
    search_fields = ["label", "partnership__name"]
    list_select_related = ["partnership"]


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    list_display = ["organization", "measure", "starts_on", "ends_on"]
    search_fields = ["organization__name", "measure__name"]
    list_select_related = ["organization", "measure"]


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ["organization", "period", "partnership"]
    search_fields = ["organization__name", "partnership__name"]
    list_select_related = ["organization", "period", "partnership"]


@admin.register(Observation)
class ObservationAdmin(ReadOnlyAdmin):
    """Drafts belong to their organization and are not shown here either."""

    list_display = ["organization", "measure", "period", "state", "content", "value"]
    list_filter = ["state", "content"]
    search_fields = ["organization__name", "measure__name"]
    list_select_related = ["organization", "measure", "period"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Observation]:
        return super().get_queryset(request).exclude(state=ObservationState.DRAFT)


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """Drafts that were replaced are not shown here either."""

    list_display = ["observation", "number", "state", "content", "value", "replaced_by", "replaced_at"]
    list_filter = ["state"]
    search_fields = ["organization__name", "observation__measure__name"]
    list_select_related = ["observation__measure", "observation__organization", "replaced_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).exclude(state=ObservationState.DRAFT)


@admin.register(Extension)
class ExtensionAdmin(ReadOnlyAdmin):
    list_display = ["organization", "report", "until", "asked_by", "settled_by"]
    search_fields = ["organization__name"]
    list_select_related = ["organization", "report__organization", "report__period", "asked_by", "settled_by"]


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    list_display = ["organization", "observation", "kind", "outcome", "made_at", "settled_at"]
    list_filter = ["kind", "outcome"]
    search_fields = ["organization__name"]
    list_select_related = ["organization", "observation__measure", "observation__organization"]
