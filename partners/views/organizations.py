"""The library's directory of partners and possible partners."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from partners.choices import BulkAction, DirectoryStatus, LibraryRole
from partners.confirming import due_since
from partners.days import today_in
from partners.domain.introductions import meet_organization
from partners.domain.organizations import change_organization
from partners.forms.organizations import OrganizationAddForm, OrganizationFilter, OrganizationForm
from partners.history import told
from partners.likeness import Card, alike
from partners.models import (
    AuditEvent,
    ContactEntry,
    GroupPerson,
    Invitation,
    LibraryMembership,
    Member,
    Organization,
    OrganizationCategory,
    OrganizationTag,
    Person,
    ReminderStop,
    Tag,
)
from partners.tables.organizations import ORGANIZATIONS, choose_organizations
from partners.views.editing import ChangeView, RowFormView
from partners.views.members import paused_until
from partners.views.pages import LibraryPage
from partners.views.paging import counted, letters, page_by_name
from partners.views.people_lists import directory_tabs
from partners.views.rosters import roster
from partners.views.saved_filters import filters_of
from partners.views.sorting import words_of_library, words_of_organization
from partners.views.touch import organization_tabs, touch_with, with_last_contact

HISTORY_LENGTH = 20
CARD_FIELDS = ("name", "website", "email", "phone")
MOST_COMPARED = 20_000
SHOWN_ALIKE = 5


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
        labels = dict(form.words.category)
        for organization in page.rows:
            organization.primary = labels.get(organization.primary_code, "")
            organization.touch = touch_with(organization, today=self.today)
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
            bulk_actions=BulkAction.choices,
            can_choose=self.can_edit and self.request.GET.get("status") != DirectoryStatus.ARCHIVED,
            export_query=urlencode(ORGANIZATIONS.asked(form.data)),
            saved_filters=filters_of(self, ORGANIZATIONS.noun),
            tabs=directory_tabs(self, "organizations"),
        )

    def filter_form(self) -> OrganizationFilter:
        words = words_of_library(self.visible(Tag), self.visible(LibraryMembership))
        return OrganizationFilter(self.request.GET or None, words=words)

    def chosen(self, form: OrganizationFilter) -> QuerySet[Organization]:
        if form.is_bound and not form.is_valid():
            return self.visible(Organization).none()
        given = form.cleaned_data if form.is_bound else {}
        return choose_organizations(self.visible, given, today=self.today)

    def with_counts(self, rows: QuerySet[Organization]) -> QuerySet[Organization]:
        primary = self.visible(OrganizationCategory).filter(organization=OuterRef("pk"), is_primary=True)
        current = self.visible(Member).current(on=self.today)
        rows = with_last_contact(rows, self.visible(ContactEntry), organization="pk")
        return rows.select_related("keep_in_touch").annotate(
            primary_code=Subquery(primary.values("category__code")[:1]),
            owner_name=F("owner__name"),
            people_count=_count(self.visible(Person).present()),
            partnership_count=_count(current, "partnership"),
        )


class OrganizationView(LibraryPage, TemplateView):
    """One organization: its categories, people, partnerships and history."""

    template_name = "partners/organizations/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.visible(Organization).select_related(
            "keep_in_touch", "owner", "merged_into", "confirmed_by"
        )
        rows = with_last_contact(rows, self.visible(ContactEntry), organization="pk")
        organization = self.find(rows, pk=self.kwargs["pk"])
        words = words_of_organization(
            self.visible(OrganizationCategory).filter(organization=organization),
            self.visible(OrganizationTag).filter(organization=organization),
        )
        people = roster(
            self.visible(Person).filter(organization=organization),
            self.visible(Invitation),
            self.visible(ReminderStop),
            now=timezone.now(),
            today=self.today,
        )
        members = list(
            self.visible(Member)
            .filter(organization=organization)
            .select_related("partnership")
            .order_by("left_on", "partnership__name_key")
        )
        for member in members:
            member.paused_until = paused_until(member, on=self.today)
        return super().get_context_data(
            **kwargs,
            organization=organization,
            categories=words.category,
            primary=words.primary,
            tags=words.tag,
            people=people,
            members=members,
            group_links=self.visible(GroupPerson)
            .filter(organization=organization)
            .select_related("group", "person")
            .order_by("group__name_key", "person__name_key", "pk"),
            today=self.today,
            confirmation=self.confirmation(organization, members),
            touch=touch_with(organization, today=self.today),
            tabs=organization_tabs(self, organization, "organization"),
            events=told(self.history(organization, people, members)),
            can_edit=self.can_edit,
            is_manager=self.scope.is_staff_of(self.library.pk, LibraryRole.MANAGER),
            crumbs=[
                {"label": _("Directory"), "url": self.to("organizations")},
                {"label": organization.name},
            ],
        )

    def confirmation(self, organization: Organization, members: list[Member]) -> dict[str, Any] | None:
        """When somebody there confirmed the record; None where nobody is asked to."""
        joined = [member.joined_on for member in members if member.left_on is None]
        if organization.is_own or not joined:
            return None
        at = organization.confirmed_at
        base = today_in(self.library.time_zone, now=at) if at else min(joined)
        return {
            "on": base if at else None,
            "by": organization.confirmed_by.get_full_name() if organization.confirmed_by else "",
            "is_overdue": due_since(base, today=self.today) is not None,
        }

    def history(self, organization: Organization, people: list, members: list) -> list[AuditEvent]:
        """The newest events about the organization, its people and their access, and its memberships."""
        kinds = {
            "partners.organization": [organization.pk],
            "partners.person": [person["pk"] for person in people],
            "partners.access": [pk for person in people for pk in person["access_pks"]],
            "partners.invitation": [person["invitation_pk"] for person in people if person["invitation_pk"]],
            "partners.member": [member.pk for member in members],
            "partners.keepintouch": [row.pk for row in [getattr(organization, "keep_in_touch", None)] if row],
        }
        merged = self.visible(Organization).filter(merged_into=organization)
        about = Q(subject_type="partners.organization", subject_id__in=merged.values("pk"))
        stops = self.visible(ReminderStop).filter(person__organization=organization)
        about |= Q(subject_type="partners.reminderstop", subject_id__in=stops.values("pk"))
        for kind, ids in kinds.items():
            about |= Q(subject_type=kind, subject_id__in=ids)
        return list(self.visible(AuditEvent).filter(about).select_related("actor")[:HISTORY_LENGTH])


class DirectoryForm(RowFormView):
    template_name = "partners/organizations/form.html"

    def get_form(self, form_class: type | None = None) -> OrganizationForm:
        form = super().get_form(form_class)
        for name in ("notes", "talk_note"):
            if name in form.fields:
                form.fields[name].help_text = self.library.shown_note_notice
        return form

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
        """Organizations of the directory that may be the one being added."""
        new = Card(0, *(given[name] for name in CARD_FIELDS))
        known = self.visible(Organization).active().values_list("pk", *CARD_FIELDS)[:MOST_COMPARED]
        same = [card.pk for card in (Card(*row) for row in known) if alike(new, card)]
        return list(self.visible(Organization).filter(pk__in=same[:SHOWN_ALIKE]))

    def carry_out(self, form: OrganizationAddForm) -> Organization:
        by, now = self.request.user, timezone.now()
        return meet_organization(self.library, by=by, now=now, **form.given())

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
