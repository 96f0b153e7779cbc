"""Who may get a mail that somebody writes by hand, and why the others may not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from partners.choices import SkipReason, StopKind
from partners.models import Access, Person, ReminderStop


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person who could be written to; with a reason, no mail leaves for them."""

    person: Person
    reason: SkipReason | None
    has_access: bool

    @property
    def may_get_it(self) -> bool:
        return self.reason is None


def addressees(people: Iterable[Person], *, on: date) -> list[Addressee]:
    """Look at each person, in the order given: two queries, given that their users are loaded.

    A mail by hand is no reminder, so pauses of reminders do not touch it. Who wants no courtesies at
    all gets none; what somebody wants no reminders of says nothing about it.
    """
    people = list(people)
    ids = [person.pk for person in people]
    refusing = set(
        ReminderStop.objects.filter(person__in=ids, kind=StopKind.OPT_OUT, source="").values_list(
            "person_id", flat=True
        )
    )
    ended: dict[int, bool] = {}
    for person_id, ends_on in Access.objects.filter(person__in=ids).values_list("person_id", "ends_on"):
        is_over = ends_on is not None and ends_on < on
        ended[person_id] = ended.get(person_id, True) and is_over
    return [
        Addressee(
            person,
            _against(person, refuses=person.pk in refusing, has_left=ended.get(person.pk, False)),
            has_access=ended.get(person.pk) is False,
        )
        for person in people
    ]


def _against(person: Person, *, refuses: bool, has_left: bool) -> SkipReason | None:
    is_locked = person.user is not None and not person.user.is_active
    if is_locked or has_left:
        return SkipReason.ACCESS_ENDED
    if not person.email:
        return SkipReason.NO_ADDRESS
    if person.is_bouncing:
        return SkipReason.BOUNCED
    return SkipReason.OPTED_OUT if refuses else None
