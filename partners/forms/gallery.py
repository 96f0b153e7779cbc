"""A form with every kind of field, for the gallery of components only."""

from django import forms


class SampleForm(forms.Form):
    name = forms.CharField(label="Name of the partnership", help_text="As people in town call it.")
    started_on = forms.DateField(
        label="First day", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose one"), ("new", "New"), ("old", "Renewed")])
    purpose = forms.CharField(
        label="What it is for", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    place = forms.ChoiceField(
        label="Where you meet",
        help_text="The usual place.",
        widget=forms.RadioSelect,
        choices=[("library", "At the library"), ("partner", "At the partner's"), ("online", "Online")],
    )
    helps = forms.MultipleChoiceField(
        label="What the partner brings",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("people", "People"), ("space", "Space"), ("money", "Money")],
    )
    is_public = forms.BooleanField(label="Show it on the public page", required=False)


class SampleFilter(forms.Form):
    words = forms.CharField(label="Name or place", required=False)
    stage = forms.ChoiceField(
        label="Stage", required=False, choices=[("", "Every stage"), ("idea", "Idea"), ("active", "Active")]
    )
