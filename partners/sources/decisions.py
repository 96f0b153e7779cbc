"""Decisions to look at again, for the reminders."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from partners.choices import AccessRole, MemberRole, SkipReason
from partners.models import Decision, Member, Organization
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, Source, split_scopes


class DecisionToReview(Source):
    """Decisions whose day to look at them again has come; for the library's staff."""

    key = "decision_review"
    label = gettext_lazy("Decision to look at again")
    reminder_class = "courtesy"
    default_offsets = (-7, 1)
    audience: frozenset[AccessRole] = frozenset()
    is_on_by_default = True

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        libraries, partnerships = split_scopes(scopes)
        rows = Decision.objects.filter(Q(library__in=libraries) | Q(partnership__in=partnerships))
        due = rows.filter(review_on__range=(since, until), partnership__ended_on=None)
        yield from self.items(list(due.select_related("partnership")))

    def items(self, found: Sequence[Decision]) -> Iterator[DueItem]:
        libraries = {decision.library_id for decision in found}
        owned = Organization.objects.filter(library__in=libraries, is_own=True)
        own = dict(owned.values_list("library_id", "pk"))
        for decision in found:
            if decision.library_id in own:
                yield _due_item(decision, own[decision.library_id])

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        decisions = _decisions(reminders)
        return {row.id: _why_not(decisions.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        decisions = _decisions(reminders)
        return {
            row.id: _line(decisions[row.subject_id], row) for row in reminders if row.subject_id in decisions
        }


class DecisionToReviewByBackbone(DecisionToReview):
    """The same for the organization that holds the backbone."""

    key = "decision_review_backbone"
    label = gettext_lazy("Decision for the backbone to look at again")
    audience = frozenset({AccessRole.CONTACT, AccessRole.APPROVER})
    is_on_by_default = False

    def items(self, found: Sequence[Decision]) -> Iterator[DueItem]:
        by_id: dict[int, list[Decision]] = {}
        for decision in found:
            by_id.setdefault(decision.partnership_id, []).append(decision)
        for member in Member.objects.filter(partnership__in=by_id, role=MemberRole.BACKBONE):
            for decision in by_id[member.partnership_id]:
                if member.left_on is None or (decision.review_on and member.left_on >= decision.review_on):
                    yield _due_item(decision, member.organization_id)


def _decisions(reminders: Sequence[PlannedReminder]) -> dict[int, Decision]:
    rows = Decision.objects.select_related("library", "partnership")
    return rows.in_bulk({row.subject_id for row in reminders})


def _due_item(decision: Any, organization_id: int) -> DueItem:
    return DueItem(
        subject_id=decision.pk,
        library_id=decision.library_id,
        organization_id=organization_id,
        anchor_on=decision.review_on,
        title=_title(decision),
        partnership_id=decision.partnership_id,
    )


def _title(decision: Decision) -> str:
    return f"{decision.partnership.name}: {Truncator(decision.text).chars(120)}"


def _why_not(decision: Decision | None, reminder: PlannedReminder) -> SkipReason | None:
    if decision is None or decision.review_on is None or decision.library_id != reminder.library_id:
        return SkipReason.NOT_EXPECTED
    return None if decision.review_on == reminder.anchor_on else SkipReason.DUE_DAY_CHANGED


def _line(decision: Decision, reminder: PlannedReminder) -> Line:
    return Line(
        title=_title(decision),
        due_on=reminder.anchor_on,
        url=reverse("decisions", args=[decision.library.slug, decision.partnership_id]),
        action=gettext("Look at the decision"),
    )
