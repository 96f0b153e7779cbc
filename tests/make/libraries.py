"""A library with its people and organizations."""

from datetime import UTC, date, datetime

from partners.choices import (
    AccessRole,
    LibraryRole,
)
from partners.domain.files import NewFile
from partners.domain.logos import set_logo
from partners.models import (
    Access,
    Category,
    ClosureDay,
    Library,
    LibraryMembership,
    Organization,
    OrganizationCategory,
    OrganizationTag,
    Person,
    Tag,
    User,
)
from tests.make.rows import NUMBERS, PASSWORD, saved


def make_user(email=None, *, name="", language="en", password=PASSWORD, **fields):
    number = next(NUMBERS)
    user = User(
        email=email or f"user{number}@example.org", name=name or f"User {number}", language=language, **fields
    )
    user.set_password(password)
    return saved(user)


def make_library(*, name="Riverton City Library", slug=None, time_zone="America/Los_Angeles", language="en"):
    library = saved(
        Library(name=name, slug=slug or f"library-{next(NUMBERS)}", time_zone=time_zone, language=language)
    )
    saved(Organization(library=library, name=name, is_own=True))
    return library


def make_staff(library, user=None, *, role=LibraryRole.MANAGER):
    return saved(LibraryMembership(library=library, user=user or make_user(), role=role))


def make_organization(library, *, name="Maple Homework Club", categories=("education",), **fields):
    organization = saved(Organization(library=library, name=name, **fields))
    chosen = Category.objects.filter(code__in=categories) or Category.objects.all()[:1]
    for position, category in enumerate(chosen):
        OrganizationCategory.objects.create(
            library=library, organization=organization, category=category, is_primary=position == 0
        )
    return organization


def make_person(organization, *, name="Pia Santos", email=None, user=None, language="en", **fields):
    email = f"person{next(NUMBERS)}@example.org" if email is None else email
    return saved(
        Person(
            library=organization.library,
            organization=organization,
            name=name,
            email=email,
            user=user,
            language=language,
            **fields,
        )
    )


def make_access(person, *, role=AccessRole.REPORTER, starts_on=date(2015, 1, 1), ends_on=None):
    return saved(
        Access(
            library=person.library,
            organization=person.organization,
            person=person,
            role=role,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )


def make_closure(library, *, on=date(2037, 12, 24), reason="Winter holidays"):
    return saved(ClosureDay(library=library, on=on, reason=reason))


def make_tag(library, *organizations, name="Lends rooms"):
    tag = saved(Tag(library=library, name=name))
    for organization in organizations:
        saved(OrganizationTag(library=library, organization=organization, tag=tag))
    return tag


def make_logo(library, *, by, name="logo.png", data=b"\x89PNG\r\n\x1a\n"):
    """Shown from now on; whatever was shown before is the former one."""
    file = NewFile(name=name, data=data, content_type="image/png")
    return set_logo(library, by=by, now=datetime(2017, 4, 3, 17, tzinfo=UTC), file=file)
