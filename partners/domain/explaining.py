"""Why somebody got a mail or did not, in sentences put together from what the records say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.choices import ReminderState, SkipReason, StopKind
from partners.days import today_in
from partners.domain.holds import held_since
from partners.domain.titles import titles_of
from partners.models import Access, Library, Person, Reminder, ReminderRule, ReminderStop
from partners.reminders.sources import UnknownSourceError, registry

SHOWN = 25


@dataclass(frozen=True, slots=True)
class Because:
    """A sentence; its tone is a state's; `page` and `key` name the record, or where it is put right.

    Without a key the page is the library's own.
    """

    text: str
    tone: str = "info"
    page: str = ""
    key: int | None = None
    action: str = ""


def why_person(person: Person, *, library: Library, now: datetime) -> list[Because]:
    """What stands against any mail to the person now; empty when nothing does."""
    today = today_in(library.time_zone, now=now)
    return [
        *_of_address(person),
        *_of_access(person, today),
        *_of_stops(person, today),
        *_of_rules(person),
        *_of_hold(library, now),
    ]


def why_reminders(
    reminders: Sequence[Reminder], *, library: Library, now: datetime
) -> list[tuple[Reminder, Because]]:
    """What became of each reminder, or will; `rule` and `delivery` should be loaded."""
    titles, zone = titles_of(reminders), ZoneInfo(library.time_zone)
    return [(row, _of_reminder(row, titles, zone, now)) for row in reminders]


def recent_reminders(person: Person) -> list[Reminder]:
    """The newest and those ahead, the latest first."""
    rows = Reminder.objects.filter(library_id=person.library_id, recipient=person)
    return list(rows.select_related("rule", "delivery").order_by("-send_at", "-pk")[:SHOWN])


def _of_address(person: Person) -> Iterator[Because]:
    if not person.email:
        text = _("%(name)s has no e-mail address.") % {"name": person.name}
        yield Because(text, "off", "person_change", person.pk, _("Add an address"))
    if person.is_bouncing and person.bounced_at is not None:
        words = {"email": person.email, "day": date_format(person.bounced_at.date())}
        text = _("Mail to %(email)s bounces since %(day)s, so none is sent.") % words
        said = _("Reason: %(reason)s") % {"reason": person.bounce_reason}
        text = f"{text} {said}" if person.bounce_reason else text
        yield Because(text, "off", "person_change", person.pk, _("Change the address"))
    if person.user is not None and not person.user.is_active:
        yield Because(
            _("The account of %(name)s is deactivated: it gets no mail.") % {"name": person.name}, "off"
        )


def _of_access(person: Person, today: date) -> Iterator[Because]:
    if person.organization.is_own:
        return
    spells = list(Access.objects.filter(person=person).order_by("starts_on", "pk"))
    if any(row.starts_on <= today and (row.ends_on is None or row.ends_on >= today) for row in spells):
        return
    names = {"name": person.name, "organization": person.organization.name}
    ended = max((row.ends_on for row in spells if row.ends_on is not None), default=None)
    ahead = min((row.starts_on for row in spells if row.starts_on > today), default=None)
    if ahead is not None:
        text = _("The access of %(name)s to %(organization)s begins on %(day)s.")
        text %= names | {"day": date_format(ahead)}
    elif ended is not None:
        text = _("The access of %(name)s to %(organization)s ended on %(day)s.")
        text %= names | {"day": date_format(ended)}
    else:
        text = _("%(name)s has no access to %(organization)s, and only who has access is reminded.") % names
    yield Because(text, "off", "person_invite", person.pk, _("Invite"))


def _of_stops(person: Person, today: date) -> Iterator[Because]:
    for stop in ReminderStop.objects.filter(person=person).select_related("set_by"):
        if stop.until is not None and stop.until < today:
            continue
        words = {"what": _source_words(stop.source), "day": date_format(stop.set_at.date())}
        if stop.kind == StopKind.OPT_OUT and not stop.source:
            text = _("Does not want courtesies since %(day)s; what is owed is still asked for.") % words
        elif stop.kind == StopKind.OPT_OUT:
            text = _("Does not want mails about “%(what)s” since %(day)s.") % words
        elif stop.until is None:
            text = _("Staff paused “%(what)s” on %(day)s, without an end.") % words
        else:
            words["until"] = date_format(stop.until)
            text = _("Staff paused “%(what)s” until %(until)s.") % words
        who = stop.set_by.get_full_name() if stop.set_by else ""
        yield Because(f"{text} ({who})" if who else text, "watch")


def _of_rules(person: Person) -> Iterator[Because]:
    places = Q(partnership=None) | Q(partnership__members__organization=person.organization_id)
    rules = ReminderRule.objects.in_force().filter(places, library_id=person.library_id, is_active=False)
    for rule in rules.select_related("partnership").distinct().order_by("pk"):
        words = {"what": _source_words(rule.source)}
        if rule.partnership is None:
            text = _("The library has switched “%(what)s” off, where no partnership has a rule of its own.")
            yield Because(text % words, "watch", "library_rules", None, _("See the rules"))
        else:
            text = _("“%(what)s” is switched off in %(name)s.") % (words | {"name": rule.partnership.name})
            yield Because(text, "watch", "reminder_rule", rule.partnership.pk, _("See the rule"))


def _of_hold(library: Library, now: datetime) -> Iterator[Because]:
    since = held_since()
    if since is not None:
        text = _("All mail of this installation is held since %(when)s, until an administrator releases it.")
        yield Because(text % {"when": _moment(since, ZoneInfo(library.time_zone))}, "watch")


def _of_reminder(row: Reminder, titles: Mapping[int, str], zone: ZoneInfo, now: datetime) -> Because:
    title = titles.get(row.pk) or _source_words(row.rule.source)
    words = {"title": title, "when": _moment(row.send_at, zone)}
    if row.state == ReminderState.PLANNED:
        return _planned(row, words, now)
    if row.state == ReminderState.SKIPPED:
        return _skipped(row, words)
    if row.state == ReminderState.MISSED:
        text = _(
            "“%(title)s”: missed. It should have left on %(when)s, and then it was too late to be of use."
        )
        return Because(text % words, "watch")
    return _carried(row, words, zone)


def _planned(row: Reminder, words: dict[str, str], now: datetime) -> Because:
    if row.send_at <= now:
        return Because(_("“%(title)s”: due since %(when)s; it leaves with the next mail.") % words, "info")
    if row.is_postponed:
        text = _("“%(title)s”: put off until %(when)s, because of the night or the mail they got that day.")
        return Because(text % words, "info")
    return Because(_("“%(title)s”: planned for %(when)s") % words, "info")


def _skipped(row: Reminder, words: dict[str, str]) -> Because:
    reason = str(row.get_reason_display() or _("Nothing is expected any more"))
    text = _("“%(title)s”, %(when)s: not sent. %(reason)s.") % (words | {"reason": reason})
    page, action = _FIXES.get(row.reason, ("", ""))
    keys = {
        "person_change": row.recipient_id,
        "person_invite": row.recipient_id,
        "reminder_rule": row.partnership_id,
        "organization": row.organization_id,
    }
    if page and keys[page] is None:
        page = ""
    return Because(text, "none", page, keys.get(page), str(action) if page else "")


def _carried(row: Reminder, words: dict[str, str], zone: ZoneInfo) -> Because:
    mail = row.delivery
    if mail is None:
        return Because(_("“%(title)s”: queued for %(when)s") % words)
    link: dict[str, Any] = {"page": "delivery", "key": mail.pk, "action": _("The mail")}
    if row.state == ReminderState.FAILED:
        error = mail.error or _("no answer")
        text = _("“%(title)s”: the mail could not be sent. The mail server said: %(error)s")
        return Because(text % (words | {"error": error}), "off", **link)
    if row.state == ReminderState.SENT:
        words["when"] = _moment(mail.accepted_at or row.settled_at or row.send_at, zone)
        text = _("“%(title)s”: sent to %(email)s, accepted by the mail server on %(when)s")
        return Because(text % (words | {"email": mail.to_email}), "ok", **link)
    if mail.attempts:
        words |= {"since": _moment(mail.created_at, zone), "again": _moment(mail.next_attempt_at, zone)}
        text = _("“%(title)s”: the mail waits since %(since)s, because the mail server put it off.")
        text += " " + _("It is tried again on %(again)s")
        return Because(text % words, "watch", **link)
    words["since"] = _moment(mail.created_at, zone)
    return Because(_("“%(title)s”: the mail waits since %(since)s and leaves next.") % words, "info", **link)


# Where each reason is put right; a reason that is nobody's fault has no such place.
_FIXES: dict[str, tuple[str, Any]] = {
    SkipReason.BOUNCED: ("person_change", gettext_lazy("Change the address")),
    SkipReason.NO_ADDRESS: ("person_change", gettext_lazy("Add an address")),
    SkipReason.ACCESS_ENDED: ("person_invite", gettext_lazy("Invite")),
    SkipReason.RULE_OFF: ("reminder_rule", gettext_lazy("See the rule")),
    SkipReason.OTHER_RULE: ("reminder_rule", gettext_lazy("See the rule")),
    SkipReason.SOMEBODY_ELSE: ("organization", gettext_lazy("See who has access")),
}


def _source_words(key: str) -> str:
    try:
        return str(registry.get(key).label)
    except UnknownSourceError:
        return key


def _moment(value: datetime, zone: ZoneInfo) -> str:
    return date_format(value.astimezone(zone), "DATETIME_FORMAT")
