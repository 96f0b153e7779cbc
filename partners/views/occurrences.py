"""Every reminder there was and will be: of a library, of a partner, of a partnership."""

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partners.choices import DeliveryState, ReminderState, SkipReason
from partners.domain.titles import source_label, titles_of
from partners.forms.occurrences import OccurrenceFilter
from partners.models import Organization, Partnership, Person, Reminder
from partners.tables.occurrences import OCCURRENCES, choose_occurrences
from partners.templatetags.ui import day, status_tag
from partners.views.moments import shown_moment
from partners.views.newest import page_by_moment
from partners.views.pages import LibraryPage
from partners.views.reminders import days_in_words
from partners.views.touch import organization_tabs


def mail_tabs(page: LibraryPage, current: str) -> list[dict[str, Any]]:
    """The two lists of what leaves the library: reminders as planned, and the mails that carry them."""
    words = {"deliveries": _("Mails"), "occurrences": _("Reminders")}
    return [
        {"label": label, "url": page.to(name), "is_current": name == current} for name, label in words.items()
    ]


class OccurrencesView(LibraryPage, TemplateView):
    """The library's reminders, whatever became of them."""

    template_name = "partners/occurrences/list.html"
    has_organization = True

    def rows_of_place(self) -> QuerySet[Reminder]:
        return self.visible(Reminder)

    def frame(self) -> dict[str, Any]:
        """Heading, tabs and way back of the place."""
        return {"title": _("Reminders"), "tabs": mail_tabs(self, "occurrences")}

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.library.time_zone)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = OccurrenceFilter(self.request.GET, has_organization=self.has_organization)
        rows = self.chosen(form).select_related("rule", "recipient", "organization", "delivery")
        page = page_by_moment(rows, self.request.GET, field="send_at")
        failed = {row.delivery for row in page.rows if _is_failed(row)} if self.can_edit else set()
        return super().get_context_data(
            **kwargs,
            **self.frame(),
            filter_form=form,
            reset_url=self.request.path,
            is_filtered=form.is_used,
            page=page,
            columns=[{"label": label} for label in _columns()],
            rows=self.cells(page.rows),
            failed=sorted(delivery.pk for delivery in failed),
            export_query=self.export_query(),
        )

    def chosen(self, form: OccurrenceFilter) -> QuerySet[Reminder]:
        return choose_occurrences(form, self.rows_of_place(), visible=self.visible, zone=self.zone)

    def taken_by(self) -> dict[str, Any]:
        """What the file is chosen by beyond what the filter says: the place."""
        return {}

    def export_query(self) -> str:
        given = self.request.GET.dict() | self.taken_by()
        return urlencode(OCCURRENCES.asked({name: str(value) for name, value in given.items()}))

    def cells(self, rows: list[Reminder]) -> list[list[Any]]:
        titles = titles_of(rows)
        return [
            [
                format_html("{}<br>{}", titles.get(row.pk) or _("No longer there"), source_label(row)),
                self.recipient(row),
                day(row.anchor_on),
                format_html("{}<br>{}", shown_moment(row.send_at, self.zone), days_in_words(row.offset_days)),
                self.state(row),
            ]
            for row in rows
        ]

    def recipient(self, row: Reminder) -> SafeString:
        if row.recipient is None:
            return format_html("{}<br>{}", _("Nobody"), row.organization)
        url = self.to("person_mail_reasons", row.recipient.pk)
        return format_html('<a href="{}">{}</a><br>{}', url, row.recipient, row.organization)

    def state(self, row: Reminder) -> SafeString:
        if row.reason == SkipReason.CALL_INSTEAD:
            return status_tag("call", label=_("Phone task"), tone="watch")
        words: Any = row.get_reason_display()
        if row.delivery is not None:
            url = self.to("delivery", row.delivery.pk)
            shown = row.delivery.error if row.state == ReminderState.FAILED else ""
            words = format_html('{} <a href="{}">{}</a>', words or shown, url, _("The mail"))
        return format_html("{} {}", status_tag(row.state), words)


class OrganizationOccurrencesView(OccurrencesView):
    """What one partner was reminded of, and its people."""

    has_organization = False

    @cached_property
    def organization(self) -> Organization:
        return self.find(Organization)

    def rows_of_place(self) -> QuerySet[Reminder]:
        return self.visible(Reminder).filter(organization=self.organization)

    def taken_by(self) -> dict[str, Any]:
        return {"at": self.organization.pk}

    def frame(self) -> dict[str, Any]:
        people = self.visible(Person).filter(organization=self.organization)
        return {
            "title": self.organization.name,
            "tabs": organization_tabs(self, self.organization, "organization_occurrences"),
            "people": [
                {"name": person.name, "url": self.to("person_mail_reasons", person.pk)}
                for person in people.order_by("name_key", "pk")
            ],
            "crumbs": [
                {"label": _("Directory"), "url": self.to("organizations")},
                {"label": self.organization.name, "url": self.to("organization", self.organization.pk)},
                {"label": _("Reminders")},
            ],
        }


class PartnershipOccurrencesView(OccurrencesView):
    """What the members of one partnership were reminded of."""

    @cached_property
    def partnership(self) -> Partnership:
        return self.find(Partnership)

    def rows_of_place(self) -> QuerySet[Reminder]:
        return self.visible(Reminder).filter(partnership=self.partnership)

    def taken_by(self) -> dict[str, Any]:
        return {"partnership": self.partnership.pk}

    def frame(self) -> dict[str, Any]:
        return {
            "title": _("Reminders of %(name)s") % {"name": self.partnership.name},
            "crumbs": [
                {"label": _("Partnerships"), "url": self.to("partnerships")},
                {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
                {"label": _("Reminders")},
            ],
        }


def _is_failed(row: Reminder) -> bool:
    return row.delivery is not None and row.delivery.state == DeliveryState.FAILED


def _columns() -> list[str]:
    return [_("What for"), _("For whom"), _("Due"), _("Leaves"), _("State")]
