"""One day of an activity, as somebody enters it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.choices import SessionState
from measurements.domain.sessions import Entry
from measurements.forms.fields import DayField, StoredTextField
from measurements.models import Session

MOST_PEOPLE = 100_000
_NOTHING = ("", _("Not yet"))


class SessionForm(forms.Form):
    """A day: nothing yet, held with a count, or cancelled with a reason."""

    state = forms.ChoiceField(
        label=_("What happened"),
        required=False,
        choices=[*SessionState.choices, _NOTHING],
        widget=forms.RadioSelect,
    )
    attendance = forms.IntegerField(
        label=_("People who came"),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    reason = StoredTextField(label=_("Reason"), required=False)

    def __init__(
        self, *args: Any, on: date, session: Session | None = None, note: str = "", **kwargs: Any
    ) -> None:
        self.on, self.session, self.note = on, session, note
        kwargs.setdefault("prefix", on.isoformat())
        if session is not None:
            kwargs.setdefault("initial", {name: getattr(session, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        if session is not None:
            self.fields["state"].choices = SessionState.choices

    def clean(self) -> dict[str, Any]:
        super().clean()
        typed = self.cleaned_data
        state = typed.get("state")
        if state == SessionState.CANCELLED and not typed.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why the session was cancelled."))
        if not state and typed.get("attendance") is not None:
            # Who types a count means that it was held.
            typed["state"] = SessionState.HELD
        return typed

    @property
    def is_given(self) -> bool:
        return bool(self.cleaned_data.get("state"))

    def entry(self, *, version: int) -> Entry:
        typed = self.cleaned_data
        return Entry(
            on=self.on,
            state=typed["state"],
            attendance=typed.get("attendance"),
            reason=typed.get("reason", ""),
            version=version,
        )


class ExtraDayForm(forms.Form):
    """Another day, of an activity without fixed days."""

    on = DayField(label=_("Day"))
