"""Whom a mail goes to that the system writes: people by organization, to be ticked."""

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.domain.addressees import Addressee


class RecipientsForm(forms.Form):
    people = forms.MultipleChoiceField(
        label=_("Who gets it"), widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
    )

    def __init__(
        self, *args: Any, found: Iterable[Addressee], known: Collection[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        open_ones = [one.person for one in found if one.may_get_it and one.person.pk not in known]
        self.people = {str(person.pk): person for person in open_ones}
        self.fields["people"].choices = [
            (name, [(str(person.pk), person.name) for person in group])
            for name, group in groupby(open_ones, key=lambda person: person.organization.name)
        ]

    def chosen(self) -> list[Any]:
        """The people in the order in which they stand on the page."""
        wanted = set(self.cleaned_data["people"])
        return [person for pk, person in self.people.items() if pk in wanted]
