"""The mails about a meeting: the invitation, what changed, that it is off; each with its calendar entry."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from partners.choices import SkipReason
from partners.days import today_in
from partners.domain.addressees import Addressee, addressees
from partners.domain.letters import Draft, Entries, Letter, on_this_site, render_letter
from partners.domain.link_letters import addresses_for
from partners.domain.links import Asked, action_secrets, choice_secrets
from partners.domain.meeting_words import ANSWER, CANCELLED, INVITATION, when_of
from partners.ical import CANCEL, REQUEST, Entry, Guest, write_calendar
from partners.models import Delivery, Meeting, MeetingInvitation, Person

RELATED = (
    "library",
    "person__user",
    "person__organization__owner",
    "meeting__partnership",
    "meeting__library",
)
_SUBJECTS = {INVITATION: "invitation", CANCELLED: "cancelled"}


def compose_meeting_mails(deliveries: Sequence[Delivery], now: datetime) -> dict[int, Draft]:
    """Look again at each meeting and person, and write what holds now in the person's language."""
    prefetch_related_objects(deliveries, *RELATED)
    people = {delivery.person for delivery in deliveries if delivery.person is not None}
    rows = MeetingInvitation.objects.filter(
        meeting__in={delivery.meeting_id for delivery in deliveries}, person__in=people
    )
    invitations = {(row.meeting_id, row.person_id): row for row in rows}
    today = {one.library.time_zone: today_in(one.library.time_zone, now=now) for one in deliveries}
    on = min(today.values())
    known = _Known(
        invitations,
        {one.person.pk: one for one in addressees(people, on=on)},
        choice_secrets(people, now=now),
        _answer_secrets(deliveries, invitations, now=now),
    )
    return {delivery.pk: _draft(delivery, known, now) for delivery in deliveries}


class _Known:
    """What all mails of a batch were asked for together."""

    def __init__(
        self,
        invitations: Mapping[tuple[int, int], MeetingInvitation],
        people: Mapping[int, Addressee],
        choices: Mapping[int, str],
        answers: Mapping[int, str],
    ) -> None:
        self.invitations, self.people, self.choices, self.answers = invitations, people, choices, answers


def _answer_secrets(
    deliveries: Sequence[Delivery], invitations: Mapping[tuple[int, int], MeetingInvitation], *, now: datetime
) -> dict[int, str]:
    """By delivery id the secret of the link that answers, open until the meeting begins."""
    asked = {
        one.pk: Asked(one, ANSWER, row.pk, until=one.meeting.starts_at)
        for one in deliveries
        if one.kind != CANCELLED and one.meeting is not None
        for row in [invitations.get((one.meeting_id or 0, one.person_id or 0))]
        if row is not None and one.meeting.starts_at > now
    }
    secrets = action_secrets(asked.values(), now=now)
    return {pk: secrets[thing.key] for pk, thing in asked.items()}


def _draft(delivery: Delivery, known: _Known, now: datetime) -> Draft:
    meeting, person = delivery.meeting, delivery.person
    row = known.invitations.get((delivery.meeting_id or 0, delivery.person_id or 0))
    if meeting is None or person is None or row is None:
        return Draft(None, SkipReason.NOT_EXPECTED)
    reason = _why_not(delivery, meeting, row, known.people[person.pk].reason, now)
    if reason is not None:
        return Draft(None, reason)
    row.meeting, row.person = meeting, person
    # The address may have changed since the mail was queued.
    delivery.to_email = person.email
    with translation.override(person.language):
        return Draft(_letter(delivery, row, known, now))


def _why_not(
    delivery: Delivery, meeting: Meeting, row: MeetingInvitation, personal: SkipReason | None, now: datetime
) -> SkipReason | None:
    if meeting.starts_at <= now:
        return SkipReason.MEETING_OVER
    if delivery.kind == CANCELLED:
        is_off = meeting.is_cancelled or row.withdrawn_at is not None
        if not is_off:
            return SkipReason.NOT_EXPECTED
    elif meeting.is_cancelled:
        return SkipReason.MEETING_CANCELLED
    elif row.withdrawn_at is not None:
        return SkipReason.NOT_INVITED
    if personal == SkipReason.ACCESS_ENDED and delivery.kind == CANCELLED:
        return None
    # An invitation is no courtesy.
    return None if personal == SkipReason.OPTED_OUT else personal


def _letter(delivery: Delivery, row: MeetingInvitation, known: _Known, now: datetime) -> Letter:
    meeting, person = row.meeting, row.person
    owner = person.organization.owner
    is_off = delivery.kind == CANCELLED
    context: dict[str, Any] = {
        "library": delivery.library,
        "person": person,
        "meeting": meeting,
        "partnership": meeting.partnership,
        "when": when_of(meeting),
        "kind": _SUBJECTS.get(delivery.kind, "change"),
        "is_withdrawn": is_off and not meeting.is_cancelled,
        **addresses_for(known.choices[person.pk]),
    }
    url = ""
    if not is_off:
        url = on_this_site(reverse("meeting_answer", args=[known.answers[delivery.pk]]))
        context |= {"action_url": url, "action_label": _("Say whether you come")}
        context["answers"] = [
            {"label": label, "url": f"{url}?answer={code}"}
            for code, label in (("yes", _("Yes, I come")), ("no", _("No")), ("maybe", _("Maybe")))
        ]
    reply_to = (owner.email,) if owner is not None and owner.is_active else ()
    entry = entry_of(meeting, now=now, url=url, person=person, answer=row.answer, is_off=is_off)
    method = CANCEL if is_off else REQUEST
    entries = Entries(write_calendar([entry], method=method), method)
    return render_letter("meeting", context, reply_to=reply_to, calendar=entries)


def entry_of(
    meeting: Meeting,
    *,
    now: datetime,
    url: str = "",
    person: Person | None = None,
    answer: str = "",
    is_off: bool = False,
) -> Entry:
    """The meeting as calendars know it; with a person, as they are asked to it."""
    library = meeting.library
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    lines = [meeting.agenda, meeting.online_url, url]
    return Entry(
        uid=str(meeting.uid),
        # Who need not come any more has to see a newer entry than the one they have.
        sequence=meeting.sequence + (is_off and not meeting.is_cancelled),
        title=meeting.title,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        changed_at=now,
        place=meeting.place or meeting.online_url,
        text="\n\n".join(filter(None, lines)),
        url=url,
        organizer=Guest(library.sender, library.reply_to or sender) if person else None,
        attendee=Guest(person.name, person.email, answer) if person else None,
        is_cancelled=is_off or meeting.is_cancelled,
    )
