"""The contact log: of one organization and of the whole library, and the form of one line."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from partners.choices import ContactDirection, ContactKind, ContactsAction, ContactVisibility, LibraryRole
from partners.domain.contacts import change_contact, log_contact, remove_contact, restore_contact
from partners.domain.versions import Stale
from partners.forms.contacts import ContactFilter, ContactForm
from partners.models import (
    ContactEntry,
    LibraryMembership,
    Organization,
    Partnership,
    Person,
    User,
)
from partners.views.editing import ChangeView, RowFormView, read_version
from partners.views.files import shown_files, with_files
from partners.views.newest import page_by_moment
from partners.views.pages import LibraryPage
from partners.views.saved_filters import filters_of
from partners.views.touch import organization_tabs, staff_of, touch_tabs

CALLS = "calls"


class ContactsView(LibraryPage, TemplateView):
    """The library's log; partners see what was opened to them."""

    template_name = "partners/contacts/list.html"
    staff_role = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        staff = staff_of(self.visible(LibraryMembership)) if self.is_staff else []
        form = ContactFilter(self.request.GET, staff=staff)
        rows = self.chosen(form).select_related("organization", "created_by").prefetch_related("people")
        # Staff open the organization's own log for its files; partners have no other page for them.
        rows = rows.with_file_count() if self.is_staff else rows.prefetch_related("files")
        page = page_by_moment(rows, self.request.GET, field="at")
        return super().get_context_data(
            **kwargs,
            page=page if self.is_staff else with_files(self, page),
            filter_form=form,
            is_filtered=any(self.request.GET.get(name) for name in form.fields),
            is_staff=self.is_staff,
            can_edit=self.can_edit,
            tabs=touch_tabs(self, "contacts") if self.is_staff else [],
            bulk_actions=ContactsAction.choices,
            saved_filters=filters_of(self, "contacts") if self.is_staff else None,
        )

    def chosen(self, form: ContactFilter) -> QuerySet[ContactEntry]:
        rows = self.visible(ContactEntry).kept()
        if not form.is_valid():
            return rows.none()
        asked = form.cleaned_data
        wanted = {"kind": asked["kind"], "direction": asked["direction"], "created_by": asked.get("by")}
        return rows.filter(**{name: value for name, value in wanted.items() if value})


class OrganizationContactsView(LibraryPage, TemplateView):
    """The log of one organization, with a way back for a line that was just removed."""

    template_name = "partners/contacts/of_organization.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organization = self.find(Organization)
        entries = self.visible(ContactEntry).filter(organization=organization)
        rows = entries.kept().select_related("created_by").prefetch_related("people", "files")
        return super().get_context_data(
            **kwargs,
            organization=organization,
            page=with_files(self, page_by_moment(rows, self.request.GET, field="at")),
            removed=self.removed(entries),
            can_edit=self.can_edit,
            tabs=organization_tabs(self, organization, "organization_contacts"),
            crumbs=[
                {"label": _("Directory"), "url": self.to("organizations")},
                {"label": organization.name, "url": self.to("organization", organization.pk)},
                {"label": _("Contact log")},
            ],
        )

    def removed(self, entries: QuerySet[ContactEntry]) -> ContactEntry | None:
        asked = self.request.GET.get("removed", "")
        if not self.can_edit or not (asked.isascii() and asked.isdigit() and len(asked) < 19):  # noqa: PLR2004
            return None
        return entries.exclude(archived_at=None).filter(pk=int(asked)).first()


class ContactPage(RowFormView):
    """The form of one line; it leads back to the log, or to the calls if one came from there."""

    form_class = ContactForm
    template_name = "partners/contacts/form.html"

    @property
    def organization(self) -> Organization:
        raise NotImplementedError

    def people(self) -> QuerySet[Person]:
        rows = self.visible(Person).filter(organization=self.organization)
        return self.there(rows).order_by("name_key", "pk")

    def there(self, rows: QuerySet[Person]) -> QuerySet[Person]:
        return rows.present()

    @cached_property
    def choices(self) -> dict[str, Any]:
        partnerships = self.visible(Partnership).filter(members__organization=self.organization)
        return {
            "people": list(self.people()),
            "staff": staff_of(self.visible(LibraryMembership)),
            "partnerships": list(partnerships.order_by("name_key", "pk").distinct()),
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | self.choices

    def way_back(self) -> str:
        if self.request.GET.get("from") == CALLS:
            return self.to(CALLS)
        return self.to("organization_contacts", self.organization.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Directory"), "url": self.to("organizations")},
            {"label": self.organization.name, "url": self.to("organization", self.organization.pk)},
            {"label": _("Contact log"), "url": self.to("organization_contacts", self.organization.pk)},
        ]


class ContactAddView(ContactPage):
    title = gettext_lazy("Log a contact")
    submit = gettext_lazy("Log the contact")

    @cached_property
    def organization(self) -> Organization:
        return self.find_editable(Organization)

    @property
    def lead(self) -> str:
        return self.organization.name

    def get_initial(self) -> dict[str, Any]:
        return {
            "kind": ContactKind.CALL,
            "direction": ContactDirection.TWO_WAY,
            "at": timezone.now().replace(second=0, microsecond=0),
            "staff": [str(self.request.user.pk)],
            "visibility": ContactVisibility.STAFF,
        }

    def carry_out(self, form: ContactForm) -> ContactEntry:
        return log_contact(self.organization, by=self.request.user, now=timezone.now(), **form.given())

    def said(self, saved: ContactEntry) -> str:
        return _("The contact with %(name)s is in the log.") % {"name": self.organization.name}


class ContactChangeView(ContactPage, ChangeView):
    model = ContactEntry
    title = gettext_lazy("Change a contact")
    submit = gettext_lazy("Save")

    @cached_property
    def row(self) -> ContactEntry:
        pk = self.kwargs["pk"]
        rows = self.editable(ContactEntry).kept().select_related("organization")
        return rows.filter(pk=pk).first() or self.find_editable(ContactEntry, pk=pk, archived_at=None)

    @property
    def organization(self) -> Organization:
        return self.row.organization

    @property
    def lead(self) -> str:
        return self.organization.name

    def people(self) -> QuerySet[Person]:
        links = self.row.person_links.filter(person=OuterRef("pk"))
        return super().people().annotate(took_part=Exists(links))

    def there(self, rows: QuerySet[Person]) -> QuerySet[Person]:
        """Whoever took part stays on the form after leaving."""
        return rows.filter(Q(left_on=None) | Q(pk__in=self.row.person_links.values("person")))

    @cached_property
    def took_part(self) -> list[User]:
        return [link.user for link in self.row.staff_links.select_related("user").order_by("pk")]

    @cached_property
    def choices(self) -> dict[str, Any]:
        found = super().choices
        # Whoever took part stays on the form after leaving the staff.
        return found | {"staff": list(dict.fromkeys([*found["staff"], *self.took_part]))}

    def form_kwargs(self, row: ContactEntry) -> dict[str, Any]:
        people = [person.pk for person in self.choices["people"] if person.took_part]
        staff = [user.pk for user in self.took_part]
        return self.choices | {"initial": ContactForm.initial_of(row, people=people, staff=staff)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = shown_files(self, self.row.pk, self.row.files.all(), is_changed=True)
        return super().get_context_data(
            **kwargs, files=files, remove_url=self.to("contact_remove", self.row.pk)
        )

    def carry_out(self, form: ContactForm) -> ContactEntry:
        return change_contact(
            self.row, by=self.request.user, version=self.version, now=timezone.now(), **form.given()
        )

    def said(self, saved: ContactEntry) -> str:
        return _("The contact entry is saved.")


class ContactRemoveView(LibraryPage, View):
    """Takes a line out of the log; the next page offers to put it back."""

    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        entry = self.find_editable(ContactEntry)
        log = self.to("organization_contacts", entry.organization_id)
        try:
            remove_contact(entry, by=request.user, version=read_version(request), now=timezone.now())
        except Stale:
            messages.error(request, _("Someone else changed this entry. Look at it again first."))
            return redirect(log)
        return redirect(f"{log}?removed={entry.pk}")


class ContactRestoreView(LibraryPage, View):
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        entry = self.find_editable(ContactEntry)
        try:
            restore_contact(entry, by=request.user, version=read_version(request))
        except Stale:
            messages.error(request, _("Someone else changed this entry. Look at it again first."))
        else:
            messages.success(request, _("The contact entry is back in the log."))
        return redirect(self.to("organization_contacts", entry.organization_id))
