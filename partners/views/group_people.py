"""Who is in a group: many added at once, one changed, taken out and put back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from partners.domain.groups import (
    add_group_people,
    change_group_person,
    remove_group_person,
    restore_group_person,
    withdraw_group_people,
)
from partners.domain.versions import Stale
from partners.exporting import Ask
from partners.forms.groups import GroupPeopleForm, GroupPersonForm
from partners.models import Group, GroupPerson, Member, Person
from partners.views.editing import ChangeView, RowFormView, read_version
from partners.views.pages import LibraryPage
from partners.views.undo import say_undoable

MOST_OFFERED = 300


class GroupPeopleForms(RowFormView):
    """Forms of one group lead back to it."""

    staff_role = None

    @property
    def group(self) -> Group:
        raise NotImplementedError

    def way_back(self) -> str:
        return self.to("group", self.group.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        partnership = self.group.partnership
        return [
            {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
            {"label": _("Groups"), "url": self.to("groups", partnership.pk)},
            {"label": self.group.name, "url": self.way_back()},
        ]


class GroupPeopleAddView(GroupPeopleForms):
    form_class = GroupPeopleForm
    template_name = "partners/groups/people.html"
    title = gettext_lazy("Who is in the group")
    submit = gettext_lazy("Put them in the group")

    @cached_property
    def group(self) -> Group:  # type: ignore[override]
        return self.find_editable(Group)

    def people(self) -> QuerySet[Person]:
        """Those of the members and of the library who are not in it yet, as far as one sees them."""
        members = self.visible(Member).current(on=self.today).filter(partnership=self.group.partnership_id)
        inside = self.visible(GroupPerson).filter(group=self.group, left_on=None)
        return (
            self.visible(Person)
            .present()
            .filter(Q(organization__in=members.values("organization")) | Q(organization__is_own=True))
            .exclude(pk__in=inside.values("person"))
            .select_related("organization")
            .order_by("organization__name_key", "organization_id", "name_key", "pk")[:MOST_OFFERED]
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"people": self.people()}

    def get_initial(self) -> dict[str, Any]:
        return {"joined_on": max(self.today, self.group.starts_on)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"has_people": bool(context["form"].people), "group": self.group}

    def form_valid(self, form: GroupPeopleForm) -> HttpResponse:
        try:
            links = add_group_people(
                self.group,
                by=self.request.user,
                people=form.chosen,
                joined_on=form.cleaned_data["joined_on"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        chosen = ",".join(str(link.pk) for link in links)
        undo = f"{self.to('group_people_undo', self.group.pk)}?pk={chosen}"
        said = ngettext("%(n)d person is in the group.", "%(n)d people are in the group.", len(links))
        say_undoable(self.request, said % {"n": len(links)}, undo_url=undo)
        return redirect(self.way_back())


class GroupPeopleUndoView(LibraryPage, View):
    """Takes back that people were put into a group a moment ago."""

    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        group = self.find_editable(Group)
        chosen = Ask(self.scope, self.library, self.today, {"pk": request.GET.get("pk", "")}).numbers("pk")
        links = self.visible(GroupPerson).filter(group=group, pk__in=chosen)
        count = withdraw_group_people(links, by=request.user)
        said = ngettext("%(n)d person is out again.", "%(n)d people are out again.", count)
        messages.success(request, said % {"n": count})
        return redirect(self.to("group", group.pk))


class GroupPersonChangeView(GroupPeopleForms, ChangeView):
    model = GroupPerson
    form_class = GroupPersonForm
    submit = gettext_lazy("Save")

    @property
    def group(self) -> Group:  # type: ignore[override]
        return self.row.group

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.row.person.name

    @property
    def lead(self) -> str:  # type: ignore[override]
        return self.row.organization.name

    def carry_out(self, form: GroupPersonForm) -> GroupPerson:
        return change_group_person(
            self.row, by=self.request.user, version=self.version, values=dict(form.cleaned_data)
        )

    def said(self, saved: GroupPerson) -> str:
        return _("%(name)s is saved.") % {"name": saved.person.name}


class GroupPersonView(LibraryPage, View):
    """One button about somebody in a group."""

    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        link = self.find_editable(GroupPerson)
        try:
            self.act(link, version=read_version(request))
        except Stale:
            messages.error(request, _("Somebody else has changed this since. Look again, then decide."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect(self.to("group", link.group_id))

    def act(self, link: GroupPerson, *, version: int) -> None:
        raise NotImplementedError


class GroupPersonRemoveView(GroupPersonView):
    def act(self, link: GroupPerson, *, version: int) -> None:
        gone = remove_group_person(link, by=self.request.user, version=version, on=self.today)
        undo = f"{self.to('group_person_restore', link.pk)}?version={gone.version}"
        said = _("%(name)s has left the group.") % {"name": link.person.name}
        say_undoable(self.request, said, undo_url=undo)


class GroupPersonRestoreView(GroupPersonView):
    def act(self, link: GroupPerson, *, version: int) -> None:
        # The button of a message sends no more than its address.
        ask = Ask(self.scope, self.library, self.today, {"version": self.request.GET.get("version", "")})
        restore_group_person(link, by=self.request.user, version=version or ask.number("version") or 0)
        messages.success(self.request, _("%(name)s is in the group again.") % {"name": link.person.name})
