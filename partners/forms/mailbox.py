"""What people write from their mailbox, and how staff pause reminders for a person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.domain.mail_choices import Choice
from partners.forms.texts import DayInput, PlainText


class NotMeForm(PlainText, forms.Form):
    words = forms.CharField(
        label=_("Who should get these mails?"),
        max_length=200,
        help_text=_("A name is enough. If you do not know, write that."),
    )


class PauseWishForm(PlainText, forms.Form):
    words = forms.CharField(
        label=_("Until when, and why?"),
        max_length=200,
        help_text=_("For example: until June 1, parental leave."),
    )


class PauseForm(PlainText, forms.Form):
    """Which reminders of a person rest until when, and why."""

    source = forms.ChoiceField(label=_("Reminders"))
    until = forms.DateField(
        label=_("Last day of the pause"),
        widget=DayInput,
        required=False,
        help_text=_("Empty: until somebody resumes them."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Read by staff, here and in the history.")
    )

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(choice.source.key, str(choice.source.label)) for choice in choices]
