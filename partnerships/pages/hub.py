"""One partnership at a glance: goals and how far they are, who has reported, who belongs."""

from collections import defaultdict
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    When,
    Window,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from measurements.gaps import count_gaps
from measurements.models import AgendaDraft, AgendaVersion, Goal, Measure, Period
from measurements.plan import read_plan
from measurements.series import Figures, published_series, read_figures
from measurements.signing import UNSIGNED, Signer, counts, signers_of
from measurements.standings import MemberStanding, PeriodStanding, latest_standings
from measurements.views.agendas import may_sign_for
from measurements.views.figures import figure_of
from partners.access import REPORTING_ROLES
from partners.days import today_in
from partners.domain.meeting_words import when_of
from partners.models import ActionItem, Meeting, Member, Partnership
from partners.numbers import format_number
from partners.templatetags.ui import status_tag
from partners.views.base import LibraryMixin

_NO_PERIOD = 0
_ACTIONS = 5


class HubView(LibraryMixin, TemplateView):
    staff_role = None
    template_name = "site/hub.html"

    @cached_property
    def partnership(self) -> Partnership:
        drafts = self.visible(AgendaDraft).filter(partnership=OuterRef("pk"))
        rows = self.visible(Partnership).annotate(has_draft=Exists(drafts))
        return self.find(rows, pk=self.kwargs["pk"])

    @cached_property
    def today(self) -> Any:
        return today_in(self.library.time_zone, now=timezone.now())

    @property
    def may_change(self) -> bool:
        return self.can_edit or self.partnership.pk in self.scope.backbone_ids

    @property
    def sees_members(self) -> bool:
        """Funders read totals only."""
        return self.is_staff or self.partnership.pk in self.scope.partnership_ids

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partnership = self.partnership
        goals = list(self.visible(Goal).filter(partnership=partnership))
        measures = list(
            self.visible(Measure).filter(partnership=partnership).select_related("calendar", "library")
        )
        figures = read_figures(measures)
        standings = latest_standings(self.scope, figures, self.library, on=self.today)
        meeting = self.next_meeting()
        open_goals = [goal for goal in goals if goal.closed_on is None]
        members, reports = self.members([standing.period for standing in standings])
        return super().get_context_data(
            **kwargs,
            partnership=partnership,
            next_meeting=meeting,
            next_meeting_when=when_of(meeting) if meeting else "",
            goals=self.goals(open_goals, measures, figures),
            gap_count=self.gap_count(open_goals, figures) if self.sees_members else None,
            closed_goals=[goal for goal in goals if goal.closed_on is not None],
            agenda=self.agenda(members),
            standings=[self.standing(row, reports) for row in standings] if self.sees_members else [],
            own_tasks=self.own_tasks(standings, reports),
            open_actions=self.open_actions() if self.sees_members else None,
            members=[row for row in members if row.left_on is None or row.left_on >= self.today],
            former_members=[row for row in members if row.left_on is not None and row.left_on < self.today],
            can_edit=self.can_edit,
            may_change=self.may_change,
            is_staff=self.is_staff,
            sees_members=self.sees_members,
            crumbs=[
                {"label": _("Partnerships"), "url": reverse("partnerships", args=[self.library.slug])},
                {"label": partnership.name},
            ],
        )

    def open_actions(self) -> dict[str, Any]:
        """What stands open, the most pressing first; how many there are of it, and how many are late."""
        rows = self.visible(ActionItem).filter(partnership=self.partnership).open()
        window = {"open_count": Window(Count("pk"))}
        late = Window(Sum(Case(When(due_on__lt=self.today, then=1), default=0)))
        found = rows.annotate(**window, late_count=late).select_related("organization")
        first = list(found.order_by("due_on", "pk")[:_ACTIONS])
        return {
            "open": first[0].open_count if first else 0,
            "late": first[0].late_count if first else 0,
            "tasks": [
                {
                    "label": row.what,
                    "url": reverse("action_item", args=[self.library.slug, row.pk]),
                    "state": row.state(on=self.today),
                    "due_on": row.due_on,
                    "detail": row.organization.name,
                }
                for row in first
            ],
        }

    def next_meeting(self) -> Meeting | None:
        """The nearest that takes place and that the viewer may open."""
        rows = self.visible(Meeting).filter(partnership=self.partnership).standing()
        return rows.coming(now=timezone.now()).select_related("library").first()

    def gap_count(self, goals: list[Goal], figures: Figures) -> int:
        """What the plan still lacks; who reports is known from the figures already."""
        plan = read_plan(self.partnership, on=self.today, goals=goals)
        asked = {
            row.measure_id for row in figures.assignments if row.ends_on is None or row.ends_on >= self.today
        }
        plan.silent_measures.extend(
            row
            for row in figures.measures
            if row.pk not in asked
            and not row.is_derived
            and (row.ends_on is None or row.ends_on >= self.today)
        )
        return count_gaps(plan, partnership_id=self.partnership.pk)

    def members(self, periods: list[Period]) -> tuple[list[Member], dict[tuple[int, int], int]]:
        """The members, and by organization and period the report of these periods: one query for both."""
        ids = [period.pk for period in periods] or [_NO_PERIOD]
        rows = (
            self.visible(Member)
            .filter(partnership=self.partnership)
            .annotate(
                latest=FilteredRelation("reports", condition=Q(reports__period_id__in=ids)),
                report_id=F("latest__pk"),
                period_id=F("latest__period_id"),
            )
            .select_related("organization")
        )
        members, reports = {}, {}
        for row in rows:
            members.setdefault(row.pk, row)
            if row.report_id:
                reports[row.organization_id, row.period_id] = row.report_id
        return list(members.values()), reports

    def agenda(self, members: list[Member]) -> dict[str, Any]:
        """Where the agenda stands: its latest version, who signed it, and whom the viewer may sign for."""
        # One row for each signature, or one without any: a question less than asking for both.
        versions = self.visible(AgendaVersion).filter(partnership=self.partnership).defer("content")
        latest = versions.order_by().values("partnership").annotate(latest=Max("number")).values("latest")
        rows = list(
            versions.filter(number=Subquery(latest)).annotate(
                organization_id=F("signatures__organization_id")
            )
        )
        version = rows[0] if rows else None
        signatures = [row for row in rows if row.organization_id is not None]
        signers = signers_of(version, members, signatures, on=self.today) if version else []
        signed, asked = counts(signers)
        return {
            "version": version,
            "has_draft": self.partnership.has_draft,
            "signed": signed,
            "asked": asked,
            "is_signed_by_all": signed == asked,
            "tasks": [self.signing_task(version, signer) for signer in signers if self.may_sign(signer)],
        }

    def may_sign(self, signer: Signer) -> bool:
        organization = signer.member.organization
        return signer.state == UNSIGNED and may_sign_for(self.scope, self.library, organization)

    def signing_task(self, version: AgendaVersion, signer: Signer) -> dict[str, Any]:
        return {
            "label": _("Read and sign version %(number)s of the agenda") % {"number": version.number},
            "url": reverse("agenda_version", args=[self.library.slug, version.pk]),
            "state": UNSIGNED,
            "due_on": signer.due_on,
            "detail": signer.name,
        }

    def goals(self, goals: list[Goal], measures: list[Measure], figures: Figures) -> list[dict[str, Any]]:
        series = published_series(self.scope, measures, self.library, on=self.today, figures=figures)
        drawn = defaultdict(list)
        for measure in measures:
            url = measure.get_absolute_url()
            drawn[measure.goal_id].append(
                {"figure": figure_of(measure, series[measure.pk], on=self.today, records_url=url), "url": url}
            )
        return [{"goal": goal, "measures": drawn[goal.pk]} for goal in goals]

    def standing(self, row: PeriodStanding, reports: dict[tuple[int, int], int]) -> dict[str, Any]:
        # Before the due day is over the rate would only say that it is early.
        rate = row.on_time_rate if self.today > row.period.due_on else None
        return {
            "period": row.period,
            "handed_in": row.handed_in_count,
            "expected": len(row.members),
            "counts": [(standing, count) for standing, count in row.counts],
            "on_time": None if rate is None else format_number(round(rate * 100, 0)),
            "rows": [
                [
                    self.member_cell(member, reports.get((member.organization_id, row.period.pk))),
                    status_tag(member.standing),
                ]
                for member in row.members
            ],
            "columns": [{"label": _("Member")}, {"label": _("State")}],
        }

    def member_cell(self, member: MemberStanding, report_id: int | None) -> str:
        """The member's name, as a link for those who may open its report."""
        may_open = self.is_staff or self.partnership.pk in self.scope.backbone_ids
        if report_id is None or not (may_open or member.organization_id in self.scope.organization_ids):
            return member.name
        return format_html('<a href="{}">{}</a>', self.report_url(report_id), member.name)

    def report_url(self, report_id: int) -> str:
        return reverse("report", args=[self.library.slug, report_id])

    def own_tasks(
        self, standings: list[PeriodStanding], reports: dict[tuple[int, int], int]
    ) -> list[dict[str, Any]]:
        """The reports that the viewer fills in, first on the page."""
        mine = self.scope.organizations_as(*REPORTING_ROLES)
        return [
            {
                "label": _("Report for %(period)s") % {"period": row.period.shown_label},
                "url": self.report_url(reports[member.organization_id, row.period.pk]),
                "state": member.standing,
                "due_on": row.period.due_on,
                "detail": member.name,
            }
            for row in standings
            for member in row.members
            if member.organization_id in mine and (member.organization_id, row.period.pk) in reports
        ]
