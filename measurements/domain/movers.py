"""What becomes of figures when two records of one organization are merged."""

from collections.abc import Mapping
from datetime import datetime

from measurements.domain.duplicates import choice_of, differ, key_of, make_one, twofold
from measurements.models import (
    Activity,
    ActivityHelper,
    Assignment,
    Claim,
    Commitment,
    Extension,
    Observation,
    Report,
    Revision,
    Role,
    Session,
    Signature,
    Slice,
)
from partners.domain.movers import Rows, hand_over, last_of
from partners.merging import GONE, Choice
from partners.models import Member, Organization, User


class Figures(Rows):
    """Figures move; of two for one measure and period people choose one, and the other is its past."""

    def choices(self, kept: Organization, gone: Organization) -> list[Choice]:
        return [choice_of(ours, theirs) for ours, theirs in twofold(kept, gone) if differ(ours, theirs)]

    def settle(
        self, kept: Organization, gone: Organization, chosen: Mapping[str, str], *, by: User, now: datetime
    ) -> None:
        for ours, theirs in twofold(kept, gone):
            make_one(ours, theirs, is_theirs=chosen.get(key_of(ours, theirs)) == GONE, by=by, now=now)


class Reports(Rows):
    """Two memberships that become one have one report for a period, with the lines of both."""

    def fold(self, kept: Member, gone: Member) -> None:
        known = {row.period_id: row for row in Report.objects.filter(member=kept)}
        for report in Report.objects.filter(member=gone):
            ours = known.get(report.period_id)
            if ours is None:
                continue
            Observation.objects.filter(report=report).update(organization=kept.organization_id)
            Extension.objects.filter(report=report).update(organization=kept.organization_id)
            hand_over(ours, report)
            report.delete()


class Assignments(Rows):
    """Two spells in which one member is asked for one measure become one where they meet."""

    def fold(self, kept: Member, gone: Member) -> None:
        both = Assignment.objects.filter(member__in=[kept, gone])
        spells: list[Assignment] = []
        for row in both.order_by("measure_id", "starts_on", "pk"):
            before = spells[-1] if spells else None
            if before is None or not _meets(before, row):
                spells.append(row)
                continue
            before.ends_on = last_of([before.ends_on, row.ends_on])
            row.delete()
        for row in spells:
            Assignment.objects.filter(pk=row.pk).update(
                member=kept, ends_on=row.ends_on, version=row.version + 1
            )


def _meets(one: Assignment, later: Assignment) -> bool:
    return one.measure_id == later.measure_id and (one.ends_on is None or one.ends_on >= later.starts_on)


class Helpers(Rows):
    """Nobody helps twice with one activity, or with its own."""

    def move(self, kept: Organization, gone: Organization) -> int:
        known = self.of(kept, "helper").values("activity")
        theirs = self.of(gone, "helper")
        theirs.filter(activity__in=known).delete()
        moved = super().move(kept, gone)
        # The activities themselves have changed hands by now.
        self.of(kept, "helper").filter(activity__organization=kept).delete()
        return moved


class Once(Rows):
    """Roles and signatures: what both records hold for one thing is kept once."""

    def move(self, kept: Organization, gone: Organization) -> int:
        key = ("goal", "kind") if self.model == Role._meta.label else ("agenda_version",)
        ours = set(self.of(kept).values_list(*key))
        for pk, *held in self.of(gone).values_list("pk", *key):
            if tuple(held) in ours:
                self.of(gone).filter(pk=pk).delete()
        return super().move(kept, gone)


MOVERS = (
    Assignments(Assignment._meta.label),
    Reports(Report._meta.label),
    Figures(Observation._meta.label),
    Rows(Slice._meta.label),
    Rows(Commitment._meta.label),
    Rows(Activity._meta.label),
    Rows(Session._meta.label),
    Helpers(ActivityHelper._meta.label, ("helper",)),
    Rows(Revision._meta.label),
    Rows(Extension._meta.label),
    Rows(Claim._meta.label),
    Once(Role._meta.label),
    Once(Signature._meta.label),
)
