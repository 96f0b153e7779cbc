"""Sending a letter that the system writes: to whom, a look at it, and off."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from partners.choices import Language
from partners.domain.addressees import Addressee, addressees
from partners.domain.holds import is_mail_held
from partners.domain.letters import Letter
from partners.domain.mailing_letters import count_asleep
from partners.forms.recipients import RecipientsForm
from partners.models import Person
from partners.views.pages import LibraryPage


class SendPage(LibraryPage, TemplateView):
    """One form in two steps; whoever got the letter already is named and not offered again."""

    template_name = "partners/minutes/send.html"
    title = ""

    def candidates(self) -> Iterable[Person]:
        """With organization and user, in the order of the page."""
        raise NotImplementedError

    def known(self) -> dict[int, str]:
        """By person's id, since when those know it who were told."""
        raise NotImplementedError

    def first_ticked(self) -> set[int]:
        return set()

    def letter(self, person: Person) -> Letter:
        raise NotImplementedError

    def send(self, people: list[Person]) -> int:
        """The one domain call; returns how many mails are on their way."""
        raise NotImplementedError

    def way_back(self) -> str:
        raise NotImplementedError

    @cached_property
    def found(self) -> list[Addressee]:
        return addressees(self.candidates(), on=self.today)

    @cached_property
    def told(self) -> dict[int, str]:
        return self.known()

    def form(self, **kwargs: Any) -> RecipientsForm:
        return RecipientsForm(found=self.found, known=self.told.keys(), **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        everybody = request.GET.get("to") == "all"
        first = {one.person.pk for one in self.found} if everybody else self.first_ticked()
        return self.show(self.form(initial={"people": [str(pk) for pk in first]}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(data=request.POST)
        step = request.POST.get("step", "")
        if not form.is_valid() or step == "change":
            return self.show(form)
        if step != "send":
            return self.check(form)
        count = self.send(form.chosen())
        words = ngettext("%(count)d mail is on its way.", "%(count)d mails are on their way.", count)
        messages.success(request, words % {"count": count})
        return redirect(self.way_back())

    def show(self, form: RecipientsForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def check(self, form: RecipientsForm) -> HttpResponse:
        people = form.chosen()
        firsts: dict[str, Person] = {}
        for person in people:
            firsts.setdefault(person.language, person)
        words = {
            "form": form,
            "columns": [{"label": label} for label in (_("Name"), _("Organization"), _("Address"))],
            "rows": [[person.name, person.organization.name, person.email] for person in people],
            "previews": [
                {
                    "language": Language(person.language).label,
                    "name": person.name,
                    "letter": self.letter(person),
                }
                for person in firsts.values()
            ],
            "asleep_count": count_asleep(self.library, people, now=timezone.now()),
            "is_held": is_mail_held(),
        }
        context = self.get_context_data(**words)
        return self.response_class(self.request, "partners/mailings/check.html", context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            title=self.title,
            told=[(one.person, self.told[one.person.pk]) for one in self.found if one.person.pk in self.told],
            without=[one for one in self.found if not one.may_get_it and one.person.pk not in self.told],
            cancel_url=self.way_back(),
            **self.frame(),
        )

    def frame(self) -> dict[str, Any]:
        """Lead and crumbs."""
        raise NotImplementedError
