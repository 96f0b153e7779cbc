"""Reminder rules of a library and of its partnerships, and what became of every occurrence."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from partners.choices import LibraryRole
from partners.domain.previews import preview_rule
from partners.domain.reminders import (
    Place,
    default_values,
    draft_rule,
    find_rule,
    follow_library,
    rule_values,
    set_rule,
    stored_rule,
)
from partners.domain.titles import titles_of
from partners.domain.trials import queue_test_mail
from partners.domain.versions import Stale
from partners.forms.reminders import ReminderRuleForm
from partners.models import Library, Partnership, Reminder, ReminderRule
from partners.reminders.sources import Source, registry
from partners.templatetags.ui import day, status_tag
from partners.views.editing import ChangeView, read_version
from partners.views.moments import shown_moment
from partners.views.newest import page_by_moment
from partners.views.pages import LibraryPage
from partners.views.partnerships import PartnershipPage
from partners.views.settings import settings_tabs


class RulePage(ChangeView):
    """The rule of one place for one source: its form, its preview, and what it sent."""

    template_name = "partners/reminders/rule.html"
    form_class = ReminderRuleForm
    title = gettext_lazy("Reminders")
    submit = gettext_lazy("Save")

    @property
    def place(self) -> Place:
        return self.row

    def sources(self) -> list[Source]:
        raise NotImplementedError

    def rows_of_place(self) -> QuerySet[Reminder]:
        raise NotImplementedError

    @cached_property
    def source(self) -> Source:
        """The kind of thing that the address names; the first one there is when it names none."""
        known = {source.key: source for source in self.sources()}
        key = self.request.GET.get("source") or next(iter(known), "")
        if key not in known:
            raise Http404
        return known[key]

    @cached_property
    def stored(self) -> ReminderRule | None:
        """The place's own rule, in force or set aside."""
        return stored_rule(self.place, source=self.source.key)

    @property
    def rule(self) -> ReminderRule | None:
        """The place's own rule in force."""
        return None if self.stored is None or self.stored.is_set_aside else self.stored

    @cached_property
    def in_force(self) -> ReminderRule | None:
        if self.rule is not None or isinstance(self.place, Library):
            return self.rule
        return find_rule(self.library, source=self.source.key)

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @cached_property
    def shown_rule(self) -> ReminderRule:
        """The place's rule, or the one that is proposed while there is none."""
        if self.rule is not None:
            self.rule.library = self.library
            return self.rule
        values = rule_values(self.in_force) if self.in_force else default_values(self.source)
        return self.draft(**values)

    def draft(self, **values: Any) -> ReminderRule:
        by = self.request.user
        return draft_rule(self.place, self.stored, by=by, now=self.now, source=self.source.key, **values)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        version = self.rule.version if self.rule else None
        return self.render_to_response(self.get_context_data(version=version))

    def form_kwargs(self, row: Any) -> dict[str, Any]:
        rule = row if isinstance(row, ReminderRule) else self.shown_rule
        return {"initial": self.form_class.initial_of(rule)}

    def form_valid(self, form: ReminderRuleForm) -> HttpResponse:
        if "preview" not in self.request.POST:
            return super().form_valid(form)
        rule = self.draft(**form.given())
        return self.render_to_response(self.get_context_data(form=form, version=self.version, drafted=rule))

    def carry_out(self, form: ReminderRuleForm) -> ReminderRule:
        return set_rule(
            self.place,
            by=self.request.user,
            now=self.now,
            source=self.source.key,
            version=self.version or None,
            **form.given(),
        )

    def destination(self, saved: ReminderRule) -> str:
        return self.request.get_full_path()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drafted = kwargs.pop("drafted", None)
        rows = self.rows_of_place().filter(rule__source=self.source.key)
        rows = rows.select_related("rule", "recipient", "organization")
        page = page_by_moment(rows, self.request.GET, field="send_at")
        return super().get_context_data(
            **kwargs,
            source=self.source,
            own_rule=self.rule,
            wide_rule=None if self.rule else self.in_force,
            rule_words=rule_in_words(self.in_force) if self.in_force else "",
            test_url=self.to("reminder_test", self.in_force.pk) if self.in_force else "",
            is_draft=drafted is not None,
            preview=[_shown_day(one) for one in preview_rule(drafted or self.shown_rule, now=self.now)],
            columns=[{"label": label} for label in _columns()],
            rows=self.cells(page.rows),
            page=page,
            tabs=self.tabs(),
        )

    def tabs(self) -> list[dict[str, Any]]:
        return [
            {
                "label": source.label,
                "url": f"{self.request.path}?source={source.key}",
                "is_current": source.key == self.source.key,
            }
            for source in self.sources()
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


class ReminderRuleView(PartnershipPage, RulePage):
    """A partnership's rule. Open to the backbone organization as well, which `editable_by` decides."""

    staff_role = None
    model = Partnership
    lead = gettext_lazy("Who is reminded of what, and when. Every mail and every reason stands below.")

    @property
    def partnership(self) -> Partnership:
        return self.row

    @cached_property
    def row(self) -> Partnership:
        row = self.find_editable(Partnership)
        row.library = self.library
        return row

    def sources(self) -> list[Source]:
        """Mails to the library's own people are its own business."""
        held = [source for source in registry.all() if source.scope == "partnership"]
        return [source for source in held if self.is_staff or not source.is_for_staff]

    def rows_of_place(self) -> QuerySet[Reminder]:
        return self.visible(Reminder).filter(partnership=self.row)

    def said(self, saved: ReminderRule) -> str:
        if not saved.is_active:
            return _("No reminders leave for this partnership until you switch them on again.")
        return _("The rule is saved. The mails it plans stand below.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        follow_url = f"{self.to('reminder_rule_follow', self.row.pk)}?source={self.source.key}"
        return super().get_context_data(**kwargs, follow_url=follow_url if self.rule else "")


class ReminderRuleFollowView(LibraryPage, View):
    """One button: the library's rule holds in the partnership again."""

    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        partnership = self.find_editable(Partnership)
        rules = self.visible(ReminderRule).in_force().filter(partnership=partnership)
        rule = rules.filter(source=request.GET.get("source", "")).first()
        back = f"{self.to('reminder_rule', partnership.pk)}?source={rule.source if rule else ''}"
        if rule is None:
            return redirect(self.to("reminder_rule", partnership.pk))
        try:
            follow_library(rule, by=request.user, version=read_version(request), now=timezone.now())
        except Stale:
            messages.error(request, _("Somebody changed this rule meanwhile. Look at it again first."))
        else:
            messages.success(request, _("The library's rule holds here again."))
        return redirect(back)


class LibraryRuleView(RulePage):
    """The library's rule, which holds in every partnership without one of its own."""

    staff_role = LibraryRole.MANAGER

    @cached_property
    def row(self) -> Library:
        return self.library

    def sources(self) -> list[Source]:
        return list(registry.all())

    def rows_of_place(self) -> QuerySet[Reminder]:
        return self.visible(Reminder)

    @cached_property
    def title(self) -> str:
        return str(self.source.label)

    @property
    def lead(self) -> str:
        if self.source.scope == "library":
            return _("This rule holds in the whole library.")
        return _("This rule holds in every partnership that has none of its own.")

    def tabs(self) -> list[dict[str, Any]]:
        return []

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Reminders"), "url": self.way_back()}]

    def way_back(self) -> str:
        return self.to("library_rules")

    def said(self, saved: ReminderRule) -> str:
        if not saved.is_active:
            return _("No reminders of this kind leave until you switch them on again.")
        return _("The rule is saved. The mails it plans stand below.")


class LibraryRulesView(LibraryPage, TemplateView):
    """Every kind of thing the library reminds of, with its rule in words."""

    template_name = "partners/reminders/library.html"
    staff_role = LibraryRole.MANAGER

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = self.visible(ReminderRule).filter(partnership=None)
        by_source = {rule.source: rule for rule in rules}
        columns = (_("What is due"), _("Who gets it"), _("When"), _("State"))
        return super().get_context_data(
            **kwargs,
            columns=[{"label": label} for label in columns],
            rows=[self.cells(source, by_source.get(source.key)) for source in registry.all()],
            tabs=settings_tabs(self, "library_rules"),
        )

    def cells(self, source: Source, rule: ReminderRule | None) -> list[Any]:
        is_on = rule is not None and rule.is_active
        state = status_tag(
            "active" if is_on else "off", label=_("On") if is_on else _("Off"), tone="ok" if is_on else "none"
        )
        url = f"{self.to('library_rule')}?source={source.key}"
        return [
            format_html('<a href="{}">{}</a>', url, source.label),
            audience_in_words(source),
            rule_in_words(rule) if rule else _("No rule yet"),
            state,
        ]


class ReminderTestView(LibraryPage, View):
    """One button: the mail that a rule would send next, to whoever presses it."""

    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rule = self.find_editable(ReminderRule)
        try:
            queue_test_mail(rule, to=request.user, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            text = _("A test mail is on its way to %(email)s.") % {"email": request.user.email}
            messages.success(request, text)
        name = "reminder_rule" if rule.partnership_id else "library_rule"
        arguments = [rule.partnership_id] if rule.partnership_id else []
        return redirect(f"{self.to(name, *arguments)}?source={rule.source}")


def days_in_words(offset_days: int) -> str:
    """How far a mail is from the due day."""
    if offset_days == 0:
        return _("on the due day")
    number = abs(offset_days)
    if offset_days < 0:
        return ngettext("%(number)d day before", "%(number)d days before", number) % {"number": number}
    return ngettext("%(number)d day after", "%(number)d days after", number) % {"number": number}


def rule_in_words(rule: ReminderRule) -> str:
    """When a rule sends, in a line."""
    days = ", ".join(days_in_words(offset) for offset in rule.offsets)
    return _("%(days)s, at %(hour)s") % {"days": days, "hour": time_format(rule.send_at)}


def audience_in_words(source: Source) -> str:
    """Who is reminded, in a line."""
    if source.is_for_staff:
        return _("Who looks after it at the library")
    return ", ".join(str(role.label) for role in sorted(source.audience))


def _columns() -> list[str]:
    return [_("About"), _("To"), _("Due"), _("Leaves"), _("State")]


def _shown_day(previewed: Any) -> dict[str, Any]:
    mails = [{"mail": mail, "when": days_in_words(mail.offset_days)} for mail in previewed.mails]
    return {"send_on": previewed.send_on, "is_at_once": previewed.is_at_once, "mails": mails}
