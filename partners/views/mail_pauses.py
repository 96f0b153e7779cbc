"""Which mails a person gets, for staff, who pause and resume reminders."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from partners.choices import LibraryRole
from partners.domain.mail_choices import Choice, choices_of, has_stopped_all
from partners.domain.stops import pause_reminders, resume_reminders
from partners.forms.mailbox import PauseForm
from partners.models import Organization, Person, ReminderStop
from partners.views.pages import LibraryPage
from partners.views.people import PersonPage


class PersonMailPausesView(PersonPage):
    """What a person is reminded of, and a pause of it."""

    template_name = "partners/people/mail_pauses.html"
    form_class = PauseForm
    submit = gettext_lazy("Pause")

    @cached_property
    def row(self) -> Person:
        return self.find_editable(Person)

    @property
    def organization(self) -> Organization:
        return self.row.organization

    @property
    def title(self) -> str:
        return _("Mails to %(name)s") % {"name": self.row.name}

    @cached_property
    def choices(self) -> list[Choice]:
        return choices_of(self.row, on=self.today)

    def get_form_kwargs(self) -> dict[str, Any]:
        # What only the library's own staff get is theirs to switch off.
        return super().get_form_kwargs() | {"choices": self.choices}

    def carry_out(self, form: PauseForm) -> ReminderStop:
        return pause_reminders(self.row, by=self.request.user, now=timezone.now(), **form.cleaned_data)

    def said(self, saved: ReminderStop) -> str:
        return _("The reminders are paused. It shows here and on the organization's page.")

    def destination(self, saved: Any) -> str:
        return self.to("person_mail_pauses", self.row.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            person=self.row,
            choices=self.choices,
            has_stopped_all=has_stopped_all(self.row),
            resume_url=self.to("person_mail_resume", self.row.pk),
            **kwargs,
        )


class PersonMailResumeView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = self.find_editable(Person)
        resume_reminders(person, source=request.POST.get("source", "")[:40], by=request.user)
        messages.success(request, _("%(name)s is reminded again.") % {"name": person.name})
        return redirect(self.to("person_mail_pauses", person.pk))
