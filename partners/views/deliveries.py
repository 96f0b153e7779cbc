"""Every mail of the library: did it leave, and if not, why."""

import re
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from partners.choices import DeliveryState, LibraryRole
from partners.domain.composing import NAMES
from partners.domain.deliveries import note_answer, retry_delivery, take_back_answer
from partners.domain.retrying import retry_deliveries
from partners.domain.titles import titles_of
from partners.forms.reminders import DeliveryFilter
from partners.models import Bounce, Delivery, Reminder
from partners.templatetags.ui import day, status_tag
from partners.views.moments import shown_moment
from partners.views.newest import page_by_moment
from partners.views.occurrences import mail_tabs
from partners.views.pages import LibraryPage
from partners.views.paging import PAGE_SIZE

_KEY = re.compile(r"\d{1,18}", re.ASCII)


def kind_of(delivery: Delivery) -> str:
    return str(NAMES.get(delivery.kind, delivery.kind))


def _state(row: Delivery | Reminder) -> str:
    return format_html("{} {}", status_tag(row.state), row.get_reason_display())


class DeliveriesView(LibraryPage, TemplateView):
    template_name = "partners/deliveries/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = DeliveryFilter(self.request.GET)
        page = page_by_moment(self.chosen(form), self.request.GET, field="created_at")
        return super().get_context_data(
            **kwargs,
            filter_form=form,
            is_filtered=bool(self.request.GET.get("state")),
            page=page,
            columns=[{"label": label} for label in (_("To"), _("About"), _("Queued"), _("State"))],
            rows=[self.cells(delivery) for delivery in page.rows],
            failed=[row.pk for row in page.rows if self.can_edit and row.state == DeliveryState.FAILED],
            tabs=mail_tabs(self, "deliveries"),
        )

    def chosen(self, form: DeliveryFilter) -> QuerySet[Delivery]:
        rows = self.visible(Delivery)
        if not form.is_valid():
            return rows.none()
        state = form.cleaned_data["state"]
        return rows.filter(state=state) if state else rows

    def cells(self, delivery: Delivery) -> list[Any]:
        return [
            format_html('<a href="{}">{}</a>', self.to("delivery", delivery.pk), delivery.to_email),
            format_html("{}<br>{}", kind_of(delivery), delivery.subject),
            shown_moment(delivery.created_at, ZoneInfo(self.library.time_zone)),
            _state(delivery),
        ]


class DeliveryView(LibraryPage, TemplateView):
    template_name = "partners/deliveries/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delivery = self.find(Delivery)
        rows = list(self.visible(Reminder).filter(delivery=delivery).select_related("rule", "organization"))
        titles = titles_of(rows)
        columns = (_("About"), _("Organization"), _("Due"), _("State"))
        return super().get_context_data(
            **kwargs,
            delivery=delivery,
            title=delivery.subject or kind_of(delivery),
            facts=self.facts(delivery),
            columns=[{"label": label} for label in columns],
            rows=[
                [
                    titles.get(row.pk) or _("No longer there"),
                    row.organization,
                    day(row.anchor_on),
                    _state(row),
                ]
                for row in rows
            ],
            person_url=self.to("person_mail_reasons", delivery.person_id) if delivery.person_id else "",
            may_answer=self.can_edit and delivery.state == DeliveryState.SENT and delivery.kind == "digest",
            may_retry=self.can_edit and delivery.state == DeliveryState.FAILED,
            crumbs=[{"label": _("Mail"), "url": self.to("deliveries")}, {"label": delivery.to_email}],
        )

    def facts(self, delivery: Delivery) -> list[dict[str, Any]]:
        zone = ZoneInfo(self.library.time_zone)
        is_waiting = delivery.state == DeliveryState.QUEUED
        again_at = delivery.next_attempt_at if is_waiting else None
        pairs = [
            (_("State"), _state(delivery)),
            (_("To"), delivery.to_email),
            (_("Kind"), self.kind(delivery)),
            (_("Queued"), shown_moment(delivery.created_at, zone)),
            (_("Attempts"), delivery.attempts),
            (_("Next attempt"), shown_moment(again_at, zone)),
            (_("Accepted by the mail server"), shown_moment(delivery.accepted_at, zone)),
            (_("Came back"), self.bounces(delivery)),
            (_("Answered"), shown_moment(delivery.answered_at, zone)),
            (_("What the mail server said"), delivery.error or None),
            (_("Message-ID"), delivery.message_id),
        ]
        return [{"label": label, "value": value} for label, value in pairs]

    def kind(self, delivery: Delivery) -> str:
        """What kind of mail it is; one by hand leads to its text and to whom it went besides."""
        if delivery.mailing_id is None:
            return kind_of(delivery)
        return format_html('<a href="{}">{}</a>', self.to("mailing", delivery.mailing_id), kind_of(delivery))

    def bounces(self, delivery: Delivery) -> str | None:
        """What the mail server said later, each time on a line."""
        zone = ZoneInfo(self.library.time_zone)
        lines = [
            format_html("{} – {} {}", shown_moment(row.at, zone), row.get_kind_display(), row.reason)
            for row in self.visible(Bounce).filter(delivery=delivery)
        ]
        return format_html_join("\n", "{}", ((line,) for line in lines)) if lines else None


class DeliveryAnswerView(LibraryPage, View):
    """One button: the person answered, or did not after all."""

    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        delivery = self.find_editable(Delivery)
        try:
            if "undo" in request.POST:
                take_back_answer(delivery, by=request.user)
                messages.success(request, _("The mail counts as unanswered."))
            else:
                note_answer(delivery, by=request.user, now=timezone.now())
                messages.success(request, _("The mail counts as answered."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect(self.to("delivery", delivery.pk))


class DeliveryRetryView(LibraryPage, View):
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        delivery = self.find_editable(Delivery)
        try:
            retry_delivery(delivery, by=request.user, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The mail is queued again and leaves within a minute."))
        return redirect(self.to("delivery", delivery.pk))


class DeliveriesRetryView(LibraryPage, View):
    """One button: the failed mails of a page are tried again."""

    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ids = {int(pk) for pk in request.POST.getlist("pk")[:PAGE_SIZE] if _KEY.fullmatch(pk)}
        chosen = self.editable(Delivery).filter(pk__in=ids).order_by("pk")
        count = retry_deliveries(chosen, by=request.user, now=timezone.now())
        text = ngettext(
            "%(count)s mail is queued again and leaves within a minute.",
            "%(count)s mails are queued again and leave within a minute.",
            count,
        )
        messages.success(request, text % {"count": count})
        return redirect(self.to("deliveries"))
