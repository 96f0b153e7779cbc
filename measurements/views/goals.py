"""Goals: all of a partnership's, one with its plan, and the forms that change them."""

from typing import Any

from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from measurements.domain.goals import add_goal, change_goal, close_goal, reopen_goal, review_goal
from measurements.forms.goals import ClosingForm, GoalForm, ReviewForm
from measurements.models import Goal, GoalDecision
from partners.models import Decision, Partnership
from partners.views.editing import ChangeView, RowFormView
from partners.views.pages import LibraryPage


class GoalsView(LibraryPage, TemplateView):
    """The goals of one partnership in their order; closed ones below."""

    template_name = "measurements/goals/list.html"
    staff_role = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partnership = self.find(Partnership)
        rows = self.visible(Goal).filter(partnership=partnership)
        goals = list(
            rows.annotate(
                strategy_count=Count("strategies", distinct=True),
                measure_count=Count("measures", distinct=True),
                carrier_count=Count("roles__organization", distinct=True),
            )
        )
        return super().get_context_data(
            **kwargs,
            partnership=partnership,
            goals=[goal for goal in goals if goal.closed_on is None],
            closed=[goal for goal in goals if goal.closed_on is not None],
            may_change=self.can_edit or partnership.pk in self.scope.backbone_ids,
            today=self.today,
            crumbs=[
                {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
                {"label": _("Goals")},
            ],
        )


class GoalView(LibraryPage, TemplateView):
    """One goal: how to get there, who does what, how it is measured, and what was decided about it."""

    template_name = "measurements/goals/detail.html"
    staff_role = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        goal = self.find(self.visible(Goal).select_related("partnership").with_plan(), pk=self.kwargs["pk"])
        partnership = goal.partnership
        return super().get_context_data(
            **kwargs,
            goal=goal,
            partnership=partnership,
            decisions=self.decisions(goal),
            sees_decisions=self.is_staff or partnership.pk in self.scope.partnership_ids,
            may_change=self.can_edit or partnership.pk in self.scope.backbone_ids,
            today=self.today,
            crumbs=[
                {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
                {"label": _("Goals"), "url": self.to("goals", partnership.pk)},
                {"label": goal.title},
            ],
        )

    def decisions(self, goal: Goal) -> list[Decision]:
        linked = self.visible(GoalDecision).filter(goal=goal)
        return list(self.visible(Decision).filter(Q(pk__in=linked.values("decision"))))


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
        return self.to("goals", self.partnership.pk)

    def destination(self, saved: Goal) -> str:
        return self.to("goal", saved.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
            {"label": _("Goals"), "url": self.way_back()},
        ]


class GoalForms(ChangeView):
    """Forms about one goal, also for the backbone's people, which `editable_by` decides."""

    staff_role = None
    model = Goal

    def way_back(self) -> str:
        return self.to("goal", self.row.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        partnership = self.row.partnership
        return [
            {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
            {"label": _("Goals"), "url": self.to("goals", partnership.pk)},
            {"label": self.row.title, "url": self.way_back()},
        ]


class GoalChangeView(GoalForms):
    form_class = GoalForm
    title = gettext_lazy("Change the goal")
    submit = gettext_lazy("Save")

    def form_kwargs(self, row: Goal) -> dict[str, Any]:
        return {"initial": {name: getattr(row, name) for name in ("title", "description", "review_on")}}

    def carry_out(self, form: GoalForm) -> Goal:
        return change_goal(self.row, by=self.request.user, version=self.version, values=form.cleaned_data)

    def said(self, saved: Goal) -> str:
        return _("The goal now reads “%(title)s”.") % {"title": saved.title}


class AboutGoal(GoalForms):
    """A form that says something about a goal, beginning empty."""

    def form_kwargs(self, row: Goal) -> dict[str, Any]:
        return {}

    @property
    def lead(self) -> str:  # type: ignore[override]
        return self.row.title


class GoalReviewView(AboutGoal):
    form_class = ReviewForm
    title = gettext_lazy("Look at the goal again")
    submit = gettext_lazy("Keep the decision")

    def carry_out(self, form: ReviewForm) -> Decision:
        return review_goal(
            self.row, by=self.request.user, version=self.version, on=self.today, **form.cleaned_data
        )

    def said(self, saved: Decision) -> str:
        return _("What you decided is kept with the goal.")


class GoalCloseView(AboutGoal):
    form_class = ClosingForm
    title = gettext_lazy("Close the goal")
    submit = gettext_lazy("Close the goal")

    def carry_out(self, form: ClosingForm) -> Goal:
        return close_goal(
            self.row, by=self.request.user, version=self.version, on=self.today, **form.cleaned_data
        )

    def said(self, saved: Goal) -> str:
        return _("The goal “%(title)s” is closed. Its measures and figures stay.") % {"title": saved.title}


class GoalReopenView(AboutGoal):
    form_class = ClosingForm
    title = gettext_lazy("Open the goal again")
    submit = gettext_lazy("Open the goal again")

    def carry_out(self, form: ClosingForm) -> Goal:
        return reopen_goal(
            self.row, by=self.request.user, version=self.version, on=self.today, **form.cleaned_data
        )

    def said(self, saved: Goal) -> str:
        return _("The goal “%(title)s” is on the agenda again.") % {"title": saved.title}
