"""The plan of one goal: its place, its strategies, and who does what."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from measurements.domain.goals import (
    add_strategy,
    change_strategy,
    give_role,
    move_goal,
    remove_strategy,
    take_role,
)
from measurements.forms.goals import RoleForm, StrategyForm
from measurements.models import Goal, Role, Strategy
from partners.domain.versions import Stale
from partners.models import Member, Organization
from partners.views.editing import ChangeView, RowFormView, read_version
from partners.views.pages import LibraryPage


class GoalMoveView(LibraryPage, View):
    """One place up or down."""

    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        goal = self.find_editable(Goal)
        try:
            move_goal(goal, by=request.user, is_up=request.POST.get("to") == "up")
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect(self.to("goals", goal.partnership_id))


class PlanForms(RowFormView):
    """Forms that end on the goal's page."""

    staff_role = None

    @cached_property
    def goal(self) -> Goal:
        return self.find_editable(Goal)

    @property
    def lead(self) -> str:  # type: ignore[override]
        return self.goal.title

    def way_back(self) -> str:
        return self.to("goal", self.goal.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        partnership = self.goal.partnership
        return [
            {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
            {"label": _("Goals"), "url": self.to("goals", partnership.pk)},
            {"label": self.goal.title, "url": self.way_back()},
        ]


class StrategyAddView(PlanForms):
    form_class = StrategyForm
    title = gettext_lazy("Add a strategy")
    submit = gettext_lazy("Add the strategy")

    def carry_out(self, form: StrategyForm) -> Strategy:
        return add_strategy(self.goal, by=self.request.user, title=form.cleaned_data["title"])

    def said(self, saved: Strategy) -> str:
        return _("The strategy is on the agenda.")


class StrategyChangeView(PlanForms, ChangeView):
    model = Strategy
    form_class = StrategyForm
    title = gettext_lazy("Change the strategy")
    submit = gettext_lazy("Save")

    @property
    def goal(self) -> Goal:  # type: ignore[override]
        return self.row.goal

    def form_kwargs(self, row: Strategy) -> dict[str, Any]:
        return {"initial": {"title": row.title}}

    def carry_out(self, form: StrategyForm) -> Strategy:
        return change_strategy(
            self.row, by=self.request.user, version=self.version, title=form.cleaned_data["title"]
        )

    def said(self, saved: Strategy) -> str:
        return _("The strategy is saved.")


class StrategyRemoveView(LibraryPage, View):
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        strategy = self.find_editable(Strategy)
        goal_id = strategy.goal_id
        try:
            remove_strategy(strategy, by=request.user, version=read_version(request))
        except Stale:
            messages.error(request, _("Somebody has changed this strategy meanwhile. It is still there."))
        else:
            messages.success(request, _("The strategy is off the agenda. Signed versions keep it."))
        return redirect(self.to("goal", goal_id))


class RoleAddView(PlanForms):
    form_class = RoleForm
    title = gettext_lazy("Add a role")
    submit = gettext_lazy("Add the role")

    def get_form_kwargs(self) -> dict[str, Any]:
        members = self.visible(Member).current(on=self.today).filter(partnership=self.goal.partnership)
        offered = {
            row.organization_id: row.organization.name for row in members.select_related("organization")
        }
        return super().get_form_kwargs() | {"organizations": offered.items()}

    def carry_out(self, form: RoleForm) -> Role:
        given = form.cleaned_data
        members = self.visible(Member).filter(partnership=self.goal.partnership)
        member = members.select_related("organization").filter(organization_id=given["organization"]).first()
        organization: Organization = member.organization
        return give_role(
            self.goal, by=self.request.user, organization=organization, kind=given["kind"], on=self.today
        )

    def said(self, saved: Role) -> str:
        return _("%(name)s has a role in this goal.") % {"name": saved.organization.name}


class RoleRemoveView(LibraryPage, View):
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        role = self.find_editable(Role)
        take_role(role, by=request.user)
        messages.success(request, _("The role is off the agenda. Signed versions keep it."))
        return redirect(self.to("goal", role.goal_id))
