"""What partners ask for about a report, and what reviewers answer."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.choices import ClaimOutcome
from measurements.forms.fields import DayField, StoredTextField
from measurements.models import Measure
from partners.models import Person


class ReasonForm(forms.Form):
    """Why something is asked for or done."""

    reason = StoredTextField(
        label=_("Reason"),
        keep_lines=True,
        max_length=1000,
        error_messages={"required": _("Give a reason.")},
    )

    def __init__(self, *args: Any, label: Any = None, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label
        self.fields["reason"].help_text = help_text


class PartsForm(forms.Form):
    """Why the parts of a figure need not add up to it."""

    reason = StoredTextField(
        label=_("Why may the parts differ from the total?"),
        max_length=300,
        help_text=_("The organization reads this, and it stays beside the figure."),
        error_messages={"required": _("Say why the parts may differ from the total.")},
    )


class AskTimeForm(forms.Form):
    """Why a report that has closed should open again."""

    reason = StoredTextField(
        label=_("Why do you need more time?"),
        max_length=300,
        help_text=_("The library's staff read this."),
        error_messages={"required": _("Say in a few words why.")},
    )


class GiveTimeForm(forms.Form):
    """Until when a member may change what, and why."""

    until = DayField(
        label=_("Open until"), help_text=_("Through the end of this day; then it closes by itself.")
    )
    measure = forms.ChoiceField(label=_("For"), required=False)
    reason = StoredTextField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The organization reads this."),
        error_messages={"required": _("Give a reason.")},
    )

    def __init__(self, *args: Any, measures: list[Measure], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measures = {str(measure.pk): measure for measure in measures}
        names = [(pk, measure.name) for pk, measure in self.measures.items()]
        self.fields["measure"].choices = [("", _("All its figures of this period")), *names]
        self.fields["until"].widget.attrs["min"] = today.isoformat()

    def clean_measure(self) -> Measure | None:
        return self.measures.get(self.cleaned_data["measure"])


class SettleForm(forms.Form):
    """What becomes of a figure that is said to be wrong."""

    outcome = forms.ChoiceField(
        label=_("What becomes of the figure?"),
        choices=[
            (ClaimOutcome.REOPENED, _("Open it: the organization gives a new figure")),
            (ClaimOutcome.KEPT, ClaimOutcome.KEPT.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the figure.")},
    )
    answer = StoredTextField(
        label=_("Your answer"),
        keep_lines=True,
        max_length=1000,
        help_text=_("The organization reads this."),
        error_messages={"required": _("Say why, for the organization to read.")},
    )


class GiverForm(forms.Form):
    """Who told the figures that staff type in."""

    giver = forms.ChoiceField(
        label=_("Who gave you these figures?"),
        help_text=_("This person is told by mail and has 14 days to contest them."),
        error_messages={"required": _("Choose who gave you the figures.")},
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        names = [(pk, _shown(person)) for pk, person in self.people.items()]
        self.fields["giver"].choices = [("", _("Choose a person")), *names]

    def clean_giver(self) -> Person:
        return self.people[self.cleaned_data["giver"]]


def _shown(person: Person) -> str:
    title = f"{person.name}, {person.job_title}" if person.job_title else person.name
    return title if person.email else f"{title} ({_('no e-mail address')})"
