"""Meetings and action items for the calendars of the people they concern."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from partners.feeds import MOST, FeedAsk
from partners.ical import Entry
from partners.models import ActionItem, AuditEvent, GroupPerson, Meeting, MeetingInvitation, Person


class MeetingsInCalendar:
    """Staff: all meetings of the partnerships they chose. Others: those that they are asked to themselves."""

    key = "meetings"

    def entries(self, ask: FeedAsk) -> Iterable[Entry]:
        changes = AuditEvent.objects.filter(
            library_id=ask.library.pk, subject_type=Meeting._meta.label_lower, subject_id=OuterRef("pk")
        )
        rows = self.meetings(ask).filter(on__range=(ask.since, ask.until)).select_related("partnership")
        own = MeetingInvitation.objects.filter(meeting=OuterRef("pk"), withdrawn_at=None)
        own = own.filter(organization_id__in=ask.scope.organization_ids)
        rows = rows.annotate(
            is_asked=Exists(own), changed_at=Subquery(changes.order_by("-at", "-pk").values("at")[:1])
        )
        return [meeting_entry(row, ask) for row in rows.order_by("starts_at", "pk")[:MOST]]

    def meetings(self, ask: FeedAsk) -> QuerySet[Meeting]:
        if ask.is_staff:
            return ask.visible(Meeting)
        own = Person.objects.filter(
            library_id=ask.library.pk,
            user_id=ask.scope.user_id or 0,
            organization_id__in=ask.scope.organization_ids,
        ).values("pk")
        asked = MeetingInvitation.objects.filter(person__in=own, withdrawn_at=None)
        inside = GroupPerson.objects.current(on=ask.today).filter(person__in=own)
        # Who is in a group sees when it meets, also before the invitations have gone out.
        return Meeting.objects.filter(
            Q(pk__in=asked.values("meeting")) | Q(group__in=inside.values("group")),
            library_id=ask.library.pk,
            partnership_id__in=ask.scope.partnership_ids,
        )


def meeting_entry(meeting: Meeting, ask: FeedAsk) -> Entry:
    """A meeting as calendars know it. The agenda stays here: it may hold names and addresses."""
    told = [meeting.partnership.name, meeting.cancel_reason if meeting.is_cancelled else meeting.online_url]
    return Entry(
        # As the invitation calls it: the two are one entry in a calendar.
        uid=str(meeting.uid),
        title=meeting.title,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        changed_at=getattr(meeting, "changed_at", None) or meeting.cancelled_at or ask.made_at,
        sequence=meeting.sequence,
        is_cancelled=meeting.is_cancelled,
        place=meeting.place,
        text="\n".join(filter(None, told)),
        url=ask.link(_page_of(meeting, ask)),
    )


def _page_of(meeting: Meeting, ask: FeedAsk) -> str:
    """The meeting's own page for whoever may open it; who is only in the group opens the partnership."""
    if ask.is_staff or getattr(meeting, "is_asked", False):
        return reverse("meeting", args=[ask.library.slug, meeting.pk])
    return reverse("partnership", args=[ask.library.slug, meeting.partnership_id])


class ActionsInCalendar:
    """What stands open: of the partnerships that staff chose, for others what their organization took on."""

    key = "actions_due"

    def entries(self, ask: FeedAsk) -> Iterable[Entry]:
        rows = ask.visible(ActionItem).open().filter(due_on__range=(ask.since, ask.until))
        if not ask.is_staff:
            rows = rows.owed_by(ask.scope)
        found = rows.select_related("organization", "partnership").order_by("due_on", "pk")
        return [_action_entry(row, ask) for row in found[:MOST]]


def _action_entry(action: ActionItem, ask: FeedAsk) -> Entry:
    return Entry(
        uid=ask.uid(f"action-{action.pk}"),
        title=_("Due: %(what)s") % {"what": action.what},
        starts=action.due_on,
        changed_at=action.noted_at,
        text=f"{action.organization.name}\n{action.partnership.name}",
        url=ask.link(reverse("action_item", args=[ask.library.slug, action.pk])),
        is_busy=False,
    )
