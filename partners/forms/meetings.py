"""What people type about meetings: the meeting itself, a series, who is asked, and what they answer."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from itertools import groupby
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from partners.choices import MeetingAnswer, MeetingRepeat
from partners.domain.meeting_invitations import Candidate
from partners.forms.texts import DayInput, PlainText
from partners.meeting_days import MOST, Recurrence, days_of
from partners.models import Group, Meeting, Organization

VALUES = ("title", "on", "begins", "ends", "place", "online_url", "agenda")
TICK = {"class": "form-check-input"}


def _clock() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class MeetingForm(PlainText, forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    group = forms.ChoiceField(label=_("Whose meeting"), required=False)
    on = forms.DateField(label=_("Day"), widget=DayInput())
    begins = forms.TimeField(label=_("Begins"), widget=_clock())
    ends = forms.TimeField(label=_("Ends"), widget=_clock())
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    online_url = forms.URLField(
        label=_("Link to join online"), max_length=500, required=False, assume_scheme="https"
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One line for each item."),
    )
    also_later = forms.BooleanField(
        label=_("Change the later meetings of the series in the same way"),
        required=False,
        help_text=_("Title, hours and place; another day moves them by as many days."),
    )

    def __init__(self, *args: Any, groups: Sequence[Group], later_count: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in groups}
        named = [(pk, group.name) for pk, group in self.groups.items()]
        self.fields["group"].choices = [("", _("The whole partnership")), *named]
        if not named:
            del self.fields["group"]
        if not later_count:
            del self.fields["also_later"]

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        return {name: getattr(meeting, name) for name in VALUES} | {"group": str(meeting.group_id or "")}

    def clean(self) -> dict[str, Any]:
        super().clean()
        typed = self.cleaned_data
        if typed.get("begins") and typed.get("ends") and typed["ends"] <= typed["begins"]:
            self.add_error("ends", _("It ends before it begins. Give hours of one day."))
        return typed

    def values(self) -> dict[str, Any]:
        """What the domain functions take."""
        found = {name: self.cleaned_data[name] for name in VALUES if name in self.fields}
        if "group" in self.fields:
            found["group"] = self.groups.get(self.cleaned_data["group"])
        return found

    @property
    def is_for_later(self) -> bool:
        return bool(self.cleaned_data.get("also_later"))


class SeriesForm(MeetingForm):
    """A series: the first meeting, and how the others follow it; `days` are kept on the second step."""

    field_order = ("title", "group", "on", "repeat", "every", "times", "until_on")
    repeat = forms.ChoiceField(label=_("How often"), choices=MeetingRepeat.choices)
    every = forms.IntegerField(label=_("Every so many weeks or months"), min_value=1, max_value=26, initial=1)
    times = forms.IntegerField(label=_("How many times"), min_value=1, max_value=MOST, required=False)
    until_on = forms.DateField(
        label=_("Or until"), widget=DayInput(), required=False, help_text=_("Whichever comes first.")
    )
    days = forms.MultipleChoiceField(
        label=_("These days"), required=False, widget=forms.CheckboxSelectMultiple(attrs=TICK)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("First day")

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if not typed.get("times") and not typed.get("until_on") and "times" not in self.errors:
            self.add_error("times", _("Say how many times, or until when."))
        if typed.get("until_on") and typed.get("on") and typed["until_on"] < typed["on"]:
            self.add_error("until_on", _("The last day comes before the first one."))
        return typed

    def full_clean(self) -> None:
        self.fields["days"].choices = [(day, day) for day in self._asked_days()]
        super().full_clean()

    def _asked_days(self) -> list[str]:
        """What was ticked is checked against the pattern afterwards; anything else is no day."""
        data = self.data
        asked = data.getlist(self.add_prefix("days")) if hasattr(data, "getlist") else data.get("days", [])
        return [text for text in asked[: 2 * MOST] if _day(text)]

    def pattern(self) -> dict[str, Any]:
        typed = self.cleaned_data
        names = ("title", "repeat", "every", "times", "until_on", "begins", "ends")
        found = {name: typed[name] for name in names} | {"first_on": typed["on"]}
        return found | {"group": self.values().get("group")}

    def planned(self) -> list[date]:
        """The days of the pattern."""
        typed = self.cleaned_data
        return days_of(
            Recurrence(typed["repeat"], typed["on"], typed["every"], typed["times"], typed["until_on"])
        )

    def kept(self) -> list[date]:
        """Those of them that were left ticked."""
        asked = set(self.cleaned_data["days"])
        return [day for day in self.planned() if day.isoformat() in asked]

    def meeting_values(self) -> dict[str, Any]:
        return {name: value for name, value in self.values().items() if name != "on"}


class CancelForm(PlainText, forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Everybody who is invited reads it in the mail.")
    )
    also_later = forms.BooleanField(
        label=_("Cancel the later meetings of the series as well"), required=False
    )

    def __init__(self, *args: Any, later_count: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not later_count:
            del self.fields["also_later"]


class InviteForm(forms.Form):
    """Whoever cannot be asked is not offered; the page says why beside it."""

    people = forms.MultipleChoiceField(
        label=_("Who is asked"),
        widget=forms.CheckboxSelectMultiple(attrs=TICK),
        error_messages={"required": _("Choose at least one person.")},
    )
    also_later = forms.BooleanField(
        label=_("To the later meetings of the series as well"),
        required=False,
        help_text=_("Each meeting has a mail and an answer of its own."),
    )

    def __init__(self, *args: Any, found: Iterable[Candidate], later_count: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(one.person.pk): one for one in found if one.may_be_invited and not one.is_invited}
        people = [one.person for one in self.found.values()]
        self.fields["people"].choices = [
            (name, [(str(person.pk), person.name) for person in group])
            for name, group in groupby(people, key=lambda person: person.organization.name)
        ]
        if not later_count:
            del self.fields["also_later"]

    def chosen(self) -> list[Candidate]:
        wanted = set(self.cleaned_data["people"])
        return [one for pk, one in self.found.items() if pk in wanted]


class AnswerForm(PlainText, forms.Form):
    answer = forms.ChoiceField(
        label=_("Do you come?"),
        choices=MeetingAnswer.choices,
        widget=forms.RadioSelect(attrs=TICK),
        error_messages={"required": _("Choose one of the answers.")},
    )
    comment = forms.CharField(
        label=_("A word for whoever invites"),
        max_length=500,
        required=False,
        help_text=_("For example: I come half an hour later."),
    )


class WalkInForm(PlainText, forms.Form):
    """One line for somebody whom nobody had invited."""

    organization = forms.ChoiceField(label=_("Organization"))
    name = forms.CharField(label=_("Name"), max_length=200)

    def __init__(self, *args: Any, organizations: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organizations = {str(row.pk): row for row in organizations}
        self.fields["organization"].choices = [(pk, row.name) for pk, row in self.organizations.items()]

    def chosen(self) -> Organization:
        return self.organizations[self.cleaned_data["organization"]]


class DisputeForm(PlainText, forms.Form):
    words = forms.CharField(
        label=_("What was it like?"),
        max_length=500,
        help_text=_("For example: I came late and sat at the back."),
    )


def shown_day(day: date) -> str:
    return date_format(day, "l") + ", " + date_format(day)


def default_hours() -> dict[str, time]:
    return {"begins": time(10), "ends": time(11, 30)}


def _day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
