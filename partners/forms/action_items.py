"""What people type about action items."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from partners.choices import ActionsAction, ActionStatus
from partners.forms.takers import Takers, code_of
from partners.forms.texts import DayInput, PlainText
from partners.models import ActionItem, Decision

_LONG_AGO = date(1900, 1, 1)


def due_field(**kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=_("By when"), widget=DayInput, validators=[MinValueValidator(_LONG_AGO)], **kwargs
    )


class WhoMixin:
    """For forms with a field `who`."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    takers: Takers

    def offer(self, takers: Takers) -> None:
        self.takers = takers
        self.fields["who"].choices = [("", _("Choose …")), *takers.choices]

    def who(self) -> dict[str, Any]:
        return self.takers.chosen(self.cleaned_data["who"])


class ActionForm(WhoMixin, PlainText, forms.Form):
    """One action: what, who, by when."""

    what = forms.CharField(
        label=_("What is to be done"),
        max_length=300,
        help_text=_("Begin with a verb, for example: Ask the parish hall for Thursday evenings."),
    )
    who = forms.ChoiceField(label=_("Who sees to it"))
    due_on = due_field()
    decision = forms.ChoiceField(label=_("Because of which decision"), required=False)

    def __init__(self, *args: Any, takers: Takers, decisions: Iterable[Decision] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(takers)
        self.decisions = {str(decision.pk): decision for decision in decisions}
        named = [(pk, str(decision)[:80]) for pk, decision in self.decisions.items()]
        self.fields["decision"].choices = [("", _("None in particular")), *named]
        if not named:
            del self.fields["decision"]

    @staticmethod
    def initial_of(action: ActionItem) -> dict[str, Any]:
        return {
            "what": action.what,
            "who": code_of(action.organization, action.person),
            "due_on": action.due_on,
            "decision": str(action.decision_id or ""),
        }

    def given(self) -> dict[str, Any]:
        own = {name: self.cleaned_data[name] for name in ("what", "due_on")}
        if "decision" in self.fields:
            own["decision"] = self.decisions.get(self.cleaned_data["decision"])
        return own | self.who()


class StandingForm(PlainText, forms.Form):
    standing = forms.CharField(
        label=_("How it stands"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For all members of the partnership, in a sentence or two."),
    )


class ClosingForm(PlainText, forms.Form):
    note = forms.CharField(
        label=_("What came of it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: They gave us the hall until June."),
    )


class DroppingForm(PlainText, forms.Form):
    reason = forms.CharField(label=_("Why nobody does it any more"), widget=forms.Textarea(attrs={"rows": 3}))


class ActionsFilter(forms.Form):
    """How the list is searched; the choices are what stands in it."""

    status = forms.ChoiceField(label=_("Which"), required=False, choices=ActionStatus.choices)
    partnership = forms.ChoiceField(label=_("Partnership"), required=False)
    organization = forms.ChoiceField(label=_("Whose"), required=False)
    meeting = forms.ChoiceField(label=_("From the meeting"), required=False)

    def __init__(self, *args: Any, offered: Mapping[str, Mapping[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = {
            "partnership": _("All partnerships"),
            "organization": _("Everybody’s"),
            "meeting": _("All meetings"),
        }
        for name, words in every.items():
            choices = [(str(pk), label) for pk, label in offered.get(name, {}).items()]
            self.fields[name].choices = [("", words), *choices]
            if not choices:
                del self.fields[name]


class ActionsBulkForm(WhoMixin, PlainText, forms.Form):
    """What a change of several actions needs to know."""

    due_on = due_field()
    who = forms.ChoiceField(label=_("Who sees to it"))
    note = forms.CharField(
        label=_("What came of it"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, action: str, takers: Takers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = {
            ActionsAction.MOVE: "due_on",
            ActionsAction.GIVE: "who",
            ActionsAction.CLOSE: "note",
        }.get(ActionsAction(action))
        self.offer(takers)
        for name in list(self.fields):
            if name != needed:
                del self.fields[name]
