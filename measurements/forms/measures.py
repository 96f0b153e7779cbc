"""What staff decide about measures, calendars and who counts."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.choices import Direction, Frequency
from measurements.forms.fields import DayField, NumberField, StoredTextField

MEASURE_FIELDS = ("name", "definition", "unit", "direction", "baseline", "target")
CALENDAR_FIELDS = ("frequency", "anchor_on", "due_days", "lock_days")


class MeasureForm(forms.Form):
    """What is counted and aimed at."""

    name = StoredTextField(label=_("Measure"), help_text=_("For example: Learners in tutoring groups."))
    definition = StoredTextField(
        label=_("Definition"),
        keep_lines=True,
        required=False,
        help_text=_("Who or what counts, so that all members count alike."),
    )
    unit = StoredTextField(label=_("Unit"), max_length=60, help_text=_("For example: learners, hours."))
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=Direction.choices,
        initial=Direction.INCREASE,
        widget=forms.RadioSelect,
    )
    baseline = NumberField(
        label=_("Baseline"),
        required=False,
        allow_negative=True,
        help_text=_("The total of a period before you began."),
    )
    target = NumberField(
        label=_("Target"),
        required=False,
        allow_negative=True,
        help_text=_("The total of all members in one period."),
    )

    @property
    def measure_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in MEASURE_FIELDS}


class DeadlinesForm(forms.Form):
    """By when members report."""

    due_days = forms.IntegerField(
        label=_("Due after (days)"),
        min_value=1,
        max_value=366,
        initial=15,
        help_text=_("Days after the end of a period."),
    )
    lock_days = forms.IntegerField(
        label=_("Closed after (days)"),
        min_value=1,
        max_value=3660,
        required=False,
        help_text=_("Days after the end of a period until which reports can be changed. Empty: always."),
    )


class NewMeasureForm(DeadlinesForm, MeasureForm):
    """A measure with the calendar that its members report by."""

    frequency = forms.ChoiceField(
        label=_("How often"), choices=Frequency.choices, initial=Frequency.QUARTERLY
    )
    anchor_on = DayField(label=_("First day"), help_text=_("The first day of the first period."))

    field_order = [*MEASURE_FIELDS, *CALENDAR_FIELDS]

    @property
    def calendar_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CALENDAR_FIELDS}


class MemberBoxes(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, member: Any) -> str:
        return f"{member.organization.name} ({member.get_role_display()})"


class AssignForm(forms.Form):
    """Which members report a measure, and from when."""

    members = MemberBoxes(
        label=_("Members"), queryset=None, error_messages={"required": _("Choose a member.")}
    )
    starts_on = DayField(
        label=_("From"),
        help_text=_("The first period that ends on or after this day is the first one to report."),
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boxes = self.fields["members"]
        boxes.queryset = members
        # Read once, for the boxes and for whether there are any.
        boxes.choices = [(member.pk, boxes.label_from_instance(member)) for member in members]
        if not boxes.choices:
            self.fields["members"].help_text = _("Every member reports this measure already.")


class EndForm(forms.Form):
    """The last day of something."""

    ends_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, starts_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts_on = starts_on

    def clean_ends_on(self) -> date:
        day = self.cleaned_data["ends_on"]
        if day < self.starts_on:
            raise forms.ValidationError(_("This cannot end before it starts."))
        return day
