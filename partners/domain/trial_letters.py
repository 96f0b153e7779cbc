"""A mail as a rule would send it next, to the person who wrote the rule."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from partners.choices import SkipReason
from partners.days import today_in
from partners.domain.letters import Draft, Letter, on_this_site, render_letter
from partners.domain.occurrences import occurrences
from partners.domain.reminder_words import words_around
from partners.domain.wording import lead_of, when_in_words
from partners.models import Delivery, Organization, ReminderRule, User
from partners.reminders.digest import DigestLine, subject_line
from partners.reminders.sources import Line, PlannedReminder, registry

LOOK_AHEAD = timedelta(days=200)


def compose_tests(deliveries: Sequence[Delivery], now: datetime) -> dict[int, Draft]:
    """Write the mail of each rule as it stands now, about the next thing that is due, or an example."""
    return {delivery.pk: _draft(delivery, now) for delivery in deliveries}


def _draft(delivery: Delivery, now: datetime) -> Draft:
    reader = User.objects.filter(email=delivery.to_email, is_active=True).first()
    if delivery.rule is None or reader is None:
        return Draft(None, SkipReason.NOT_EXPECTED)
    with translation.override(delivery.language):
        return Draft(_letter(delivery.rule, reader, now))


def _letter(rule: ReminderRule, reader: User, now: datetime) -> Letter:
    source = registry.get(rule.source)
    line, organization = _next_line(rule, now)
    shown = DigestLine(str(source.label), line.title, line.due_on, line.url, line.action, ())
    subject = _("Test: %(subject)s") % {"subject": subject_line([shown])}
    thing = {
        "what": shown.what,
        "title": shown.title,
        "when": when_in_words(shown.due_on, today_in(rule.library.time_zone, now=now)),
        "url": on_this_site(shown.url),
        "action": shown.action,
    }
    context: dict[str, Any] = {
        "subject": subject,
        "library": rule.library,
        "person": {"name": reader.get_full_name()},
        "organization": organization,
        "things": [thing],
        "lead": lead_of([thing], rule.library.name),
        "owner": reader.get_full_name(),
        "action_url": thing["url"],
        "action_label": thing["action"],
        **words_around(
            rule.library,
            name=reader.get_full_name(),
            organization=organization.name if organization else rule.library.name,
        ),
    }
    return render_letter("digest", context, reply_to=(reader.email,))


def _next_line(rule: ReminderRule, now: datetime) -> tuple[Line, Organization | None]:
    """What the rule reminds of next, and at which organization; an example when nothing is due."""
    today = today_in(rule.library.time_zone, now=now)
    for planned in occurrences(rule, since=now, until=now + LOOK_AHEAD):
        asked = PlannedReminder(
            id=0,
            library_id=planned.library_id,
            subject_id=planned.subject_id,
            recipient_id=None,
            anchor_on=planned.anchor_on,
            offset_days=planned.offset_days,
        )
        line = registry.get(rule.source).lines([asked]).get(0)
        if line is not None:
            return line, Organization.objects.get(pk=planned.organization_id)
    own = Organization.objects.filter(library=rule.library, is_own=True).first()
    page = rule.library.get_absolute_url()
    return Line(_("An example, because nothing is due soon"), today, page, _("Open the library's page")), own
