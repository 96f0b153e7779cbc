"""Agreements as a list to take away, and how the register is chosen from."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partners.choices import AgreementStatus
from partners.exporting import Ask, Column, ExportTable
from partners.models import Agreement, AgreementParty
from partners.names import name_key
from partners.terms import status_of

Visible = Callable[[Any], Any]
FILTERS = ("q", "status", "ends", "organization", "partnership", "pk")
EVERY = "every"
OVER = (AgreementStatus.EXPIRED, AgreementStatus.ENDED)
# "Ends within so many days", as the register offers it.
WITHIN = (30, 60, 90)


def choose_agreements(visible: Visible, given: Mapping[str, Any], *, today: date) -> QuerySet[Agreement]:
    """The agreements that a register's filters name; without a status those that are not over."""
    rows = visible(Agreement).kept().with_term().with_status(on=today)
    status = given.get("status", "")
    if not status:
        rows = rows.exclude(status_now__in=OVER)
    elif status != EVERY:
        rows = rows.filter(status_now=status)
    if given.get("ends"):
        rows = rows.ending_within(int(given["ends"]), on=today)
    if given.get("q"):
        rows = rows.filter(name_key__contains=name_key(given["q"]))
    if given.get("organization"):
        parties = visible(AgreementParty).filter(organization=given["organization"]).order_by()
        rows = rows.filter(pk__in=parties.values("agreement"))
    if given.get("partnership"):
        rows = rows.filter(partnership=given["partnership"])
    return rows.order_by("sorted_by", "pk")


def _agreements(ask: Ask) -> QuerySet[Agreement]:
    # Text of an address: a word that the register knows, or what no row has.
    status, ends = ask.given.get("status", ""), ask.given.get("ends", "")
    given = dict(ask.given) | {name: ask.number(name) for name in ("organization", "partnership")}
    is_known = status in ("", EVERY, *AgreementStatus.values) and ends in ("", *map(str, WITHIN))
    rows = choose_agreements(ask.visible, given if is_known else {}, today=ask.today)
    wrong = [name for name in ("organization", "partnership") if given[name] == 0]
    if not is_known or wrong:
        return rows.none()
    if chosen := ask.numbers("pk"):
        rows = rows.filter(Q(pk__in=chosen))
    return rows.select_related("partnership", "owner").prefetch_related("parties__organization")


def _signatures(row: Agreement) -> str:
    signed = [party for party in row.parties.all() if party.signed_on]
    return "; ".join(
        f"{party.organization.name}: {party.signer_name}, {party.signed_on:%Y-%m-%d}" for party in signed
    )


AGREEMENTS = ExportTable(
    noun="agreements",
    label=_("Agreements"),
    columns=lambda ask: [
        Column(_("title"), lambda row: row.name),
        Column(_("partnership"), lambda row: row.partnership.name),
        Column(_("parties"), lambda row: "; ".join(party.organization.name for party in row.parties.all())),
        Column(_("status"), lambda row: status_of(row.term, on=ask.today).label),
        Column(_("starts"), lambda row: row.starts_on),
        Column(_("ends"), lambda row: row.ends_on),
        Column(_("goes on by itself"), lambda row: row.goes_on),
        Column(_("days of notice"), lambda row: row.notice_days),
        Column(_("sent for signature"), lambda row: row.sent_on),
        Column(_("signatures"), _signatures),
        Column(_("last review"), lambda row: row.reviewed_on),
        Column(_("ended early on"), lambda row: row.ended_on),
        Column(_("why it ended early"), lambda row: row.end_reason),
        Column(_("owner"), lambda row: row.owner.get_full_name() if row.owner else ""),
    ],
    rows=_agreements,
    filters=FILTERS,
    staff_role=None,
)
TABLES = (AGREEMENTS,)
