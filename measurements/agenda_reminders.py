"""Agendas that wait for a signature and goals to look at again, for the reminders."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from measurements.models import Goal
from measurements.signing import SIGN_WITHIN
from measurements.unsigned import SIGNING_ROLES, sign_by, unsigned
from partners.choices import AccessRole, SkipReason
from partners.models import Member, Organization
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, Source, split_scopes


class AgendaUnsigned(Source):
    """Members that have not signed, two weeks after they were asked. Its subject is the membership."""

    key = "agenda_unsigned"
    label = gettext_lazy("Agenda to sign")
    reminder_class = "obligation"
    default_offsets = (-7, 0, 7)
    audience = frozenset(AccessRole(role) for role in SIGNING_ROLES)
    default_escalate_after = 2

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        libraries, partnerships = split_scopes(scopes)
        asked = (since - SIGN_WITHIN, until - SIGN_WITHIN)
        rows = unsigned(Member.objects.filter(Q(library__in=libraries) | Q(partnership__in=partnerships)))
        due = Q(agenda_on__range=asked) | Q(joined_on__range=asked) | ~Q(paused_days=[])
        for member in rows.filter(due):
            due_on = sign_by(member)
            if since <= due_on <= until and _belongs(member, on=due_on):
                yield DueItem(
                    subject_id=member.pk,
                    library_id=member.library_id,
                    organization_id=member.organization_id,
                    anchor_on=due_on,
                    title=_agenda_title(member),
                    partnership_id=member.partnership_id,
                )

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        members = _members(reminders)
        return {row.id: _why_not_sign(members.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        members = _members(reminders)
        return {row.id: _sign_line(members[row.subject_id]) for row in reminders if row.subject_id in members}


class GoalToReview(Source):
    """Goals whose day to look at them again has come; for the library's staff."""

    key = "goal_review"
    label = gettext_lazy("Goal to look at again")
    reminder_class = "courtesy"
    default_offsets = (-7, 1)
    audience: frozenset[AccessRole] = frozenset()

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        libraries, partnerships = split_scopes(scopes)
        rows = Goal.objects.filter(Q(library__in=libraries) | Q(partnership__in=partnerships))
        goals = list(rows.open().filter(review_on__range=(since, until)).select_related("partnership"))
        own = dict(
            Organization.objects.filter(
                library__in={goal.library_id for goal in goals}, is_own=True
            ).values_list("library_id", "pk")
        )
        for goal in goals:
            if goal.library_id in own:
                yield DueItem(
                    subject_id=goal.pk,
                    library_id=goal.library_id,
                    organization_id=own[goal.library_id],
                    anchor_on=goal.review_on,
                    title=_goal_title(goal),
                    partnership_id=goal.partnership_id,
                )

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        goals = _goals(reminders)
        return {row.id: _why_not_review(goals.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        goals = _goals(reminders)
        return {
            row.id: Line(
                title=_goal_title(goals[row.subject_id]),
                due_on=row.anchor_on,
                url=reverse("goal", args=[goals[row.subject_id].library.slug, row.subject_id]),
                action=gettext("Look at the goal"),
            )
            for row in reminders
            if row.subject_id in goals
        }


def _members(reminders: Sequence[PlannedReminder]) -> dict[int, Member]:
    return unsigned(Member.objects.filter(pk__in={row.subject_id for row in reminders})).in_bulk()


def _goals(reminders: Sequence[PlannedReminder]) -> dict[int, Goal]:
    rows = Goal.objects.open().select_related("partnership", "library")
    return rows.in_bulk({row.subject_id for row in reminders})


def _belongs(member: Member, *, on: date) -> bool:
    return member.spell.is_active_on(on)


def _agenda_title(member: Any) -> str:
    return gettext("The agenda of %(partnership)s, version %(number)s") % {
        "partnership": member.partnership.name,
        "number": member.agenda_number,
    }


def _goal_title(goal: Goal) -> str:
    return f"{goal.partnership.name}: {goal.title}"


def _sign_line(member: Any) -> Line:
    return Line(
        title=_agenda_title(member),
        due_on=sign_by(member),
        url=reverse("agenda_version", args=[member.library.slug, member.agenda_id]),
        action=gettext("Read and sign"),
    )


def _why_not_sign(member: Member | None, reminder: PlannedReminder) -> SkipReason | None:
    """Who has signed, has left or is unknown owes nothing; a newer version has a day of its own."""
    if member is None or member.library_id != reminder.library_id:
        return SkipReason.NOT_EXPECTED
    if sign_by(member) != reminder.anchor_on:
        return SkipReason.DUE_DAY_CHANGED
    return None if _belongs(member, on=reminder.anchor_on) else SkipReason.NOT_EXPECTED


def _why_not_review(goal: Goal | None, reminder: PlannedReminder) -> SkipReason | None:
    if goal is None or goal.library_id != reminder.library_id:
        return SkipReason.NOT_EXPECTED
    return None if goal.review_on == reminder.anchor_on else SkipReason.DUE_DAY_CHANGED
