"""Forms about organizations and how the directory is searched."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms.texts import PlainText
from partners.models import Category, Organization, OrganizationCategory

OWN_FIELDS = ("name", "website", "email", "phone", "notes")


class OrganizationForm(PlainText, forms.ModelForm):
    """An organization and its categories, one of them the primary."""

    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")
    categories = forms.MultipleChoiceField(
        label=_("Categories"),
        help_text=_("Choose all that fit."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose at least one category.")},
    )
    primary = forms.ChoiceField(
        label=_("Primary category"),
        required=False,
        help_text=_("Needed only when you chose more than one."),
    )

    class Meta:
        model = Organization
        fields = OWN_FIELDS
        widgets = {
            "notes": forms.Textarea(attrs={"rows": 4}),
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }

    def __init__(self, *args: Any, known: dict[str, Category] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known or {category.code: category for category in Category.objects.all()}
        choices = [(code, str(category)) for code, category in self.known.items()]
        self.fields["categories"].choices = choices
        # The library itself stands outside the list of kinds of partners.
        self.fields["categories"].required = not self.instance.is_own
        self.fields["primary"].choices = [("", _("The only one chosen")), *choices]
        if self.instance.pk:
            links = self.links()
            self.initial["categories"] = [link.category.code for link in links]
            self.initial["primary"] = next((link.category.code for link in links if link.is_primary), "")

    def links(self) -> list[OrganizationCategory]:
        return list(self.instance.category_links.select_related("category"))

    def clean(self) -> dict[str, Any]:
        super().clean()
        chosen, primary = self.cleaned_data.get("categories"), self.cleaned_data.get("primary")
        if chosen and not primary:
            if len(chosen) > 1:
                self.add_error("primary", _("Choose which of the categories is the primary one."))
            self.cleaned_data["primary"] = chosen[0]
        elif chosen and primary not in chosen:
            self.cleaned_data["categories"] = [*chosen, primary]
        return self.cleaned_data

    def given(self) -> dict[str, Any]:
        """What the domain functions take."""
        return {
            "values": {name: self.cleaned_data[name] for name in OWN_FIELDS},
            "categories": [self.known[code] for code in self.cleaned_data["categories"]],
            "primary": self.known.get(self.cleaned_data["primary"]),
        }


class OrganizationAddForm(OrganizationForm):
    """A new organization, with the first person there on the same screen."""

    person_name = forms.CharField(label=_("Name of the person"), required=False, max_length=200)
    person_email = forms.EmailField(label=_("E-mail of the person"), required=False, max_length=254)
    is_another = forms.BooleanField(label=_("This is another organization: add it anyway"), required=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("person_email") and not self.cleaned_data.get("person_name"):
            self.add_error("person_name", _("Give the name of the person with this address."))
        return self.cleaned_data

    def given(self) -> dict[str, Any]:
        person = {
            "name": self.cleaned_data["person_name"],
            "email": self.cleaned_data["person_email"],
        }
        return super().given() | {"person": person if person["name"] else None}


class OrganizationFilter(forms.Form):
    """How the directory is searched."""

    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    category = forms.ChoiceField(label=_("Category"), required=False)

    def __init__(self, *args: Any, categories: list[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.categories = categories
        self.fields["category"].choices = [
            ("", _("Every category")),
            *((category.code, str(category)) for category in categories),
        ]
