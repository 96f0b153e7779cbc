"""Who looks after which organization, and the library's own words for sorting them."""

from datetime import datetime

from partners.domain.tags import assign_owner, tag_organizations
from partners.models import Library, Organization, User
from partnerships.demo.stories.people import (
    ELM,
    HARBOR,
    JUNIPER,
    MAPLE,
    OAK_HILL,
    PARISH,
    WORKFORCE,
    Neighbor,
)

TAGS = {
    "evening rooms": (PARISH, ELM, JUNIPER),
    "sends learners": (WORKFORCE, OAK_HILL, HARBOR),
    "has tutors": (MAPLE, OAK_HILL),
}
OWN = (MAPLE, OAK_HILL, PARISH, ELM)
COLLEAGUES = (WORKFORCE, HARBOR, JUNIPER)


def sort_directory(library: Library, *, by: User, colleague: User, now: datetime) -> None:
    """Give the organizations that people work with an owner and tags."""
    assign_owner(_found(library, OWN), by=by, owner=by, now=now)
    assign_owner(_found(library, COLLEAGUES), by=by, owner=colleague, now=now)
    for name, neighbors in TAGS.items():
        tag_organizations(_found(library, neighbors), by=by, library=library, name=name)


def _found(library: Library, neighbors: tuple[Neighbor, ...]) -> list[Organization]:
    names = [neighbor.name for neighbor in neighbors]
    return list(Organization.objects.filter(library=library, name__in=names))
