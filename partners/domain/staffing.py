"""The library's own people: each of its staff is a person at its own organization too."""

from django.db.models import Exists, OuterRef

from partners import audit
from partners.domain.versions import add_row
from partners.models import Library, LibraryMembership, Organization, Person, User


def own_person(library: Library, user: User) -> Person | None:
    """The user as a person at the library's own organization, made if need be; None without one.

    Must run inside a transaction.
    """
    own = Organization.objects.select_for_update().filter(library=library, is_own=True).first()
    if own is None:
        return None
    people = Person.objects.filter(organization=own)
    person = people.filter(user=user).first()
    if person is not None:
        return person
    known = people.filter(user=None, email=user.email).order_by("pk").first()
    if known is None:
        person = Person(
            library=library,
            organization=own,
            name=user.get_full_name(),
            email=user.email,
            language=user.language,
            user=user,
        )
        return add_row(person, by=None, action="person.added")
    known.user = user
    known.full_clean()
    known.save(update_fields=["user"])
    audit.record(by=None, action="person.linked", subject=known, changes={"user": [None, user]})
    return known


def missing_people() -> list[LibraryMembership]:
    """Memberships whose user is no person at the library's own organization yet."""
    people = Person.objects.filter(
        organization__is_own=True, library_id=OuterRef("library_id"), user_id=OuterRef("user_id")
    )
    rows = LibraryMembership.objects.filter(~Exists(people))
    return list(rows.select_related("library", "user").order_by("pk"))
