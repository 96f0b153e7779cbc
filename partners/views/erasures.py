"""Erasing a person: what will go, a file of it for them, and the step that cannot be undone."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from partners.choices import LibraryRole, ReminderState
from partners.domain.erasures import erase_person, refuse_erasure, tell_all
from partners.forms.erasures import EraseForm
from partners.models import ContactEntry, Delivery, MailLink, Organization, Person, Reminder
from partners.views.editing import ChangeView
from partners.views.pages import LibraryPage
from partners.views.people import PersonPage


class PersonEraseView(PersonPage, ChangeView):
    template_name = "partners/people/erase.html"
    staff_role = LibraryRole.MANAGER
    model = Person
    form_class = EraseForm
    submit = gettext_lazy("Erase for ever")

    @cached_property
    def title(self) -> str:
        return _("Erase %(name)s") % {"name": self.row.name}

    @property
    def organization(self) -> Organization:
        return self.row.organization

    def form_kwargs(self, row: Person) -> dict[str, Any]:
        return {}

    @property
    def refusal(self) -> str:
        """Why it cannot be done now, in a sentence; empty when it can."""
        try:
            refuse_erasure(self.row, now=timezone.now())
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.row
        planned = self.visible(Reminder).filter(recipient=person, state=ReminderState.PLANNED)
        mails = self.visible(Delivery).filter(person=person)
        links = self.visible(MailLink).filter(person=person, token__revoked_at=None)
        talks = self.visible(ContactEntry).filter(person_links__person=person)
        facts = [
            (_("Name, address, phone, job title"), _("go everywhere, in the history as well")),
            (_("Account"), _("ends, unless another library needs it")),
            (_("Reminders that are planned"), _("%(count)d are cancelled") % {"count": planned.count()}),
            (_("Links in mails"), _("%(count)d open nothing any more") % {"count": links.count()}),
            (_("Mails that left"), _("%(count)d stay, without the address") % {"count": mails.count()}),
            (_("Talks"), _("%(count)d stay, with “a former contact”") % {"count": talks.count()}),
            (_("Figures and signatures"), _("stay; whose they were is not told any more")),
        ]
        return super().get_context_data(
            **kwargs,
            person=person,
            refusal=self.refusal,
            facts=[{"label": label, "value": value} for label, value in facts],
        )

    def carry_out(self, form: EraseForm) -> Person:
        return erase_person(self.row, by=self.request.user, version=self.version, now=timezone.now())

    def said(self, saved: Person) -> str:
        return _("The person is erased. Counts and history stay.")


class PersonDataView(LibraryPage, View):
    """Everything that is kept about a person, as a file to hand to them."""

    staff_role = LibraryRole.MANAGER

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = self.find(Person)
        answer = HttpResponse(tell_all(person), content_type="application/json; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="person-{person.pk}.json"'
        return answer
