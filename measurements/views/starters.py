"""Measures to start from: the shipped list, for one goal."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext

from measurements.domain.starters import add_starters
from measurements.forms.starters import StartersForm
from measurements.models import Goal, Measure, ReportingCalendar
from measurements.starters import read_starters
from partners.views.editing import RowFormView


class StartersView(RowFormView):
    staff_role = None
    form_class = StartersForm
    template_name = "measurements/measures/starters.html"
    title = gettext_lazy("Measures to start from")
    submit = gettext_lazy("Add these measures")

    @cached_property
    def goal(self) -> Goal:
        return self.find_editable(Goal)

    @property
    def lead(self) -> str:
        return self.goal.title

    @cached_property
    def calendars(self) -> Any:
        return self.visible(ReportingCalendar).filter(partnership=self.goal.partnership_id, ends_on=None)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"shipped": read_starters(), "calendars": self.calendars}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shipped = read_starters()
        return super().get_context_data(goal=self.goal, version=shipped.version, **kwargs)

    def carry_out(self, form: StartersForm) -> list[Measure]:
        return add_starters(
            self.goal,
            by=self.request.user,
            calendar=form.cleaned_data["calendar"],
            starters=form.chosen,
            known=form.shipped.by_key,
            language=get_language() or "",
        )

    def said(self, saved: list[Measure]) -> str:
        return ngettext(
            "%(n)d measure is added. Next, choose who reports it.",
            "%(n)d measures are added. Next, choose who reports them.",
            len(saved),
        ) % {"n": len(saved)}

    def way_back(self) -> str:
        return self.to("goal", self.goal.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        partnership = self.goal.partnership
        return [
            {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
            {"label": self.goal.title, "url": self.way_back()},
        ]
