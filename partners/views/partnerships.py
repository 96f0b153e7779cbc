"""A library's partnerships and their members; the page of one partnership draws on several apps."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from partners.domain.partnerships import add_member, change_member, change_partnership, start_partnership
from partners.forms.partnerships import MemberAddForm, MemberForm, PartnershipAddForm, PartnershipForm
from partners.models import Member, Organization, Partnership
from partners.views.editing import ChangeView, RowFormView
from partners.views.pages import LibraryPage
from partners.views.paging import counted, page_by_name


class PartnershipsView(LibraryPage, TemplateView):
    """All of a library's partnerships for its staff, their own for partners."""

    template_name = "partners/partnerships/list.html"
    staff_role = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.visible(Partnership)
        current = self.visible(Member).current(on=self.today).filter(partnership=OuterRef("pk"))
        members = current.order_by().values("partnership").annotate(n=Count("organization", distinct=True))
        return super().get_context_data(
            **kwargs,
            page=page_by_name(rows.annotate(member_count=Subquery(members.values("n"))), self.request.GET),
            count=counted(rows),
            today=self.today,
            can_edit=self.can_edit,
            is_staff=self.is_staff,
        )


class PartnershipPage(RowFormView):
    """Forms about partnerships lead back to the partnership's page."""

    @property
    def partnership(self) -> Partnership:
        raise NotImplementedError

    def way_back(self) -> str:
        return self.to("partnership", self.partnership.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Partnerships"), "url": self.to("partnerships")},
            {"label": self.partnership.name, "url": self.way_back()},
        ]


class PartnershipAddView(RowFormView):
    form_class = PartnershipAddForm
    title = gettext_lazy("Start a partnership")
    lead = gettext_lazy("The library is its first member. Add the others on the next page.")
    submit = gettext_lazy("Start the partnership")

    def get_initial(self) -> dict[str, Any]:
        return {"started_on": self.today}

    def carry_out(self, form: PartnershipAddForm) -> Partnership:
        return start_partnership(self.library, by=self.request.user, values=form.given())

    def said(self, saved: Partnership) -> str:
        return _("%(name)s has started.") % {"name": saved.name}

    def way_back(self) -> str:
        return self.to("partnerships")

    def destination(self, saved: Partnership) -> str:
        return self.to("partnership", saved.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Partnerships"), "url": self.way_back()}]


class PartnershipChangeView(PartnershipPage, ChangeView):
    """Open to the backbone organization as well, which `editable_by` decides."""

    staff_role = None
    model = Partnership
    form_class = PartnershipForm
    submit = gettext_lazy("Save")

    @property
    def partnership(self) -> Partnership:
        return self.row

    @cached_property
    def title(self) -> str:
        return _("Change %(name)s") % {"name": self.row.name}

    def carry_out(self, form: PartnershipForm) -> Partnership:
        return change_partnership(self.row, by=self.request.user, version=self.version, values=form.given())

    def said(self, saved: Partnership) -> str:
        return _("%(name)s is saved.") % {"name": saved.name}


class MemberAddView(PartnershipPage):
    form_class = MemberAddForm
    title = gettext_lazy("Add a member")
    submit = gettext_lazy("Add the member")

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    def get_initial(self) -> dict[str, Any]:
        return {"joined_on": self.today}

    def get_form_kwargs(self) -> dict[str, Any]:
        inside = self.visible(Member).filter(partnership=self.partnership, left_on=None)
        outside = self.visible(Organization).active().exclude(pk__in=inside.values("organization"))
        return super().get_form_kwargs() | {"organizations": list(outside)}

    def carry_out(self, form: MemberAddForm) -> Member:
        return add_member(self.partnership, by=self.request.user, **form.given())

    def said(self, saved: Member) -> str:
        return _("%(name)s is a member.") % {"name": saved.organization.name}


class MemberChangeView(PartnershipPage, ChangeView):
    """Open to the backbone organization as well, which `editable_by` decides."""

    staff_role = None
    model = Member
    form_class = MemberForm
    submit = gettext_lazy("Save")

    @property
    def partnership(self) -> Partnership:
        return self.row.partnership

    @cached_property
    def title(self) -> str:
        return _("Change the membership of %(name)s") % {"name": self.row.organization.name}

    def carry_out(self, form: MemberForm) -> Member:
        values = {name: form.cleaned_data[name] for name in ("role", "left_on")}
        return change_member(self.row, by=self.request.user, version=self.version, values=values)

    def said(self, saved: Member) -> str:
        return _("The membership of %(name)s is saved.") % {"name": self.row.organization.name}
