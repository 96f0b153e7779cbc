"""Which mails a person does not get: courtesies they do not want, and reminders that staff paused."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.choices import SkipReason, StopKind
from partners.days import today_in
from partners.domain.versions import add_row
from partners.models import Person, ReminderStop, User
from partners.reminders.sources import Source, UnknownSourceError, registry


@transaction.atomic
def stop_courtesies(person: Person, *, by: User | None, now: datetime, source: str = "") -> ReminderStop:
    """Send the person no more courtesies, of one source or of any; what they owe is still asked for.

    `by` is None when the person follows the link in a mail.
    """
    stop = _lock(person).filter(kind=StopKind.OPT_OUT, source=source).first()
    if stop is not None:
        return stop
    stop = ReminderStop(
        library_id=person.library_id,
        person=person,
        kind=StopKind.OPT_OUT,
        source=source,
        set_at=now,
        set_by=by,
    )
    return add_row(stop, by=by, action="courtesies.stopped")


@transaction.atomic
def resume_courtesies(person: Person, *, by: User | None, source: str = "") -> None:
    """Send the person courtesies again."""
    _end(person, kind=StopKind.OPT_OUT, source=source, by=by, action="courtesies.resumed")


@transaction.atomic
def pause_reminders(
    person: Person, *, source: str, by: User, now: datetime, until: date | None = None, reason: str = ""
) -> ReminderStop:
    """Keep one source's reminders from a person until a day, included, or until they are resumed.

    Raises `ValidationError` for an unknown source and a day that has passed.
    """
    _check(person, source, until, now)
    stop = _lock(person).filter(kind=StopKind.PAUSE, source=source).first()
    if stop is None:
        stop = ReminderStop(
            library_id=person.library_id, person=person, kind=StopKind.PAUSE, source=source, set_at=now
        )
    before = {"until": stop.until, "reason": stop.reason}
    stop.until, stop.reason, stop.set_by, stop.set_at = until, reason, by, now
    stop.full_clean()
    stop.save()
    audit.record(by=by, action="reminders.paused", subject=stop, changes=_differences(before, stop))
    return stop


@transaction.atomic
def resume_reminders(person: Person, *, source: str, by: User) -> None:
    """Remind the person of this source's things again."""
    _end(person, kind=StopKind.PAUSE, source=source, by=by, action="reminders.resumed")


class Stops:
    """The stops of many people, read in one query."""

    def __init__(self, person_ids: Iterable[int | None]) -> None:
        self._stops: dict[int, list[tuple[str, str, date | None]]] = defaultdict(list)
        rows = ReminderStop.objects.filter(person__in={pk for pk in person_ids if pk is not None})
        for row in rows.values_list("person_id", "kind", "source", "until"):
            self.add(*row)

    def add(self, person_id: int, kind: str, source: str, until: date | None) -> None:
        """Take in one more, read elsewhere."""
        self._stops[person_id].append((kind, source, until))

    def against(self, person_id: int, source: Source, *, on: date) -> SkipReason | None:
        """Why a person gets no mail of this source on a day; what they owe cannot be refused by them."""
        for kind, key, until in self._stops.get(person_id, ()):
            if kind == StopKind.PAUSE and key == source.key and (until is None or on <= until):
                return SkipReason.PAUSED
            if kind == StopKind.OPT_OUT and source.reminder_class == "courtesy" and key in ("", source.key):
                return SkipReason.OPTED_OUT
        return None


def _lock(person: Person):
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    return ReminderStop.objects.filter(person=person)


def _end(person: Person, *, kind: StopKind, source: str, by: User | None, action: str) -> None:
    for stop in _lock(person).filter(kind=kind, source=source):
        audit.record(by=by, action=action, subject=stop, changes={"until": [stop.until, None]})
        stop.delete()


def _differences(before: dict[str, Any], stop: ReminderStop) -> dict[str, list[Any]]:
    after = {name: getattr(stop, name) for name in before}
    return {name: [before[name], after[name]] for name in before if name == "until" or after[name]}


def _check(person: Person, source: str, until: date | None, now: datetime) -> None:
    try:
        registry.get(source)
    except UnknownSourceError:
        raise ValidationError(_("There is nothing of this kind to remind of.")) from None
    if until is not None and until < today_in(person.library.time_zone, now=now):
        raise ValidationError({"until": _("Choose a day from today on.")})
