"""The form of a mail by hand: to whom, and what it says."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partners.choices import Language
from partners.domain.addressees import Addressee
from partners.forms.texts import PlainText
from partners.mail_texts import find_text, shipped_texts
from partners.models import Library, Person
from partners.placeholders import PLACEHOLDERS, unknown_in, used_in

_GAP = re.compile(r"\[[^\[\]\n]{1,80}\]")
TEXT_FIELDS = ("subject", "body", "other_subject", "other_body")


class MailingForm(PlainText, forms.Form):
    """Whoever may get no mail is not offered; the page says why beside it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    people = forms.MultipleChoiceField(
        label=_("To whom"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose at least one person.")},
    )
    subject = forms.CharField(label=_("Subject"), max_length=150)
    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 12}))
    other_subject = forms.CharField(max_length=150, required=False)
    other_body = forms.CharField(widget=forms.Textarea(attrs={"rows": 12}), required=False)

    def __init__(
        self, *args: Any, library: Library, found: Iterable[Addressee], has_partnership: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.person.pk): one.person for one in found if one.may_get_it}
        self.has_partnership = has_partnership
        self.fields["people"].choices = [
            (name, [(str(person.pk), f"{person.name} ({person.email})") for person in group])
            for name, group in groupby(self.people.values(), key=lambda person: person.organization.name)
        ]
        self._offer_other_language(library)

    def _offer_other_language(self, library: Library) -> None:
        """A second text, only where somebody reads the other language."""
        others = [person for person in self.people.values() if person.language != library.language]
        if not others:
            del self.fields["other_subject"], self.fields["other_body"]
            return
        language = Language(others[0].language).label
        self.fields["other_subject"].label = _("Subject for those who read %(language)s") % {
            "language": language
        }
        self.fields["other_body"].label = _("Text for those who read %(language)s") % {"language": language}
        self.fields["other_body"].help_text = _("Left empty, they get the same text as the others.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name in TEXT_FIELDS:
            if text := self.cleaned_data.get(name):
                self._check_text(name, text)
        if self.cleaned_data.get("other_subject") and not self.cleaned_data.get("other_body"):
            self.add_error("other_body", _("Write the text as well, or take the subject away."))
        return self.cleaned_data

    def _check_text(self, name: str, text: str) -> None:
        if unknown := unknown_in(text):
            words = {"unknown": ", ".join(unknown), "known": ", ".join(self.placeholders())}
            self.add_error(name, _("%(unknown)s means nothing here. You can use: %(known)s.") % words)
        if not self.has_partnership and "partnership" in used_in(text):
            self.add_error(
                name, _("This mail is about no partnership; write its name instead of the braces.")
            )
        if gaps := [gap for gap in _GAP.findall(text) if gap in _shipped_gaps()]:
            self.add_error(name, _("Fill this in first: %(gaps)s") % {"gaps": ", ".join(gaps)})

    def placeholders(self) -> list[str]:
        return shown_placeholders(has_partnership=self.has_partnership)

    def values(self) -> dict[str, str]:
        """The texts as they are stored."""
        return {name: self.cleaned_data.get(name, "") for name in TEXT_FIELDS}

    def chosen(self) -> list[Person]:
        """The people in the order in which they stand on the page."""
        wanted = set(self.cleaned_data["people"])
        return [person for pk, person in self.people.items() if pk in wanted]


def shown_placeholders(*, has_partnership: bool) -> list[str]:
    """What may stand in braces, in the reader's language."""
    language = (get_language() or "en").partition("-")[0]
    usable = [one for one in PLACEHOLDERS if has_partnership or one.key != "partnership"]
    return [placeholder.shown(language) for placeholder in usable]


def text_choices() -> list[tuple[str, str]]:
    """The texts that ship, named in the reader's language."""
    language = get_language() or "en"
    return [(text.code, text.label.text(language)) for text in shipped_texts()]


def text_values(code: str, library: Library) -> dict[str, str]:
    """A text that ships, in the library's language and in the other one; empty for a code unknown."""
    text = find_text(code)
    if text is None:
        return {}
    other = "en" if library.language == "es" else "es"
    return {
        "subject": text.subject.text(library.language),
        "body": text.body.text(library.language),
        "other_subject": text.subject.text(other),
        "other_body": text.body.text(other),
    }


def _shipped_gaps() -> set[str]:
    texts = shipped_texts()
    whole = " ".join(f"{part.en} {part.es}" for text in texts for part in (text.subject, text.body))
    return set(_GAP.findall(whole))
