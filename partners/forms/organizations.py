"""Forms about organizations and how the directory is searched."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.choices import BulkAction, ContactKind, DirectoryStatus
from partners.forms.texts import PlainText
from partners.merging import GONE, KEPT, Choice
from partners.models import Category, Organization, OrganizationCategory

OWN_FIELDS = ("name", "website", "email", "phone", "notes")
LONGEST_TAG = 60
RADIOS = forms.RadioSelect(attrs={"class": "form-check-input"})


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

    @property
    def chosen_categories(self) -> str:
        """Those chosen so far, in words."""
        codes = self["categories"].value() or []
        return ", ".join(str(self.known[code]) for code in codes if code in self.known)

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
    """A new organization, the people met there and the first talk, on one screen."""

    person_name = forms.CharField(label=_("Name of the person"), required=False, max_length=200)
    person_email = forms.EmailField(label=_("E-mail of the person"), required=False, max_length=254)
    second_name = forms.CharField(label=_("Name of the second person"), required=False, max_length=200)
    second_email = forms.EmailField(label=_("E-mail of the second person"), required=False, max_length=254)
    talk_kind = forms.ChoiceField(
        label=_("Did you talk with them today?"),
        required=False,
        choices=[("", _("Not today")), *ContactKind.choices],
        help_text=_("It goes into the contact log as a talk both ways, for staff only."),
    )
    talk_note = forms.CharField(
        label=_("What was said"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_another = forms.BooleanField(label=_("This is another organization: add it anyway"), required=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        for slot in ("person", "second"):
            if self.cleaned_data.get(f"{slot}_email") and not self.cleaned_data.get(f"{slot}_name"):
                self.add_error(f"{slot}_name", _("Give the name of the person with this address."))
        if self.cleaned_data.get("talk_note") and not self.cleaned_data.get("talk_kind"):
            self.add_error("talk_kind", _("Choose how you talked, so that the note can be logged."))
        return self.cleaned_data

    @property
    def opens_about(self) -> bool:
        """Whether what is folded away about the organization holds something, or is wrong."""
        return any(self[name].value() or self[name].errors for name in OWN_FIELDS if name != "name")

    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        people = [
            {"name": typed[f"{slot}_name"], "email": typed[f"{slot}_email"]}
            for slot in ("person", "second")
            if typed[f"{slot}_name"]
        ]
        talk = {"kind": typed["talk_kind"], "note": typed["talk_note"]} if typed["talk_kind"] else None
        return {"organization": super().given(), "people": people, "talk": talk}


class OrganizationFilter(forms.Form):
    """How the directory is searched."""

    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    category = forms.ChoiceField(label=_("Category"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("In the directory")), *DirectoryStatus.choices]
    )

    def __init__(self, *args: Any, words: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        self.fields["category"].choices = [("", _("Every category")), *words.category]
        self.fields["tag"].choices = [("", _("Every tag")), *words.tag]
        self.fields["owner"].choices = [("", _("Everybody")), ("none", _("Nobody")), *words.owner]
        if not words.tag:
            del self.fields["tag"]


class LabelsForm(PlainText, forms.Form):
    """Who of the staff looks after an organization, and its tags."""

    owner = forms.ChoiceField(
        label=_("Owner"), required=False, help_text=_("Who of the staff looks after it.")
    )
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=500,
        help_text=_("Your own words for sorting, with commas between them."),
    )

    def __init__(self, *args: Any, words: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Nobody")), *words.owner]
        if words.tag:
            names = ", ".join(name for _pk, name in words.tag[:20])
            self.fields["tags"].help_text = _(
                "Your own words for sorting, with commas between them. So far you use: %(names)s."
            ) % {"names": names}

    def clean_tags(self) -> str:
        names = [" ".join(name.split()) for name in self.cleaned_data["tags"].split(",")]
        if any(len(name) > LONGEST_TAG for name in names):
            raise forms.ValidationError(_("A tag has at most 60 characters."))
        return ", ".join(dict.fromkeys(name for name in names if name))


class TagForm(PlainText, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_TAG)


class TagMergeForm(forms.Form):
    into = forms.ChoiceField(label=_("The tag that stays"))

    def __init__(self, *args: Any, tags: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", _("Choose")), *((str(tag.pk), tag.name) for tag in tags)]


class BulkForm(PlainText, forms.Form):
    """What one kind of change for several organizations asks for."""

    FIELD = {BulkAction.ADD_TAG: "name", BulkAction.REMOVE_TAG: "tag", BulkAction.SET_OWNER: "owner"}

    name = forms.CharField(
        label=_("Tag"), max_length=LONGEST_TAG, help_text=_("A tag you have, or a new one.")
    )
    tag = forms.ChoiceField(label=_("Tag"))
    owner = forms.ChoiceField(label=_("Owner"), required=False)

    def __init__(self, *args: Any, action: str, words: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].choices = [("", _("Choose")), *words.tag]
        self.fields["owner"].choices = [("", _("Nobody")), *words.owner]
        for name in {"name", "tag", "owner"} - {self.FIELD.get(action)}:
            del self.fields[name]


class MergeForm(forms.Form):
    """Where two records of one organization differ: which of the two is right."""

    def __init__(
        self,
        *args: Any,
        kept: Organization,
        gone: Organization,
        words: Any,
        choices: Sequence[Choice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept, self.gone, self.choices = kept, gone, choices
        for name in OWN_FIELDS:
            ours, theirs = getattr(kept, name), getattr(gone, name)
            if ours and theirs and ours != theirs:
                self._offer(name, ours, theirs)
        primary = dict(words.primary)
        if len(primary) > 1:
            self.fields["primary"] = forms.ChoiceField(
                label=_("Primary category"),
                choices=list(primary.items()),
                widget=RADIOS,
                initial=next(iter(primary)),
            )

        for one in choices:
            # Which figure is right nobody should overlook: nothing is chosen beforehand.
            self.fields[one.key] = forms.ChoiceField(
                label=one.label,
                choices=[(KEPT, f"{one.kept} ({kept.name})"), (GONE, f"{one.gone} ({gone.name})")],
                widget=RADIOS,
                error_messages={"required": _("Choose which of the two is right.")},
            )

    @property
    def chosen(self) -> dict[str, str]:
        return {one.key: self.cleaned_data[one.key] for one in self.choices}

    def _offer(self, name: str, ours: str, theirs: str) -> None:
        choices = [("kept", ours), ("gone", theirs)]
        if name == "notes":
            choices.append(("both", _("Both texts, one below the other")))
        self.fields[name] = forms.ChoiceField(
            label=str(Organization._meta.get_field(name).verbose_name).capitalize(),
            choices=choices,
            widget=RADIOS,
            initial="both" if name == "notes" else "kept",
        )

    def values(self) -> dict[str, str]:
        """What the record has afterwards: what was chosen, else whatever either of the two has."""
        return {name: self._value(name) for name in OWN_FIELDS}

    def _value(self, name: str) -> str:
        ours, theirs = getattr(self.kept, name), getattr(self.gone, name)
        chosen = self.cleaned_data.get(name)
        if chosen == "both":
            return f"{ours}\n\n{theirs}"
        return theirs if chosen == "gone" else ours or theirs
