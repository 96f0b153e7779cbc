"""The mails one gets, on one's own account: the only place where courtesies are switched on again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from partners.days import today_in
from partners.domain.mail_choices import Choice, choices_of, has_stopped_all
from partners.domain.stops import resume_courtesies, stop_courtesies
from partners.models import Person
from partners.views.account import OwnPage


class AccountMailsView(OwnPage, TemplateView):
    """The mails one gets, for each organization one acts for: here courtesies are switched on again, too."""

    template_name = "partners/account/mails.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = self.request.user.people.select_related("library", "organization__owner").order_by("pk")
        return super().get_context_data(seats=[_seat(person) for person in people], **kwargs)


class AccountMailChangeView(OwnPage, View):
    """One button: stop courtesies, all or of one kind, or have them again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        people = request.user.people.select_related("library", "organization")
        person = get_object_or_404(people, pk=kwargs["pk"])
        source = request.POST.get("source", "")
        known = {choice.source.key for choice in _choices(person) if choice.is_courtesy}
        try:
            self.change(person, source=source if source in known else "")
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("account_mails")

    def change(self, person: Person, *, source: str) -> None:
        user = self.request.user
        if self.request.POST.get("do") == "resume":
            resume_courtesies(person, by=user, source=source)
            messages.success(self.request, _("You get these mails again."))
        else:
            stop_courtesies(person, by=user, now=timezone.now(), source=source)
            messages.success(self.request, _("You get no more mails of this kind."))


def _choices(person: Person) -> list[Choice]:
    return choices_of(person, on=today_in(person.library.time_zone, now=timezone.now()))


def _seat(person: Person) -> dict[str, Any]:
    owner, choices = person.organization.owner, _choices(person)
    is_there = owner is not None and owner.is_active
    return {
        "person": person,
        "owner_name": owner.get_full_name() if owner is not None and is_there else person.library.sender,
        "owner_email": owner.email if owner is not None and is_there else person.library.reply_to,
        "obligations": [choice for choice in choices if not choice.is_courtesy],
        "courtesies": [choice for choice in choices if choice.is_courtesy],
        "has_stopped_all": has_stopped_all(person),
    }
