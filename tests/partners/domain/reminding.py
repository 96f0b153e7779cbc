"""A source of due things that a test fills by hand."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from partners.choices import AccessRole, SkipReason
from partners.models import Reminder
from partners.reminders.sources import DueItem, Line, Source, registry
from tests import make

KEY = "test_due"
DUE_ON = date(2017, 4, 14)


class FakeSource(Source):
    key = KEY
    label = "Figures due"
    reminder_class = "obligation"
    default_offsets = (-10, -2, 1)
    audience = frozenset({AccessRole.REPORTER})

    def __init__(self):
        self.items = {}
        self.answered = set()
        self.broken = set()

    def add(self, member, *, subject_id=1, anchor_on=DUE_ON, title="Evening classes", person=None):
        self.items[subject_id] = DueItem(
            subject_id=subject_id,
            library_id=member.library_id,
            organization_id=member.organization_id,
            partnership_id=member.partnership_id,
            anchor_on=anchor_on,
            title=title,
            person_id=person.pk if person else None,
        )

    def move(self, subject_id, anchor_on):
        self.items[subject_id] = replace(self.items[subject_id], anchor_on=anchor_on)

    def due_items(self, scopes, *, since, until):
        return [
            item
            for item in self.items.values()
            if since <= item.anchor_on <= until
            and item.subject_id not in self.answered
            and any(scope.covers(item) for scope in scopes)
        ]

    def still_open(self, reminders):
        return {row.id: self._reason(row) for row in reminders}

    def lines(self, reminders):
        if any(row.subject_id in self.broken for row in reminders):
            raise RuntimeError("no words for this")
        return {
            row.id: Line(
                self.items[row.subject_id].title,
                self.items[row.subject_id].anchor_on,
                f"/x/{row.subject_id}/",
                "Report",
            )
            for row in reminders
        }

    def _reason(self, row):
        item = self.items.get(row.subject_id)
        if item is None:
            return SkipReason.NOT_EXPECTED
        if row.subject_id in self.answered:
            return SkipReason.ALREADY_REPORTED
        return None if item.anchor_on == row.anchor_on else SkipReason.DUE_DAY_CHANGED


@contextmanager
def registered(source):
    registry._sources[source.key] = source
    try:
        yield source
    finally:
        del registry._sources[source.key]


class World:
    """One library, one partnership, one member with one reporter, one rule."""

    def __init__(self, source, *, offsets=(-2,), language="en", time_zone="America/Los_Angeles"):
        self.source = source
        self.owner = make.make_user(name="Mara Lopez", email="owner@example.org")
        self.library = make.make_library(time_zone=time_zone)
        self.partnership = make.make_partnership(self.library)
        self.organization = make.make_organization(self.library)
        self.member = make.make_member(self.partnership, self.organization)
        self.person = make.make_person(self.organization, email="pia@example.org", language=language)
        self.access = make.make_access(self.person)
        self.rule = make.make_rule(self.partnership, owner=self.owner, source=KEY, offsets=offsets)
        source.add(self.member)

    def add_person(self, **fields):
        person = make.make_person(self.organization, **fields)
        make.make_access(person)
        return person


def shown():
    """Every reminder as due day, offset, state, reason, in the order of sending."""
    rows = Reminder.objects.order_by("send_at", "pk")
    return [(row.anchor_on, row.offset_days, row.state, row.reason) for row in rows]
