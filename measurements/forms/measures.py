"""What staff decide about measures, calendars and who counts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.choices import Accountability, Aggregation, Direction, Frequency, Kind
from measurements.forms.fields import DayField, NumberField, StoredTextField
from measurements.models import Measure
from measurements.periods import MONTHS
from partners.forms.choosing import RowBoxes

MEASURE_FIELDS = (
    "name",
    "definition",
    "aggregation",
    "unit",
    "tells",
    "direction",
    "band_low",
    "band_high",
    "baseline",
    "baseline_on",
    "counts_people",
    "is_headline",
    "may_exceed_whole",
)
SHARES = ("baseline", "band_low", "band_high", "target")
CALENDAR_FIELDS = ("frequency", "anchor_on", "due_days", "lock_days")

ROLLING = [(code, label) for code, label in Frequency.choices if code in MONTHS]

# How figures become one, by examples: nobody should have to know the word aggregation.
WAYS = [
    (Aggregation.SUM, _("Add them up. For example: sessions, hours, books.")),
    (Aggregation.UNIQUE, _("Different people, each counted once. For example: learners this quarter.")),
    (Aggregation.LATEST, _("As it stands on the last day of the period. For example: active tutors.")),
    (
        Aggregation.CUMULATIVE,
        _("A total to date that only grows. For example: tutors trained since the start."),
    ),
    (
        Aggregation.PERCENT,
        _(
            "Part of a whole: members give both counts, and the percent is of all of them together."
            " For example: 31 of 50 learners passed."
        ),
    ),
    (
        Aggregation.MEAN,
        _(
            "Average score: members give the average and how many people it is from; larger groups weigh"
            " more. For example: satisfaction from 1 to 5."
        ),
    ),
    (
        Aggregation.NONE,
        _(
            "Words, not numbers: answers are listed, not added up. For example: what learners said about"
            " the class."
        ),
    ),
]
# What an answer in words has none of.
_ONLY_NUMBERS = ("baseline", "band_low", "band_high", "target")
TELLS = [
    *Kind.choices,
    (
        Accountability.POPULATION,
        _("How is everybody in the community doing? No single organization answers for it."),
    ),
]


class SharesInPercent(forms.Form):
    """Percentages are typed as they are read, 58 for 58%, and kept as shares of 1."""

    is_share = False

    @property
    def kept(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        for name in SHARES:
            if self.is_share and values.get(name) is not None:
                values[name] /= 100
        return values


def tells_of(measure: Measure) -> str:
    return measure.kind or measure.accountability


def told(tells: str) -> dict[str, str]:
    """Return accountability and kind from the one question that asks for both."""
    if tells == Accountability.POPULATION:
        return {"accountability": Accountability.POPULATION, "kind": ""}
    return {"accountability": Accountability.PERFORMANCE, "kind": tells}


def initial_of(measure: Measure) -> dict[str, Any]:
    values = {name: getattr(measure, name) for name in MEASURE_FIELDS if name != "tells"}
    for name in SHARES:
        if measure.is_share and values.get(name) is not None:
            values[name] *= 100
    return values | {"tells": tells_of(measure)}


class MeasureForm(SharesInPercent):
    """What is counted and aimed at; of a measure that is there, only what it has is asked."""

    name = StoredTextField(label=_("Measure"), help_text=_("For example: Learners in tutoring groups."))
    definition = StoredTextField(
        label=_("Definition"),
        keep_lines=True,
        required=False,
        help_text=_("Who or what counts, so that all members count alike."),
    )
    aggregation = forms.ChoiceField(
        label=_("How do figures become one?"),
        choices=WAYS,
        initial=Aggregation.SUM,
        widget=forms.RadioSelect,
    )
    unit = StoredTextField(
        label=_("Unit"),
        max_length=60,
        required=False,
        help_text=_("For example: learners, hours, points. Words need none."),
    )
    tells = forms.ChoiceField(
        label=_("What does it tell?"),
        choices=TELLS,
        initial=Kind.HOW_MUCH,
        widget=forms.RadioSelect,
        help_text=_(
            "Attendance and completion are “how well”. Changed skill, attitude, behavior or circumstance is"
            " “better off”."
        ),
    )
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

    band_low = NumberField(
        label=_("Lowest good figure"),
        required=False,
        allow_negative=True,
        help_text=_("Only for a figure that should stay within a range."),
    )
    band_high = NumberField(label=_("Highest good figure"), required=False, allow_negative=True)
    baseline_on = DayField(label=_("Baseline as of"), required=False)
    counts_people = forms.BooleanField(
        label=_("Counts people"),
        required=False,
        initial=True,
        help_text=_("Funders read no small total of people. Take the mark away for hours or books."),
    )
    is_headline = forms.BooleanField(
        label=_("Headline measure"),
        required=False,
        help_text=_("Three to five for each goal are enough to tell the story."),
    )
    may_exceed_whole = forms.BooleanField(
        label=_("May be more than 100%"),
        required=False,
        help_text=_("Only for part of a whole that is a rate, such as 120 sign-ups for 100 places."),
    )

    def __init__(self, *args: Any, measure: Measure | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        if measure and measure.is_derived:
            for name in ("aggregation", "counts_people", "may_exceed_whole"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stays = cleaned.get("direction") == Direction.MAINTAIN
        low, high = cleaned.get("band_low"), cleaned.get("band_high")
        if stays and (low is None or high is None):
            self.add_error("band_low", _("Give the lowest and the highest good figure."))
        elif stays and low > high:
            self.add_error("band_high", _("This is below the lowest good figure."))
        elif not stays:
            cleaned |= {"band_low": None, "band_high": None}
        self._check_way(cleaned)
        return cleaned

    def _check_way(self, cleaned: dict[str, Any]) -> None:
        """What belongs to one way of counting only."""
        way = cleaned.get("aggregation")
        if way != Aggregation.PERCENT and cleaned.get("may_exceed_whole"):
            self.add_error("may_exceed_whole", _("Only part of a whole can be more than 100%."))
        if way != Aggregation.NONE and not cleaned.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Say what is counted."))
        if way != Aggregation.NONE:
            return
        if cleaned.get("direction") == Direction.MAINTAIN:
            self.add_error("direction", _("Words have no range."))
        for name in _ONLY_NUMBERS:
            if cleaned.get(name) is not None:
                self.add_error(name, _("Words have no number. Leave this empty."))

    @property
    def is_share(self) -> bool:
        if self.measure and self.measure.is_derived:
            return self.cleaned_data.get("unit") == "%"
        return self.cleaned_data.get("aggregation") == Aggregation.PERCENT

    @property
    def measure_values(self) -> dict[str, Any]:
        kept = self.kept
        values = {name: kept[name] for name in MEASURE_FIELDS if name in self.fields and name != "tells"}
        return values | told(self.cleaned_data["tells"])


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

    target = NumberField(
        label=_("Target"),
        required=False,
        allow_negative=True,
        help_text=_("The total of all members in one period; of part of a whole in percent, such as 58."),
    )
    frequency = forms.ChoiceField(label=_("How often"), choices=ROLLING, initial=Frequency.QUARTERLY)
    anchor_on = DayField(label=_("First day"), help_text=_("The first day of the first period."))

    field_order = [*MEASURE_FIELDS[:-2], "target", *MEASURE_FIELDS[-2:], *CALENDAR_FIELDS]

    @property
    def calendar_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CALENDAR_FIELDS}


class MemberBoxes(RowBoxes):
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


class DefinitionForm(forms.Form):
    """What counts from a day on, and how that differs."""

    definition = StoredTextField(
        label=_("Definition"),
        keep_lines=True,
        help_text=_("Who or what counts, so that all members count alike."),
    )
    change_note = StoredTextField(
        label=_("What is different, and why"),
        max_length=300,
        help_text=_("For example: learners who came only once no longer count, as the funder asked."),
    )
    starts_on = DayField(
        label=_("From"),
        help_text=_("For periods that begin on or after this day; earlier figures stay as they are."),
    )


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


class MeasureChoice(forms.ModelChoiceField):
    def label_from_instance(self, measure: Any) -> str:
        return f"{measure.name} ({measure.unit})"


class DerivedForm(SharesInPercent):
    """One measure divided by another; the result is worked out and never typed."""

    dividend = MeasureChoice(label=_("Divide"), queryset=None, help_text=_("For example: hours of tutoring."))
    divisor = MeasureChoice(label=_("by"), queryset=None, help_text=_("For example: learners."))
    name = StoredTextField(label=_("Measure"), help_text=_("For example: Hours for each learner."))
    unit = StoredTextField(
        label=_("Unit"),
        max_length=60,
        help_text=_("For example: hours each. The percent sign alone makes it a share in percent."),
    )
    tells = forms.ChoiceField(
        label=_("What does it tell?"), choices=TELLS, initial=Kind.HOW_WELL, widget=forms.RadioSelect
    )
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=Direction.choices[:2],
        initial=Direction.INCREASE,
        widget=forms.RadioSelect,
    )
    target = NumberField(label=_("Target"), required=False)

    def __init__(self, *args: Any, measures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read once for both; what is chosen is looked up among them again.
        rows = list(measures)
        for name in ("dividend", "divisor"):
            field = self.fields[name]
            field.queryset = measures
            field.choices = [
                ("", field.empty_label),
                *((row.pk, field.label_from_instance(row)) for row in rows),
            ]

    @property
    def is_share(self) -> bool:
        return self.cleaned_data.get("unit") == "%"

    @property
    def measure_values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {name: cleaned[name] for name in ("name", "unit", "direction")} | told(cleaned["tells"])


class StaffFigureForm(forms.Form):
    """How many different people there were, and how that was worked out."""

    days = forms.ChoiceField(label=_("Days"))
    value = NumberField(label=_("Different people"))
    method = StoredTextField(
        label=_("How it was worked out"),
        keep_lines=True,
        help_text=_("For example: we compared the sign-in lists of all sites by name."),
    )

    def __init__(self, *args: Any, spells: Sequence[tuple[str, date, date]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spells = {f"{first}_{last}": (first, last) for _label, first, last in spells}
        self.fields["days"].choices = [(f"{first}_{last}", label) for label, first, last in spells]

    @property
    def figure_values(self) -> dict[str, Any]:
        first, last = self.spells[self.cleaned_data["days"]]
        known = {name: self.cleaned_data[name] for name in ("value", "method")}
        return known | {"starts_on": first, "ends_on": last}
