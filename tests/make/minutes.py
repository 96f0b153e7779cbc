"""What is said at meetings: actions, minutes, and who got them."""

from datetime import UTC, date, datetime

from partners.domain.deliveries import new_delivery
from partners.domain.minutes_content import content_of
from partners.models import (
    ActionItem,
    DecisionTelling,
    MinutesReceipt,
    MinutesVersion,
)
from tests.make.rows import saved

WRITTEN_AT = datetime(2017, 3, 20, 18, tzinfo=UTC)


def make_action(
    partnership,
    organization,
    *,
    by,
    what="Ask the parish hall",
    due_on=date(2017, 4, 3),
    noted_at=WRITTEN_AT,
    **fields,
):
    return saved(
        ActionItem(
            library=partnership.library,
            partnership=partnership,
            organization=organization,
            what=what,
            due_on=due_on,
            noted_at=noted_at,
            noted_by=by,
            **fields,
        )
    )


def make_minutes(meeting, *, by, number=1, published_at=WRITTEN_AT, **fields):
    return saved(
        MinutesVersion(
            library=meeting.library,
            partnership=meeting.partnership,
            meeting=meeting,
            number=number,
            text=meeting.minutes,
            content=content_of(meeting),
            correction="" if number == 1 else "The day",
            published_at=published_at,
            published_by=by,
            **fields,
        )
    )


def make_receipt(minutes, person, *, sent_at=WRITTEN_AT, **fields):
    return saved(
        MinutesReceipt(
            library=minutes.library,
            partnership=minutes.partnership,
            minutes=minutes,
            organization=person.organization,
            person=person,
            sent_at=sent_at,
            **fields,
        )
    )


def make_telling(decision, person):
    """Somebody who was told, with the mail that told them."""
    mail = new_delivery(
        "decision",
        library=decision.library,
        to_email=person.email,
        language=person.language,
        person=person,
        now=WRITTEN_AT,
    )
    mail.save()
    return saved(
        DecisionTelling(
            library=decision.library,
            partnership=decision.partnership,
            decision=decision,
            organization=person.organization,
            person=person,
            delivery=mail,
            told_at=WRITTEN_AT,
        )
    )
