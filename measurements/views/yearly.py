"""The check page before a year's plan is copied into the next."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from measurements.domain.periods import is_rolling
from measurements.domain.yearly import Copied, Outcome, copy_year, spells_to_renew
from measurements.forms.yearly import NextYearForm, YearRow
from measurements.glance import year_ending_in, year_running
from measurements.models import Measure, ReportingCalendar
from measurements.periods import MONTHS_A_YEAR, add_months
from measurements.periods import Period as Year
from measurements.series import range_total, read_figures, target_on
from measurements.views.reporting import CalendarPages
from measurements.views.years import year_in_words
from measurements.wording import shown
from partners.models import Partnership
from partners.views.editing import RowFormView


class NextYearView(CalendarPages, RowFormView):
    """Each measure with last year's target and total, a box for the new target, and who goes on."""

    staff_role = None
    form_class = NextYearForm
    template_name = "measurements/calendars/next_year.html"
    title = gettext_lazy("Copy to the next year")
    submit = gettext_lazy("Copy what is ticked")

    @cached_property
    def calendar(self) -> ReportingCalendar:
        return self.find_editable(ReportingCalendar)

    @property
    def partnership(self) -> Partnership:
        return self.calendar.partnership

    @cached_property
    def last(self) -> Year:
        """The year that is copied: the one asked for, else the running one once half of it is over.

        Of listed days it is the year from their first one.
        """
        calendar = self.calendar
        if not is_rolling(calendar):
            return Year(calendar.anchor_on, add_months(calendar.anchor_on, MONTHS_A_YEAR))
        running = year_running(calendar, self.today)
        asked = self.request.GET.get("year", "")
        if asked in {str(running - 1), str(running)}:
            return year_ending_in(calendar, int(asked))
        dates = year_ending_in(calendar, running)
        is_young = self.today < add_months(dates.starts_on, MONTHS_A_YEAR // 2)
        return year_ending_in(calendar, running - 1) if is_young else dates

    @property
    def coming(self) -> Year:
        return Year(self.last.next_starts_on, add_months(self.last.next_starts_on, MONTHS_A_YEAR))

    @property
    def lead(self) -> str:
        return _("From %(last)s to %(coming)s.") % {
            "last": year_in_words(self.last),
            "coming": year_in_words(self.coming),
        }

    def other_year(self) -> dict[str, Any] | None:
        """The link to copy from the year before or after instead."""
        if not is_rolling(self.calendar):
            return None
        running = year_running(self.calendar, self.today)
        year = running - 1 if self.last == year_ending_in(self.calendar, running) else running
        label = _("Copy from %(year)s instead") % {"year": year_in_words(year_ending_in(self.calendar, year))}
        return {"url": f"?year={year}", "label": label}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(other_year=self.other_year(), **kwargs)

    @cached_property
    def rows(self) -> list[YearRow]:
        measures = list(
            self.visible(Measure).filter(calendar=self.calendar).exclude(ends_on__lt=self.last.ends_on)
        )
        figures = read_figures(measures)
        going_on = spells_to_renew(figures.assignments, self.last, is_listed=not is_rolling(self.calendar))
        names: dict[int, list[str]] = {}
        for spell in going_on:
            names.setdefault(spell.measure_id, []).append(spell.organization.name)
        return [
            YearRow(
                measure=measure,
                target=target_on(figures.targets.get(measure.pk, []), self.last.ends_on),
                total=shown(
                    measure, range_total(figures, measure, self.last.starts_on, self.last.ends_on).value
                ),
                renewed=", ".join(sorted(names.get(measure.pk, []))),
            )
            for measure in measures
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"rows": self.rows}

    def carry_out(self, form: NextYearForm) -> Outcome:
        return copy_year(
            self.calendar,
            by=self.request.user,
            rows=[Copied(row.measure, target) for row, target in form.chosen],
            last=self.last,
            coming=self.coming,
        )

    def said(self, saved: Outcome) -> str:
        measures = ngettext("%(n)d measure goes on", "%(n)d measures go on", saved.measures)
        targets = ngettext("%(n)d new target", "%(n)d new targets", saved.targets)
        members = ngettext("%(n)d renewed assignment", "%(n)d renewed assignments", saved.assignments)
        parts = [
            measures % {"n": saved.measures},
            targets % {"n": saved.targets},
            members % {"n": saved.assignments},
        ]
        return ", ".join(parts) + "."
