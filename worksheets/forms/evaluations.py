"""The form that starts a worksheet."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.names import TextError, clean_text


class EvaluationForm(forms.Form):
    """A title and the two organizations to compare; `organizations` are those the person may choose."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("What the partner would be for, such as “Two sites for tutoring”."),
    )
    first = forms.ModelChoiceField(
        queryset=None, label=_("Partner 1"), empty_label=_("Choose an organization")
    )
    second = forms.ModelChoiceField(
        queryset=None, label=_("Partner 2"), empty_label=_("Choose an organization")
    )

    def __init__(self, *args, organizations: ScopedQuerySet, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Read once for both lists.
        choices = [("", _("Choose an organization")), *((row.pk, row.name) for row in organizations)]
        for name in ("first", "second"):
            self.fields[name].queryset = organizations
            self.fields[name].choices = choices

    def clean_title(self) -> str:
        try:
            return clean_text(self.cleaned_data["title"])
        except TextError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict:
        cleaned = super().clean()
        first, second = cleaned.get("first"), cleaned.get("second")
        if first is not None and first == second:
            self.add_error("second", _("Choose two different organizations."))
        return cleaned
