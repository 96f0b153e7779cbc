"""Groups inside a partnership: its steering team, working groups and task forces."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from partners.days import today_in
from partners.domain.groups import add_group, change_group
from partners.forms.groups import GroupForm
from partners.models import Group, GroupPerson, Meeting, Partnership
from partners.views.editing import ChangeView, RowFormView
from partners.views.pages import LibraryPage

MEETINGS_SHOWN = 60


class GroupPage(LibraryPage):
    """Who asks about the groups of one partnership; funders do not."""

    staff_role = None

    @cached_property
    def partnership(self) -> Partnership:
        return self.find(Partnership)

    @property
    def may_change(self) -> bool:
        return self.can_edit or self.partnership.pk in self.scope.backbone_ids

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
            {"label": _("Groups"), "url": self.to("groups", self.partnership.pk)},
        ]


class GroupsView(GroupPage, TemplateView):
    template_name = "partners/groups/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.is_staff and self.partnership.pk not in self.scope.partnership_ids:
            raise Http404
        today = self.today
        groups = list(self.rows(today))
        return super().get_context_data(
            **kwargs,
            partnership=self.partnership,
            partnership_number=str(self.partnership.pk),
            current=[group for group in groups if group.ended_on is None or group.ended_on >= today],
            ended=[group for group in groups if group.ended_on is not None and group.ended_on < today],
            may_change=self.may_change,
            crumbs=[*self.crumbs()[:1], {"label": _("Groups")}],
        )

    def rows(self, today: date) -> QuerySet[Group]:
        """The backbone team first; each group with its people and how often it met, in two queries."""
        links = self.visible(GroupPerson).select_related("person", "organization")
        held = held_meetings(self.visible(Meeting)).filter(group=OuterRef("pk")).order_by()
        return (
            self.visible(Group)
            .filter(partnership=self.partnership)
            .annotate(met=Subquery(held.values("group").annotate(n=Count("pk")).values("n")))
            .prefetch_related(Prefetch("person_links", links.filter(left_on=None), to_attr="present"))
            .order_by("-is_backbone", "name_key", "pk")
        )


class GroupView(GroupPage, TemplateView):
    template_name = "partners/groups/detail.html"

    @cached_property
    def group(self) -> Group:
        return self.find(self.visible(Group).select_related("partnership"), pk=self.kwargs["pk"])

    @property
    def partnership(self) -> Partnership:  # type: ignore[override]
        return self.group.partnership

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        group, today = self.group, self.today
        links = list(
            self.visible(GroupPerson)
            .filter(group=group)
            .select_related("person", "organization")
            .order_by("-is_chair", "person__name_key", "pk")
        )
        meetings = list(self.visible(Meeting).filter(group=group).order_by("starts_at")[:MEETINGS_SHOWN])
        now = timezone.now()
        held = [row for row in meetings if row.cancelled_at is None and row.starts_at <= now]
        return super().get_context_data(
            **kwargs,
            group=group,
            present=[link for link in links if is_present(link, today=today)],
            former=[link for link in links if not is_present(link, today=today)],
            coming=[row for row in meetings if row.starts_at > now],
            held=list(reversed([row for row in meetings if row.starts_at <= now])),
            met=held,
            organization_count=len({link.organization_id for link in links if is_present(link, today=today)}),
            has_ended=group.ended_on is not None and group.ended_on < today,
            may_change=self.may_change,
            printed_on=today,
            crumbs=[*self.crumbs(), {"label": group.name}],
        )


class GroupForms(GroupPage):
    form_class = GroupForm

    def way_back(self) -> str:
        return self.to("groups", self.partnership.pk)

    def destination(self, saved: Group) -> str:
        return self.to("group", saved.pk)


class GroupAddView(GroupForms, RowFormView):
    staff_role = None
    title = gettext_lazy("Add a group")
    submit = gettext_lazy("Add the group")
    lead = gettext_lazy("Choose who is in it on the next page.")

    @cached_property
    def partnership(self) -> Partnership:  # type: ignore[override]
        return self.find_editable(Partnership)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "instance": Group(library=self.library, partnership=self.partnership, starts_on=self.today)
        }

    def carry_out(self, form: GroupForm) -> Group:
        return add_group(self.partnership, by=self.request.user, values=form.given())

    def said(self, saved: Group) -> str:
        return _("“%(name)s” has begun. Now say who is in it.") % {"name": saved.name}

    def destination(self, saved: Group) -> str:
        return self.to("group_people_add", saved.pk)


class GroupChangeView(GroupForms, ChangeView):
    staff_role = None
    model = Group
    title = gettext_lazy("Change the group")
    submit = gettext_lazy("Save")

    @property
    def partnership(self) -> Partnership:  # type: ignore[override]
        return self.row.partnership

    def way_back(self) -> str:
        return self.to("group", self.row.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [*super().crumbs(), {"label": self.row.name, "url": self.way_back()}]

    def carry_out(self, form: GroupForm) -> Group:
        return change_group(self.row, by=self.request.user, version=self.version, values=form.given())

    def said(self, saved: Group) -> str:
        if saved.ended_on is not None and saved.ended_on < today_in(
            self.library.time_zone, now=timezone.now()
        ):
            return _("“%(name)s” has ended. It stays to be read.") % {"name": saved.name}
        return _("“%(name)s” is saved.") % {"name": saved.name}


def held_meetings(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those that have begun and were not cancelled."""
    return meetings.filter(cancelled_at=None, starts_at__lte=timezone.now())


def is_present(link: GroupPerson, *, today: date) -> bool:
    """Whoever leaves today has left for this page."""
    return link.left_on is None or link.left_on > today
