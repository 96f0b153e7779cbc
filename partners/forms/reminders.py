"""The form of a reminder rule: days as people say them."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partners.choices import DeliveryState
from partners.models import ReminderRule
from partners.models.reminders import OFFSET_LIMIT
from partners.reminders.schedule import NIGHT_ENDS, NIGHT_STARTS

MOST_MAILS = 9
_DAYS = re.compile(r"\d{1,2}", re.ASCII)
_BETWEEN = re.compile(r"[,;\s]+")


class Days(list[int]):
    """Numbers of days that show as they are typed."""

    def __str__(self) -> str:
        return ", ".join(map(str, self))


class DaysField(forms.CharField):
    """Numbers of days, such as "10, 2"; cleans to a list of whole numbers from 0 to 90."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, required=False, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def clean(self, value: Any) -> Days:
        parts = [part for part in _BETWEEN.split(super().clean(value)) if part]
        days = Days(int(part) if _DAYS.fullmatch(part) else OFFSET_LIMIT + 1 for part in parts)
        if any(number > OFFSET_LIMIT for number in days):
            raise ValidationError(
                _("Write numbers of days from 0 to 90 with commas between them, such as 10, 2.")
            )
        return days


class ReminderRuleForm(forms.Form):
    days_before = DaysField(
        label=_("Days before the due day"),
        help_text=_("Numbers with commas, such as 10, 2. A 0 is the due day itself."),
    )
    days_after = DaysField(
        label=_("Days after the due day"), help_text=_("Only while nobody has done it yet.")
    )
    send_at = forms.TimeField(
        label=_("Hour of sending"),
        help_text=_("In the time zone of the person, or the library's if they have not chosen one."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    escalate_after = forms.IntegerField(
        label=_("Unanswered mails before a call"),
        help_text=_(
            "After so many mails since the due day, the next one is a call that stands on your list instead."
            " Empty: never."
        ),
        required=False,
        min_value=1,
        max_value=MOST_MAILS,
    )
    is_active = forms.BooleanField(label=_("Send these reminders"), required=False)

    @staticmethod
    def initial_of(rule: ReminderRule) -> dict[str, Any]:
        return {
            "days_before": ", ".join(str(-day) for day in rule.offsets if day <= 0),
            "days_after": ", ".join(str(day) for day in rule.offsets if day > 0),
            "send_at": rule.send_at,
            "escalate_after": rule.escalate_after,
            "is_active": rule.is_active,
        }

    def clean_send_at(self) -> time:
        send_at = self.cleaned_data["send_at"]
        if not NIGHT_ENDS <= send_at < NIGHT_STARTS:
            raise ValidationError(
                _("Nobody gets mail at night: choose an hour between 7 in the morning and 9 in the evening.")
            )
        return send_at

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not self.offsets:
            self.add_error("days_before", _("Give at least one day, before or after."))
        return data

    @property
    def offsets(self) -> list[int]:
        before = {-day for day in self.cleaned_data.get("days_before", [])}
        return sorted(before | set(self.cleaned_data.get("days_after", [])))

    def given(self) -> dict[str, Any]:
        return {
            "offsets": self.offsets,
            "send_at": self.cleaned_data["send_at"],
            "escalate_after": self.cleaned_data["escalate_after"],
            "is_active": self.cleaned_data["is_active"],
        }


class DeliveryFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Every state")), *DeliveryState.choices]
    )
