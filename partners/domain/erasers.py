"""What becomes of the rows of this app when a person is erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from partners.erasing import Words
from partners.models import AuditEvent, ContactEntry, Person


@dataclass(frozen=True)
class Keeps:
    """Rows that say nothing of who the person was once its own row says nothing; `why` is for the reader."""

    model: str
    why: str

    def erase(self, person: Person, words: Words) -> int:
        return 0


@dataclass(frozen=True)
class Drops:
    """Rows that nobody needs without the person."""

    model: str
    key: str = "person"

    def erase(self, person: Person, words: Words) -> int:
        return _rows(self.model, person).filter(**{self.key: person}).delete()[0]


@dataclass(frozen=True)
class Empties:
    """Rows with a key to the person: some columns are emptied, in others the words are replaced."""

    model: str
    blank: tuple[str, ...] = ()
    scrub: tuple[str, ...] = ()
    key: str = "person"

    def erase(self, person: Person, words: Words) -> int:
        rows = _rows(self.model, person).filter(**{self.key: person})
        count = rows.update(**dict.fromkeys(self.blank, "")) if self.blank else 0
        return count + scrub_rows(rows, self.scrub, words, is_bound=True)


@dataclass(frozen=True)
class Mentions:
    """Rows of the library with nothing but the words: an address, a number, a name of several words."""

    model: str
    fields: tuple[str, ...]

    def erase(self, person: Person, words: Words) -> int:
        rows = mentioning(self.model, self.fields, person, words)
        return scrub_rows(rows, self.fields, words, is_bound=False)


@dataclass(frozen=True)
class History:
    """Events about the person's own rows, whatever they hold, and all others that mention the person."""

    model: str = AuditEvent._meta.label
    fields: tuple[str, ...] = ("subject_label", "changes")

    def erase(self, person: Person, words: Words) -> int:
        about = Q(subject_type=Person._meta.label_lower, subject_id=person.pk)
        for model, key in holders():
            ids = model._base_manager.filter(**{key: person}).values("pk")
            about |= Q(subject_type=model._meta.label_lower, subject_id__in=ids)
        bound = AuditEvent.objects.filter(about, library_id=person.library_id)
        count = scrub_rows(bound, self.fields, words, is_bound=True)
        return count + Mentions(self.model, self.fields).erase(person, words)


@dataclass(frozen=True)
class Talks:
    """Notes of talks in which the person took part; a note about others stays as it was written."""

    model: str = ContactEntry._meta.label

    def erase(self, person: Person, words: Words) -> int:
        rows = ContactEntry.objects.filter(library_id=person.library_id, person_links__person=person)
        return scrub_rows(rows, ("note",), words, is_bound=True)


def holders() -> list[tuple[type[Model], str]]:
    """Every model with a key to a person, and the name of that key."""
    return [
        (relation.related_model, relation.field.name)
        for relation in Person._meta.related_objects
        if isinstance(relation.related_model, type) and relation.related_model is not Person
    ]


def mentioning(model: str, fields: Sequence[str], person: Person, words: Words) -> QuerySet[Any]:
    """Rows of the person's library in one of whose columns one of the words stands."""
    rows = _rows(model, person)
    found = Q(pk__in=[])
    for name in fields:
        rows = rows.annotate(**{f"{name}_text": Cast(name, TextField())})
        for word in words.needles:
            found |= Q(**{f"{name}_text__icontains": word})
    return rows.filter(found)


def scrub_rows(rows: QuerySet[Any], fields: Sequence[str], words: Words, *, is_bound: bool) -> int:
    """Write the columns anew where a word stood in them; return how many rows."""
    count = 0
    for row in rows.distinct().order_by("pk").values("pk", *fields):
        changed = {
            name: new for name in fields if (new := words.scrub(row[name], is_bound=is_bound)) != row[name]
        }
        if changed:
            rows.model._base_manager.filter(pk=row["pk"]).update(**_fitting(rows.model, changed))
            count += 1
    return count


def _fitting(model: type[Model], values: dict[str, Any]) -> dict[str, Any]:
    """What stands instead may be longer than the column."""
    lengths = {name: getattr(model._meta.get_field(name), "max_length", None) for name in values}
    return {
        name: value[: lengths[name]] if isinstance(value, str) and lengths[name] else value
        for name, value in values.items()
    }


def _rows(model: str, person: Person) -> QuerySet[Any]:
    return apps.get_model(model)._base_manager.filter(library_id=person.library_id)


ERASERS = (
    Keeps("partners.Access", why="roles and days; they end with the person"),
    Empties("partners.Invitation", blank=("email",)),
    Keeps("partners.MailLink", why="its secret is void"),
    Drops("partners.ReminderStop"),
    Keeps("partners.ContactPerson", why="that somebody took part is counted"),
    Keeps(
        "partners.Reminder",
        why="what was sent is counted; what was planned is cancelled",
    ),
    Keeps("partners.Succession", why="that somebody handed over is history"),
    Keeps("partners.GroupPerson", why="that somebody was in a group is history"),
    Empties("partners.MeetingInvitation", scrub=("comment",)),
    Empties("partners.Attendance", scrub=("reason", "dispute")),
    Empties("partners.ActionItem", scrub=("what", "standing", "ending")),
    Keeps("partners.MinutesReceipt", why="that somebody read the minutes is counted"),
    Keeps("partners.DecisionTelling", why="that somebody was told is history"),
    Empties("partners.AgreementParty", scrub=("signer_name",), key="signer"),
    Empties("partners.Task", scrub=("data",)),
    Empties("partners.Bounce", blank=("email", "reason", "event")),
    Empties("partners.Delivery", blank=("to_email", "error"), scrub=("subject",)),
    Mentions("partners.Delivery", ("to_email", "error", "subject")),
    Talks(),
    Mentions("partners.Task", ("data",)),
    Mentions("partners.Notice", ("words",)),
    Mentions("partners.ImportRun", ("rows", "checked", "results", "choices", "file_name")),
    Mentions("partners.Job", ("title", "given", "outcome", "next_path", "file_name")),
    Mentions("partners.SavedFilter", ("name", "name_key", "given")),
    Mentions("partners.Mailing", ("subject", "body", "other_subject", "other_body")),
    Mentions("partners.Organization", ("email", "phone")),
    Mentions("partners.Meeting", ("agenda", "minutes")),
    Mentions("partners.MinutesVersion", ("text", "content")),
    Mentions("partners.Decision", ("text", "present", "told")),
    Mentions("partners.ActionItem", ("what", "standing", "ending")),
    Mentions("partners.AgreementParty", ("signer_name",)),
    History(),
)
