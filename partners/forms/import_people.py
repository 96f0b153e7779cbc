"""Rows of people: one row is one person at an organization of the directory."""

import copy
from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from partners.domain.imports import RowChange
from partners.exchange.headings import CONTACT_WORDS, LANGUAGE_WORDS, PERSON_WORDS, guess_columns
from partners.forms.import_rows import Records, RowChecker, Visible, in_parts
from partners.forms.people import PERSON_FIELDS, PersonForm
from partners.models import ImportRun, Organization, Person
from partners.names import name_key

MOST_MATCHES = 5


def contact_columns(run: ImportRun) -> dict[str, int]:
    """Where a sheet of organizations names somebody at each of them; empty where it does not."""
    used = set(run.matching.values())
    left = ["" if place in used else header for place, header in enumerate(run.headers)]
    found = guess_columns(left, CONTACT_WORDS)
    if "name" not in found or "name" not in run.matching:
        return {}
    # One address in a row is that of whom one writes to.
    shared = {name: run.matching[name] for name in ("email", "phone") if name in run.matching}
    return shared | found | {"organization": run.matching["name"]}


class PersonRowForm(PersonForm):
    """The person's own form, with what is wrong about the organization that the row names."""

    def __init__(self, *args: Any, problem: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problem = problem

    def full_clean(self) -> None:
        super().full_clean()
        if self.problem:
            self._errors["organization"] = self.error_class([self.problem])


class PersonChecker(RowChecker):
    words = PERSON_WORDS
    needed = ("organization", "name")

    @classmethod
    def guess(cls, headers: list[str]) -> dict[str, int]:
        return guess_columns(headers, cls.words)

    @classmethod
    def labels(cls) -> dict[str, Any]:
        labels = {name: str(Person._meta.get_field(name).verbose_name) for name in cls.words}
        return {name: label[:1].upper() + label[1:] for name, label in labels.items()}

    def load(self, visible: Visible) -> None:
        self.organizations: dict[str, list[Organization]] = defaultdict(list)
        self.found: dict[tuple[int, str, str], dict[int, Person]] = defaultdict(dict)
        for part in in_parts(self.records):
            keys = {name_key(texts.get("organization", ""))[:400] for _number, texts in part}
            for row in visible(Organization).filter(
                archived_at=None, name_key__in=keys - self.organizations.keys()
            ):
                self.organizations[row.name_key].append(row)
            for person in self._known(visible, part, keys):
                self.found[person.organization_id, "name", person.name_key].setdefault(person.pk, person)
                if person.email:
                    self.found[person.organization_id, "email", person.email].setdefault(person.pk, person)

    def _known(self, visible: Visible, part: Records, keys: set[str]) -> QuerySet[Person]:
        names = {name_key(texts.get("name", ""))[:400] for _number, texts in part}
        emails = {texts.get("email", "").lower() for _number, texts in part} - {""}
        organizations = [row.pk for key in keys for row in self.organizations.get(key, ())]
        people = visible(Person).filter(organization__in=organizations)
        return people.filter(Q(name_key__in=names) | Q(email__in=emails))

    def matches(self, texts: dict[str, str]) -> list[Person]:
        organization = self._organization(texts)
        if organization is None:
            return []
        keys = [
            (organization.pk, "name", name_key(texts.get("name", ""))[:400]),
            (organization.pk, "email", texts.get("email", "").lower()),
        ]
        found = {pk: row for key in keys for pk, row in self.found.get(key, {}).items()}
        return list(found.values())[:MOST_MATCHES]

    def is_exact(self, found: Person, texts: dict[str, str]) -> bool:
        return found.name_key == name_key(texts.get("name", ""))[:400]

    def key(self, texts: dict[str, str]) -> Any:
        organization, name = self._organization(texts), name_key(texts.get("name", ""))
        return (organization.pk, name) if organization and name else None

    def form(self, texts: dict[str, str], target: Person | None) -> PersonRowForm:
        given = {name: texts[name] for name in PERSON_FIELDS if texts.get(name)}
        if "language" in given:
            given["language"] = LANGUAGE_WORDS.get(name_key(given["language"]), given["language"])
        kept = {"language": self.run.library.language}
        if target is not None:
            kept = {name: getattr(target, name) for name in PERSON_FIELDS}
        return PersonRowForm(kept | given, instance=copy.copy(target), problem=self._problem(texts))

    def change(self, form: Any, texts: dict[str, str], target: Person | None) -> RowChange:
        return RowChange(
            given={"values": form.given()}, target=target, organization=self._organization(texts)
        )

    def before(self, target: Person) -> dict[str, str]:
        values = {name: getattr(target, name) for name in PERSON_FIELDS}
        return values | {"organization": str(target.organization_id)}

    def after(self, form: Any) -> dict[str, str]:
        # A person is only looked for within the organization that the row names.
        return form.given() | {"organization": str(form.instance.organization_id)}

    def _organization(self, texts: dict[str, str]) -> Organization | None:
        found = self.organizations.get(name_key(texts.get("organization", ""))[:400], [])
        return found[0] if len(found) == 1 else None

    def _problem(self, texts: dict[str, str]) -> str:
        text = texts.get("organization", "")
        if not text:
            return _("Name the organization.")
        if len(self.organizations.get(name_key(text)[:400], [])) > 1:
            return _("Several organizations have this name.")
        if self._organization(texts) is None:
            return _("No organization of the directory has this name.")
        return ""
