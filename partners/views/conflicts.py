"""Two people saved one row: what differs between the row as it is now and what the second one typed."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format


def differences(typed: forms.BaseForm, fresh: forms.BaseForm) -> list[dict[str, Any]]:
    """Label, their text and yours, where a valid form differs from `fresh`, the form of the row now."""
    shown = [
        (bound.label, _shown(bound.field, fresh[bound.name].value()), _shown(bound.field, given))
        for bound in typed
        if not bound.is_hidden and not isinstance(bound.field, forms.FileField)
        for given in [typed.cleaned_data.get(bound.name)]
    ]
    return [
        {"label": label, "theirs": theirs, "yours": yours}
        for label, theirs, yours in shown
        if theirs != yours
    ]


def _shown(field: forms.Field, value: Any) -> str:
    if value is None or value in ("", []):
        return ""
    if isinstance(field, forms.ChoiceField):
        several = value if isinstance(value, list | tuple | QuerySet) else [value]
        chosen = {str(one.pk if isinstance(one, Model) else one) for one in several}
        return ", ".join(str(label) for code, label in field.choices if str(code) in chosen)
    if isinstance(value, datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return date_format(moment, "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value)
    return str(value).replace("\r\n", "\n").strip()
