"""Action items: of one partnership, across the library, and one by one."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partners.choices import ActionsAction
from partners.forms.action_items import ActionsFilter
from partners.history import told
from partners.models import ActionItem, AuditEvent, Meeting, Partnership
from partners.tables.action_items import choose_actions
from partners.views.newest import page_by_moment
from partners.views.pages import LibraryPage

MOST_OFFERED = 1000


class ActionRights(LibraryPage):
    """Who may change an action, and who may close it."""

    def may_change(self, action: ActionItem) -> bool:
        return self.can_edit or action.partnership_id in self.scope.backbone_ids

    def may_close(self, action: ActionItem) -> bool:
        is_own = action.organization_id in self.scope.organization_ids
        return self.may_change(action) or (is_own and action.partnership_id in self.scope.partnership_ids)

    def shown(self, action: ActionItem) -> dict[str, Any]:
        """A line of a list."""
        return {
            "action": action,
            "state": action.state(on=self.today),
            "may_change": self.may_change(action),
            "may_close": action.is_open and self.may_close(action),
        }

    def with_open_meeting(self, rows: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
        """With `sees_meeting`: members read of every action, but open only meetings they were asked to."""
        seen = self.visible(Meeting).filter(pk=OuterRef("meeting"))
        return rows.annotate(sees_meeting=Exists(seen))


class ActionItemsView(ActionRights, TemplateView):
    """The list, the most pressing first; without a filter, what is open."""

    template_name = "partners/action_items/list.html"
    staff_role = None
    partnership: Partnership | None = None

    @cached_property
    def rows(self) -> QuerySet[ActionItem]:
        rows = self.visible(ActionItem)
        return rows.filter(partnership=self.partnership) if self.partnership else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = ActionsFilter(self.request.GET, offered=self.offered())
        chosen = self.rows.none()
        if form.is_valid():
            chosen = choose_actions(self.rows, form.cleaned_data, on=self.today)
        found = self.with_open_meeting(chosen).select_related(
            "organization", "person", "meeting", "partnership"
        )
        page = page_by_moment(found, self.request.GET, field="due_on", oldest_first=True)
        lines = [self.shown(action) for action in page.rows]
        return super().get_context_data(
            **kwargs,
            partnership=self.partnership,
            page=page,
            lines=lines,
            filter_form=form,
            is_filtered=any(self.request.GET.get(name) for name in form.fields),
            can_choose=any(line["may_change"] for line in lines),
            may_add=self.may_add,
            names_partnership=self.partnership is None,
            list_url=self.list_url,
            export_query=self.export_query(),
            bulk_actions=ActionsAction.choices,
            crumbs=self.crumbs(),
        )

    @property
    def may_add(self) -> bool:
        if self.partnership is None:
            return False
        return self.can_edit or self.partnership.pk in self.scope.backbone_ids

    @property
    def list_url(self) -> str:
        if self.partnership:
            return self.to("partnership_action_items", self.partnership.pk)
        return self.to("action_items")

    def offered(self) -> dict[str, dict[int, str]]:
        """What can be chosen by: the partnerships, members and meetings that have any."""
        columns = ("partnership_id", "partnership__name", "organization_id", "organization__name")
        meeting = ("meeting_id", "meeting__title", "meeting__on")
        found: dict[str, dict[int, str]] = {"partnership": {}, "organization": {}, "meeting": {}}
        combinations = self.rows.order_by().values_list(*columns, *meeting).distinct()
        for circle, circle_name, member, name, pk, title, on in combinations[:MOST_OFFERED]:
            found["organization"][member] = name
            if self.partnership is None:
                found["partnership"][circle] = circle_name
            elif pk is not None:
                found["meeting"][pk] = f"{on:%Y-%m-%d} {title}"
        return {
            name: dict(sorted(labels.items(), key=lambda item: item[1].casefold()))
            for name, labels in found.items()
        }

    def export_query(self) -> str:
        given = self.request.GET.copy()
        if self.partnership:
            given["partnership"] = str(self.partnership.pk)
        return given.urlencode()

    def crumbs(self) -> list[dict[str, Any]]:
        if self.partnership is None:
            return []
        home = self.to("partnership", self.partnership.pk)
        return [{"label": self.partnership.name, "url": home}, {"label": _("Action items")}]


class PartnershipActionItemsView(ActionItemsView):
    """Those of one partnership; funders read its totals only."""

    @cached_property
    def partnership(self) -> Partnership:  # type: ignore[override]
        partnership = self.find(Partnership)
        if not self.is_staff and partnership.pk not in self.scope.partnership_ids:
            raise Http404
        return partnership


class ActionItemView(ActionRights, TemplateView):
    """One action: who, by when, how it stands, and how its day moved."""

    template_name = "partners/action_items/detail.html"
    staff_role = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.with_open_meeting(self.visible(ActionItem)).select_related(
            "partnership", "organization", "person", "meeting", "decision", "noted_by", "ended_by"
        )
        action = self.find(rows, pk=self.kwargs["pk"])
        home = self.to("partnership", action.partnership_id)
        return super().get_context_data(
            **kwargs,
            **self.shown(action),
            may_speak=self.may_close(action),
            partnership=action.partnership,
            events=self.events(action),
            crumbs=[
                {"label": action.partnership.name, "url": home},
                {
                    "label": _("Action items"),
                    "url": self.to("partnership_action_items", action.partnership_id),
                },
                {"label": action.what},
            ],
        )

    def events(self, action: ActionItem) -> list[dict[str, Any]]:
        rows = self.visible(AuditEvent).filter(subject_type=action._meta.label_lower, subject_id=action.pk)
        return told(rows.select_related("actor")[:50])
