"""Why did she not get it? One person's mail, answered in sentences."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from partners.choices import LibraryRole
from partners.domain.bounces import clear_bounce, note_bounce
from partners.domain.explaining import Because, recent_reminders, why_person, why_reminders
from partners.forms.occurrences import BounceForm
from partners.models import Person
from partners.templatetags.ui import status_tag
from partners.views.pages import LibraryPage

# Pages of which the sentence names no record of its own.
MANAGERS_ONLY = {"library_rules"}


class PersonMailReasonsView(LibraryPage, TemplateView):
    template_name = "partners/occurrences/mail_reasons.html"

    @cached_property
    def row(self) -> Person:
        return self.find(self.visible(Person).select_related("organization", "user"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, person = timezone.now(), self.row
        reminders = recent_reminders(person)
        return super().get_context_data(
            **kwargs,
            person=person,
            bounce_form=BounceForm() if self.can_edit and person.email and not person.is_bouncing else None,
            may_clear=self.can_edit and person.is_bouncing,
            against=[self.shown(found) for found in why_person(person, library=self.library, now=now)],
            reminders=[
                self.shown(found, status_tag(row.state))
                for row, found in why_reminders(reminders, library=self.library, now=now)
            ],
            crumbs=[
                {"label": _("Directory"), "url": self.to("organizations")},
                {"label": person.organization.name, "url": self.to("organization", person.organization_id)},
                {"label": _("Reminders"), "url": self.to("organization_occurrences", person.organization_id)},
                {"label": person.name},
            ],
        )

    def shown(self, found: Because, tag: str = "") -> dict[str, Any]:
        return {"text": found.text, "tag": tag, "url": self.link(found), "action": found.action}

    def link(self, found: Because) -> str:
        may_follow = found.page in {"delivery", "organization"} or self.can_edit
        if found.page in MANAGERS_ONLY:
            may_follow = self.scope.is_staff_of(self.library.pk, LibraryRole.MANAGER)
        if not found.page or not may_follow:
            return ""
        return self.to(found.page, *([] if found.key is None else [found.key]))


class PersonBouncesView(LibraryPage, View):
    """Staff know that the address does not work: no more mail goes there."""

    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = self.find_editable(Person)
        form = BounceForm(request.POST)
        try:
            if not form.is_valid():
                raise ValidationError([text for errors in form.errors.values() for text in errors])
            note_bounce(person, by=request.user, reason=form.cleaned_data["reason"], now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            text = _("No more mail goes to %(email)s until the address works again or is changed.")
            messages.success(request, text % {"email": person.email})
        return redirect(self.to("person_mail_reasons", person.pk))


class PersonWorksAgainView(LibraryPage, View):
    """The address works again."""

    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = self.find_editable(Person)
        clear_bounce(person, by=request.user, now=timezone.now())
        messages.success(request, _("Mail goes to %(email)s again.") % {"email": person.email})
        return redirect(self.to("person_mail_reasons", person.pk))
