"""What a list of reminders is chosen by."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.choices import ReminderState, SkipReason
from partners.forms.texts import PlainText
from partners.names import name_key
from partners.reminders.sources import registry

# A call that stands on somebody's list instead of a mail is a state of its own to those who look for it.
CALL = "call"
_DAYS = [MinValueValidator(date(1990, 1, 1)), MaxValueValidator(date(2190, 1, 1))]
_BIGGEST = 2**63 - 1


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, validators=_DAYS, widget=widget)


class OccurrenceFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Every state")), *ReminderState.choices, (CALL, _("Phone task"))],
    )
    source = forms.ChoiceField(label=_("What is due"), required=False)
    organization = forms.CharField(label=_("Organization"), required=False, max_length=200)
    person = forms.CharField(label=_("Person"), required=False, max_length=200)
    since = _day(_("From"))
    until = _day(_("Until"))
    # One report's, say; an address names it, nobody types it.
    subject = forms.IntegerField(
        required=False, min_value=0, max_value=_BIGGEST, widget=forms.HiddenInput, label=""
    )

    def __init__(self, *args: Any, has_organization: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(source.key, source.label) for source in registry.all()]
        self.fields["source"].choices = [("", _("Everything")), *choices]  # type: ignore[attr-defined]
        if not has_organization:
            del self.fields["organization"]
        if not self.data.get("subject"):
            del self.fields["subject"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first one."))
        return data

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def chosen(self, *, zone: ZoneInfo) -> Q:
        """The condition on reminders; days are those of the library."""
        asked = self.cleaned_data
        found = _of_state(asked["state"])
        if asked["source"]:
            found &= Q(rule__source=asked["source"])
        if asked.get("subject") is not None:
            found &= Q(subject_id=asked["subject"])
        if asked["since"]:
            found &= Q(send_at__gte=datetime.combine(asked["since"], time(), tzinfo=zone))
        if asked["until"]:
            found &= Q(send_at__lt=datetime.combine(asked["until"] + timedelta(days=1), time(), tzinfo=zone))
        return found

    def name_of(self, field: str) -> str:
        """What was typed for an organization or a person, as names are compared."""
        return name_key(self.cleaned_data.get(field, ""))


class BounceForm(PlainText, forms.Form):
    """Why staff think that an address does not work."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Such as: she changed jobs, or the mail server's answer.")
    )


def _of_state(state: str) -> Q:
    if state == CALL:
        return Q(state=ReminderState.SKIPPED, reason=SkipReason.CALL_INSTEAD)
    if state == ReminderState.SKIPPED:
        return Q(state=state) & ~Q(reason=SkipReason.CALL_INSTEAD)
    return Q(state=state) if state else Q()
