"""One mail from many reminders: what belongs together, in which order, under which subject."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.reminders.sources import Line, ReminderClass

SUBJECT_LENGTH = 150


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder ready to leave, its line already in the person's language; what is the source's label."""

    id: int
    library_id: int
    person_id: int
    source_key: str
    subject_id: int
    what: str
    line: Line
    reminder_class: ReminderClass = "obligation"


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One thing to do, and the reminders that this line answers."""

    what: str
    title: str
    due_on: date
    url: str
    action: str
    reminder_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """One mail to one person of one library; with a courtesy in it, it offers to unsubscribe."""

    library_id: int
    person_id: int
    lines: tuple[DigestLine, ...]
    has_courtesy: bool

    @property
    def reminder_ids(self) -> tuple[int, ...]:
        return tuple(reminder_id for line in self.lines for reminder_id in line.reminder_ids)


def compose(reminders: Iterable[DueReminder]) -> list[Digest]:
    """Group reminders into one digest per library and person, in the order in which each is first met."""
    groups: dict[tuple[int, int], list[DueReminder]] = {}
    for reminder in reminders:
        groups.setdefault((reminder.library_id, reminder.person_id), []).append(reminder)
    return [
        Digest(
            library_id=library_id,
            person_id=person_id,
            lines=_lines(group),
            has_courtesy=any(reminder.reminder_class == "courtesy" for reminder in group),
        )
        for (library_id, person_id), group in groups.items()
    ]


def subject_line(lines: Sequence[DigestLine]) -> str:
    """Name the only thing and its day, or count the things; raises ValueError without lines."""
    if not lines:
        raise ValueError("A digest has at least one line.")
    if len(lines) > 1:
        count = len(lines)
        return ngettext(
            "%(count)d thing is waiting for you", "%(count)d things are waiting for you", count
        ) % {"count": count}
    (line,) = lines
    day = date_format(line.due_on, "MONTH_DAY_FORMAT")
    subject = _("%(what)s %(day)s: %(title)s") % {"what": line.what, "day": day, "title": line.title}
    return _one_line(subject)


def _lines(reminders: Sequence[DueReminder]) -> tuple[DigestLine, ...]:
    # A weekend can bring two offsets of one report to the same Friday: one line, both answered.
    same: dict[tuple[str, int, date], list[DueReminder]] = {}
    for reminder in reminders:
        key = (reminder.source_key, reminder.subject_id, reminder.line.due_on)
        same.setdefault(key, []).append(reminder)
    return tuple(sorted((_line(group) for group in same.values()), key=_order))


def _line(group: Sequence[DueReminder]) -> DigestLine:
    first = group[0]
    return DigestLine(
        what=first.what,
        title=first.line.title,
        due_on=first.line.due_on,
        url=first.line.url,
        action=first.line.action,
        reminder_ids=tuple(reminder.id for reminder in group),
    )


def _order(line: DigestLine) -> tuple[date, str, tuple[int, ...]]:
    return line.due_on, line.title.casefold(), line.reminder_ids


def _one_line(text: str) -> str:
    # A line break in a title would make the mail's header invalid.
    folded = " ".join(text.split())
    return folded if len(folded) <= SUBJECT_LENGTH else folded[: SUBJECT_LENGTH - 1].rstrip() + "…"
