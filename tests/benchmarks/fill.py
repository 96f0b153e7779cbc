"""Fill an empty PostgreSQL database with 9,000 libraries, 450,000 organizations and 10,000,000 figures.

    createdb big && DATABASE_URL=postgres://postgres@127.0.0.1/big python3 manage.py migrate
    DATABASE_URL=postgres://postgres@127.0.0.1/big python3 -m tests.benchmarks.fill [--small 0.01]

Every library has one partnership of ten members that report five measures by quarter; the first one has 20
headline measures. One more library has nothing but 100,000 organizations. Somebody signs in as
bench@example.org. Rows go in by COPY, with keys that are counted and not asked for, and checked by nobody:
it is a fixture and no import.
"""

import io
import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnerships.settings")
os.environ.setdefault("PARTNERSHIPS_PROFILE", "test")
django.setup()

from django.core.management.color import no_style  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

from measurements.models import (  # noqa: E402
    Assignment,
    Goal,
    Measure,
    MeasureVersion,
    Observation,
    Period,
    Report,
    ReportingCalendar,
    Target,
)
from measurements.periods import period_label, period_number  # noqa: E402
from partners.models import (  # noqa: E402
    Library,
    LibraryMembership,
    Member,
    Organization,
    Partnership,
    User,
)

LIBRARIES, WIDE, ORGANIZATIONS, MEMBERS, MEASURES, PERIODS, HEADLINES = 9_000, 100_000, 50, 10, 5, 23, 20
ANCHOR = date(2012, 1, 1)
DAYS = [period_number(ANCHOR, "quarterly", k) for k in range(PERIODS)]
APPROVED_AT = datetime(2017, 12, 1, 12, tzinfo=UTC)
MEMBER, APPROVER = 1, 2
BAR_WIDTH, TOLD_EVERY = 40, 20_000

Rows = Iterator[dict[str, Any]]


class Plan:
    """How many libraries there are, and which key each row has."""

    def __init__(self, small: float) -> None:
        self.libraries = max(1, round(LIBRARIES * small))
        self.wide_library = self.libraries + 1
        self.wide_organizations = max(ORGANIZATIONS, round(WIDE * small))

    def measures(self, library: int) -> list[int]:
        if library == 1:
            return list(range(1, HEADLINES + 1))
        first = HEADLINES + (library - 2) * MEASURES
        return list(range(first + 1, first + MEASURES + 1))

    def of_library(self, library: int) -> dict[str, int]:
        return {"library_id": library, "partnership_id": library}

    def members(self, library: int) -> list[tuple[int, int]]:
        """The key of each member and of its organization."""
        return [
            ((library - 1) * MEMBERS + n, (library - 1) * ORGANIZATIONS + n) for n in range(1, MEMBERS + 1)
        ]

    def periods(self, library: int) -> list[int]:
        return [(library - 1) * PERIODS + n for n in range(1, PERIODS + 1)]

    def report(self, member: int, place: int) -> int:
        return (member - 1) * PERIODS + place + 1

    def every(self) -> range:
        return range(1, self.libraries + 1)

    @property
    def measure_count(self) -> int:
        return HEADLINES + (self.libraries - 1) * MEASURES


def users() -> Rows:
    for pk, name in ((MEMBER, "member"), (APPROVER, "bench")):
        # Nobody knows a password that no hash can match.
        yield {"id": pk, "email": f"{name}@example.org", "name": name.title(), "password": "!"}


def libraries(plan: Plan) -> Rows:
    for pk in [*plan.every(), plan.wide_library]:
        name = f"Library {pk:05}"
        yield {"id": pk, "name": name, "name_key": name.lower(), "slug": f"library-{pk}"}


def organizations(plan: Plan) -> Rows:
    for library, n in product(plan.every(), range(1, ORGANIZATIONS + 1)):
        name = f"Organization {n:02} of {library:05}"
        pk = (library - 1) * ORGANIZATIONS + n
        yield {"id": pk, "library_id": library, "name": name, "name_key": name.lower()}
    for n in range(1, plan.wide_organizations + 1):
        name = f"Organization {n:06}"
        pk = plan.libraries * ORGANIZATIONS + n
        yield {"id": pk, "library_id": plan.wide_library, "name": name, "name_key": name.lower()}


def partnerships(plan: Plan) -> Rows:
    for pk in plan.every():
        shared = {"id": pk, "library_id": pk, "started_on": ANCHOR}
        yield shared | {"name": "Neighbors Learning English", "name_key": "neighbors learning english"}


def members(plan: Plan) -> Rows:
    for library in plan.every():
        for pk, organization in plan.members(library):
            own = {"id": pk, "organization_id": organization, "joined_on": ANCHOR}
            yield plan.of_library(library) | own


def goals(plan: Plan) -> Rows:
    for pk in plan.every():
        yield plan.of_library(pk) | {"id": pk, "title": "Adults speak English with confidence", "position": 1}


def calendars(plan: Plan) -> Rows:
    for pk in plan.every():
        yield plan.of_library(pk) | {"id": pk, "anchor_on": ANCHOR, "frequency": "quarterly"}


def periods(plan: Plan) -> Rows:
    for library in plan.every():
        for pk, dates in zip(plan.periods(library), DAYS, strict=True):
            yield plan.of_library(library) | {
                "id": pk,
                "calendar_id": library,
                "starts_on": dates.starts_on,
                "next_starts_on": dates.next_starts_on,
                "label": period_label(dates, "quarterly"),
                "due_on": dates.ends_on + timedelta(days=15),
            }


def measures(plan: Plan) -> Rows:
    for library in plan.every():
        for pk in plan.measures(library):
            yield plan.of_library(library) | {
                "id": pk,
                "goal_id": library,
                "calendar_id": library,
                "name": f"Measure {pk}",
                "name_key": f"measure {pk}",
                "unit": "learners",
                "is_headline": True,
            }


def dated(plan: Plan, **values: Any) -> Rows:
    """One row for each measure, from the first day on."""
    for library in plan.every():
        for pk in plan.measures(library):
            yield plan.of_library(library) | {"id": pk, "measure_id": pk, "starts_on": ANCHOR} | values


def assignments(plan: Plan) -> Rows:
    key = 0
    for library in plan.every():
        for measure, (member, organization) in product(plan.measures(library), plan.members(library)):
            key += 1
            yield plan.of_library(library) | {
                "id": key,
                "measure_id": measure,
                "member_id": member,
                "organization_id": organization,
                "starts_on": ANCHOR,
            }


def reports(plan: Plan) -> Rows:
    for library in plan.every():
        for member, organization in plan.members(library):
            for place, period in enumerate(plan.periods(library)):
                yield plan.of_library(library) | {
                    "id": plan.report(member, place),
                    "member_id": member,
                    "organization_id": organization,
                    "period_id": period,
                }


def observations(plan: Plan) -> Rows:
    key = 0
    approved = {
        "state": "approved",
        "content": "number",
        "given_by_id": MEMBER,
        "decided_by_id": APPROVER,
        "first_submitted_at": APPROVED_AT,
        "submitted_at": APPROVED_AT,
        "decided_at": APPROVED_AT,
    }
    for library in plan.every():
        shared = approved | plan.of_library(library)
        for measure, (member, organization) in product(plan.measures(library), plan.members(library)):
            for place, period in enumerate(plan.periods(library)):
                key += 1
                yield shared | {
                    "id": key,
                    "organization_id": organization,
                    "report_id": plan.report(member, place),
                    "measure_id": measure,
                    "period_id": period,
                    "value": 20 + (key * 7) % 60,
                }


def tables(plan: Plan) -> list[tuple[type[models.Model], Rows, int]]:
    """Every table with its rows and how many there are, parents first."""
    count, figures = plan.libraries, plan.measure_count * MEMBERS
    staff = (
        {"id": pk, "library_id": library, "user_id": APPROVER, "role": "manager"}
        for pk, library in enumerate((1, plan.wide_library), start=1)
    )
    return [
        (User, users(), 2),
        (Library, libraries(plan), count + 1),
        (LibraryMembership, staff, 2),
        (Organization, organizations(plan), count * ORGANIZATIONS + plan.wide_organizations),
        (Partnership, partnerships(plan), count),
        (Member, members(plan), count * MEMBERS),
        (Goal, goals(plan), count),
        (ReportingCalendar, calendars(plan), count),
        (Period, periods(plan), count * PERIODS),
        (Measure, measures(plan), plan.measure_count),
        (MeasureVersion, dated(plan, number=1), plan.measure_count),
        (Target, dated(plan, value=400), plan.measure_count),
        (Assignment, assignments(plan), figures),
        (Report, reports(plan), count * MEMBERS * PERIODS),
        (Observation, observations(plan), figures * PERIODS),
    ]


class Lines(io.TextIOBase):
    """Rows as the text that COPY reads, made while it reads."""

    def __init__(self, model: type[models.Model], rows: Rows, total: int) -> None:
        self.model, self.rows, self.total, self.done, self.rest = model, rows, total, 0, ""
        fields = model._meta.concrete_fields
        self.place = {field.attname: at for at, field in enumerate(fields)}
        # What a row does not say has its field's default.
        self.usual = [written(field.get_default()) for field in fields]

    def read(self, size: int = -1) -> str:
        parts, length = [self.rest], len(self.rest)
        while length < size and (row := next(self.rows, None)) is not None:
            parts.append(self.line(row))
            length += len(parts[-1])
        text = "".join(parts)
        self.rest = text[size:]
        return text[:size]

    def line(self, row: dict[str, Any]) -> str:
        values = self.usual.copy()
        for name, value in row.items():
            values[self.place[name]] = written(value)
        self.done += 1
        if self.done % TOLD_EVERY == 0:
            show(self.model, self.done, self.total)
        return "\t".join(values) + "\n"


def written(value: Any) -> str:
    if value is None:
        return "\\N"
    return json.dumps(value) if isinstance(value, dict | list) else str(value)


def copy(model: type[models.Model], rows: Rows, total: int) -> None:
    """Write the rows of one table, and show how far it is."""
    names = ", ".join(connection.ops.quote_name(field.column) for field in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        statement = f"COPY {model._meta.db_table} ({names}) FROM STDIN"
        cursor.copy_expert(statement, Lines(model, rows, total), size=1 << 16)
    show(model, total, total)
    sys.stdout.write("\n")


def show(model: type[models.Model], done: int, total: int) -> None:
    bar = "#" * (BAR_WIDTH * done // total)
    sys.stdout.write(f"\r{model._meta.label:34} [{bar:{BAR_WIDTH}}] {done:>10,} of {total:,}")
    sys.stdout.flush()


def fill(plan: Plan) -> None:
    if connection.vendor != "postgresql":
        sys.exit("Set DATABASE_URL to an empty PostgreSQL database.")
    if Library.objects.exists():
        sys.exit("This database holds libraries already. Give it an empty one.")
    with transaction.atomic(), connection.cursor() as cursor:
        # Keys are right by construction: looking each one up again would take hours.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model, rows, total in tables(plan):
            copy(model, rows, total)
        filled = [model for model, _rows, _total in tables(plan)]
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", type=float, default=1, help="a part of it, for example 0.01")
    fill(Plan(parser.parse_args().small))
