"""A partnership's reminder rule: its form, what it would do next, and what became of every occurrence."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.domain.previews import preview_rule
from partners.domain.reminders import draft_rule, set_rule
from partners.domain.titles import titles_of
from partners.forms.reminders import ReminderRuleForm
from partners.models import Partnership, Reminder, ReminderRule
from partners.reminders.sources import Source, registry
from partners.templatetags.ui import day, status_tag
from partners.views.editing import ChangeView
from partners.views.moments import shown_moment
from partners.views.newest import page_by_moment
from partners.views.partnerships import PartnershipPage

MORNING = time(9)


class ReminderRuleView(PartnershipPage, ChangeView):
    """Open to the backbone organization as well, which `editable_by` decides."""

    template_name = "partners/reminders/rule.html"
    staff_role = None
    model = Partnership
    form_class = ReminderRuleForm
    title = gettext_lazy("Reminders")
    lead = gettext_lazy("Who has not reported is reminded by mail. Every mail and every reason stands below.")
    submit = gettext_lazy("Save")

    @property
    def partnership(self) -> Partnership:
        return self.row

    @cached_property
    def source(self) -> Source:
        """The kind of thing that the address names; the first one there is when it names none."""
        known = {source.key: source for source in registry.all()}
        key = self.request.GET.get("source") or next(iter(known), "")
        if key not in known:
            raise Http404
        return known[key]

    @cached_property
    def rule(self) -> ReminderRule | None:
        rule = self.visible(ReminderRule).filter(partnership=self.row, source=self.source.key).first()
        if rule is not None:
            rule.library = self.library
        return rule

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @property
    def shown_rule(self) -> ReminderRule:
        """The rule, or the one that is proposed while there is none."""
        return self.rule or self.draft(
            offsets=list(self.source.default_offsets), send_at=MORNING, is_active=True
        )

    def draft(self, **values: Any) -> ReminderRule:
        self.row.library = self.library
        by = self.request.user
        return draft_rule(self.row, by=by, now=self.now, source=self.source.key, **values)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        version = self.rule.version if self.rule else None
        return self.render_to_response(self.get_context_data(version=version))

    def form_kwargs(self, row: Partnership | ReminderRule) -> dict[str, Any]:
        rule = row if isinstance(row, ReminderRule) else self.shown_rule
        return {"initial": self.form_class.initial_of(rule)}

    def form_valid(self, form: ReminderRuleForm) -> HttpResponse:
        if "preview" not in self.request.POST:
            return super().form_valid(form)
        rule = self.draft(**form.given())
        return self.render_to_response(self.get_context_data(form=form, version=self.version, drafted=rule))

    def carry_out(self, form: ReminderRuleForm) -> ReminderRule:
        return set_rule(
            self.row,
            by=self.request.user,
            now=self.now,
            source=self.source.key,
            version=self.version or None,
            **form.given(),
        )

    def said(self, saved: ReminderRule) -> str:
        if not saved.is_active:
            return _("No reminders leave for this partnership until you switch them on again.")
        return _("The rule is saved. The mails it plans stand below.")

    def destination(self, saved: ReminderRule) -> str:
        return self.request.get_full_path()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drafted = kwargs.pop("drafted", None)
        rows = self.visible(Reminder).filter(partnership=self.row, rule__source=self.source.key)
        rows = rows.select_related("rule", "recipient", "organization")
        page = page_by_moment(rows, self.request.GET, field="send_at")
        return super().get_context_data(
            **kwargs,
            is_draft=drafted is not None,
            preview=[_shown_day(one) for one in preview_rule(drafted or self.shown_rule, now=self.now)],
            columns=[{"label": label} for label in _columns()],
            rows=self.cells(page.rows),
            page=page,
            tabs=self.tabs(),
        )

    def tabs(self) -> list[dict[str, Any]]:
        here = self.to("reminder_rule", self.row.pk)
        return [
            {
                "label": source.label,
                "url": f"{here}?source={source.key}",
                "is_current": source.key == self.source.key,
            }
            for source in registry.all()
        ]

    def cells(self, rows: list[Reminder]) -> list[list[Any]]:
        titles, zone = titles_of(rows), ZoneInfo(self.library.time_zone)
        return [
            [
                titles.get(row.pk) or _("No longer there"),
                format_html("{}<br>{}", row.recipient or _("Nobody"), row.organization),
                day(row.anchor_on),
                format_html("{}<br>{}", shown_moment(row.send_at, zone), days_in_words(row.offset_days)),
                format_html("{} {}", status_tag(row.state), row.get_reason_display()),
            ]
            for row in rows
        ]


def days_in_words(offset_days: int) -> str:
    """How far a mail is from the due day."""
    if offset_days == 0:
        return _("on the due day")
    number = abs(offset_days)
    if offset_days < 0:
        return ngettext("%(number)d day before", "%(number)d days before", number) % {"number": number}
    return ngettext("%(number)d day after", "%(number)d days after", number) % {"number": number}


def _columns() -> list[str]:
    return [_("About"), _("To"), _("Due"), _("Leaves"), _("State")]


def _shown_day(previewed: Any) -> dict[str, Any]:
    mails = [{"mail": mail, "when": days_in_words(mail.offset_days)} for mail in previewed.mails]
    return {"send_on": previewed.send_on, "is_at_once": previewed.is_at_once, "mails": mails}
