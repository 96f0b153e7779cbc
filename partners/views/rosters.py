"""The people of one organization with what they may do: one query, whatever their number."""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from partners.choices import AccessRole, StopKind
from partners.models import Invitation, Person, ReminderStop

COLUMNS = ("pk", "name", "job_title", "email", "phone", "user_id", "left_on", "erased_at")
LAST = ("access_role", "email", "token__expires_at", "token__used_at", "token__revoked_at")


def roster(
    people: QuerySet[Person],
    invitations: QuerySet[Invitation],
    stops: QuerySet[ReminderStop],
    *,
    now: datetime,
    today: date,
) -> list[dict[str, Any]]:
    """Each person with `accesses` that have not ended and the state of the newest invitation."""
    newest = invitations.filter(person=OuterRef("pk")).order_by("-created_at", "-pk")
    last = {f"last_{name.removeprefix('token__')}": Subquery(newest.values(name)[:1]) for name in LAST}
    access = {
        f"access_{name}": F(f"accesses__{name}") for name in ("pk", "role", "starts_on", "ends_on", "version")
    }
    found: dict[int, dict[str, Any]] = {}
    pauses = stops.filter(Q(until=None) | Q(until__gte=today), person=OuterRef("pk"), kind=StopKind.PAUSE)
    rows = people.annotate(is_paused=Exists(pauses), last_pk=Subquery(newest.values("pk")[:1]), **last)
    for row in rows.order_by(
        F("left_on").asc(nulls_first=True), "name_key", "pk", "accesses__starts_on"
    ).values(*COLUMNS, "is_paused", "last_pk", *last, **access):
        person = found.setdefault(row["pk"], _person(row, now))
        if row["access_pk"]:
            person["access_pks"].append(row["access_pk"])
        if row["access_pk"] and (row["access_ends_on"] is None or row["access_ends_on"] >= today):
            person["accesses"].append(_access(row))
    return list(found.values())


def _person(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    person = {name: row[name] for name in COLUMNS}
    role = AccessRole(row["last_access_role"]).label if row["last_access_role"] else ""
    return person | {
        "is_paused": row["is_paused"],
        "accesses": [],
        "access_pks": [],
        "invitation": _state(row, now),
        "invitation_pk": row["last_pk"],
        "invitation_role": role,
        "invitation_expires_at": row["last_expires_at"],
    }


def _access(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "pk": row["access_pk"],
        "role": AccessRole(row["access_role"]).label,
        "starts_on": row["access_starts_on"],
        "ends_on": row["access_ends_on"],
    }


def _state(row: dict[str, Any], now: datetime) -> str:
    """Of the newest invitation: accepted, revoked, expired, pending; empty when there was none."""
    if row["last_pk"] is None:
        return ""
    if row["last_used_at"]:
        return "accepted"
    if row["last_revoked_at"]:
        return "revoked"
    return "expired" if row["last_expires_at"] <= now else "pending"
