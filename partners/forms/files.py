"""Files that come with a form: several at once, each looked into before it is taken."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.domain.files import MOST_FILES, NewFile
from partners.filetypes import MAX_BYTES, SUFFIXES, FileRefusedError, type_of

_REFUSED = {
    "empty": _("%(name)s is empty."),
    "too_big": _("%(name)s is larger than 10 MB. Make it smaller, or send a link instead."),
    "kind": _("%(name)s is not a kind of file that is kept here. Save it as a PDF, and add that."),
    "bomb": _("%(name)s unpacks to far more than a document holds, so it was not kept."),
    "macros": _("%(name)s holds macros, which are not kept here. Save it without them."),
}


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a list of `NewFile`."""

    widget = SeveralFilesInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Files"))
        kwargs.setdefault(
            "help_text",
            _("Up to 5, each at most 10 MB: PDF, pictures, Word, Excel, PowerPoint, OpenDocument, text."),
        )
        super().__init__(**kwargs)
        endings = sorted(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
        self.widget.attrs["accept"] = ",".join(endings)

    def clean(self, data: Any, initial: Any = None) -> list[NewFile]:
        brought = [file for file in (data if isinstance(data, list) else [data]) if file]
        if len(brought) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most 5 files."))
        found, problems = [], []
        for file in brought:
            try:
                found.append(_looked_into(file))
            except FileRefusedError as refused:
                problems.append(str(_REFUSED[refused.code]) % {"name": file.name[:100]})
        if problems:
            raise forms.ValidationError(problems)
        return found


def _looked_into(file: Any) -> NewFile:
    # Larger ones lie in a temporary file: their size is known before anything is read.
    if file.size > MAX_BYTES:
        raise FileRefusedError("too_big")
    data = file.read()
    return NewFile(name=file.name, data=data, content_type=type_of(data, name=file.name))
