"""What a partnership decided, to look up by goal."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from measurements.domain.decisions import change_goal_decision, record_goal_decision
from measurements.forms.decisions import DecisionFilter, DecisionForm
from measurements.models import Goal, GoalDecision
from partners.choices import AttendanceState
from partners.models import Attendance, Decision, DecisionTelling, Partnership
from partners.views.editing import ChangeView, RowFormView
from partners.views.newest import page_by_moment
from partners.views.pages import LibraryPage


class DecisionsView(LibraryPage, TemplateView):
    template_name = "measurements/decisions/list.html"
    staff_role = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partnership = self.find(Partnership)
        if not self.is_staff and partnership.pk not in self.scope.partnership_ids:
            # Funders read the agenda; what was said on the way to it is not theirs.
            raise Http404
        goals = dict(self.visible(Goal).filter(partnership=partnership).values_list("pk", "title"))
        form = DecisionFilter(self.request.GET, goals=goals.items())
        rows = self.chosen(form, self.visible(Decision).filter(partnership=partnership))
        page = page_by_moment(rows, self.request.GET, field="decided_on")
        for decision in page.rows:
            decision.goal_titles = [goals[link.goal_id] for link in decision.goal_links.all()]
        return super().get_context_data(
            **kwargs,
            partnership=partnership,
            page=page,
            filter_form=form,
            is_filtered=any(self.request.GET.get(name) for name in form.fields),
            can_tell=self.can_edit,
            may_change=self.can_edit or partnership.pk in self.scope.backbone_ids,
            today=self.today,
            crumbs=[
                {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
                {"label": _("Decisions")},
            ],
        )

    def chosen(self, form: DecisionFilter, rows: QuerySet[Decision]) -> QuerySet[Decision]:
        """What the words and the goal leave, with what a decision shows beside its text."""
        if not form.is_valid():
            return rows.none()
        if words := form.cleaned_data["q"]:
            rows = rows.filter(text__icontains=words)
        if goal := form.cleaned_data.get("goal"):
            rows = rows.filter(pk__in=self.visible(GoalDecision).filter(goal_id=goal).values("decision"))
        there = self.visible(Attendance)
        return rows.select_related("meeting").prefetch_related(
            "goal_links",
            Prefetch("tellings", self.visible(DecisionTelling).select_related("person", "organization")),
            Prefetch(
                "meeting__attendances",
                there.filter(state=AttendanceState.PRESENT).select_related("person", "organization"),
            ),
        )


class DecisionForms(RowFormView):
    staff_role = None
    form_class = DecisionForm

    @property
    def partnership(self) -> Partnership:
        raise NotImplementedError

    @cached_property
    def goals(self) -> dict[int, Goal]:
        return {goal.pk: goal for goal in self.visible(Goal).filter(partnership=self.partnership)}

    def get_form_kwargs(self) -> dict[str, Any]:
        offered = [(goal.pk, goal.title) for goal in self.goals.values()]
        return super().get_form_kwargs() | {"goals": offered}

    def chosen(self, form: DecisionForm) -> list[Goal]:
        return [self.goals[pk] for pk in form.goal_ids]

    def way_back(self) -> str:
        return self.to("decisions", self.partnership.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
            {"label": _("Decisions"), "url": self.way_back()},
        ]


class DecisionAddView(DecisionForms):
    title = gettext_lazy("Write down a decision")
    submit = gettext_lazy("Keep the decision")

    @cached_property
    def partnership(self) -> Partnership:  # type: ignore[override]
        return self.find_editable(Partnership)

    def get_initial(self) -> dict[str, Any]:
        return {"decided_on": self.today, "goals": self.request.GET.getlist("goal")}

    def carry_out(self, form: DecisionForm) -> Decision:
        return record_goal_decision(
            self.partnership, by=self.request.user, values=form.given(), goals=self.chosen(form)
        )

    def said(self, saved: Decision) -> str:
        return _("The decision is kept.")


class DecisionChangeView(DecisionForms, ChangeView):
    model = Decision
    title = gettext_lazy("Change the decision")
    submit = gettext_lazy("Save")

    @property
    def partnership(self) -> Partnership:  # type: ignore[override]
        return self.row.partnership

    def form_kwargs(self, row: Decision) -> dict[str, Any]:
        fields = ("text", "decided_on", "present", "told", "review_on")
        values = {name: getattr(row, name) for name in fields}
        linked = list(self.visible(GoalDecision).filter(decision=row).values_list("goal_id", flat=True))
        offered = [(goal.pk, goal.title) for goal in self.goals.values()]
        return {"initial": values | {"goals": linked}, "goals": offered}

    def carry_out(self, form: DecisionForm) -> Decision:
        return change_goal_decision(
            self.row,
            by=self.request.user,
            version=self.version,
            values=form.given(),
            goals=self.chosen(form),
        )

    def said(self, saved: Decision) -> str:
        return _("The decision is saved.")
