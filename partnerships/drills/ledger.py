"""What became of every occurrence, from the rows and from what the mail server says it accepted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from partners.choices import ReminderState
from partners.models import Reminder
from partnerships.drills.mailserver import Accepted
from partnerships.drills.world import due_at


@dataclass(frozen=True, slots=True)
class Row:
    """One reminder as it stands: whose, for which day, what became of it and in which mail."""

    to: str
    day: date
    state: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What a drill found; `faults` says in words what must not be.

    `maybe` counts mails that arrived again under their Message-ID: no answer about the first came through.
    """

    occurrences: int
    settled: int
    maybe: int
    faults: list[str] = field(default_factory=list)


def read_rows(days: Iterable[date]) -> list[Row]:
    rows = Reminder.objects.filter(anchor_on__in=days).values_list(
        "recipient__email", "anchor_on", "state", "delivery__message_id"
    )
    return [Row(to or "", day, state, message_id or "") for to, day, state, message_id in rows]


def check(
    owed: int,
    rows: Sequence[Row],
    accepted: Sequence[Accepted],
    *,
    may_double: int = 0,
    refused: Iterable[str] = (),
    missed: Iterable[date] = (),
) -> Findings:
    """Compare so many occurrences that were owed with what is.

    Mails to those refused must have failed, those of a missed day say so, and all others were sent.
    """
    refused, missed = set(refused), set(missed)
    tries = Counter(mail.message_id for mail in accepted)
    twice = sum(count - 1 for count in tries.values())
    wrong = [row for row in rows if row.state != _expected(row, refused, missed)]
    sent = [row for row in rows if row.state == ReminderState.SENT]
    faults = {
        "not planned": owed - len({(row.to, row.day) for row in rows}),
        "planned twice": len(rows) - len({(row.to, row.day) for row in rows}),
        "not settled as they should be": len(wrong),
        "marked as sent, and never arrived": sum(row.message_id not in tries for row in sent),
        "arrived without a row that says so": len(tries.keys() - {row.message_id for row in sent}),
        "arrived twice, more than the faults explain": max(twice - may_double, 0),
        "arrived before their time": len(_early(sent, accepted)),
    }
    named = [f"{count} {what}" for what, count in faults.items() if count > 0]
    return Findings(owed, len(rows) - len(wrong), twice, named)


def _expected(row: Row, refused: set[str], missed: set[date]) -> str:
    if row.day in missed:
        return ReminderState.MISSED
    return ReminderState.FAILED if row.to in refused else ReminderState.SENT


def _early(sent: Iterable[Row], accepted: Iterable[Accepted]) -> list[Row]:
    first = {mail.message_id: mail.at for mail in sorted(accepted, key=lambda mail: mail.at, reverse=True)}
    return [row for row in sent if row.message_id in first and first[row.message_id] < due_at(row.day)]
