"""People at organizations: their records, invitations and access."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.choices import AccessRole, MemberRole
from partners.domain.invitations import invite_person
from partners.domain.people import add_person, change_person, end_access
from partners.forms.people import AccessEndForm, PersonForm, PersonInviteForm
from partners.models import Access, GroupPerson, Invitation, Member, Organization, Person
from partners.views.editing import ChangeView, RowFormView

FUNDERS_LOOK = timedelta(days=30)


class PersonPage(RowFormView):
    """Pages about people lead back to their organization."""

    @property
    def organization(self) -> Organization:
        raise NotImplementedError

    def way_back(self) -> str:
        return self.to("organization", self.organization.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Directory"), "url": self.to("organizations")},
            {"label": self.organization.name, "url": self.way_back()},
        ]


class PersonAddView(PersonPage):
    form_class = PersonForm
    title = gettext_lazy("Add a person")
    submit = gettext_lazy("Add the person")

    @cached_property
    def organization(self) -> Organization:
        return self.find_editable(Organization)

    def get_initial(self) -> dict[str, Any]:
        return {"language": self.library.language}

    def carry_out(self, form: PersonForm) -> Person:
        return add_person(self.organization, by=self.request.user, values=form.given())

    def said(self, saved: Person) -> str:
        return _("%(name)s is noted at %(organization)s.") % {
            "name": saved.name,
            "organization": self.organization.name,
        }


class PersonChangeView(PersonPage, ChangeView):
    model = Person
    form_class = PersonForm
    submit = gettext_lazy("Save")

    @cached_property
    def title(self) -> str:
        return _("Change %(name)s") % {"name": self.row.name}

    @property
    def lead(self) -> str:  # type: ignore[override]
        """The groups that they are in, so that nobody forgets them who changes the record."""
        links = self.visible(GroupPerson).current(on=self.today).filter(person=self.row)
        names = links.order_by("group__name_key").values_list("group__name", flat=True)
        return _("In these groups: %(names)s") % {"names": ", ".join(names)} if names else ""

    @property
    def organization(self) -> Organization:
        return self.row.organization

    def carry_out(self, form: PersonForm) -> Person:
        return change_person(
            self.row, by=self.request.user, version=self.version, values=form.given(), now=timezone.now()
        )

    def said(self, saved: Person) -> str:
        return _("%(name)s is saved.") % {"name": saved.name}


class PersonInviteView(PersonPage):
    """Asks for the role and says to which address the invitation goes; sending is the POST."""

    form_class = PersonInviteForm
    submit = gettext_lazy("Send the invitation")

    @cached_property
    def row(self) -> Person:
        return self.find_editable(Person)

    @property
    def organization(self) -> Organization:
        return self.row.organization

    @property
    def title(self) -> str:
        return _("Invite %(name)s") % {"name": self.row.name}

    @property
    def lead(self) -> str:
        if not self.row.email:
            return _("Give this person an e-mail address first.")
        return _("The invitation goes to %(email)s. It works once, for 14 days.") % {"email": self.row.email}

    def get_initial(self) -> dict[str, Any]:
        """Funders look for a month, unless somebody says otherwise."""
        seats = self.visible(Member).filter(organization=self.organization).current(on=self.today)
        roles = set(seats.values_list("role", flat=True))
        if roles != {MemberRole.FUNDER}:
            return {}
        return {"role": AccessRole.CONTACT, "until": self.today + FUNDERS_LOOK}

    def carry_out(self, form: PersonInviteForm) -> Invitation:
        given = {name: form.cleaned_data[name] for name in ("role", "until")}
        return invite_person(self.row, by=self.request.user, now=timezone.now(), **given)

    def said(self, saved: Invitation) -> str:
        return _("An invitation is on its way to %(email)s.") % {"email": saved.email}


class AccessEndView(PersonPage, ChangeView):
    model = Access
    form_class = AccessEndForm
    submit = gettext_lazy("End access")

    @property
    def organization(self) -> Organization:
        return self.row.organization

    @cached_property
    def title(self) -> str:
        return _("End the access of %(name)s") % {"name": self.row.person.name}

    @property
    def lead(self) -> str:
        return _("Role: %(role)s. What this person did stays.") % {"role": self.row.get_role_display()}

    def form_kwargs(self, row: Access) -> dict[str, Any]:
        return {"initial": {"ends_on": row.ends_on or self.today}}

    def carry_out(self, form: AccessEndForm) -> Access:
        ends_on = form.cleaned_data["ends_on"]
        return end_access(self.row, by=self.request.user, version=self.version, ends_on=ends_on)

    def said(self, saved: Access) -> str:
        return _("The access of %(name)s is ended.") % {"name": self.row.person.name}
