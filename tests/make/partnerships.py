"""Partnerships, their members, and talks with them."""

from datetime import UTC, date, datetime

from partners.choices import (
    ContactDirection,
    ContactKind,
    ContactVisibility,
    MemberRole,
)
from partners.domain.collaboration import say_state
from partners.domain.files import NewFile, add_contact_files
from partners.domain.pauses import keep_paused_days
from partners.models import (
    ContactEntry,
    HandBack,
    HandoverNote,
    KeepInTouch,
    Member,
    MemberPause,
    Partnership,
    SavedFilter,
    Succession,
)
from tests.make.libraries import make_person
from tests.make.rows import saved


def make_partnership(library, *, name="Neighbors Learning English", started_on=date(2015, 1, 1), **fields):
    return saved(Partnership(library=library, name=name, started_on=started_on, **fields))


def make_member(partnership, organization, *, role=MemberRole.PARTNER, joined_on=date(2015, 1, 1), **fields):
    return saved(
        Member(
            library=partnership.library,
            partnership=partnership,
            organization=organization,
            role=role,
            joined_on=joined_on,
            **fields,
        )
    )


def make_pause(member, *, starts_on=date(2017, 7, 1), ends_on=date(2017, 8, 31), reason="School summer."):
    pause = saved(
        MemberPause(
            library=member.library,
            partnership=member.partnership,
            organization=member.organization,
            member=member,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason,
        )
    )
    keep_paused_days(member)
    return pause


def make_succession(organization, *, by, starts_on=date(2037, 1, 1)):
    """Somebody who left long ago, and whoever comes after them."""
    old, new = (make_person(organization, name=name) for name in ("Olga Old", "Nora New"))
    return saved(
        Succession(
            library=organization.library,
            organization=organization,
            person=old,
            successor=new,
            starts_on=starts_on,
            named_at=datetime(2017, 4, 3, 17, tzinfo=UTC),
            named_by=by,
        )
    )


def make_hand_back(member, *, thing="Key to the side door", **fields):
    return saved(
        HandBack(
            library=member.library,
            partnership=member.partnership,
            organization=member.organization,
            member=member,
            thing=thing,
            **fields,
        )
    )


def make_handover(partnership, *, text="Call Rosa on Tuesdays."):
    return saved(HandoverNote(library=partnership.library, partnership=partnership, text=text))


def make_contact(organization, *, by, at=datetime(2017, 4, 3, 17, tzinfo=UTC), note="", **fields):
    fields.setdefault("kind", ContactKind.CALL)
    fields.setdefault("direction", ContactDirection.TWO_WAY)
    fields.setdefault("visibility", ContactVisibility.STAFF)
    return saved(
        ContactEntry(
            library=organization.library, organization=organization, created_by=by, at=at, note=note, **fields
        )
    )


def make_interval(organization, *, owner, ideal_days=30, maximum_days=60, set_on=date(2017, 1, 1)):
    """How often to talk with an organization that `owner` looks after."""
    organization.owner = owner
    organization.save(update_fields=["owner"])
    return saved(
        KeepInTouch(
            library=organization.library,
            organization=organization,
            ideal_days=ideal_days,
            maximum_days=maximum_days,
            set_on=set_on,
        )
    )


def make_contact_file(entry, *, by, name="list.txt", data=b"Rooms to lend", content_type="text/plain"):
    """A file on the disk too; names and kinds are taken as the form found them."""
    file = NewFile(name=name, data=data, content_type=content_type)
    (row,) = add_contact_files(entry, by=by, now=entry.at, files=[file])
    return row


def make_saved_filter(library, *, by, page="organizations", name="Nobody looks after", **fields):
    fields.setdefault("given", {"owner": "none"})
    return saved(SavedFilter(library=library, made_by=by, page=page, name=name, **fields))


def make_collaboration_line(partnership, *, by, strategy="interview", state="begun", note="", **fields):
    """What somebody said of a strategy, as the people of the partnership say it."""
    return say_state(
        partnership,
        strategy=strategy,
        by=by,
        version=0,
        state=state,
        note=note,
        now=fields.get("now", datetime(2017, 4, 3, 17, tzinfo=UTC)),
    )
