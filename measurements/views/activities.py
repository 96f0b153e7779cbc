"""What is done: the list with what was held, one activity, and its plan as a form."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from measurements.choices import Repeat
from measurements.delivery import Day, Fate, Tally, read_days, tally
from measurements.domain.activities import add_activity, change_activity
from measurements.forms.activities import ActivityForm, PlanFilter
from measurements.models import Activity, ActivityHelper, Commitment
from measurements.views.commitments import members_of
from measurements.views.planning import PlanPage, PlanRows, goals_of
from measurements.views.roles import known_populations
from measurements.views.times import hours_of, pattern_of
from partners.models import Organization, Partnership
from partners.numbers import format_number
from partners.views.editing import ChangeView, RowFormView

A_YEAR = timedelta(days=365)
MOST_SHOWN = 300
DAYS_SHOWN = 40
AHEAD = timedelta(days=28)


class ActivitiesView(PlanPage, TemplateView):
    template_name = "measurements/activities/list.html"

    @cached_property
    def activities(self) -> list[Activity]:
        rows = self.visible(Activity).filter(partnership=self.partnership)
        return list(rows.select_related("organization", "goal", "population")[:MOST_SHOWN])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chooser = filter_of(self.activities, self.request.GET)
        goal, organization = chooser.chosen("goal"), chooser.chosen("organization")
        activities = [
            row
            for row in self.activities
            if goal in {None, row.goal_id} and organization in {None, row.organization_id}
        ]
        tallies = self.tallies(activities)
        cards = [self.card(row, tallies.get(row.pk)) for row in activities]
        return super().get_context_data(
            **kwargs,
            filters=chooser if self.activities else None,
            is_filtered=goal is not None or organization is not None,
            reset_url=self.request.path,
            current=[card for card in cards if not card["is_over"]],
            over=[card for card in cards if card["is_over"]],
            organization_rows=self.organization_rows(activities, tallies),
            columns=tally_columns(_("Organization")),
        )

    def tallies(self, activities: list[Activity]) -> dict[int, Tally]:
        if not self.sees_members:
            return {}
        days = read_days(
            activities,
            since=self.today - A_YEAR,
            until=self.today,
            now=self.now,
            zone=ZoneInfo(self.library.time_zone),
        )
        return {pk: tally(found) for pk, found in days.items()}

    def card(self, activity: Activity, counted: Tally | None) -> dict[str, Any]:
        return {
            "activity": activity,
            "url": self.to("activity", activity.pk),
            "when": when_of(activity),
            "tally": counted if counted and counted.expected else None,
            "open_url": self.to("activity_sessions", activity.pk)
            if counted and counted.not_entered and (self.may_change or self.is_own(activity.organization))
            else "",
            "is_over": activity.ends_on is not None and activity.ends_on < self.today,
        }

    def organization_rows(self, activities: list[Activity], tallies: dict[int, Tally]) -> list[list[str]]:
        """What each organization planned and held, by name: never a rank."""
        found: dict[int, Tally] = {}
        names: dict[int, Organization] = {}
        for activity in activities:
            names[activity.organization_id] = activity.organization
            counted = tallies.get(activity.pk, Tally())
            found[activity.organization_id] = found.get(activity.organization_id, Tally()) + counted
        rows = sorted((row.name_key, pk) for pk, row in names.items() if found[pk].expected)
        return [[names[pk].name, *tally_cells(found[pk])] for _key, pk in rows]


class ActivityView(PlanPage, TemplateView):
    template_name = "measurements/activities/detail.html"

    @cached_property
    def activity(self) -> Activity:
        rows = self.visible(Activity).select_related(
            "partnership", "organization", "goal", "commitment", "population"
        )
        return self.find(rows)

    @cached_property
    def partnership(self) -> Partnership:
        return self.activity.partnership

    def crumbs(self) -> list[dict[str, Any]]:
        url = self.to("activities", self.partnership.pk)
        return [*super().crumbs(), {"label": _("Activities"), "url": url}, {"label": self.activity.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        activity = self.activity
        days = self.days() if self.sees_members else []
        counted = tally(days)
        past = [day for day in reversed(days) if day.fate != Fate.PLANNED]
        coming = [day for day in days if day.fate in {Fate.PLANNED, Fate.CLOSED} and day.on >= self.today]
        may_enter = self.may_change or self.is_own(activity.organization)
        return super().get_context_data(
            **kwargs,
            activity=activity,
            facts=self.facts(),
            tally=counted,
            coming=coming[:6],
            past=past[:DAYS_SHOWN],
            may_enter=may_enter and self.sees_members,
            may_edit=may_enter,
            change_day_url=self.to("activity_sessions", activity.pk),
            is_irregular=activity.repeat == Repeat.IRREGULAR,
        )

    def days(self) -> list[Day]:
        found = read_days(
            [self.activity],
            since=self.today - A_YEAR,
            until=self.today + AHEAD,
            now=self.now,
            zone=ZoneInfo(self.library.time_zone),
        )
        return found[self.activity.pk]

    def facts(self) -> list[dict[str, Any]]:
        activity = self.activity
        helpers = self.visible(ActivityHelper).filter(activity=activity).select_related("helper")
        names = [link.helper.name for link in helpers]
        place = ", ".join(filter(None, [activity.place, activity.postal_code]))
        expected = activity.expected_attendance
        return [
            {"label": _("Goal"), "value": activity.goal.title},
            {"label": _("Who does it"), "value": activity.organization.name},
            {"label": _("Together with"), "value": ", ".join(names) or None},
            {"label": _("Kind"), "value": activity.get_kind_display()},
            {
                "label": _("Whom it is for"),
                "value": activity.population.name if activity.population else None,
            },
            {"label": _("When"), "value": when_of(activity)},
            {"label": _("Place"), "value": place or None},
            {"label": _("People expected each time"), "value": format_number(expected) if expected else None},
            {
                "label": _("Keeps the promise"),
                "value": activity.commitment.title if activity.commitment else None,
            },
        ]


class ActivityForms(PlanRows):
    """What the forms about one activity share."""

    form_class = ActivityForm

    def crumbs(self) -> list[dict[str, Any]]:
        url = self.to("activities", self.partnership.pk)
        return [*super().crumbs(), {"label": _("Activities"), "url": url}]

    def choices(self, *, doer: Organization | None = None) -> dict[str, Any]:
        promises = (
            self.visible(Commitment).filter(partnership=self.partnership).select_related("organization")
        )
        if doer is not None:
            promises = promises.filter(organization=doer)
        return {
            "goals": goals_of(self),
            "organizations": members_of(self),
            "commitments": list(promises[:MOST_SHOWN]),
            "populations": known_populations(self, self.partnership),
            "doer": doer,
        }


class ActivityAddView(ActivityForms, RowFormView):
    staff_role = None
    title = gettext_lazy("Add an activity")
    submit = gettext_lazy("Add the activity")

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | self.choices()

    def get_initial(self) -> dict[str, Any]:
        names = ("goal", "organization", "commitment", "population")
        asked = {name: self.request.GET.get(name, "") for name in names}
        return asked | {"starts_on": self.today, "repeat": Repeat.WEEKLY}

    def carry_out(self, form: ActivityForm) -> Activity:
        return add_activity(self.partnership, by=self.request.user, **form.given())

    def said(self, saved: Activity) -> str:
        return _("“%(title)s” is in the plan.") % {"title": saved.title}

    def way_back(self) -> str:
        return self.to("activities", self.partnership.pk)

    def destination(self, saved: Activity) -> str:
        return self.to("activity", saved.pk)


class ActivityChangeView(ActivityForms, ChangeView):
    staff_role = None
    model = Activity
    title = gettext_lazy("Change the activity")
    submit = gettext_lazy("Save")

    @cached_property
    def partnership(self) -> Partnership:
        return self.row.partnership

    @property
    def lead(self) -> str:
        return _("%(name)s does it. When another organization takes over, end it and add a new one.") % {
            "name": self.row.organization.name
        }

    def form_kwargs(self, row: Activity) -> dict[str, Any]:
        helpers = self.visible(ActivityHelper).filter(activity=row).values_list("helper_id", flat=True)
        return {"initial": ActivityForm.initial_of(row, helpers=helpers)} | self.choices(
            doer=self.row.organization
        )

    def carry_out(self, form: ActivityForm) -> Activity:
        return change_activity(self.row, by=self.request.user, version=self.version, **form.given())

    def said(self, saved: Activity) -> str:
        return _("“%(title)s” is saved.") % {"title": saved.title}

    def way_back(self) -> str:
        return self.to("activity", self.row.pk)


def filter_of(activities: list[Activity], query: Any) -> PlanFilter:
    """A choice of the goals and organizations that these activities have."""
    goals = {row.goal_id: row.goal for row in activities}
    doers = {row.organization_id: row.organization for row in activities}
    named = sorted(doers.values(), key=lambda row: (row.name_key, row.pk))
    return PlanFilter(query, goals=[goals[pk] for pk in sorted(goals)], organizations=named)


def when_of(activity: Activity) -> str:
    """ "Every week on Tuesday, 6:00 p.m. to 7:30 p.m." """
    return ", ".join(filter(None, [pattern_of(activity), hours_of(activity)]))


def tally_columns(first: str) -> list[dict[str, Any]]:
    words = [_("Expected so far"), _("Held"), _("Cancelled"), _("Not entered"), _("People who came")]
    return [{"label": first}, *({"label": word, "number": True} for word in words)]


def tally_cells(counted: Tally) -> list[str]:
    numbers = [counted.expected, counted.held, counted.cancelled, counted.not_entered]
    came = "–" if counted.attendance is None else format_number(counted.attendance)
    return [*map(format_number, numbers), came]
