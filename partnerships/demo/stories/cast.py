"""The people of a library's stories: accounts, staff, and the organizations of its directory."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from partners.choices import AccessRole, LibraryRole
from partners.domain.organizations import NewOrganization, add_organizations
from partners.domain.people import add_people, grant_access
from partners.domain.staffing import own_person
from partners.domain.versions import add_row
from partners.models import Category, Library, LibraryMembership, Organization, Person, User
from partnerships.demo.stories.people import PASSWORD, Account, Neighbor


@dataclass
class Cast:
    """Who is who in one library. `None` as a neighbor is the library itself."""

    library: Library
    manager: User
    colleague: User
    own: Organization
    organizations: dict[str, Organization] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    # Who gives an organization's figures without the library's help.
    users: dict[int, User] = field(default_factory=dict)

    def organization(self, neighbor: Neighbor | None) -> Organization:
        return self.own if neighbor is None else self.organizations[neighbor.name]

    def person(self, neighbor: Neighbor) -> Person:
        return self.people[self.organization(neighbor).pk]

    def giver(self, organization: Organization) -> User:
        """Whoever types an organization's figures: its own reporter, else the coordinator."""
        return self.users.get(organization.pk, self.colleague)


def make_account(account: Account, *, is_administrator: bool = False) -> User:
    """Somebody who can sign in; the demo's addresses count as proved."""
    user = User.objects.create(
        email=account.email,
        password=_hashed_password(),
        name=account.name,
        language=account.language,
        is_staff=is_administrator,
        is_superuser=is_administrator,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@cache
def _hashed_password() -> str:
    # Hashing is slow on purpose; once is enough for accounts whose password is printed on the screen.
    return make_password(PASSWORD)


def hire(library: Library, account: Account, *, role: LibraryRole, by: User) -> User:
    """Put somebody on the library's staff."""
    user = make_account(account)
    membership = LibraryMembership(library=library, user=user, role=role)
    add_row(membership, by=by, action="staff.joined")
    own_person(library, user)
    return user


def fill_directory(cast: Cast, neighbors: Iterable[Neighbor], *, staff: dict[str, User]) -> None:
    """Put the neighbors with their people into the directory."""
    lines = list(neighbors)
    kinds = {category.code: category for category in Category.objects.all()}
    stored = add_organizations(
        cast.library,
        by=cast.manager,
        given=[
            NewOrganization(
                {
                    "name": line.name,
                    "website": line.website,
                    "phone": line.phone,
                    "notes": line.notes,
                    "owner": staff.get(line.owner),
                },
                [kinds[code] for code in line.categories],
                kinds[line.categories[0]],
            )
            for line in lines
        ],
    )
    cast.organizations |= {row.name: row for row in stored}
    given = [
        (row, {"name": line.person, "email": line.email, "job_title": line.job_title})
        for row, line in zip(stored, lines, strict=True)
        if line.person
    ]
    people = add_people(cast.library, by=cast.manager, given=given)
    cast.people |= {person.organization_id: person for person in people}


def let_in(cast: Cast, neighbor: Neighbor, account: Account, *, role: AccessRole, since: date) -> User:
    """Give a neighbor's person an account and a role."""
    user, person = make_account(account), cast.person(neighbor)
    person.user, person.email, person.language = user, user.email, user.language
    person.save(update_fields=["user", "email", "language"])
    grant_access(person, by=cast.manager, role=role, on=since)
    if role == AccessRole.REPORTER:
        cast.users[person.organization_id] = user
    return user


def let_report(cast: Cast, neighbor: Neighbor, *, since: date) -> None:
    """Name whom the library asks for a neighbor's figures; they tell them on the phone."""
    grant_access(cast.person(neighbor), by=cast.manager, role=AccessRole.REPORTER, on=since)
