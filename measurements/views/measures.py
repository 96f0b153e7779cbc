"""Adding, changing and assigning measures."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from measurements.domain.calendars import change_deadlines
from measurements.domain.measures import (
    add_derived_measure,
    add_measure,
    assign_members,
    change_measure,
    end_assignment,
)
from measurements.domain.targets import add_staff_figure
from measurements.forms.measures import (
    CALENDAR_FIELDS,
    AssignForm,
    DeadlinesForm,
    DerivedForm,
    EndForm,
    MeasureForm,
    NewMeasureForm,
    StaffFigureForm,
    initial_of,
)
from measurements.models import Assignment, Goal, Measure, Period, ReportingCalendar, StaffFigure
from measurements.views.years import year_in_words, years_over
from partners.models import Member
from partners.views.editing import ChangeView, RowFormView


class MeasureAddView(RowFormView):
    staff_role = None
    form_class = NewMeasureForm
    title = gettext_lazy("Add a measure")
    submit = gettext_lazy("Add the measure")

    @cached_property
    def goal(self) -> Goal:
        return self.find_editable(Goal)

    @property
    def lead(self) -> str:
        return self.goal.title

    def get_initial(self) -> dict[str, Any]:
        calendar = self.goal.partnership.calendars.first()
        if calendar is None:
            return {"anchor_on": self.today.replace(month=1, day=1)}
        return {name: getattr(calendar, name) for name in CALENDAR_FIELDS}

    def carry_out(self, form: NewMeasureForm) -> Measure:
        return add_measure(
            self.goal,
            by=self.request.user,
            values=form.measure_values,
            target=form.kept["target"],
            **form.calendar_values,
        )

    def said(self, saved: Measure) -> str:
        return _("“%(name)s” is a measure now. Next, choose who reports it.") % {"name": saved.name}

    def way_back(self) -> str:
        return self.to("partnership", self.goal.partnership_id)

    def destination(self, saved: Measure) -> str:
        return self.to("measure_assign", saved.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"label": self.goal.partnership.name, "url": self.way_back()}]


class DerivedAddView(MeasureAddView):
    form_class = DerivedForm
    title = gettext_lazy("Divide one measure by another")

    def get_initial(self) -> dict[str, Any]:
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        measures = self.visible(Measure).filter(partnership=self.goal.partnership_id, dividend=None)
        return super().get_form_kwargs() | {"measures": measures.exclude(aggregation="none")}

    def carry_out(self, form: DerivedForm) -> Measure:
        return add_derived_measure(
            self.goal,
            by=self.request.user,
            values=form.measure_values,
            dividend=form.cleaned_data["dividend"],
            divisor=form.cleaned_data["divisor"],
            target=form.kept["target"],
        )

    def said(self, saved: Measure) -> str:
        return _("“%(name)s” is worked out from now on.") % {"name": saved.name}

    def destination(self, saved: Measure) -> str:
        return self.to("measure", saved.pk)


class MeasurePages:
    """What the forms about one measure share."""

    def way_back(self) -> str:
        return self.to("measure", self.measure.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        partnership = self.measure.partnership
        return [
            {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
            {"label": self.measure.name, "url": self.way_back()},
        ]


class MeasureChangeView(MeasurePages, ChangeView):
    staff_role = None
    model = Measure
    form_class = MeasureForm
    title = gettext_lazy("Change the measure")
    submit = gettext_lazy("Save")

    @property
    def measure(self) -> Measure:
        return self.row

    def form_kwargs(self, row: Measure) -> dict[str, Any]:
        return {"initial": initial_of(row), "measure": row}

    def carry_out(self, form: MeasureForm) -> Measure:
        return change_measure(
            self.row, by=self.request.user, version=self.version, values=form.measure_values
        )

    def said(self, saved: Measure) -> str:
        return _("“%(name)s” is saved.") % {"name": saved.name}


class DeadlinesView(MeasurePages, ChangeView):
    """Due and closing days of a measure's calendar, which its sisters share."""

    staff_role = None
    model = Measure
    form_class = DeadlinesForm
    title = gettext_lazy("Change the deadlines")
    lead = gettext_lazy("They hold for every measure of this calendar, from the period that runs now.")
    submit = gettext_lazy("Save")

    @cached_property
    def measure(self) -> Measure:
        return self.find_editable(Measure)

    @cached_property
    def row(self) -> ReportingCalendar:
        return self.measure.calendar

    def form_kwargs(self, row: ReportingCalendar) -> dict[str, Any]:
        return {"initial": {"due_days": row.due_days, "lock_days": row.lock_days}}

    def carry_out(self, form: DeadlinesForm) -> ReportingCalendar:
        return change_deadlines(
            self.row,
            by=self.request.user,
            version=self.version,
            values=form.cleaned_data,
            on=self.today,
        )

    def said(self, saved: ReportingCalendar) -> str:
        return ngettext(
            "Reports are now due %(days)d day after the end of a period.",
            "Reports are now due %(days)d days after the end of a period.",
            saved.due_days,
        ) % {"days": saved.due_days}


class MeasureAssignView(MeasurePages, RowFormView):
    staff_role = None
    form_class = AssignForm
    title = gettext_lazy("Choose who reports")
    submit = gettext_lazy("Save")
    lead = gettext_lazy(
        "Each chosen member gets a report for every period that ends on or after the day below, also for"
        " those that are over. Later ones are made when they begin."
    )

    @cached_property
    def measure(self) -> Measure:
        return self.find_editable(Measure)

    def get_form_kwargs(self) -> dict[str, Any]:
        busy = self.measure.assignments.filter(ends_on=None).values("member")
        members = (
            self.visible(Member)
            .current(on=self.today)
            .filter(partnership=self.measure.partnership_id)
            .exclude(pk__in=busy)
            .select_related("organization")
        )
        return super().get_form_kwargs() | {"members": members}

    def get_initial(self) -> dict[str, Any]:
        return {"starts_on": self.measure.calendar.anchor_on}

    def carry_out(self, form: AssignForm) -> list[Assignment]:
        return assign_members(
            self.measure,
            by=self.request.user,
            members=list(form.cleaned_data["members"]),
            starts_on=form.cleaned_data["starts_on"],
            now=timezone.now(),
        )

    def said(self, saved: list[Assignment]) -> str:
        return ngettext(
            "%(count)d member reports this measure now.",
            "%(count)d members report this measure now.",
            len(saved),
        ) % {"count": len(saved)}


class AssignmentEndView(MeasurePages, ChangeView):
    staff_role = None
    model = Assignment
    form_class = EndForm
    title = gettext_lazy("End the reporting")
    submit = gettext_lazy("Save")

    @property
    def measure(self) -> Measure:
        return self.row.measure

    @property
    def lead(self) -> str:
        return _("%(name)s reports no period that ends after this day; what is reported stays.") % {
            "name": self.row.organization.name
        }

    def form_kwargs(self, row: Assignment) -> dict[str, Any]:
        return {"initial": {"ends_on": row.ends_on or self.today}, "starts_on": row.starts_on}

    def carry_out(self, form: EndForm) -> Assignment:
        return end_assignment(
            self.row, by=self.request.user, version=self.version, ends_on=form.cleaned_data["ends_on"]
        )

    def said(self, saved: Assignment) -> str:
        return _("%(name)s no longer reports this measure.") % {"name": saved.organization.name}


class StaffFigureAddView(MeasurePages, RowFormView):
    staff_role = None
    form_class = StaffFigureForm
    title = gettext_lazy("Enter how many different people there were")
    lead = gettext_lazy("It takes the place of the members’ sum, which may count a person twice.")
    submit = gettext_lazy("Save")

    @cached_property
    def measure(self) -> Measure:
        return self.find_editable(Measure)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"spells": self.spells()}

    def spells(self) -> list[tuple[str, date, date]]:
        """The days that totals are made for: only there a figure takes the place of a sum."""
        years = [
            (year_in_words(year), year.starts_on, year.ends_on)
            for year in years_over(self.measure, on=self.today)
        ]
        over = self.visible(Period).filter(calendar=self.measure.calendar_id, next_starts_on__lte=self.today)
        latest_first = over.order_by("-starts_on")
        return years + [(row.shown_label, row.starts_on, row.ends_on) for row in latest_first]

    def carry_out(self, form: StaffFigureForm) -> StaffFigure:
        return add_staff_figure(self.measure, by=self.request.user, values=form.figure_values)

    def said(self, saved: StaffFigure) -> str:
        return _("The figure counts in place of the sum.")
