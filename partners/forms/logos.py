"""The form for a library's logo."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.domain.files import NewFile
from partners.filetypes import FileRefusedError, type_of

PICTURES = {"image/png", "image/jpeg", "image/webp"}
MAX_BYTES = 1_000_000


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG or WebP, at most 1 MB. It is shown 36 pixels high, so a simple one is best."),
        error_messages={"required": _("Choose a picture.")},
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean_logo(self) -> NewFile:
        file: Any = self.cleaned_data["logo"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("This picture is larger than 1 MB. Make it smaller first."))
        data = file.read()
        try:
            kind = type_of(data, name=file.name)
        except FileRefusedError:
            kind = ""
        if kind not in PICTURES:
            raise forms.ValidationError(_("This is no PNG, JPEG or WebP picture."))
        return NewFile(name=file.name, data=data, content_type=kind)
