"""Staying in touch: whom to call this week, and how often to talk with an organization."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from partners.choices import LibraryRole
from partners.domain.touch import set_interval, stop_interval
from partners.domain.versions import Stale
from partners.forms.contacts import IntervalForm
from partners.models import ContactEntry, KeepInTouch, LibraryMembership, Organization, User
from partners.touch import Touch, judge_touch, most_urgent_first
from partners.views.editing import ChangeView, read_version
from partners.views.pages import LibraryPage

# Nobody makes more calls than this in a week; the most urgent ones are shown.
CALLS_SHOWN = 100
IDEAL_DAYS, MAXIMUM_DAYS = 30, 60


def with_last_contact(rows: QuerySet, entries: QuerySet[ContactEntry], *, organization: str) -> QuerySet:
    """Rows with `last_contact_at`, the last two-way contact with the organization in that column."""
    last = entries.two_way().filter(organization=OuterRef(organization)).order_by("-at")
    return rows.annotate(last_contact_at=Subquery(last.values("at")[:1]))


def touch_with(organization: Organization, *, today: date) -> Touch:
    """Of an organization read by `with_last_contact` together with its interval."""
    return _touch(getattr(organization, "keep_in_touch", None), organization.last_contact_at, today)


def _touch(interval: KeepInTouch | None, last_at: Any, today: date) -> Touch:
    last_on = timezone.localtime(last_at).date() if last_at else None
    return judge_touch(interval, last_on=last_on, today=today)


def staff_of(memberships: QuerySet[LibraryMembership]) -> list[User]:
    rows = memberships.select_related("user").order_by("user__name", "user__pk")
    return [membership.user for membership in rows]


def touch_tabs(page: LibraryPage, current: str) -> list[dict[str, Any]]:
    words = {"contacts": _("Contact log"), "calls": _("Whom to call")}
    return [
        {"label": label, "url": page.to(name), "is_current": name == current} for name, label in words.items()
    ]


def organization_tabs(page: LibraryPage, organization: Organization, current: str) -> list[dict[str, Any]]:
    words = {
        "organization": _("Overview"),
        "organization_contacts": _("Contact log"),
        "organization_agreements": _("Agreements"),
        "organization_occurrences": _("Reminders"),
    }
    return [
        {"label": label, "url": page.to(name, organization.pk), "is_current": name == current}
        for name, label in words.items()
    ]


class CallsView(LibraryPage, TemplateView):
    """The organizations somebody sees to, the most urgent first; a logged call clears one at once."""

    template_name = "partners/contacts/calls.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_everybody = self.request.GET.get("who") == "all"
        calls = self.calls(is_everybody=is_everybody)
        urgent = [call for call in calls if call["touch"].needs_call]
        return super().get_context_data(
            **kwargs,
            is_everybody=is_everybody,
            urgent=urgent[:CALLS_SHOWN],
            urgent_count=len(urgent),
            others=[call for call in calls if not call["touch"].needs_call][:CALLS_SHOWN],
            can_edit=self.can_edit,
            tabs=touch_tabs(self, "calls"),
        )

    def calls(self, *, is_everybody: bool) -> list[dict[str, Any]]:
        rows = self.visible(KeepInTouch).filter(organization__archived_at=None)
        if not is_everybody:
            rows = rows.filter(organization__owner=self.request.user)
        rows = with_last_contact(rows, self.visible(ContactEntry), organization="organization_id")
        today = self.today
        calls = [
            {"interval": row, "touch": _touch(row, row.last_contact_at, today)}
            for row in rows.select_related("organization__owner").order_by("organization__name_key", "pk")
        ]
        return sorted(calls, key=lambda call: most_urgent_first(call["touch"], call["interval"]))


class KeepInTouchView(ChangeView):
    """How often to talk with one organization; the first time there is no row yet, and its version is 0."""

    model = KeepInTouch
    form_class = IntervalForm
    template_name = "partners/contacts/interval.html"
    submit = gettext_lazy("Save")
    title = gettext_lazy("Keep in touch")

    @cached_property
    def organization(self) -> Organization:
        return self.find_editable(Organization)

    @cached_property
    def row(self) -> KeepInTouch:
        kept = self.editable(KeepInTouch).filter(organization=self.organization).first()
        return kept or KeepInTouch(version=0, ideal_days=IDEAL_DAYS, maximum_days=MAXIMUM_DAYS)

    @property
    def lead(self) -> str:  # type: ignore[override]
        counted = _("Counted from the last contact that went both ways, whatever its kind.")
        owner = self.organization.owner
        if owner is None:
            return f"{counted} {_('Nobody looks after it yet: its owner will be you.')}"
        return f"{counted} {_('Reminders go to its owner, %(name)s.') % {'name': owner.get_full_name()}}"

    def form_kwargs(self, row: KeepInTouch) -> dict[str, Any]:
        return {"initial": IntervalForm.initial_of(row)}

    def carry_out(self, form: IntervalForm) -> KeepInTouch:
        return set_interval(
            self.organization,
            by=self.request.user,
            on=self.today,
            version=self.version,
            values=form.cleaned_data,
        )

    def said(self, saved: KeepInTouch) -> str:
        return _("The interval for %(name)s is saved.") % {"name": self.organization.name}

    def way_back(self) -> str:
        return self.to("organization", self.organization.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Directory"), "url": self.to("organizations")},
            {"label": self.organization.name, "url": self.way_back()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["organization"] = self.organization
        context["stop_url"] = self.to("keep_in_touch_stop", self.organization.pk) if self.row.pk else ""
        return context


class KeepInTouchStopView(LibraryPage, View):
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        organization = self.find_editable(Organization)
        interval = self.find_editable(KeepInTouch, organization=organization)
        try:
            stop_interval(interval, by=request.user, version=read_version(request))
        except Stale:
            messages.error(request, _("Someone else changed this interval. Look at it again first."))
        else:
            messages.success(
                request,
                _("%(name)s is no longer on the list of calls.") % {"name": organization.name},
            )
        return redirect(self.to("organization", organization.pk))
