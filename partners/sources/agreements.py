"""Agreements that come to their end, or are to be looked at again, for the reminders."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from partners.choices import AccessRole, SkipReason
from partners.models import Agreement, AgreementParty
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, Source, split_scopes
from partners.terms import review_within

BEFORE_THE_END = (-90, -60, -30, -15)


class AgreementEnding(Source):
    """The last day of the term, for whoever of the staff looks after the agreement."""

    key = "agreement_ending"
    label = gettext_lazy("Agreement that ends")
    reminder_class = "obligation"
    default_offsets = BEFORE_THE_END
    audience: frozenset[AccessRole] = frozenset()
    is_on_by_default = True

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        ending = [row for row in _signed(scopes).filter(ends_on__range=(since, until)) if _is_undecided(row)]
        partners = _partners(ending)
        for agreement in ending:
            yield _staff_item(agreement, agreement.ends_on, partners[agreement.pk])

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        agreements = _agreements(row.subject_id for row in reminders)
        return {row.id: _why_not_ending(agreements.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        agreements = _agreements(row.subject_id for row in reminders)
        return {
            row.id: _line(agreements[row.subject_id], row, gettext("Decide whether to renew it"))
            for row in reminders
            if row.subject_id in agreements
        }


class AgreementEndingForPartner(Source):
    """The same day as a courtesy to each other party. Its subject is the party."""

    key = "agreement_ending_partner"
    label = gettext_lazy("Your agreement ends")
    reminder_class = "courtesy"
    default_offsets = BEFORE_THE_END
    audience = frozenset({AccessRole.CONTACT, AccessRole.REPORTER, AccessRole.APPROVER})
    is_on_by_default = True

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        rows = _signed(scopes).filter(ends_on__range=(since, until))
        ending = {row.pk: row for row in rows if _is_undecided(row)}
        for party in AgreementParty.objects.filter(agreement__in=ending, organization__is_own=False):
            agreement = ending[party.agreement_id]
            yield DueItem(
                subject_id=party.pk,
                library_id=party.library_id,
                organization_id=party.organization_id,
                anchor_on=agreement.ends_on,
                title=agreement.name,
                partnership_id=agreement.partnership_id,
            )

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        agreements = _agreements_of_parties(reminders)
        return {row.id: _why_not_ending(agreements.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        agreements = _agreements_of_parties(reminders)
        return {
            row.id: _line(agreements[row.subject_id], row, gettext("Read the agreement"))
            for row in reminders
            if row.subject_id in agreements
        }


class AgreementToReview(Source):
    """The day on which both sides wanted to look at it again; for whoever of the staff looks after it."""

    key = "agreement_review"
    label = gettext_lazy("Agreement to look at again")
    reminder_class = "courtesy"
    default_offsets = (-14, 1)
    audience: frozenset[AccessRole] = frozenset()
    is_on_by_default = True

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        due = [
            (row, day)
            for row in _signed(scopes).filter(review_months__isnull=False)
            if (day := review_day(row)) is not None and since <= day <= until
        ]
        partners = _partners([row for row, _day in due])
        for agreement, day in due:
            yield _staff_item(agreement, day, partners[agreement.pk])

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        agreements = _agreements(row.subject_id for row in reminders)
        return {row.id: _why_not_review(agreements.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        agreements = _agreements(row.subject_id for row in reminders)
        return {
            row.id: _line(agreements[row.subject_id], row, gettext("Look at the agreement"))
            for row in reminders
            if row.subject_id in agreements
        }


def review_day(agreement: Any) -> date | None:
    """The next review that falls into its term."""
    return review_within(
        agreement.term, every_months=agreement.review_months, reviewed_on=agreement.reviewed_on
    )


def _signed(scopes: Sequence[RuleScope]) -> QuerySet[Any]:
    libraries, partnerships = split_scopes(scopes)
    rows: QuerySet[Any] = _with_amended().filter(Q(library__in=libraries) | Q(partnership__in=partnerships))
    return rows.filter(is_signed=True).order_by("pk")


def _with_amended() -> QuerySet[Any]:
    return Agreement.objects.kept().with_term().annotate(amended_ends_on=F("amends__ends_on"))


def _is_undecided(agreement: Any) -> bool:
    """Whether its end is news: nothing signed follows, and it is not the end of what it amends."""
    if agreement.renewed_from is not None or agreement.is_extended or agreement.ended_on is not None:
        return False
    if agreement.amends_id is None:
        return True
    return agreement.amended_ends_on is not None and agreement.ends_on > agreement.amended_ends_on


def _partners(agreements: Sequence[Agreement]) -> dict[int, int]:
    """By agreement the organization that it is about: the first party that is not the library itself."""
    parties = AgreementParty.objects.filter(agreement__in=[agreement.pk for agreement in agreements])
    ordered = parties.order_by("-organization__is_own", "-pk").values_list("agreement_id", "organization_id")
    return dict(ordered)


def _staff_item(agreement: Agreement, day: date, organization_id: int) -> DueItem:
    return DueItem(
        subject_id=agreement.pk,
        library_id=agreement.library_id,
        organization_id=organization_id,
        anchor_on=day,
        title=agreement.name,
        partnership_id=agreement.partnership_id,
        owner_id=agreement.owner_id,
    )


def _agreements(ids: Iterable[int]) -> dict[int, Any]:
    return _with_amended().select_related("library").in_bulk(set(ids))


def _agreements_of_parties(reminders: Sequence[PlannedReminder]) -> dict[int, Any]:
    """By party; who is no party any more has none."""
    parties = AgreementParty.objects.filter(pk__in={row.subject_id for row in reminders})
    known = dict(parties.values_list("pk", "agreement_id"))
    agreements = _agreements(known.values())
    return {pk: agreements[agreement] for pk, agreement in known.items() if agreement in agreements}


def _why_not_ending(agreement: Any, reminder: PlannedReminder) -> SkipReason | None:
    """One whose last day is past stays news: nobody has renewed it."""
    if agreement is None or not agreement.is_signed or agreement.library_id != reminder.library_id:
        return SkipReason.NOT_EXPECTED
    if agreement.ends_on != reminder.anchor_on:
        return SkipReason.DUE_DAY_CHANGED
    return None if _is_undecided(agreement) else SkipReason.AGREEMENT_SETTLED


def _why_not_review(agreement: Any, reminder: PlannedReminder) -> SkipReason | None:
    if agreement is None or agreement.library_id != reminder.library_id:
        return SkipReason.NOT_EXPECTED
    day = review_day(agreement)
    if day is None:
        return SkipReason.AGREEMENT_SETTLED
    return None if day == reminder.anchor_on else SkipReason.DUE_DAY_CHANGED


def _line(agreement: Agreement, reminder: PlannedReminder, action: str) -> Line:
    return Line(
        title=agreement.name,
        due_on=reminder.anchor_on,
        url=reverse("agreement", args=[agreement.library.slug, agreement.pk]),
        action=action,
    )
