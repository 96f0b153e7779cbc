"""What is typed at the table: a decision, an action, and the minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms.action_items import WhoMixin, due_field
from partners.forms.takers import Takers
from partners.forms.texts import PlainText
from partners.minutes import LONGEST_MINUTES


class Entry(PlainText, forms.Form):
    """One line; its key is made before it is sent, so that a line that arrives twice is kept once."""

    key = forms.UUIDField(widget=forms.HiddenInput, label=_("Key"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            look = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs["class"] = look


class DecisionEntry(Entry):
    text = forms.CharField(
        label=_("What was decided"), max_length=1000, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def given(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class ActionEntry(WhoMixin, Entry):
    what = forms.CharField(
        label=_("What is to be done"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    who = forms.ChoiceField(label=_("Who sees to it"))
    due_on = due_field()

    def __init__(self, *args: Any, takers: Takers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(takers)

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("what", "due_on")} | self.who()


class MinutesForm(PlainText, forms.Form):
    """The draft, and the mark of the text that it was begun with."""

    text = forms.CharField(
        label=_("Minutes"),
        required=False,
        max_length=LONGEST_MINUTES,
        widget=forms.Textarea(attrs={"rows": 14, "class": "form-control"}),
        help_text=_("Who said what in a few words. Decisions and actions stand above, one line each."),
    )
    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)


class PublishForm(PlainText, forms.Form):
    correction = forms.CharField(
        label=_("What was corrected"),
        max_length=300,
        help_text=_("For example: The hall opens at 6, not at 7."),
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["correction"]
