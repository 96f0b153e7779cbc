"""What people type about whom a goal is for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.forms.fields import StoredTextField

LONGEST_NAME = 100
MOST = 20


class PopulationsForm(forms.Form):
    names = StoredTextField(
        label=_("Groups of people"),
        required=False,
        keep_lines=True,
        help_text=_("One on each line. For example: Adults learning English."),
    )

    def __init__(self, *args: Any, known: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            self.fields["names"].help_text = _("One on each line. So far you use: %(names)s.") % {
                "names": "; ".join(known[:20])
            }

    def clean_names(self) -> str:
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        names = list(dict.fromkeys(name for name in names if name))
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("A group's name has at most 100 characters."))
        if len(names) > MOST:
            raise forms.ValidationError(_("Name at most 20 groups for one goal."))
        return "\n".join(names)
