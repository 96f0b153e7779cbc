"""The history of a measure's definition, and a new version from a day on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurements.differences import compare_words
from measurements.domain.definitions import add_definition
from measurements.forms.measures import DefinitionForm
from measurements.models import Measure, MeasureVersion, Period
from measurements.views.measures import MeasurePages
from partners.models import AuditEvent
from partners.views.editing import RowFormView


class DefinitionsView(MeasurePages, RowFormView):
    """Whoever sees the measure reads what it meant; those who lead the partnership add a version."""

    staff_role = None
    template_name = "measurements/measures/definitions.html"
    form_class = DefinitionForm
    title = gettext_lazy("How the definition changed")
    lead = gettext_lazy(
        "A change that makes figures no longer comparable is a new version: the chart marks it and does not"
        " join the line."
    )
    submit = gettext_lazy("Count by this definition")

    @cached_property
    def measure(self) -> Measure:
        rows = self.visible(Measure).select_related("partnership", "calendar", "library")
        return self.find(rows, pk=self.kwargs["pk"])

    @property
    def may_change(self) -> bool:
        return self.can_edit or self.measure.partnership_id in self.scope.backbone_ids

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_change:
            raise PermissionDenied(_("You may look at this, but not change it."))
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        calendar = self.measure.calendar_id
        begun = self.visible(Period).filter(calendar=calendar, starts_on__lte=self.today)
        present = begun.order_by("-starts_on").first() if self.may_change else None
        return {
            "definition": self.measure.definition,
            "starts_on": present.next_starts_on if present else self.today,
        }

    def carry_out(self, form: DefinitionForm) -> MeasureVersion:
        return add_definition(self.measure, by=self.request.user, **form.cleaned_data)

    def said(self, saved: MeasureVersion) -> str:
        return _("Periods that begin on or after %(day)s are counted by the new definition.") % {
            "day": date_format(saved.starts_on)
        }

    def destination(self, saved: MeasureVersion) -> str:
        return self.to("measure_definitions", self.measure.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            versions=self.versions(), may_change=self.may_change, measure=self.measure, **kwargs
        )

    def versions(self) -> list[dict[str, Any]]:
        """Every version, the latest first, with what differs from the one before."""
        rows = list(self.visible(MeasureVersion).filter(measure=self.measure).order_by("number"))
        events = self.events([row.pk for row in rows])
        shown = [
            {
                "row": row,
                "pieces": compare_words(before.definition, row.definition) if before else (),
                "event": events.get(row.pk),
            }
            for before, row in zip([None, *rows], rows, strict=False)
        ]
        return shown[::-1]

    def events(self, ids: list[int]) -> dict[int, AuditEvent]:
        """Who added a version and when; the first came with its measure."""
        kind = MeasureVersion._meta.label_lower
        found = self.visible(AuditEvent).filter(subject_type=kind, subject_id__in=ids)
        return {event.subject_id: event for event in found.select_related("actor")}
