"""What people type about the common agenda."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.forms.fields import DayField, StoredTextField


def _section(label: Any, help_text: Any = "", *, rows: int = 4) -> StoredTextField:
    widget = forms.Textarea(attrs={"rows": rows})
    return StoredTextField(label=label, help_text=help_text, keep_lines=True, required=False, widget=widget)


class StartForm(forms.Form):
    """Four questions, enough for a first talk."""

    problem = _section(
        _("What is wrong today?"),
        _(
            "For example: Nearly 25,000 residents speak a language other than English at home, "
            "and one library cannot teach them alone."
        ),
    )
    vision = _section(
        _("What do we want to see?"),
        _("For example: Every adult who wants to learn English finds a small group near home."),
    )
    deciding = _section(
        _("How do we decide, also when something comes up between meetings?"),
        _("For example: The steering team decides by agreement; between meetings two of its members may."),
    )
    rewards = _section(
        _("What does each of us get out of it?"),
        _("One line for each member. For example: The adult school finds students for its classes."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.values()):
            raise forms.ValidationError(_("Answer at least one of the questions."))
        return given


class AgendaForm(forms.Form):
    problem = _section(_("What is wrong today"), _("The problem as all of you understand it."))
    vision = _section(_("What we want to see"), _("What will be different for people in the community."))
    principles = _section(_("How we work together"), _("What you promise one another. One line each."))
    deciding = _section(
        _("How we decide"), _("Who may decide what, and how, when something comes up between meetings.")
    )
    rewards = _section(_("What each of us gets"), _("One line for each member."))
    contacts = _section(
        _("Whom to ask"), _("Who answers questions about this agenda, and how to reach them.")
    )


class PublishForm(forms.Form):
    """Nothing to fill in: the page shows what is sent."""


class PaperForm(forms.Form):
    organization = forms.TypedChoiceField(label=_("Who signed"), coerce=int)
    name = StoredTextField(label=_("Name under the signature"))
    signed_on = DayField(label=_("Signed on"))

    def __init__(
        self, *args: Any, organizations: Iterable[tuple[int, str]], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = list(organizations)
        self.fields["signed_on"].initial = today


class ReasonForm(forms.Form):
    reason = StoredTextField(label=_("Why"), keep_lines=True)
