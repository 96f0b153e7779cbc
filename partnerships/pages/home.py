"""Where people land: what is theirs to do, or the only library they have, or a choice."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from measurements.deadlines import LockReason
from measurements.delivery import days_owed_by
from measurements.models import Activity
from measurements.sheets import Sheet, sheets_owed_by
from measurements.signing import UNSIGNED, is_asked
from measurements.unsigned import SIGNING_ROLES, sign_by, waiting_for
from partners.access import Scope
from partners.confirming import due_since
from partners.days import today_in
from partners.domain.action_items import actions_owed_by
from partners.domain.confirmations import base_day, confirmable_by
from partners.domain.meeting_invitations import open_answers
from partners.domain.meeting_words import when_of
from partners.models import Library, MeetingInvitation, Organization
from partners.sources.records import ASKED

# What was handed in stays on the list for so long after its due day.
_DONE_SHOWN = timedelta(days=45)
_MOST_ACTIONS = 25
_MINUTES_A_LINE = 1
_MINUTES_FOR_A_RECORD = 2


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
        signing = _signing_tasks(scope, now)
        several = len({sheet.report.organization_id for sheet in sheets}) > 1
        context = {
            "tasks": [*signing, *(_task(sheet, now, names_organization=several) for sheet in current)],
            "session_tasks": [_session_task(*row) for row in days_owed_by(scope, now=now)],
            "action_tasks": _action_tasks(scope, now),
            "meeting_tasks": [_meeting_task(row) for row in open_answers(request.user, scope=scope, now=now)],
            "record_tasks": _record_tasks(scope, now),
            "done_count": sum(sheet.is_done for sheet in current),
            "task_count": len(current) + len(signing),
            "coming": [_coming(sheet, names_organization=several) for sheet in coming],
            "libraries": libraries,
            "is_partner": bool(scope.partner_library_ids),
            "account": request.user.email,
        }
        return render(request, "site/home.html", context)


def _signing_tasks(scope: Scope, now: datetime) -> list[dict[str, Any]]:
    """Agendas that wait for a signature which this person may give."""
    if not scope.organizations_as(*SIGNING_ROLES):
        return []
    return [
        {
            "label": _("Read and sign version %(number)s of the agenda") % {"number": member.agenda_number},
            "url": reverse("agenda_version", args=[member.library.slug, member.agenda_id]),
            "state": UNSIGNED,
            "due_on": sign_by(member),
            "detail": f"{member.partnership.name}, {member.organization.name}",
        }
        for member in waiting_for(scope)
        if is_asked(member, on=today_in(member.library.time_zone, now=now))
    ]


def _action_tasks(scope: Scope, now: datetime) -> list[dict[str, Any]]:
    """What this person's organizations took on and have not closed."""
    return [
        {
            "label": row.what,
            "url": reverse("action_item", args=[row.library.slug, row.pk]),
            "state": row.state(on=today_in(row.library.time_zone, now=now)),
            "due_on": row.due_on,
            "detail": f"{row.partnership.name}, {(row.person or row.organization).name}",
        }
        for row in actions_owed_by(scope)[:_MOST_ACTIONS]
    ]


def _meeting_task(row: MeetingInvitation) -> dict[str, Any]:
    meeting = row.meeting
    return {
        "label": _("Answer: %(title)s") % {"title": meeting.title},
        "url": reverse("meeting_invitation_answer", args=[meeting.library.slug, meeting.pk, row.pk]),
        "state": "expected",
        "state_label": _("No answer yet"),
        "state_tone": "watch",
        "minutes": 1,
        "detail": when_of(meeting),
    }


def _record_tasks(scope: Scope, now: datetime) -> list[dict[str, Any]]:
    """Records that nobody of the organization has looked at for a year."""
    rows = confirmable_by(scope, *ASKED)
    tasks = []
    for row in rows.order_by("name_key", "pk"):
        due_on = due_since(base_day(row), today=today_in(row.library.time_zone, now=now))
        if due_on is not None:
            tasks.append(_record_task(row, due_on))
    return tasks


def _record_task(organization: Organization, due_on: date) -> dict[str, Any]:
    return {
        "label": _("Check what we have about you"),
        "url": reverse("record", args=[organization.library.slug, organization.pk]),
        "state": "expected",
        "state_label": _("Not looked at for a year"),
        "state_tone": "watch",
        "due_on": due_on,
        "minutes": _MINUTES_FOR_A_RECORD,
        "detail": organization.name,
    }


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


def _session_task(activity: Activity, days: list[date]) -> dict[str, Any]:
    """The past days of one activity that nobody has entered; a minute is enough for several."""
    words = ngettext("Enter %(n)d session of “%(title)s”", "Enter %(n)d sessions of “%(title)s”", len(days))
    return {
        "label": words % {"n": len(days), "title": activity.title},
        "url": reverse("activity_sessions", args=[activity.library.slug, activity.pk]),
        "state": "expected",
        "state_label": _("Not entered"),
        "state_tone": "watch",
        "minutes": 1 + len(days) // 4,
        "detail": activity.organization.name,
    }
