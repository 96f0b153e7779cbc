"""Forms of an import: what is brought, and which column means what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.choices import ImportKind
from partners.exchange.reading import MAX_BYTES, read_file
from partners.exchange.tables import MAX_COLUMNS, MAX_ROWS, Refused, read_text
from partners.forms.import_kinds import CHECKERS
from partners.models import Category, ImportRun
from partners.names import clean_text

MAX_PASTED = 1_000_000
LONGEST_EXAMPLE = 40
SENTENCES = {
    "too_big": _("The file is larger than 10 MB. Take away what is not needed, or split it."),
    "empty": _("There is nothing to read: the first row holds the headings, the rows below it the entries."),
    "nul": _("This holds characters that are no text. Save it as CSV or XLSX and bring that."),
    "encoding": _("The letters of this file cannot be read. Save it as “CSV UTF-8” and bring that."),
    "too_many_columns": _("There are more than %(columns)s columns."),
    "too_many_rows": _("There are more than %(rows)s rows. Bring them in several parts."),
    "too_much_text": _("There is more text in it than a list of organizations or people can hold."),
    "old_excel": _("This is the old XLS format. Save it as XLSX or CSV and bring that."),
    "not_a_workbook": _("This is not a workbook. Bring a CSV or XLSX file."),
    "bomb": _("This file unpacks to far more than a list can hold, so it was not opened."),
    "entities": _("This file holds instructions that no spreadsheet program writes, so it was not opened."),
    "unreadable": _("This file is damaged or not a list. Save it as CSV or XLSX and bring that."),
    "too_slow": _("Reading this file took too long. Save it as CSV and bring that."),
}


def _sentence(code: str) -> str:
    return str(SENTENCES[code]) % {"columns": MAX_COLUMNS, "rows": f"{MAX_ROWS:,}"}


class ImportStartForm(forms.Form):
    """A file or pasted cells; clean reads them into `table`."""

    kind = forms.ChoiceField(
        label=_("What the rows are"),
        choices=[(kind.value, kind.label) for kind in ImportKind if kind in CHECKERS],
        initial=ImportKind.ORGANIZATIONS,
        widget=forms.RadioSelect,
        help_text=_("People need their organization in the directory first."),
    )
    pasted = forms.CharField(
        label=_("Paste from a sheet"),
        required=False,
        max_length=MAX_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "Copy the cells in Excel or Google Sheets, with the row of headings, and paste them here."
        ),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx", "class": "form-control"}),
        help_text=_("CSV or XLSX, up to 10 MB and 20,000 rows."),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.errors:
            return self.cleaned_data
        file, pasted = self.cleaned_data["file"], self.cleaned_data["pasted"]
        if bool(file) == bool(pasted.strip()):
            raise forms.ValidationError(_("Paste the rows or choose a file: one of the two."))
        try:
            table = read_file(file.read(MAX_BYTES + 1)) if file else read_text(pasted)
        except Refused as refused:
            self.add_error("file" if file else "pasted", _sentence(refused.code))
            return self.cleaned_data
        self.cleaned_data["table"] = table
        return self.cleaned_data

    def given(self) -> dict[str, Any]:
        """What `start_import` takes."""
        file, table, kind = (self.cleaned_data[name] for name in ("file", "table", "kind"))
        return {
            "kind": kind,
            "file_name": clean_text(file.name.replace("\0", ""))[:200] if file else "",
            "headers": table.headers,
            "rows": table.rows,
            "matching": CHECKERS[kind].guess(table.headers),
        }


class ImportMatchForm(forms.Form):
    """For each field the column that holds it."""

    def __init__(self, *args: Any, run: ImportRun, categories: list[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        checker = CHECKERS[run.kind]
        first = run.rows[0][1] if run.rows else []
        columns = [
            (str(number), _column(number, header, first[number])) for number, header in enumerate(run.headers)
        ]
        for name, label in checker.labels().items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[("", _("Not in the sheet")), *columns],
                required=name in checker.needed,
                initial=str(run.matching.get(name, "")),
                error_messages={"required": _("Choose the column that holds this.")},
            )
        if "categories" in self.fields:
            self.fields["category"] = forms.ChoiceField(
                label=_("Category where the sheet names none"),
                choices=[("", _("None")), *((one.code, str(one)) for one in categories)],
                required=False,
                initial=run.category,
            )

    def given(self) -> dict[str, Any]:
        """What `prepare_import` takes."""
        chosen = dict(self.cleaned_data)
        category = chosen.pop("category", "")
        return {
            "matching": {name: int(number) for name, number in chosen.items() if number},
            "category": category,
        }


def _column(number: int, header: str, example: str) -> str:
    header = header[:LONGEST_EXAMPLE] or _("Column %(number)s") % {"number": number + 1}
    return f"{header} ({example[:LONGEST_EXAMPLE]})" if example else str(header)
