"""Worksheets, to look at: they change on the site, by their raters only."""

from django.contrib import admin

from partners.admin.base import ReadOnlyAdmin
from worksheets.models import Candidate, Evaluation


class CandidateInline(admin.StackedInline):
    model = Candidate
    fields = ["position", "organization"]
    extra = 0


@admin.register(Evaluation)
class EvaluationAdmin(ReadOnlyAdmin):
    list_display = ["title", "library", "instrument_version", "created_by", "created_at"]
    list_filter = ["instrument_version", "created_at"]
    search_fields = ["title", "library__name", "candidates__organization__name"]
    list_select_related = ["library", "instrument_version", "created_by"]
    date_hierarchy = "created_at"
    inlines = [CandidateInline]
