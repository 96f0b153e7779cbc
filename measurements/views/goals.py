"""Adding and rewording goals."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurements.domain.goals import add_goal, change_goal
from measurements.forms.goals import GoalForm
from measurements.models import Goal
from partners.models import Partnership
from partners.views.editing import ChangeView, RowFormView


class GoalAddView(RowFormView):
    # The backbone's people may add goals too; find_editable decides.
    staff_role = None
    form_class = GoalForm
    title = gettext_lazy("Add a goal")
    submit = gettext_lazy("Add the goal")

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    def carry_out(self, form: GoalForm) -> Goal:
        return add_goal(self.partnership, by=self.request.user, values=form.cleaned_data)

    def said(self, saved: Goal) -> str:
        return _("The goal “%(title)s” is on the agenda.") % {"title": saved.title}

    def way_back(self) -> str:
        return self.to("partnership", self.partnership.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"label": self.partnership.name, "url": self.way_back()}]


class GoalChangeView(ChangeView):
    staff_role = None
    model = Goal
    form_class = GoalForm
    title = gettext_lazy("Change the goal")
    submit = gettext_lazy("Save")

    def form_kwargs(self, row: Goal) -> dict[str, Any]:
        return {"initial": {"title": row.title, "description": row.description}}

    def carry_out(self, form: GoalForm) -> Goal:
        return change_goal(self.row, by=self.request.user, version=self.version, values=form.cleaned_data)

    def said(self, saved: Goal) -> str:
        return _("The goal now reads “%(title)s”.") % {"title": saved.title}

    def way_back(self) -> str:
        return self.to("partnership", self.row.partnership_id)

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"label": self.row.partnership.name, "url": self.way_back()}]
