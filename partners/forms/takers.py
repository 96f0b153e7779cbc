"""Who can take something on: the members of a partnership and their people, in one list to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from partners.models import Organization, Person


@dataclass(frozen=True)
class Takers:
    """A member is chosen as a whole, or one of its people."""

    organizations: dict[str, Organization] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    @classmethod
    def of(cls, organizations: Iterable[Organization], people: Iterable[Person]) -> "Takers":
        """People come with their organization."""
        by_code = {code_of(organization, None): organization for organization in organizations}
        there = {organization.pk for organization in by_code.values()}
        named = {code_of(None, person): person for person in people if person.organization_id in there}
        return cls(by_code, named)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Each member, and after it its people."""
        found = []
        for code, organization in self.organizations.items():
            found.append((code, organization.name))
            found += [
                (key, f"{person.name}, {organization.name}")
                for key, person in self.people.items()
                if person.organization_id == organization.pk
            ]
        return found

    def chosen(self, code: str) -> dict[str, Organization | Person | None]:
        """The organization and the person of one of the choices."""
        person = self.people.get(code)
        if person is None:
            return {"organization": self.organizations[code], "person": None}
        return {"organization": self.organizations[f"o{person.organization_id}"], "person": person}


def code_of(organization: Organization | None, person: Person | None) -> str:
    """The value that stands for them in the list."""
    if person is not None:
        return f"p{person.pk}"
    return f"o{organization.pk}" if organization is not None else ""
