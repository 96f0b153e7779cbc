"""What a measure aims at: every target by its dates, a new one, and putting one right."""

from typing import Any

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurements.domain.targets import add_target, change_target
from measurements.forms.targets import TargetForm, initial_of
from measurements.models import Measure, Period, Target
from measurements.views.measures import MeasurePages
from measurements.wording import shown
from partners.templatetags.ui import day
from partners.views.editing import ChangeView, RowFormView


class TargetsView(MeasurePages, RowFormView):
    staff_role = None
    template_name = "measurements/measures/targets.html"
    form_class = TargetForm
    title = gettext_lazy("Change the target")
    lead = gettext_lazy("A later target takes the place of an earlier one; what was aimed at before stays.")
    submit = gettext_lazy("Set the target")

    @cached_property
    def measure(self) -> Measure:
        return self.find_editable(Measure)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"measure": self.measure}

    def get_initial(self) -> dict[str, Any]:
        calendar = self.measure.calendar
        begun = self.visible(Period).filter(calendar=calendar, starts_on__lte=self.today)
        present = begun.order_by("-starts_on").first()
        return {"starts_on": present.starts_on if present else calendar.anchor_on}

    def carry_out(self, form: TargetForm) -> Target:
        return add_target(self.measure, by=self.request.user, values=form.target_values)

    def said(self, saved: Target) -> str:
        return _("The target is %(target)s from %(day)s.") % {
            "target": shown(self.measure, saved.value),
            "day": date_format(saved.starts_on),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        targets = self.visible(Target).filter(measure=self.measure).order_by("-starts_on", "-pk")
        columns = [_("Target"), _("It is for"), _("From"), _("Until"), _("Change")]
        return super().get_context_data(
            columns=[{"label": label} for label in columns],
            targets=[self.target_row(target) for target in targets],
            **kwargs,
        )

    def target_row(self, target: Target) -> list[Any]:
        value = shown(self.measure, target.value)
        link = '<a href="{}">{}<span class="visually-hidden">: {}</span></a>'
        return [
            value,
            target.get_span_display(),
            day(target.starts_on),
            day(target.ends_on) if target.ends_on else None,
            format_html(link, self.to("target_change", target.pk), _("Change"), value),
        ]


class TargetChangeView(MeasurePages, ChangeView):
    staff_role = None
    model = Target
    form_class = TargetForm
    title = gettext_lazy("Put the target right")
    submit = gettext_lazy("Save")

    @property
    def measure(self) -> Measure:
        return self.row.measure

    def way_back(self) -> str:
        return self.to("measure_targets", self.measure.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        here = {"label": _("Change the target"), "url": self.way_back()}
        about = {"label": self.measure.name, "url": self.to("measure", self.measure.pk)}
        return [*super().crumbs()[:1], about, here]

    def form_kwargs(self, row: Target) -> dict[str, Any]:
        return {"initial": initial_of(row), "measure": row.measure}

    def carry_out(self, form: TargetForm) -> Target:
        return change_target(self.row, by=self.request.user, version=self.version, values=form.target_values)

    def said(self, saved: Target) -> str:
        return _("The target is %(target)s from %(day)s.") % {
            "target": shown(self.measure, saved.value),
            "day": date_format(saved.starts_on),
        }
