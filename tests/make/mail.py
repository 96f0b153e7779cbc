"""What reminds people: rules, tasks, pauses and notices."""

from datetime import UTC, date, datetime
from uuid import uuid4

from partners.choices import (
    StopKind,
    TaskKind,
)
from partners.models import (
    Library,
    Mailing,
    Notice,
    ReminderRule,
    ReminderStop,
    Task,
)
from tests.make.rows import NUMBERS, saved


def make_rule(place, *, owner, source="report_due", offsets=(-10, -2, 1), **fields):
    """The rule of a partnership, or of a whole library."""
    fields.setdefault("starts_on", date(2015, 1, 1))
    is_wide = isinstance(place, Library)
    return saved(
        ReminderRule(
            library=place if is_wide else place.library,
            partnership=None if is_wide else place,
            source=source,
            offsets=list(offsets),
            owner=owner,
            **fields,
        )
    )


def make_task(organization, *, owner=None, **fields):
    fields.setdefault("kind", TaskKind.CALL)
    fields.setdefault("cause", f"call:{next(NUMBERS)}")
    return saved(
        Task(
            library=organization.library,
            organization=organization,
            owner=owner,
            due_on=date(2017, 4, 20),
            opened_at=datetime(2017, 4, 20, 16, tzinfo=UTC),
            data={"title": "Evening classes"},
            **fields,
        )
    )


def make_stop(person, *, by, kind=StopKind.PAUSE, source="report_due", until=None):
    return saved(
        ReminderStop(
            library=person.library,
            person=person,
            kind=kind,
            source=source,
            until=until,
            set_at=datetime(2017, 4, 3, 16, tzinfo=UTC),
            set_by=by,
        )
    )


def make_notice(
    user, *, library, about, kind="owner_given", at=datetime(2017, 4, 10, 18, tzinfo=UTC), **fields
):
    return saved(
        Notice(
            library=library,
            user=user,
            kind=kind,
            target_id=about.pk,
            words={"name": str(about)},
            at=at,
            **fields,
        )
    )


def make_mailing(place, *, by, subject="News from the library", body="Hello {first name}", **fields):
    """A mail by hand, about a partnership."""
    return saved(
        Mailing(
            library=place.library,
            partnership=place,
            language=place.library.language,
            subject=subject,
            body=body,
            written_by=by,
            written_at=datetime(2017, 4, 10, 18, tzinfo=UTC),
            key=uuid4(),
            **fields,
        )
    )
