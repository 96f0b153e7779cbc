"""What a plan still lacks, as lists: each with the records and what to do about them."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measurements.choices import RoleKind
from measurements.overlaps import Overlap
from measurements.plan import Plan


@dataclass(frozen=True)
class Find:
    """A record with something wrong; `page` and `pk` name where it is mended, `asked` prefills that."""

    label: str
    detail: str = ""
    page: str = ""
    pk: int = 0
    asked: str = ""


@dataclass(frozen=True)
class Gap:
    """One check: what is wrong, what to do, and the records. `tone` is off for holes, watch for doubts."""

    key: str
    title: str
    todo: str
    tone: str
    finds: tuple[Find, ...]

    @property
    def count(self) -> int:
        return len(self.finds)


def find_gaps(plan: Plan, *, partnership_id: int, overlap_words: Any) -> list[Gap]:
    """Return the checks that found something, holes first. `overlap_words` says a duplicate in a sentence."""
    gaps = [
        _no_lead(plan, partnership_id),
        _no_deliverer(plan, partnership_id),
        _unserved(plan, partnership_id),
        _duplicates(plan, overlap_words),
        _one_carrier(plan, partnership_id),
        _no_commitment(plan, partnership_id),
        _idle(plan, partnership_id),
        _unpromised(plan, partnership_id),
        _unconfirmed(plan, partnership_id),
        _silent(plan),
    ]
    return sorted((gap for gap in gaps if gap.finds), key=lambda gap: gap.tone != "off")


def count_gaps(plan: Plan, *, partnership_id: int) -> int:
    """Return how many things there are to talk about."""
    gaps = find_gaps(plan, partnership_id=partnership_id, overlap_words=lambda *_overlap: "")
    return sum(gap.count for gap in gaps)


def _no_lead(plan: Plan, pk: int) -> Gap:
    goals = [goal for goal in plan.goals if not plan.holders(goal, RoleKind.LEAD)]
    finds = tuple(Find(goal.title, page="roles", pk=pk, asked=f"goal={goal.pk}") for goal in goals)
    return Gap("no_lead", _("Goals that nobody leads"), _("Agree who leads each one."), "off", finds)


def _no_deliverer(plan: Plan, pk: int) -> Gap:
    goals = [goal for goal in plan.goals if not plan.holders(goal, RoleKind.DELIVER)]
    finds = tuple(Find(goal.title, page="roles", pk=pk, asked=f"goal={goal.pk}") for goal in goals)
    return Gap(
        "no_deliverer",
        _("Goals that nobody delivers"),
        _("Ask a member to do something for it."),
        "off",
        finds,
    )


def _unserved(plan: Plan, pk: int) -> Gap:
    finds = tuple(
        Find(link.name, detail=goal.title, page="activities", pk=pk, asked=f"goal={goal.pk}")
        for goal in plan.goals
        for link in plan.unserved(goal)
    )
    return Gap(
        "unserved",
        _("Groups of people nobody does anything for"),
        _("Plan an activity for them, or take the group off the goal."),
        "off",
        finds,
    )


def _duplicates(plan: Plan, words: Any) -> Gap:
    titles = {row.pk: row for row in plan.activities}

    def shown(overlap: Overlap) -> Find:
        one, other = titles[overlap.one.id], titles[overlap.other.id]
        return Find(words(one, other, overlap), page="activity", pk=one.pk)

    return Gap(
        "duplicates",
        _("The same thing twice"),
        _("Talk to both: move one to another evening, or do it together."),
        "watch",
        tuple(map(shown, plan.overlaps)),
    )


def _one_carrier(plan: Plan, pk: int) -> Gap:
    names = {row.organization_id: row.name for row in plan.members}
    alone = [(goal, plan.carriers(goal)) for goal in plan.goals]
    finds = tuple(
        Find(
            goal.title,
            detail=_("Only %(name)s") % {"name": names[next(iter(ids))]},
            page="roles",
            pk=pk,
            asked=f"goal={goal.pk}",
        )
        for goal, ids in alone
        if len(ids) == 1
    )
    return Gap(
        "one_carrier",
        _("Goals that one organization carries alone"),
        _("Ask who could share the work before it becomes too much."),
        "watch",
        finds,
    )


def _no_commitment(plan: Plan, pk: int) -> Gap:
    finds = tuple(
        Find(goal.title, page="commitments", pk=pk, asked=f"goal={goal.pk}")
        for goal in plan.goals_without_commitment()
    )
    return Gap(
        "no_commitment",
        _("Goals without a commitment"),
        _("Write down who gives what for it, and until when."),
        "off",
        finds,
    )


def _idle(plan: Plan, pk: int) -> Gap:
    finds = tuple(
        Find(
            row.title,
            detail=_("%(name)s, since %(day)s") % {"name": row.name, "day": date_format(row.starts_on)},
            page="commitments",
            pk=pk,
        )
        for row in plan.idle_commitments()
    )
    return Gap(
        "idle",
        _("Commitments without an activity after a third of their time"),
        _("Plan the activity that keeps the promise, or change the promise."),
        "watch",
        finds,
    )


def _unpromised(plan: Plan, pk: int) -> Gap:
    finds = tuple(
        Find(row.name, page="commitments", pk=pk, asked=f"organization={row.organization_id}")
        for row in plan.members_without_commitment()
    )
    return Gap(
        "unpromised",
        _("Members without a commitment"),
        _("Ask what they would like to give; small promises count."),
        "watch",
        finds,
    )


def _unconfirmed(plan: Plan, pk: int) -> Gap:
    finds = tuple(
        Find(row.title, detail=row.name, page="commitments", pk=pk)
        for row in plan.commitments
        if not row.is_confirmed and row.ends_on >= plan.on
    )
    return Gap(
        "unconfirmed",
        _("Commitments nobody has confirmed"),
        _("Ask the organization to confirm them; until then they are only our notes."),
        "watch",
        finds,
    )


def _silent(plan: Plan) -> Gap:
    finds = tuple(Find(row.name, page="measure", pk=row.pk) for row in plan.silent_measures)
    return Gap(
        "silent",
        _("Measures that nobody reports"),
        _("Choose the members that count it."),
        "off",
        finds,
    )
