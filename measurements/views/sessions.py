"""Entering what was held: quickly, from the days that were expected, on a phone."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from measurements.choices import Repeat, SessionState
from measurements.delivery import Day, Fate, read_days
from measurements.domain.sessions import enter_sessions
from measurements.forms.sessions import ExtraDayForm, SessionForm
from measurements.models import Activity, Session
from measurements.views.planning import PlanPage
from partners.domain.versions import Stale
from partners.models import Partnership
from partners.templatetags.ui import first_input_id

# So many days stand on one page, the oldest first: what was forgotten longest is asked first.
MOST_DAYS = 12
LOOK_BACK = timedelta(days=365)


class SessionsView(PlanPage, TemplateView):
    template_name = "measurements/activities/sessions.html"

    @cached_property
    def activity(self) -> Activity:
        return self.find_editable(Activity)

    @cached_property
    def partnership(self) -> Partnership:
        return self.activity.partnership

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            *super().crumbs(),
            {"label": self.activity.title, "url": self.to("activity", self.activity.pk)},
            {"label": _("Enter sessions")},
        ]

    @cached_property
    def asked_day(self) -> date | None:
        """One day to enter or to correct, if the address names one."""
        try:
            return parse_date(self.request.GET.get("on", "")[:10])
        except ValueError:
            return None

    @cached_property
    def days(self) -> list[Day]:
        since, until = self.today - LOOK_BACK, self.today
        if self.asked_day is not None:
            since = until = min(self.asked_day, self.today)
        zone = ZoneInfo(self.library.time_zone)
        found = read_days([self.activity], since=since, until=until, now=self.now, zone=zone)
        return found[self.activity.pk]

    def forms(self, data: Any = None) -> list[SessionForm]:
        """Open days of the last year, or the one day that was asked for, whatever it says already."""
        if self.asked_day is not None:
            known = next((day for day in self.days if day.on == self.asked_day), None)
            session = known.session if known else None
            note = known.closure if known else None
            is_inside = known is not None or self.activity.repeat == Repeat.IRREGULAR
            if not is_inside or self.asked_day > self.today:
                return []
            return [SessionForm(data, on=self.asked_day, session=session, note=_closed(note))]
        open_days = [day for day in self.days if day.fate == Fate.NOT_ENTERED]
        return [SessionForm(data, on=day.on) for day in open_days[:MOST_DAYS]]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "another" in request.POST:
            return self.add_day()
        forms = self.posted_forms()
        # Every form is asked, so that all errors show at once.
        if sum(not form.is_valid() for form in forms):
            return self.show(forms)
        given = [form for form in forms if form.is_given]
        if not given:
            return self.show(forms, problems=[_("Nothing is entered yet. Choose “Held” or “Cancelled”.")])
        entries = [form.entry(version=self.version_of(form)) for form in given]
        try:
            enter_sessions(self.activity, by=request.user, entries=entries, on=self.today)
        except Stale as stale:
            return self.show_both(forms, stale.current)
        except ValidationError as refusal:
            return self.show(forms, problems=refusal.messages)
        messages.success(request, _said(len(given), self.activity))
        return redirect(self.to("activity", self.activity.pk))

    def add_day(self) -> HttpResponse:
        form = ExtraDayForm(self.request.POST, prefix="extra")
        if not form.is_valid():
            return self.show(self.forms(), extra=form)
        return redirect(f"{self.request.path}?on={form.cleaned_data['on'].isoformat()}")

    def posted_forms(self) -> list[SessionForm]:
        """A form for each day that was on the page, also where somebody else has entered it meanwhile."""
        posted = {name[:10] for name in self.request.POST if name.endswith("-version")}
        days = sorted(filter(None, map(_day_of, posted)))[: MOST_DAYS + 1]
        return [SessionForm(self.request.POST, on=on) for on in days]

    def version_of(self, form: SessionForm) -> int:
        typed = self.request.POST.get(form.add_prefix("version"), "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0  # noqa: PLR2004

    def show(
        self,
        forms: Sequence[SessionForm],
        *,
        problems: Sequence[str] = (),
        extra: ExtraDayForm | None = None,
        conflict: Any = None,
        versions: dict[date, int] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        errors = [{"text": text} for text in problems]
        errors += [error for form in forms if form.is_bound for error in _errors(form)]
        cards = [
            {"form": form, "version": (versions or {}).get(form.on, self.shown_version(form))}
            for form in forms
        ]
        context = self.get_context_data(
            cards=cards,
            errors=errors,
            has_errors=bool(errors) or bool(extra and extra.errors),
            conflict=conflict,
            extra=extra or self.extra_form(),
        )
        return self.render_to_response(context, status=status)

    def shown_version(self, form: SessionForm) -> int:
        if form.is_bound:
            return self.version_of(form)
        return form.session.version if form.session else 0

    def extra_form(self) -> ExtraDayForm | None:
        is_irregular = self.activity.repeat == Repeat.IRREGULAR
        return ExtraDayForm(prefix="extra") if is_irregular and self.asked_day is None else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.forms())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        open_count = sum(day.fate == Fate.NOT_ENTERED for day in self.days)
        return super().get_context_data(
            **kwargs,
            activity=self.activity,
            more_count=max(0, open_count - MOST_DAYS),
            is_one_day=self.asked_day is not None,
        )

    def show_both(self, forms: Sequence[SessionForm], current: Session) -> HttpResponse:
        """What the other person entered; what was typed stays, and may be saved over it knowingly."""
        mine = next(form for form in forms if form.on == current.on)
        conflict = {
            "who": current.entered_by.get_full_name(),
            "at": None,
            "rows": [{"label": date_format(current.on), "theirs": told(current), "yours": _typed(mine)}],
        }
        versions = {current.on: current.version}
        return self.show(forms, conflict=conflict, versions=versions, status=409)


def told(session: Session) -> str:
    """What a day says, in words."""
    if session.state == SessionState.CANCELLED:
        return f"{session.get_state_display()}: {session.reason}"
    if session.attendance is None:
        return session.get_state_display()
    people = ngettext("%(n)d person came", "%(n)d people came", session.attendance)
    return f"{session.get_state_display()}, {people % {'n': session.attendance}}"


def _typed(form: SessionForm) -> str:
    typed = form.cleaned_data
    label = str(dict(SessionState.choices).get(typed["state"], ""))
    detail = typed["attendance"] if typed["state"] == SessionState.HELD else typed["reason"]
    return label if detail in (None, "") else f"{label}: {detail}"


def _errors(form: SessionForm) -> list[dict[str, str]]:
    return [
        {"text": f"{date_format(form.on)}: {error}", "href": f"#{first_input_id(form[name])}"}
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]


def _day_of(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _closed(reason: str | None) -> str:
    if reason is None:
        return ""
    return _("The library is closed on this day: %(reason)s") % {"reason": reason or _("no reason given")}


def _said(count: int, activity: Activity) -> str:
    words = ngettext(
        "%(n)d session of “%(title)s” is entered.", "%(n)d sessions of “%(title)s” are entered.", count
    )
    return words % {"n": count, "title": activity.title}
