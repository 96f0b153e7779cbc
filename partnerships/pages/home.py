"""Where people land: what is theirs to do, or the only library they have, or a choice."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from measurements.deadlines import LockReason
from measurements.sheets import Sheet, sheets_owed_by
from partners.access import Scope
from partners.models import Library

# What was handed in stays on the list for so long after its due day.
_DONE_SHOWN = timedelta(days=45)
_MINUTES_A_LINE = 1


def front(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("home")
    return redirect("demo" if settings.IS_DEMO else "account_login")


class HomeView(LoginRequiredMixin, View):
    """A partner's open reports over all libraries; staff of one library go on to what needs them there."""

    def get(self, request: HttpRequest) -> HttpResponse:
        scope = Scope.of(request.user)
        libraries = list(Library.objects.visible_to(scope))
        if len(libraries) == 1 and not scope.partner_library_ids:
            return redirect("library_home", libraries[0].slug)
        now = timezone.now()
        sheets = sheets_owed_by(scope, now=now)
        current = [sheet for sheet in sheets if _is_current(sheet, now)]
        coming = [sheet for sheet in sheets if _opens_later(sheet, now)]
        several = len({sheet.report.organization_id for sheet in sheets}) > 1
        context = {
            "tasks": [_task(sheet, now, names_organization=several) for sheet in current],
            "done_count": sum(sheet.is_done for sheet in current),
            "task_count": len(current),
            "coming": [_coming(sheet, names_organization=several) for sheet in coming],
            "libraries": libraries,
            "is_partner": bool(scope.partner_library_ids),
            "account": request.user.email,
        }
        return render(request, "site/home.html", context)


def _is_current(sheet: Sheet, now: datetime) -> bool:
    """Open sheets that are not locked, and those handed in lately."""
    if sheet.is_done:
        return sheet.report.period.due_on >= now.astimezone(sheet.zone).date() - _DONE_SHOWN
    return sheet.lock(now=now) is None


def _opens_later(sheet: Sheet, now: datetime) -> bool:
    lock = sheet.lock(now=now)
    return lock is not None and lock.reason == LockReason.NOT_OPEN


def _task(sheet: Sheet, now: datetime, *, names_organization: bool) -> dict[str, Any]:
    report = sheet.report
    open_lines = len(sheet.lines) - sheet.done_count
    return {
        "label": _("Report %(period)s for %(partnership)s")
        % {"period": report.period.shown_label, "partnership": report.partnership.name},
        "url": report.get_absolute_url(),
        "state": sheet.standing(now=now),
        "due_on": report.period.due_on,
        "minutes": open_lines * _MINUTES_A_LINE or None,
        "detail": report.organization.name if names_organization else None,
    }


def _coming(sheet: Sheet, *, names_organization: bool) -> dict[str, Any]:
    task = {
        "label": _("Report %(period)s for %(partnership)s")
        % {"period": sheet.report.period.shown_label, "partnership": sheet.report.partnership.name},
        "url": sheet.report.get_absolute_url(),
        "state": "planned",
        "state_label": _("Not open yet"),
        "state_tone": "none",
        "due_on": sheet.report.period.due_on,
    }
    return task | {"detail": sheet.report.organization.name if names_organization else None}
