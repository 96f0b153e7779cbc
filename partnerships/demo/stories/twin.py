"""A second library that holds the same names, so that a leak between the two would show as a double."""

from datetime import datetime

from partners.choices import LibraryRole
from partners.domain.libraries import found_library
from partners.models import Library, Organization, User
from partnerships.demo.stories import directory, english, people
from partnerships.demo.stories.beginning import begin
from partnerships.demo.stories.cast import Cast, fill_directory, hire
from partnerships.demo.stories.days import days_around, told_at

ZONE = "America/New_York"


def tell(*, now: datetime, administrator: User) -> Library:
    """Make the other library: the same partnership, members and measures, and no figures yet."""
    days = days_around(now, ZONE, periods=english.STORY.periods)
    with told_at(days.at(days.anchor_on)):
        library = found_library(
            by=administrator,
            name="Riverton Town Library",
            slug="riverton-town",
            time_zone=ZONE,
            language="en",
            now=now,
        )
        otto = hire(library, people.TWIN_MANAGER, role=LibraryRole.MANAGER, by=administrator)
        cast = Cast(library, otto, otto, Organization.objects.get(library=library, is_own=True))
        members = [spell.neighbor for spell in english.STORY.members]
        fill_directory(cast, [*members, directory.ELM, directory.JUNIPER], staff={})
        begin(english.STORY, cast, days=days)
    return library
