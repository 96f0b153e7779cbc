"""The form on which somebody of an organization puts its own record right, on a phone."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.domain.confirmations import PersonAnswer
from partners.forms.texts import PlainText
from partners.models import Organization, Person

FIELDS = ("name", "website", "email", "phone")
PERSON_FIELDS = ("job_title", "phone")
LONGEST_VERSION = 9


class RecordForm(PlainText, forms.ModelForm):
    """The organization, and of each of its people what may be changed without asking the library."""

    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")
    words = forms.CharField(
        label=_("What else is wrong or new?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A new colleague, another e-mail address. The library sees to it."),
    )

    class Meta:
        model = Organization
        fields = FIELDS
        widgets = {"phone": forms.TextInput(attrs={"type": "tel"})}

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(people)
        for person in self.people:
            self._add_person(person)
        # What is wrong is listed in the order of the page.
        self.fields["words"] = self.fields.pop("words")

    def _add_person(self, person: Person) -> None:
        self.fields[f"job_title_{person.pk}"] = forms.CharField(
            label=_("Job title"), required=False, max_length=120, initial=person.job_title
        )
        self.fields[f"phone_{person.pk}"] = forms.CharField(
            label=_("Phone"),
            required=False,
            max_length=40,
            initial=person.phone,
            widget=forms.TextInput(attrs={"type": "tel"}),
        )
        self.fields[f"gone_{person.pk}"] = forms.BooleanField(label=_("Is no longer there"), required=False)

    def cards(self) -> list[dict[str, Any]]:
        """Each person with the fields about them."""
        return [
            {
                "person": person,
                "fields": [self[f"{name}_{person.pk}"] for name in (*PERSON_FIELDS, "gone")],
            }
            for person in self.people
        ]

    def own_fields(self) -> list[Any]:
        return [self[name] for name in FIELDS]

    def given(self, *, versions: Mapping[str, str]) -> dict[str, Any]:
        """What the domain function takes; `versions` is what was posted, by name."""
        typed = self.cleaned_data
        return {
            "values": {name: typed[name] for name in FIELDS},
            "people": [
                PersonAnswer(
                    person,
                    version=_number(versions.get(f"version_{person.pk}", "")),
                    values={name: typed[f"{name}_{person.pk}"] for name in PERSON_FIELDS},
                    is_gone=typed[f"gone_{person.pk}"],
                )
                for person in self.people
            ],
            "words": typed["words"],
        }


def _number(text: str) -> int:
    """The version that the page was made from; 0, which no row has, when it is missing or garbled."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION else 0
