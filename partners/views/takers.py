"""Who of a partnership can be given something to do, as far as the viewer knows them."""

from collections.abc import Iterable

from partners.forms.takers import Takers
from partners.models import Member, Organization, Partnership, Person
from partners.views.pages import LibraryPage


def takers_of(
    page: LibraryPage,
    partnership: Partnership,
    *,
    also: Iterable[Person] = (),
    former: Iterable[Organization] = (),
) -> Takers:
    """The members of today with their people; also people whom the page shows anyway. Two queries."""
    members = page.visible(Member).filter(partnership=partnership).current(on=page.today)
    rows = members.select_related("organization").order_by("organization__name_key", "organization_id")
    organizations = {row.organization_id: row.organization for row in rows}
    organizations |= {organization.pk: organization for organization in former}
    there = page.visible(Person).present().filter(organization__in=organizations)
    people = {person.pk: person for person in there.order_by("name_key", "pk")}
    people |= {person.pk: person for person in also}
    return Takers.of(organizations.values(), people.values())
