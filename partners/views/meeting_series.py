"""Planning several meetings at once: the pattern, then its days, one of which may be left out."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from partners.domain.meetings import add_series, closures_among
from partners.forms.meetings import SeriesForm, default_hours, shown_day
from partners.models import Partnership
from partners.reminders.schedule import local_moment
from partners.views.editing import show_refusal
from partners.views.meetings import MeetingPage, groups_of

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class SeriesAddView(MeetingPage, TemplateView):
    """One form in two steps: how the meetings follow one another, and a look at their days."""

    template_name = "partners/meetings/series.html"

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    def form(self, data: Any = None) -> SeriesForm:
        initial = default_hours() | {"every": 1, "times": 4}
        return SeriesForm(data, groups=groups_of(self, self.partnership), initial=initial)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = request.POST.get("step", "")
        form = self.form(request.POST)
        if not form.is_valid() or step == "change":
            return self.show(form)
        return self.plan(form) if step == "plan" else self.show(form, days=self.preview(form))

    def preview(self, form: SeriesForm) -> list[dict[str, Any]]:
        """Each day with what is special about it; nothing is left out without being asked."""
        days = form.planned()
        rows = self.closed_days(days)
        return [
            {
                "value": day.isoformat(),
                "label": shown_day(day),
                "notes": self.notes(day, form, rows),
                "is_kept": day not in rows,
            }
            for day in days
        ]

    def closed_days(self, days: list[date]) -> dict[date, str]:
        return closures_among(self.library, days)

    def notes(self, day: date, form: SeriesForm, closed: dict[date, str]) -> list[str]:
        found = []
        if day in closed:
            found.append(
                _("The library is closed: %(reason)s") % {"reason": closed[day] or _("no reason given")}
            )
        if day.weekday() >= SATURDAY:
            found.append(_("A weekend"))
        zone, begins = ZoneInfo(self.library.time_zone), form.cleaned_data["begins"]
        moment = local_moment(day, begins, zone).astimezone(zone)
        if moment.time().replace(tzinfo=None) != begins:
            found.append(_("The clocks are put forward: it begins later on this day."))
        elif moment.utcoffset() != local_moment(day - ONE_DAY, begins, zone).astimezone(zone).utcoffset():
            found.append(_("The clocks change on this day; the hour stays."))
        return found

    def plan(self, form: SeriesForm) -> HttpResponse:
        try:
            rows = add_series(
                self.partnership,
                by=self.request.user,
                pattern=form.pattern(),
                days=form.kept(),
                values=form.meeting_values(),
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.show(form, days=self.preview(form))
        words = ngettext(
            "%(n)d meeting is planned. Nobody is invited yet.",
            "%(n)d meetings are planned. Nobody is invited yet.",
            len(rows),
        )
        messages.success(self.request, words % {"n": len(rows)})
        return redirect(rows[0].get_absolute_url())

    def show(self, form: SeriesForm, *, days: list[dict[str, Any]] | None = None) -> HttpResponse:
        words = {
            "form": form,
            "days": days,
            "hidden": [field for field in form if field.name not in {"days"}],
            "cancel_url": self.to("meetings", self.partnership.pk),
            "partnership": self.partnership,
            "crumbs": [*self.crumbs(), {"label": _("Plan a series")}],
        }
        return self.render_to_response(self.get_context_data(**words))
