"""Reports that were handed in and wait for approval, for the reminders."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from measurements.choices import ObservationState
from measurements.models import Observation, Report
from partners.choices import AccessRole, MemberRole, SkipReason
from partners.days import today_in
from partners.models import Member
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, Source, split_scopes

# Partners who handed in on time hear within a week whether it counts.
APPROVE_WITHIN = timedelta(days=7)
ONE_DAY = timedelta(days=1)


class ReportToApprove(Source):
    """A week after the oldest figure that waits came in; for who of the staff sees to the organization."""

    key = "report_approval"
    label = gettext_lazy("Report waiting for approval")
    reminder_class = "obligation"
    default_offsets = (-4, 0, 7)
    audience: frozenset[AccessRole] = frozenset()
    is_on_by_default = True

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        found = [row for row in _waiting(_of_scopes(scopes), since, until) if since <= row.due_on <= until]
        yield from self.items(found)

    def items(self, found: Sequence["Waiting"]) -> Iterable[DueItem]:
        """One item for each report; who gave all of its figures does not approve them."""
        for row in found:
            owner_id = row.report.organization.owner_id
            yield row.item(owner_id=None if row.givers == {owner_id} else owner_id)

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        ids = {row.subject_id for row in reminders}
        waiting = {row.report.pk: row for row in _waiting(Observation.objects.filter(report__in=ids))}
        return {row.id: _why_not(waiting.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        reports = Report.objects.with_sheet().in_bulk({row.subject_id for row in reminders})
        return {row.id: _line(reports[row.subject_id], row) for row in reminders if row.subject_id in reports}


class ReportToApproveByBackbone(ReportToApprove):
    """The same for the organization that holds the backbone, where it approves in place of the library."""

    key = "report_approval_backbone"
    label = gettext_lazy("Report for the backbone to approve")
    audience = frozenset({AccessRole.CONTACT, AccessRole.APPROVER})
    is_on_by_default = False

    def items(self, found: Sequence["Waiting"]) -> Iterable[DueItem]:
        partnerships = {row.report.partnership_id for row in found}
        seats: dict[int, list[Member]] = defaultdict(list)
        for member in Member.objects.filter(partnership__in=partnerships, role=MemberRole.BACKBONE):
            seats[member.partnership_id].append(member)
        for row in found:
            for member in seats[row.report.partnership_id]:
                # Its own figures are for others to approve.
                if (
                    member.spell.is_active_on(row.due_on)
                    and member.organization_id != row.report.organization_id
                ):
                    yield row.item(organization_id=member.organization_id)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report with figures that wait: by when somebody should decide, and who gave them."""

    report: Report
    due_on: date
    givers: set[int | None]

    def item(self, *, owner_id: int | None = None, organization_id: int | None = None) -> DueItem:
        report = self.report
        return DueItem(
            subject_id=report.pk,
            library_id=report.library_id,
            organization_id=organization_id or report.organization_id,
            anchor_on=self.due_on,
            title=_title(report),
            partnership_id=report.partnership_id,
            owner_id=owner_id,
        )


def _of_scopes(scopes: Sequence[RuleScope]) -> QuerySet[Observation]:
    libraries, partnerships = split_scopes(scopes)
    return Observation.objects.filter(Q(library__in=libraries) | Q(partnership__in=partnerships))


def _waiting(
    lines: QuerySet[Observation], since: date | None = None, until: date | None = None
) -> list[Waiting]:
    """Reports with figures that nobody has decided about; a contested one waits for its giver instead.

    With days, only those that have a figure from around that time are looked at.
    """
    waiting = lines.filter(state=ObservationState.SUBMITTED, contested_at=None, submitted_at__isnull=False)
    if since is not None and until is not None:
        near = (_midnight(since - APPROVE_WITHIN - ONE_DAY), _midnight(until - APPROVE_WITHIN + 2 * ONE_DAY))
        touched = waiting.filter(submitted_at__range=near).order_by().values("report")
        waiting = waiting.filter(report__in=touched)
    by_report: dict[int, list[tuple[datetime, int | None]]] = defaultdict(list)
    columns = ("report_id", "submitted_at", "given_by_id", "giver_id")
    for report_id, at, by, giver in waiting.values_list(*columns):
        # Who types what a partner said may approve it.
        by_report[report_id].append((at, by if giver is None else None))
    reports = Report.objects.with_sheet().in_bulk(by_report)
    return [_row(reports[pk], given) for pk, given in sorted(by_report.items())]


def _row(report: Report, given: Sequence[tuple[datetime, int | None]]) -> Waiting:
    oldest = min(at for at, _giver in given)
    due_on = today_in(report.library.time_zone, now=oldest) + APPROVE_WITHIN
    return Waiting(report, due_on, {giver for _at, giver in given})


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _title(report: Report) -> str:
    return f"{report.organization.name}, {report.partnership.name}: {report.period.shown_label}"


def _line(report: Report, reminder: PlannedReminder) -> Line:
    return Line(
        title=_title(report),
        due_on=reminder.anchor_on,
        url=reverse("report_review", args=[report.library.slug, report.pk]),
        action=gettext("Approve or return"),
    )


def _why_not(row: Waiting | None, reminder: PlannedReminder) -> SkipReason | None:
    if row is None:
        return SkipReason.DECIDED_SINCE
    if row.report.library_id != reminder.library_id:
        return SkipReason.NOT_EXPECTED
    return None if row.due_on == reminder.anchor_on else SkipReason.DUE_DAY_CHANGED
