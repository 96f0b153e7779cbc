"""Forms of the contact log and of keeping in touch."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from partners.choices import ContactDirection, ContactKind, ContactVisibility
from partners.forms.files import FilesField
from partners.forms.texts import PlainText
from partners.models import ContactEntry, KeepInTouch, Partnership, Person, User

LONGEST_INTERVAL = 3650
_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock; it wants and sends 2027-06-30T14:05 in every language."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


def _boxes() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})


class ContactForm(PlainText, forms.Form):
    """One contact on one screen: what most calls need stands first and is filled in."""

    kind = forms.ChoiceField(label=_("What was it"), choices=ContactKind.choices, widget=forms.RadioSelect)
    direction = forms.ChoiceField(
        label=_("Which way"),
        choices=ContactDirection.choices,
        widget=forms.RadioSelect,
        help_text=_("Only what went both ways counts as being in touch."),
    )
    people = forms.MultipleChoiceField(label=_("With whom"), required=False, widget=_boxes())
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was said, in a sentence or two. Notes may be public records on request."),
    )
    files = FilesField()
    at = forms.DateTimeField(label=_("When"), widget=MomentInput, validators=[MinValueValidator(_LONG_AGO)])
    staff = forms.MultipleChoiceField(label=_("Who of the library"), required=False, widget=_boxes())
    visibility = forms.ChoiceField(
        label=_("Who may read it"), choices=ContactVisibility.choices, widget=forms.RadioSelect
    )
    partnership = forms.ChoiceField(label=_("About which partnership"), required=False)

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person],
        staff: Iterable[User],
        partnerships: Iterable[Partnership],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.staff = {str(user.pk): user for user in staff}
        self.partnerships = {str(partnership.pk): partnership for partnership in partnerships}
        self.fields["people"].choices = [(pk, person.name) for pk, person in self.people.items()]
        self.fields["staff"].choices = [(pk, user.get_full_name()) for pk, user in self.staff.items()]
        named = [(pk, partnership.name) for pk, partnership in self.partnerships.items()]
        self.fields["partnership"].choices = [("", _("None in particular")), *named]
        if not self.people:
            del self.fields["people"]
        if not self.partnerships:
            del self.fields["partnership"]
            self.fields["visibility"].choices = ContactVisibility.choices[:2]

    @staticmethod
    def initial_of(entry: ContactEntry, *, people: Iterable[int], staff: Iterable[int]) -> dict[str, Any]:
        return {
            "kind": entry.kind,
            "direction": entry.direction,
            "people": [str(pk) for pk in people],
            "note": entry.note,
            "at": entry.at,
            "staff": [str(pk) for pk in staff],
            "visibility": entry.visibility,
            "partnership": str(entry.partnership_id or ""),
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        is_shared = self.cleaned_data.get("visibility") == ContactVisibility.PARTNERS
        if is_shared and "partnership" in self.cleaned_data and not self.cleaned_data["partnership"]:
            self.add_error("partnership", _("Choose the partnership whose partners may read it."))
        return self.cleaned_data

    @property
    def opens_details(self) -> bool:
        """Whether what is folded away needs to be seen: something there is wrong, or is not as usual."""
        if any(name in self.errors for name in ("at", "staff", "visibility", "partnership")):
            return True
        return self["visibility"].value() != ContactVisibility.STAFF

    def given(self) -> dict[str, Any]:
        """What the domain functions take."""
        typed = self.cleaned_data
        values = {name: typed[name] for name in ("kind", "direction", "note", "at", "visibility")}
        return {
            "values": values | {"partnership": self.partnerships.get(typed.get("partnership", ""))},
            "people": [self.people[pk] for pk in typed.get("people", [])],
            "staff": [self.staff[pk] for pk in typed["staff"]],
            "files": typed["files"],
        }


class ContactFilter(forms.Form):
    """How the log is searched; partners are not asked who of the staff wrote a line."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Every kind")), *ContactKind.choices]
    )
    direction = forms.ChoiceField(
        label=_("Which way"), required=False, choices=[("", _("Every direction")), *ContactDirection.choices]
    )
    by = forms.ChoiceField(label=_("Logged by"), required=False)

    def __init__(self, *args: Any, staff: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(user.pk), user.get_full_name()) for user in staff]
        self.fields["by"].choices = [("", _("Everybody")), *names]
        if not names:
            del self.fields["by"]


class IntervalForm(forms.Form):
    """How often to talk."""

    ideal_days = forms.IntegerField(
        label=_("Talk every … days, ideally"), min_value=1, max_value=LONGEST_INTERVAL
    )
    maximum_days = forms.IntegerField(
        label=_("At the latest after … days"), min_value=1, max_value=LONGEST_INTERVAL
    )

    @staticmethod
    def initial_of(interval: KeepInTouch) -> dict[str, Any]:
        return {"ideal_days": interval.ideal_days, "maximum_days": interval.maximum_days}

    def clean(self) -> dict[str, Any]:
        super().clean()
        ideal, longest = self.cleaned_data.get("ideal_days"), self.cleaned_data.get("maximum_days")
        if ideal and longest and longest < ideal:
            self.add_error("maximum_days", _("The longest interval cannot be shorter than the ideal one."))
        return self.cleaned_data
