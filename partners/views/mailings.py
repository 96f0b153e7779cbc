"""Mails by hand: to whom and what, a look before it leaves, and what became of each."""

from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from partners.choices import Language, LibraryRole
from partners.domain.addressees import Addressee, addressees
from partners.domain.holds import is_mail_held
from partners.domain.mailing_letters import count_asleep, preview_mailing
from partners.domain.mailings import send_mailing
from partners.forms.mailings import MailingForm, text_choices, text_values
from partners.models import Delivery, Mailing, Member, Organization, Partnership, Person
from partners.templatetags.ui import status_tag
from partners.views.editing import show_refusal
from partners.views.moments import shown_moment
from partners.views.pages import LibraryPage

LONGEST_KEY = 19


class WritePage(LibraryPage, TemplateView):
    """One form in three steps: the text, a look at it with its recipients, and sending."""

    template_name = "partners/mailings/write.html"
    staff_role = LibraryRole.COORDINATOR

    @property
    def place(self) -> dict[str, Any]:
        """What the mail is about: a partnership or an organization."""
        raise NotImplementedError

    def people(self) -> QuerySet[Person]:
        raise NotImplementedError

    def frame(self) -> dict[str, Any]:
        """Lead, way back and crumbs of the place."""
        raise NotImplementedError

    @cached_property
    def found(self) -> list[Addressee]:
        rows = self.people().select_related("organization__owner", "user")
        ordered = rows.order_by("organization__name_key", "organization_id", "name_key", "pk")
        return addressees(ordered, on=self.today)

    def form(self, **kwargs: Any) -> MailingForm:
        has_partnership = "partnership" in self.place
        return MailingForm(library=self.library, found=self.found, has_partnership=has_partnership, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        people = [str(one.person.pk) for one in self.found if one.may_get_it and one.has_access]
        return self.show(self.form(initial={"key": uuid4(), "people": people} | self.draft()))

    def draft(self) -> dict[str, Any]:
        """A text to begin with, when the page was opened for one."""
        return {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = request.POST.get("step", "")
        if step == "text":
            return self.show(self.form(initial=self.with_text()))
        form = self.form(data=request.POST)
        if not form.is_valid() or step == "change":
            return self.show(form)
        return self.send(form) if step == "send" else self.check(form)

    def with_text(self) -> dict[str, Any]:
        """What was ticked, and the text that was asked for."""
        typed = self.request.POST
        kept = {"key": typed.get("key") or uuid4(), "people": typed.getlist("people")}
        return kept | text_values(typed.get("text", ""), self.library)

    def show(self, form: MailingForm) -> HttpResponse:
        words = {
            "form": form,
            "texts": text_choices(),
            "placeholders": form.placeholders(),
            "left_out": [one for one in self.found if not one.may_get_it],
        }
        return self.render_to_response(self.get_context_data(**words, **self.frame()))

    def check(self, form: MailingForm) -> HttpResponse:
        people, now = form.chosen(), timezone.now()
        letters = preview_mailing(
            self.library,
            by=self.request.user,
            now=now,
            people=people,
            values=form.values() | self.place,
        )
        words = {
            "form": form,
            "columns": [{"label": label} for label in (_("Name"), _("Organization"), _("Address"))],
            "rows": [[person.name, person.organization.name, person.email] for person in people],
            "previews": [
                {"language": Language(person.language).label, "name": person.name, "letter": letter}
                for person, letter in letters
            ],
            "left_out": [one for one in self.found if not one.may_get_it],
            "asleep_count": count_asleep(self.library, people, now=now),
            "is_held": is_mail_held(),
        }
        context = self.get_context_data(**words, **self.frame())
        return self.response_class(self.request, "partners/mailings/check.html", context)

    def send(self, form: MailingForm) -> HttpResponse:
        try:
            mailing = send_mailing(
                self.library,
                by=self.request.user,
                now=timezone.now(),
                key=form.cleaned_data["key"],
                people=form.chosen(),
                values=form.values() | self.place,
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.show(form)
        messages.success(self.request, self.said(mailing))
        return redirect(mailing.get_absolute_url())

    def said(self, mailing: Mailing) -> str:
        count = mailing.deliveries.count()
        if is_mail_held():
            words = ngettext(
                "The mail to %(count)d person is written. It leaves once mail is released.",
                "The mail to %(count)d people is written. It leaves once mail is released.",
                count,
            )
        else:
            words = ngettext(
                "The mail to %(count)d person is on its way.",
                "The mail to %(count)d people is on its way.",
                count,
            )
        return words % {"count": count}


class PartnershipWriteView(WritePage):
    """To all members of a partnership, or to some of their people."""

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    @property
    def place(self) -> dict[str, Any]:
        return {"partnership": self.partnership}

    def people(self) -> QuerySet[Person]:
        members = self.visible(Member).filter(partnership=self.partnership).active(on=self.today)
        rows = self.visible(Person).filter(organization__in=members.order_by().values("organization"))
        return rows.filter(organization__is_own=False, organization__archived_at=None)

    def frame(self) -> dict[str, Any]:
        return {
            "lead": _("To the members of %(name)s") % {"name": self.partnership.name},
            "cancel_url": self.to("partnership", self.partnership.pk),
            "crumbs": [
                {"label": _("Partnerships"), "url": self.to("partnerships")},
                {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
                {"label": _("Write a mail")},
            ],
        }


class OrganizationWriteView(WritePage):
    """To people of one organization."""

    @cached_property
    def organization(self) -> Organization:
        return self.find_editable(Organization)

    @property
    def place(self) -> dict[str, Any]:
        return {"organization": self.organization}

    def people(self) -> QuerySet[Person]:
        return self.visible(Person).filter(organization=self.organization)

    def draft(self) -> dict[str, Any]:
        """The letter of thanks that was kept for one of its memberships."""
        asked = self.request.GET.get("letter", "")
        if not (asked.isascii() and asked.isdigit() and len(asked) < LONGEST_KEY):
            return {}
        member = self.visible(Member).filter(organization=self.organization, pk=int(asked)).first()
        if member is None or not member.thanks:
            return {}
        return {"subject": _("Thank you, %(name)s") % {"name": self.organization.name}, "body": member.thanks}

    def frame(self) -> dict[str, Any]:
        return {
            "lead": _("To people of %(name)s") % {"name": self.organization.name},
            "cancel_url": self.to("organization", self.organization.pk),
            "crumbs": [
                {"label": _("Directory"), "url": self.to("organizations")},
                {"label": self.organization.name, "url": self.to("organization", self.organization.pk)},
                {"label": _("Write a mail")},
            ],
        }


class MailingView(LibraryPage, TemplateView):
    """What was written, and what became of each person's mail."""

    template_name = "partners/mailings/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.visible(Mailing).select_related("partnership", "organization", "written_by")
        mailing = self.find(rows, pk=self.kwargs["pk"])
        mails = self.visible(Delivery).filter(mailing=mailing).select_related("person__organization")
        return super().get_context_data(
            **kwargs,
            mailing=mailing,
            facts=self.facts(mailing),
            columns=[{"label": label} for label in (_("To"), _("Organization"), _("State"))],
            rows=[self.cells(mail) for mail in mails.order_by("pk")],
            crumbs=[{"label": _("Mail"), "url": self.to("deliveries")}, {"label": mailing.subject}],
        )

    def facts(self, mailing: Mailing) -> list[dict[str, Any]]:
        about = mailing.partnership or mailing.organization
        pairs = [
            (_("Written by"), mailing.written_by.get_full_name()),
            (_("Written"), shown_moment(mailing.written_at, ZoneInfo(self.library.time_zone))),
            (_("About"), str(about) if about else "–"),
        ]
        return [{"label": label, "value": value} for label, value in pairs]

    def cells(self, mail: Delivery) -> list[Any]:
        person = mail.person
        name = person.name if person else mail.to_email
        return [
            format_html('<a href="{}">{}</a>', self.to("delivery", mail.pk), name),
            person.organization.name if person else "",
            format_html("{} {}", status_tag(mail.state), mail.get_reason_display()),
        ]
