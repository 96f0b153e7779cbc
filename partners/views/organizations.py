"""The library's directory of partners and possible partners."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from partners.domain.organizations import add_organization, change_organization
from partners.forms.organizations import OrganizationAddForm, OrganizationFilter, OrganizationForm
from partners.history import told
from partners.models import (
    AuditEvent,
    Category,
    Invitation,
    Member,
    Organization,
    OrganizationCategory,
    Person,
)
from partners.names import name_key
from partners.views.editing import ChangeView, RowFormView
from partners.views.pages import LibraryPage
from partners.views.paging import counted, letters, page_by_name
from partners.views.rosters import roster

HISTORY_LENGTH = 20


def _count(rows: QuerySet, of: str = "pk") -> Subquery:
    """How many of `rows` belong to the organization of the outer query."""
    mine = rows.filter(organization=OuterRef("pk")).order_by().values("organization")
    return Subquery(mine.annotate(n=Count(of, distinct=True)).values("n"))


class OrganizationsView(LibraryPage, TemplateView):
    """The directory: searched without accents, chosen by category, paged by name."""

    template_name = "partners/organizations/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.filter_form()
        rows = self.chosen(form)
        page = page_by_name(self.with_counts(rows), self.request.GET)
        labels = {category.pk: str(category) for category in form.categories}
        for organization in page.rows:
            organization.primary = labels.get(organization.primary_id, "")
        is_filtered = any(self.request.GET.values())
        return super().get_context_data(
            **kwargs,
            page=page,
            count=counted(rows),
            letters=letters(self.request.GET),
            filter_form=form,
            is_filtered=is_filtered,
            is_new=not is_filtered and all(organization.is_own for organization in page.rows),
            can_edit=self.can_edit,
            export_query=urlencode({key: form.data[key] for key in ("q", "category") if form.data.get(key)}),
        )

    def filter_form(self) -> OrganizationFilter:
        return OrganizationFilter(self.request.GET or None, categories=list(Category.objects.all()))

    def chosen(self, form: OrganizationFilter) -> QuerySet[Organization]:
        rows = self.visible(Organization).active()
        if not form.is_bound or not form.is_valid():
            return rows.none() if form.is_bound else rows
        if form.cleaned_data["q"]:
            rows = rows.filter(name_key__contains=name_key(form.cleaned_data["q"]))
        if form.cleaned_data["category"]:
            links = self.visible(OrganizationCategory).filter(category__code=form.cleaned_data["category"])
            rows = rows.filter(pk__in=links.values("organization"))
        return rows

    def with_counts(self, rows: QuerySet[Organization]) -> QuerySet[Organization]:
        primary = self.visible(OrganizationCategory).filter(organization=OuterRef("pk"), is_primary=True)
        current = self.visible(Member).current(on=self.today)
        return rows.annotate(
            primary_id=Subquery(primary.values("category")[:1]),
            people_count=_count(self.visible(Person)),
            partnership_count=_count(current, "partnership"),
        )


class OrganizationView(LibraryPage, TemplateView):
    """One organization: its categories, people, partnerships and history."""

    template_name = "partners/organizations/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organization = self.find(Organization)
        people = roster(
            self.visible(Person).filter(organization=organization),
            self.visible(Invitation),
            now=timezone.now(),
            today=self.today,
        )
        members = list(
            self.visible(Member)
            .filter(organization=organization)
            .select_related("partnership")
            .order_by("left_on", "partnership__name_key")
        )
        return super().get_context_data(
            **kwargs,
            organization=organization,
            links=list(organization.category_links.select_related("category")),
            people=people,
            members=members,
            today=self.today,
            events=told(self.history(organization, people, members)),
            can_edit=self.can_edit,
            crumbs=[
                {"label": _("Directory"), "url": self.to("organizations")},
                {"label": organization.name},
            ],
        )

    def history(self, organization: Organization, people: list, members: list) -> list[AuditEvent]:
        """The newest events about the organization, its people and their access, and its memberships."""
        kinds = {
            "partners.organization": [organization.pk],
            "partners.person": [person["pk"] for person in people],
            "partners.access": [pk for person in people for pk in person["access_pks"]],
            "partners.invitation": [person["invitation_pk"] for person in people if person["invitation_pk"]],
            "partners.member": [member.pk for member in members],
        }
        about = Q(pk__in=[])
        for kind, ids in kinds.items():
            about |= Q(subject_type=kind, subject_id__in=ids)
        return list(self.visible(AuditEvent).filter(about).select_related("actor")[:HISTORY_LENGTH])


class DirectoryForm(RowFormView):
    template_name = "partners/organizations/form.html"

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Directory"), "url": self.to("organizations")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"categories": context["form"].known.values()}


class OrganizationAddView(DirectoryForm):
    form_class = OrganizationAddForm
    title = gettext_lazy("Add an organization")
    submit = gettext_lazy("Add the organization")

    def form_valid(self, form: OrganizationAddForm) -> HttpResponse:
        if not form.cleaned_data["is_another"] and (alike := self.alike(form.cleaned_data)):
            return self.render_to_response(self.get_context_data(form=form, alike=alike))
        return super().form_valid(form)

    def alike(self, given: dict[str, Any]) -> list[Organization]:
        """Organizations of the directory that have the same name, e-mail or website."""
        same = Q(name_key=name_key(given["name"])[:400])
        for name in ("email", "website"):
            if given[name]:
                same |= Q(**{f"{name}__iexact": given[name]})
        return list(self.visible(Organization).active().filter(same)[:5])

    def carry_out(self, form: OrganizationAddForm) -> Organization:
        return add_organization(self.library, by=self.request.user, **form.given())

    def said(self, saved: Organization) -> str:
        return _("%(name)s is in the directory.") % {"name": saved.name}

    def way_back(self) -> str:
        return self.to("organizations")

    def destination(self, saved: Organization) -> str:
        return self.to("organization", saved.pk)


class OrganizationChangeView(DirectoryForm, ChangeView):
    model = Organization
    form_class = OrganizationForm
    submit = gettext_lazy("Save")

    @cached_property
    def title(self) -> str:
        return _("Change %(name)s") % {"name": self.row.name}

    def carry_out(self, form: OrganizationForm) -> Organization:
        return change_organization(self.row, by=self.request.user, version=self.version, **form.given())

    def said(self, saved: Organization) -> str:
        return _("%(name)s is saved.") % {"name": saved.name}

    def way_back(self) -> str:
        return self.to("organization", self.row.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [*super().crumbs(), {"label": self.row.name, "url": self.way_back()}]
