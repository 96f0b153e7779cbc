"""The administrator's form that founds a library."""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import Library

US_ZONES = (
    "America/Los_Angeles",
    "America/Denver",
    "America/Phoenix",
    "America/Chicago",
    "America/New_York",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)


def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Time zones, those of the United States first."""
    others = sorted(available_timezones() - set(US_ZONES))
    return [
        (str(_("United States")), [(zone, zone) for zone in US_ZONES]),
        (str(_("Elsewhere")), [(zone, zone) for zone in others]),
    ]


class LibraryForm(forms.ModelForm):
    """Name, address, zone and language; when it is new, also whom to invite as its first manager."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, initial=US_ZONES[0])
    first_manager_email = forms.EmailField(
        label=_("First manager's e-mail"),
        required=False,
        help_text=_("An invitation goes to this address. More managers are invited by the first one."),
    )

    class Meta:
        model = Library
        fields = ["name", "slug", "time_zone", "language"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["first_manager_email"]
        else:
            self.fields["first_manager_email"].required = True
