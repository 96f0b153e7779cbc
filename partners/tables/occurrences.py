"""The reminders that were planned, as they are chosen on the pages and taken away as a list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partners.domain.titles import source_label, titles_of
from partners.exporting import Ask, Column, ExportTable
from partners.forms.occurrences import OccurrenceFilter
from partners.models import Organization, Person, Reminder

CHUNK = 500


def choose_occurrences(
    form: OccurrenceFilter,
    rows: QuerySet[Reminder],
    *,
    visible: Callable[[Any], QuerySet],
    zone: ZoneInfo,
) -> QuerySet[Reminder]:
    """Those of the rows that a filter asks for; none for one that is not valid."""
    if not form.is_valid():
        return rows.none()
    rows = rows.filter(form.chosen(zone=zone))
    if name := form.name_of("organization"):
        found = visible(Organization).filter(name_key__contains=name)
        rows = rows.filter(organization__in=found.order_by().values("pk"))
    if name := form.name_of("person"):
        people = visible(Person).filter(name_key__contains=name)
        rows = rows.filter(recipient__in=people.order_by().values("pk"))
    return rows


@dataclass(frozen=True)
class Titled:
    """Reminders, each with what it is about; sources are asked for many at once."""

    rows: QuerySet[Reminder]

    def __len__(self) -> int:
        return self.rows.order_by().count()

    def __iter__(self) -> Iterator[tuple[Reminder, str]]:
        found = self.rows.iterator(chunk_size=CHUNK)
        while chunk := list(islice(found, CHUNK)):
            titles = titles_of(chunk)
            for row in chunk:
                yield row, titles.get(row.pk, "")


def _occurrences(ask: Ask) -> Titled:
    rows = ask.visible(Reminder)
    for name, column in (("at", "organization"), ("partnership", "partnership")):
        key = ask.number(name)
        rows = rows if key is None else rows.filter(**{column: key})
    form = OccurrenceFilter(ask.given)
    zone = ZoneInfo(ask.library.time_zone)
    chosen = choose_occurrences(form, rows, visible=ask.visible, zone=zone)
    related = chosen.select_related("rule", "organization", "recipient", "delivery")
    return Titled(related.order_by("-send_at", "-pk"))


OCCURRENCES = ExportTable(
    noun="reminders",
    label=_("Reminders"),
    columns=lambda ask: [
        Column(_("What for"), lambda row: row[1]),
        Column(_("What is due"), lambda row: source_label(row[0])),
        Column(_("organization"), lambda row: row[0].organization.name),
        Column(_("person"), lambda row: row[0].recipient.name if row[0].recipient else ""),
        Column(_("due day"), lambda row: row[0].anchor_on),
        Column(_("days from the due day"), lambda row: row[0].offset_days),
        Column(_("to be sent"), lambda row: row[0].send_at),
        Column(_("state"), lambda row: row[0].get_state_display()),
        Column(_("reason"), lambda row: row[0].get_reason_display()),
        Column(_("error"), lambda row: row[0].delivery.error if row[0].delivery else ""),
        Column(_("settled"), lambda row: row[0].settled_at),
    ],
    rows=_occurrences,
    filters=(
        "at",
        "partnership",
        "state",
        "source",
        "organization",
        "person",
        "since",
        "until",
        "subject",
    ),
)
TABLES = (OCCURRENCES,)
