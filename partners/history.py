"""History in words: what an audit event says to people."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from partners.categories import shipped_categories

WORDS = {
    "organization.added": gettext_lazy("Added to the directory"),
    "organization.changed": gettext_lazy("Organization changed"),
    "organization.categorized": gettext_lazy("Categories changed"),
    "organization.archived": gettext_lazy("Archived"),
    "organization.brought_back": gettext_lazy("Brought back from the archive"),
    "organization.owned": gettext_lazy("Owner changed"),
    "organization.tagged": gettext_lazy("Tags changed"),
    "organization.merged": gettext_lazy("Another record was merged into this one"),
    "organization.merged_away": gettext_lazy("Merged into another record: %(subject)s"),
    "tag.added": gettext_lazy("Tag added: %(subject)s"),
    "tag.renamed": gettext_lazy("Tag renamed: %(subject)s"),
    "tag.merged": gettext_lazy("Tags merged: %(subject)s"),
    "tag.removed": gettext_lazy("Tag removed: %(subject)s"),
    "person.removed": gettext_lazy("Person removed: %(subject)s"),
    "person.added": gettext_lazy("Person added: %(subject)s"),
    "person.changed": gettext_lazy("Person changed: %(subject)s"),
    "person.linked": gettext_lazy("Account linked: %(subject)s"),
    "access.granted": gettext_lazy("Access given: %(subject)s"),
    "access.renewed": gettext_lazy("Access given again: %(subject)s"),
    "access.ended": gettext_lazy("Access ended: %(subject)s"),
    "invitation.sent": gettext_lazy("Invited: %(subject)s"),
    "invitation.accepted": gettext_lazy("Invitation accepted: %(subject)s"),
    "invitation.withdrawn": gettext_lazy("Invitation withdrawn: %(subject)s"),
    "member.added": gettext_lazy("Member added: %(subject)s"),
    "member.changed": gettext_lazy("Member changed: %(subject)s"),
    "partnership.started": gettext_lazy("Partnership started"),
    "partnership.changed": gettext_lazy("Partnership changed"),
    "contact.logged": gettext_lazy("Contact logged: %(subject)s"),
    "contact.changed": gettext_lazy("Contact entry changed: %(subject)s"),
    "contact.people_changed": gettext_lazy("Who took part was changed: %(subject)s"),
    "contact.removed": gettext_lazy("Contact entry removed: %(subject)s"),
    "contact.restored": gettext_lazy("Contact entry put back: %(subject)s"),
    "touch.set": gettext_lazy("Interval to keep in touch set: %(subject)s"),
    "touch.changed": gettext_lazy("Interval to keep in touch changed: %(subject)s"),
    "touch.stopped": gettext_lazy("Interval to keep in touch ended: %(subject)s"),
    "staff.joined": gettext_lazy("Joined the staff: %(subject)s"),
    "staff.role_changed": gettext_lazy("Role changed: %(subject)s"),
    "staff.removed": gettext_lazy("Removed from the staff: %(subject)s"),
}


# What no field of the record is called.
_OWN_WORDS = {
    "categories": gettext_lazy("categories"),
    "tags": gettext_lazy("tags"),
    "merged": gettext_lazy("merged record"),
    "into": gettext_lazy("merged into"),
}


def told(events: Iterable[Any]) -> list[dict[str, Any]]:
    """Audit events as the timeline shows them: at, who, what, and changes from and to."""
    return [
        {
            "at": event.at,
            "who": event.actor.get_full_name() if event.actor else "",
            "what": _sentence(event),
            "changes": [
                _change(event.subject_type, name, before, after)
                for name, (before, after) in event.changes.items()
            ],
        }
        for event in events
    ]


def _sentence(event: Any) -> str:
    words = WORDS.get(event.action)
    if words is None:
        words = event.action.replace(".", " ").replace("_", " ").capitalize() + ": %(subject)s"
    return str(words) % {"subject": event.subject_label}


def _change(subject_type: str, name: str, before: Any, after: Any) -> dict[str, Any]:
    field = _field(subject_type, name)
    label = str(field.verbose_name) if hasattr(field, "verbose_name") else name.replace("_", " ")
    if field is None or name == "categories":
        label = str(_OWN_WORDS.get(name, label))
    return {
        "label": label[:1].upper() + label[1:],
        "before": _shown(field, name, before),
        "after": _shown(field, name, after),
    }


def _field(subject_type: str, name: str) -> Any:
    try:
        return apps.get_model(subject_type)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None


def _shown(field: Any, name: str, value: Any) -> str | None:
    if value is None or value == "":
        return None
    if name == "categories" and isinstance(value, list):
        labels = {category.code: category.label for category in shipped_categories()}
        language = get_language() or "en"
        return ", ".join(labels[code].text(language) if code in labels else str(code) for code in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if type(field) is models.DateField:
        return date_format(date.fromisoformat(value))
    choices = dict(getattr(field, "flatchoices", ()) or ())
    return str(choices.get(value, value))
