"""How the whole installation is doing: for those who run it, and for the programs that watch it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partners.domain.condition import (
    MOST_COUNTED,
    MailCondition,
    last_runs,
    mail_condition,
    missing_migrations,
    oldest_due,
)
from partners.domain.holds import held_since, release_mail
from partners.templatetags.ui import status_tag
from partners.views.mail_state import ran_ago, run_state

WATCHED_TICKS = ("plan", "send")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Whether everything works, worker and beat included; 503 with the names of what does not."""
    now = timezone.now()
    try:
        missing = bool(missing_migrations())
        is_held = not missing and held_since() is not None
        wrong = ["migrations"] if missing else _wrong(last_runs(), _owed_since(is_held, now), now)
    except DatabaseError:
        connection.close()
        wrong, is_held = ["database"], False
    answer = {"ok": not wrong, "wrong": wrong, "mail_held": is_held}
    return JsonResponse(answer, status=503 if wrong else 200)


def _owed_since(is_held: bool, now: datetime) -> datetime | None:
    # Held mail is not late: it waits for whoever restored the backup.
    return None if is_held else oldest_due(now=now)


def _wrong(runs: dict[str, datetime], owed_since: datetime | None, now: datetime) -> list[str]:
    wrong = [name for name in WATCHED_TICKS if _is_late(runs.get(name), settings.READY_TICK_SECONDS, now)]
    if owed_since and _is_late(owed_since, settings.READY_MAIL_SECONDS, now):
        wrong.append("mail")
    return wrong


def _is_late(moment: datetime | None, limit: int, now: datetime) -> bool:
    return moment is None or (now - moment).total_seconds() > limit


class AdministratorsOnly(LoginRequiredMixin, View):
    """For everybody else who is signed in, there is no such page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.is_staff:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


@method_decorator(never_cache, name="dispatch")
class SystemView(AdministratorsOnly):
    def get(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        mail, runs = mail_condition(now=now), last_runs()
        wrong = _wrong(runs, None if mail.held_since else mail.oldest_due_at, now)
        ticks = dict.fromkeys(WATCHED_TICKS) | runs
        context = {
            "problems": [_problem(name) for name in wrong],
            "mail": mail,
            "facts": _facts(mail),
            "ticks": [_tick(name, ran_at, now=now) for name, ran_at in ticks.items()],
        }
        return render(request, "site/system.html", context)


class MailReleaseView(AdministratorsOnly):
    def post(self, request: HttpRequest) -> HttpResponse:
        released = release_mail(
            by=request.user, now=timezone.now(), drops_waiting="without_due" in request.GET
        )
        text = ngettext(
            "Mail leaves again. %(count)s reminder is marked as missed.",
            "Mail leaves again. %(count)s reminders are marked as missed.",
            released.missed,
        )
        messages.success(request, text % {"count": released.missed})
        return redirect("system")


def _tick(name: str, moment: datetime | None, *, now: datetime) -> dict[str, Any]:
    labels = {
        "plan": _("Planning reminders"),
        "tidy": _("Deleting what has had its time"),
        "send": _("Sending mail"),
        "measurements.open_reports": _("Opening reports"),
    }
    state = run_state(moment, now=now) if name in WATCHED_TICKS else ""
    return {
        "label": labels.get(name, name),
        "ran_at": moment,
        "age": ran_ago(moment, now=now) if moment else "",
        "state": state or status_tag("ok", label=_("Runs"), tone="ok"),
    }


def _problem(name: str) -> str:
    return {
        "plan": _("Reminders are not planned. See that a worker and beat run, and that Redis answers."),
        "send": _("No worker sends mail. See that a worker and beat run, and that Redis answers."),
        "mail": _("Mail waits longer than it should."),
    }[name]


def _facts(mail: MailCondition) -> list[dict[str, Any]]:
    return [
        {"label": _("Waiting to be sent"), "value": _counted(mail.waiting)},
        {"label": _("Of these, to be tried again"), "value": _counted(mail.retrying)},
        {"label": _("Failed"), "value": _counted(mail.failed)},
        {"label": _("Of these, in the last 24 hours"), "value": _counted(mail.failed_today)},
    ]


def _counted(number: int) -> str:
    return f"{MOST_COUNTED:,}+" if number > MOST_COUNTED else str(number)
