"""What people type about groups, and whom they choose."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms.texts import DayInput, PlainText
from partners.models import Group, GroupPerson, Person

DAYS = {"starts_on": DayInput, "ended_on": DayInput}


class GroupForm(PlainText, forms.ModelForm):
    class Meta:
        model = Group
        fields = ("name", "kind", "purpose", "starts_on", "ended_on", "is_backbone")
        widgets = DAYS | {"purpose": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "name": _("For example: Childcare task force."),
            "purpose": _("What it is to do, in a sentence or two."),
            "ended_on": _("Empty while it is at work. A group that has ended stays to be read."),
            "is_backbone": _(
                "It is shown on the partnership’s page. It gives nobody any rights: those come from the role "
                "“Backbone” of a member organization."
            ),
        }

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if given.get("starts_on") and given.get("ended_on") and given["ended_on"] < given["starts_on"]:
            self.add_error("ended_on", _("A group cannot end before it starts."))
        return given


class GroupPeopleForm(forms.Form):
    people = forms.TypedMultipleChoiceField(
        label=_("Who is in it?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    joined_on = forms.DateField(label=_("Since"), widget=DayInput)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        self.fields["people"].choices = [
            (pk, f"{person.name}, {person.organization.name}") for pk, person in self.people.items()
        ]

    @property
    def chosen(self) -> list[Person]:
        return [self.people[pk] for pk in self.cleaned_data["people"]]


class GroupPersonForm(forms.ModelForm):
    class Meta:
        model = GroupPerson
        fields = ("joined_on", "left_on", "is_chair")
        widgets = {"joined_on": DayInput, "left_on": DayInput}
        labels = {"joined_on": _("Since"), "left_on": _("Until")}
        help_texts = {"left_on": _("Empty while they are in the group.")}

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if given.get("joined_on") and given.get("left_on") and given["left_on"] < given["joined_on"]:
            self.add_error("left_on", _("Somebody cannot leave a group before they joined it."))
        return given
