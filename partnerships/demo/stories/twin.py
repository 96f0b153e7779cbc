"""A second library that holds the same names, so that a leak between the two would show as a double."""

from datetime import datetime

from partners.choices import LibraryRole
from partners.domain.libraries import found_library
from partners.domain.staffing import own_person
from partners.domain.versions import add_row
from partners.models import Library, LibraryMembership, User
from partnerships.demo.stories import people
from partnerships.demo.stories.telling import days_around, make_account, make_measures, make_partnership

ZONE = "America/New_York"


def tell(*, now: datetime, administrator: User) -> Library:
    """Make the other library: the same partnership, members and measures, and no figures yet."""
    days = days_around(now, ZONE)
    library = found_library(
        by=administrator,
        name="Riverton Town Library",
        slug="riverton-town",
        time_zone=ZONE,
        language="en",
        now=now,
    )
    otto = make_account(people.TWIN_MANAGER)
    membership = LibraryMembership(library=library, user=otto, role=LibraryRole.MANAGER)
    add_row(membership, by=administrator, action="staff.joined")
    own_person(library, otto)
    partnership = make_partnership(library, by=otto, days=days)
    make_measures(partnership, by=otto, days=days)
    return library
