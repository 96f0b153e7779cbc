"""What people type about an activity, and how the calendar is filtered."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from measurements.choices import ActivityKind, Repeat
from measurements.forms.fields import DayField, StoredTextField
from measurements.models import Activity, Commitment, Goal
from partners.models import Organization

FIELDS = (
    "goal",
    "commitment",
    "title",
    "kind",
    "place",
    "postal_code",
    "repeat",
    "weekdays",
    "starts_at",
    "ends_at",
    "starts_on",
    "ends_on",
    "expected_attendance",
)
MOST_PEOPLE = 100_000
_DAYS = [(str(number + 1), name) for number, name in WEEKDAYS.items()]


def _boxes() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})


class ClockField(forms.TimeField):
    """An hour of the library's own clock, chosen in the browser's own way."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        super().__init__(**kwargs)


class ActivityForm(forms.Form):
    title = StoredTextField(label=_("Title"), help_text=_("For example: English for beginners, Tuesday."))
    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices)
    goal = forms.ChoiceField(label=_("For which goal"))
    organization = forms.ChoiceField(label=_("Who does it"), help_text=_("They enter the sessions."))
    helpers = forms.MultipleChoiceField(label=_("Together with"), required=False, widget=_boxes())
    commitment = forms.ChoiceField(
        label=_("Keeps the promise"), required=False, help_text=_("A promise of the same organization.")
    )
    population = StoredTextField(label=_("Whom it is for"), required=False)
    place = StoredTextField(
        label=_("Place"),
        required=False,
        help_text=_("Written alike for every activity there, so that two at one place are noticed."),
    )
    postal_code = StoredTextField(label=_("ZIP code"), required=False, max_length=12)
    repeat = forms.ChoiceField(label=_("How often"), choices=Repeat.choices)
    weekdays = forms.MultipleChoiceField(
        label=_("On which days"),
        required=False,
        choices=_DAYS,
        widget=_boxes(),
        help_text=_("None chosen: the weekday of the first day."),
    )
    starts_at = ClockField(label=_("Begins at"), required=False)
    ends_at = ClockField(label=_("Ends at"), required=False)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: until further notice."))
    expected_attendance = forms.IntegerField(
        label=_("People expected each time"), required=False, min_value=1, max_value=MOST_PEOPLE
    )

    def __init__(
        self,
        *args: Any,
        goals: Iterable[Goal],
        organizations: Sequence[Organization],
        commitments: Iterable[Commitment],
        populations: Sequence[str],
        doer: Organization | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {str(goal.pk): goal for goal in goals}
        self.organizations = {str(row.pk): row for row in organizations}
        self.commitments = {str(row.pk): row for row in commitments}
        self.doer = doer
        self.fields["goal"].choices = [(pk, goal.title) for pk, goal in self.goals.items()]
        self._offer_organizations()
        named = [
            (pk, f"{row.organization.name}: {row.title}" if doer is None else row.title)
            for pk, row in self.commitments.items()
        ]
        self.fields["commitment"].choices = [("", _("None")), *named]
        if not named:
            del self.fields["commitment"]
        if populations:
            self.fields["population"].help_text = _("One group of people. So far you use: %(names)s.") % {
                "names": "; ".join(populations[:12])
            }
        else:
            self.fields["population"].help_text = _("For example: Adults learning English.")

    def _offer_organizations(self) -> None:
        named = [(pk, row.name) for pk, row in self.organizations.items()]
        self.fields["organization"].choices = named
        self.fields["helpers"].choices = named
        if self.doer is not None:
            del self.fields["organization"]
            self.fields["helpers"].choices = [(pk, name) for pk, name in named if pk != str(self.doer.pk)]
        if not self.fields["helpers"].choices:
            del self.fields["helpers"]

    @staticmethod
    def initial_of(activity: Activity, *, helpers: Iterable[int]) -> dict[str, Any]:
        return {name: getattr(activity, name) for name in FIELDS} | {
            "goal": str(activity.goal_id),
            "commitment": str(activity.commitment_id or ""),
            "population": activity.population.name if activity.population else "",
            "weekdays": list(activity.weekdays),
            "helpers": [str(pk) for pk in helpers],
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        typed = self.cleaned_data
        if typed.get("starts_on") and typed.get("ends_on") and typed["ends_on"] < typed["starts_on"]:
            self.add_error("ends_on", _("An activity cannot end before it starts."))
        if typed.get("starts_at") and typed.get("ends_at") and typed["ends_at"] <= typed["starts_at"]:
            self.add_error("ends_at", _("It ends before it begins. Give hours of one day."))
        return typed

    def given(self) -> dict[str, Any]:
        """What the domain functions take."""
        typed = self.cleaned_data
        values = {name: typed[name] for name in FIELDS if name != "commitment"}
        values["goal"] = self.goals[typed["goal"]]
        values["weekdays"] = "".join(sorted(typed["weekdays"]))
        values["commitment"] = self.commitments.get(typed.get("commitment", ""))
        if "organization" in self.fields:
            values["organization"] = self.organizations[typed["organization"]]
        return {
            "values": values,
            "population": typed["population"],
            "helpers": [self.organizations[pk] for pk in typed.get("helpers", [])],
        }


class PlanFilter(forms.Form):
    """Which part of the plan is shown."""

    goal = forms.ChoiceField(label=_("Goal"), required=False)
    organization = forms.ChoiceField(label=_("Organization"), required=False)

    def __init__(
        self, *args: Any, goals: Iterable[Goal], organizations: Iterable[Organization], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        goals_named = [(str(goal.pk), goal.title) for goal in goals]
        named = [(str(row.pk), row.name) for row in organizations]
        self.fields["goal"].choices = [("", _("Every goal")), *goals_named]
        self.fields["organization"].choices = [("", _("Every organization")), *named]

    def chosen(self, name: str) -> int | None:
        """The id that was asked for, if it is one of the choices."""
        value = self.cleaned_data.get(name) if self.is_valid() else None
        return int(value) if value else None
