"""The forms of a page as a browser reads them: where each goes, and what it would send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# What people do not write themselves; the rest takes any text.
TICKED = {"checkbox", "radio"}
SILENT = {"submit", "button", "reset", "image"}


@dataclass
class Form:
    """One form that is posted; `kinds` holds each field's type by name, hidden ones included."""

    action: str = ""
    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)

    @property
    def typed(self) -> list[str]:
        """The fields somebody can write or choose in."""
        return [name for name, kind in self.kinds.items() if kind != "hidden"]

    def add(self, name: str, kind: str, value: str | None) -> None:
        self.kinds.setdefault(name, kind)
        if value is not None:
            self.values.setdefault(name, []).append(value)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        if tag == "form" and given.get("method", "").lower() == "post":
            self._form = Form(given.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._read(self._form, tag, given)

    def _read(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "option" and self._select and "selected" in given:
            form.add(self._select, "select", given.get("value", ""))
        if not name:
            return
        kind = given.get("type", "text") if tag == "input" else tag
        if tag == "select":
            self._select = name
            form.add(name, "select", None)
        elif tag == "textarea":
            form.add(name, "textarea", "")
        elif tag == "input" and kind in TICKED:
            form.add(name, kind, given.get("value", "on") if "checked" in given else None)
        elif tag == "input" and kind not in SILENT:
            form.add(name, kind, given.get("value", "") if kind != "file" else None)

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""


def forms_of(html: str) -> list[Form]:
    """Return the page's forms that are posted, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms
