"""Which mails a person gets, and why they do not get some: what the pages about it show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from partners.choices import StopKind
from partners.models import Access, Person, ReminderStop
from partners.reminders.sources import Source, registry


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind of mail for one person: stopped by themselves, or paused by staff."""

    source: Source
    opt_out: ReminderStop | None
    pause: ReminderStop | None

    @property
    def is_courtesy(self) -> bool:
        return self.source.reminder_class == "courtesy"


def choices_of(person: Person, *, on: date) -> list[Choice]:
    """What concerns this person by their roles today, obligations first; a pause that is over is left out."""
    stops = list(person.reminder_stops.select_related("set_by"))
    current = [stop for stop in stops if stop.until is None or stop.until >= on]
    sources = sorted(_sources_for(person, on=on), key=lambda source: source.reminder_class == "courtesy")
    return [_choice(source, current) for source in sources]


def has_stopped_all(person: Person) -> bool:
    """Whether they want no courtesies at all, also none that may come later."""
    return person.reminder_stops.filter(kind=StopKind.OPT_OUT, source="").exists()


def _sources_for(person: Person, *, on: date) -> Iterable[Source]:
    if person.organization.is_own:
        return registry.all()
    roles = set(Access.objects.filter(person=person).current(on=on).values_list("role", flat=True))
    # Backups get a copy of what nobody answers.
    return [source for source in registry.all() if roles & source.audience or _backs_up(source, roles)]


def _backs_up(source: Source, roles: set[str]) -> bool:
    return "backup" in roles and not source.is_for_staff and source.reminder_class == "obligation"


def _choice(source: Source, stops: Iterable[ReminderStop]) -> Choice:
    is_courtesy = source.reminder_class == "courtesy"
    mine = [stop for stop in stops if stop.source in ("", source.key)]
    opt_out = next((stop for stop in mine if stop.kind == StopKind.OPT_OUT), None) if is_courtesy else None
    pause = next((stop for stop in mine if stop.kind == StopKind.PAUSE), None)
    return Choice(source, opt_out, pause)
