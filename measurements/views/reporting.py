"""The reporting calendars of a partnership: at a glance, new ones, and how they change."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from measurements.domain.calendars import add_calendar, change_deadlines
from measurements.domain.frequencies import boundaries, change_frequency, periods_after_change
from measurements.domain.measures import add_measure_to
from measurements.domain.periods import build_periods, is_rolling
from measurements.forms.calendars import CalendarForm, CalendarMeasureForm, FrequencyForm, NewCalendarForm
from measurements.glance import Slot, asked_in, latest_before, slots_of, year_ending_in, year_running
from measurements.models import Goal, Measure, Period, ReportingCalendar
from measurements.series import Figures, read_figures
from measurements.standings import standing_in
from measurements.views.planning import PlanRows
from measurements.views.years import year_in_words
from partners.models import Partnership
from partners.names import name_key
from partners.templatetags.ui import day, status_tag
from partners.views.editing import ChangeView, RowFormView
from partners.views.pages import LibraryPage

FIRST_YEAR, LAST_YEAR = 1990, 2100


class ReportingCalendarView(PlanRows, TemplateView):
    """Every calendar with the periods of one of its years: opens, due, closes, and each member's state."""

    template_name = "measurements/calendars/glance.html"

    @cached_property
    def calendars(self) -> list[ReportingCalendar]:
        return list(self.visible(ReportingCalendar).filter(partnership=self.partnership))

    @cached_property
    def figures(self) -> Figures:
        measures = self.visible(Measure).filter(partnership=self.partnership).select_related("calendar")
        return read_figures(list(measures))

    @cached_property
    def year_asked(self) -> int | None:
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0  # noqa: PLR2004
        return year if FIRST_YEAR <= year <= LAST_YEAR else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        running = max((year_running(row, self.today) for row in self.calendars), default=self.today.year)
        shown = self.year_asked or running
        return super().get_context_data(
            **kwargs,
            partnership=self.partnership,
            may_change=self.may_change,
            can_edit=self.can_edit,
            calendars=[self.shown(calendar) for calendar in self.calendars],
            year=shown if self.year_asked else None,
            previous_year=shown - 1 if shown > FIRST_YEAR else None,
            next_year=shown + 1 if shown < LAST_YEAR else None,
            today=self.today,
            crumbs=[*self.crumbs(), {"label": _("Reporting calendar")}],
        )

    def shown(self, calendar: ReportingCalendar) -> dict[str, Any]:
        year = self.year_asked or year_running(calendar, self.today)
        dates = year_ending_in(calendar, year)
        coming = build_periods(calendar, since=dates.starts_on, until=dates.ends_on)
        stored = self.stored(calendar)
        slots = slots_of(calendar, stored, coming, year)
        if not self.year_asked:
            slots = [*latest_before(calendar, stored, slots, self.today), *slots]
        members = self.members(calendar)
        return {
            "calendar": calendar,
            "name": self.name_of(calendar),
            "year": year_in_words(dates) if is_rolling(calendar) else str(year),
            "rules": self.rules(calendar),
            "measures": [row for row in self.figures.measures if row.calendar_id == calendar.pk],
            "may_change_frequency": self.may_change and is_rolling(calendar) and calendar.ends_on is None,
            "columns": [
                {"label": _("Period")},
                {"label": _("Opens")},
                {"label": _("Due")},
                {"label": _("Closes after")},
                *({"label": name} for _pk, name in members),
            ],
            "rows": [self.row(calendar, slot, members) for slot in slots],
        }

    def stored(self, calendar: ReportingCalendar) -> list[Period]:
        # Without a measure nothing was read of the calendar: it has no stored period unless they are listed.
        known = self.figures.periods.get(calendar.pk)
        return known if known is not None else self.unread.get(calendar.pk, [])

    @cached_property
    def unread(self) -> dict[int, list[Period]]:
        """Periods of the calendars that no measure is reported by."""
        ids = [row.pk for row in self.calendars if row.pk not in self.figures.periods]
        found: dict[int, list[Period]] = {}
        for row in self.visible(Period).filter(calendar_id__in=ids) if ids else ():
            found.setdefault(row.calendar_id, []).append(row)
        return found

    def name_of(self, calendar: ReportingCalendar) -> str:
        words = {"often": calendar.get_frequency_display(), "day": date_format(calendar.anchor_on)}
        if calendar.ends_on is not None:
            words["last"] = date_format(calendar.ends_on)
            return _("%(often)s, %(day)s to %(last)s") % words
        return _("%(often)s, from %(day)s") % words

    def rules(self, calendar: ReportingCalendar) -> str:
        opens = (
            _("Reports open on the first day of the period")
            if calendar.opens_early
            else _("Reports open when the period is over")
        )
        due = ngettext(
            "are due %(n)d day after its end", "are due %(n)d days after its end", calendar.due_days
        )
        parts = [opens, due % {"n": calendar.due_days}]
        if calendar.lock_days is None:
            parts.append(_("and never close"))
        else:
            words = ngettext("and close after %(n)d day", "and close after %(n)d days", calendar.lock_days)
            parts.append(words % {"n": calendar.lock_days})
        return f"{', '.join(parts[:2])} {parts[2]}."

    def members(self, calendar: ReportingCalendar) -> list[tuple[int, str]]:
        """Whoever is or was asked by this calendar, by name; funders read dates only."""
        if not self.sees_members:
            return []
        names = {row.organization_id: row.organization.name for row in self.assigned(calendar)}
        return sorted(names.items(), key=lambda row: (name_key(row[1]), row[0]))

    def assigned(self, calendar: ReportingCalendar) -> list[Any]:
        return [row for row in self.figures.assignments if row.measure.calendar_id == calendar.pk]

    def row(self, calendar: ReportingCalendar, slot: Slot, members: list[tuple[int, str]]) -> list[Any]:
        period = slot.period
        states = self.states(calendar, slot) if members else {}
        label: Any = period.shown_label
        if not slot.is_to_come and (self.is_staff or self.partnership.pk in self.scope.backbone_ids):
            label = format_html('<a href="{}">{}</a>', self.to("period", period.pk), label)
        days = (date_format(one, "SHORT_DATE_FORMAT") for one in (period.starts_on, period.ends_on))
        locks = day(period.locks_on) if period.locks_on else _("Never")
        return [
            format_html('{}<span class="period-days">{}</span>', label, " – ".join(days)),
            day(slot.opens_on),
            day(period.due_on),
            locks,
            *(states.get(pk) for pk, _name in members),
        ]

    def states(self, calendar: ReportingCalendar, slot: Slot) -> dict[int, Any]:
        """The state of every member that is asked for something in a period; of what is to come, that."""
        if slot.is_to_come or slot.opens_on > self.today:
            tag = status_tag("", label=_("To come"), tone="none")
            return dict.fromkeys(asked_in(slot.period, self.assigned(calendar)), tag)
        measures = [row for row in self.figures.measures if row.calendar_id == calendar.pk]
        standing = standing_in(self.scope, self.figures, measures, slot.period, self.library, on=self.today)
        return {row.organization_id: status_tag(row.standing) for row in standing.members}


class CalendarPages(LibraryPage):
    """Forms about calendars lead back to the calendar at a glance."""

    staff_role = None

    def way_back(self) -> str:
        return self.to("reporting_calendar", self.partnership.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
            {"label": _("Reporting calendar"), "url": self.way_back()},
        ]


class CalendarAddView(CalendarPages, RowFormView):
    staff_role = None
    form_class = NewCalendarForm
    title = gettext_lazy("Add a reporting calendar")
    submit = gettext_lazy("Add the calendar")

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    def carry_out(self, form: NewCalendarForm) -> ReportingCalendar:
        return add_calendar(
            self.partnership,
            by=self.request.user,
            values=form.calendar_values,
            first_days=form.period_days,
        )

    def said(self, saved: ReportingCalendar) -> str:
        return _("The calendar is there. Next, add a measure that members report by it.")


class CalendarChangeView(CalendarPages, ChangeView):
    staff_role = None
    model = ReportingCalendar
    form_class = CalendarForm
    title = gettext_lazy("Change the calendar")
    lead = gettext_lazy("It holds for every measure of this calendar, from the period that runs now.")
    submit = gettext_lazy("Save")

    @property
    def partnership(self) -> Partnership:
        return self.row.partnership

    def form_kwargs(self, row: ReportingCalendar) -> dict[str, Any]:
        return {"initial": CalendarForm.initial_of(row)}

    def carry_out(self, form: CalendarForm) -> ReportingCalendar:
        return change_deadlines(
            self.row, by=self.request.user, version=self.version, values=form.cleaned_data, on=self.today
        )

    def said(self, saved: ReportingCalendar) -> str:
        return _("The calendar is saved.")


class FrequencyView(CalendarPages, ChangeView):
    """Asks for a frequency and a day, shows the periods that would come, and changes on the second click."""

    staff_role = None
    model = ReportingCalendar
    form_class = FrequencyForm
    template_name = "measurements/calendars/frequency.html"
    title = gettext_lazy("Report more or less often")
    lead = gettext_lazy(
        "What has been reported stays as it is. From the chosen day on, a new series begins with the same"
        " measures and members."
    )
    submit = gettext_lazy("Change the frequency")

    @property
    def partnership(self) -> Partnership:
        return self.row.partnership

    @cached_property
    def days(self) -> list[date]:
        return boundaries(self.row, on=self.today) if is_rolling(self.row) else []

    def form_kwargs(self, row: ReportingCalendar) -> dict[str, Any]:
        return {"days": self.days, "current": row.frequency}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = FrequencyForm(request.GET or None, days=self.days, current=self.row.frequency)
        coming = self.preview(asked) if asked.is_bound and asked.is_valid() else []
        return self.render_to_response(
            self.get_context_data(form=asked, version=self.row.version, coming=coming)
        )

    def preview(self, asked: FrequencyForm) -> list[list[Any]]:
        rows = periods_after_change(self.row, **asked.cleaned_data)
        return [
            [row.shown_label, day(row.starts_on), day(row.ends_on), day(row.due_on), day(row.locks_on)]
            for row in rows
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "calendar": self.row,
            "columns": [
                {"label": _("Period")},
                {"label": _("First day")},
                {"label": _("Last day")},
                {"label": _("Due")},
                {"label": _("Closes after")},
            ],
        }

    def carry_out(self, form: FrequencyForm) -> ReportingCalendar:
        return change_frequency(
            self.row, by=self.request.user, version=self.version, on=self.today, **form.cleaned_data
        )

    def said(self, saved: ReportingCalendar) -> str:
        return _("From %(day)s on, members report: %(often)s.") % {
            "day": date_format(saved.anchor_on),
            "often": saved.get_frequency_display(),
        }


class CalendarMeasureAddView(CalendarPages, RowFormView):
    """A measure that is reported by a calendar that is there, also by one of listed days."""

    staff_role = None
    form_class = CalendarMeasureForm
    title = gettext_lazy("Add a measure")
    submit = gettext_lazy("Add the measure")

    @cached_property
    def calendar(self) -> ReportingCalendar:
        return self.find_editable(ReportingCalendar)

    @property
    def partnership(self) -> Partnership:
        return self.calendar.partnership

    @property
    def lead(self) -> str:
        return str(self.calendar)

    def get_form_kwargs(self) -> dict[str, Any]:
        goals = self.editable(Goal).open().filter(partnership=self.calendar.partnership_id)
        return super().get_form_kwargs() | {"goals": goals}

    def carry_out(self, form: CalendarMeasureForm) -> Measure:
        if self.calendar.ends_on is not None and self.calendar.ends_on < self.today:
            raise ValidationError(_("This calendar is over. Choose another one."))
        return add_measure_to(
            self.calendar, by=self.request.user, goal=form.cleaned_data["goal"], values=form.measure_values
        )

    def said(self, saved: Measure) -> str:
        return _("“%(name)s” is a measure now. Next, choose who reports it.") % {"name": saved.name}

    def destination(self, saved: Measure) -> str:
        return self.to("measure_assign", saved.pk)
