"""What staff type about goals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.forms.fields import StoredTextField


class GoalForm(forms.Form):
    title = StoredTextField(
        label=_("Goal"),
        help_text=_("What will be different. For example: Adults speak English with confidence."),
    )
    description = StoredTextField(label=_("What it means"), keep_lines=True, required=False)
