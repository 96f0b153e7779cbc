"""Action items that fall due, for the reminders."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from partners.choices import AccessRole, SkipReason
from partners.models import ActionItem
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, Source, split_scopes


class ActionDue(Source):
    """What an organization took on: its person, or whoever acts for it."""

    key = "action_due"
    place = 30
    label = gettext_lazy("Action item")
    reminder_class = "obligation"
    default_offsets = (-3, 1, 8)
    audience = frozenset({AccessRole.CONTACT, AccessRole.REPORTER, AccessRole.APPROVER})
    default_escalate_after = 2
    is_on_by_default = True

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        libraries, partnerships = split_scopes(scopes)
        rows = ActionItem.objects.filter(Q(library__in=libraries) | Q(partnership__in=partnerships)).open()
        for action in rows.filter(due_on__range=(since, until), partnership__ended_on=None):
            yield DueItem(
                subject_id=action.pk,
                library_id=action.library_id,
                organization_id=action.organization_id,
                anchor_on=action.due_on,
                title=action.what,
                partnership_id=action.partnership_id,
                person_id=action.person_id,
            )

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        actions = _actions(reminders)
        return {row.id: _why_not(actions.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        actions = _actions(reminders)
        return {row.id: _line(actions[row.subject_id]) for row in reminders if row.subject_id in actions}


def _actions(reminders: Sequence[PlannedReminder]) -> dict[int, ActionItem]:
    rows = ActionItem.objects.select_related("library", "partnership")
    return rows.in_bulk({row.subject_id for row in reminders})


def _why_not(action: ActionItem | None, reminder: PlannedReminder) -> SkipReason | None:
    if action is None or not action.is_open or action.library_id != reminder.library_id:
        return SkipReason.NOT_EXPECTED
    return None if action.due_on == reminder.anchor_on else SkipReason.DUE_DAY_CHANGED


def _line(action: ActionItem) -> Line:
    return Line(
        title=f"{action.partnership.name}: {action.what}",
        due_on=action.due_on,
        url=reverse("action_item", args=[action.library.slug, action.pk]),
        action=gettext("Say how it stands, or close it"),
    )
