"""One of everything in two libraries of the same names, for tests that open every page."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.utils import timezone

from measurements.domain.lines import keep_revision
from measurements.models import Goal, Measure, Report, ReportingCalendar, SliceCategory
from partners.choices import AccessRole, BounceKind, DeliveryState, LibraryRole, ReminderState
from partners.domain.invitations import invite_person, invite_staff
from partners.domain.links import Asked, action_secrets, choice_secrets
from partners.domain.thresholds import set_threshold
from partners.domain.tokens import secret_of
from partners.models import (
    Bounce,
    Delivery,
    MailHold,
    Member,
    Partnership,
    Person,
    Reminder,
    ReminderRule,
    TickLease,
    User,
)
from partners.thresholds import BAND_STRENGTH
from tests import make
from tests.cast import PERSONAS, Persona, Setting, build_cast

NOW = datetime(2017, 4, 10, 18, tzinfo=UTC)
# The cast of the libraries, and who looks after the whole installation.
EVERYBODY = (*PERSONAS, "ada")


@dataclass(frozen=True)
class World:
    """`here` is Riverton's rows by noun, `there` the twin library's."""

    cast: SimpleNamespace
    here: dict[str, Any]
    there: dict[str, Any]
    _clients: dict[str, tuple[Client, str]] = field(default_factory=dict)

    def client(self, name: str) -> Client:
        """This person's browser, signed in and with no other cookie than that."""
        if name not in self._clients:
            # One client each: a new one loads all middleware again.
            client = Client(raise_request_exception=False)
            if name != "nobody":
                client.force_login(self.user(name))
            self._clients[name] = client, client.cookies.output(header="", sep=";")
        client, cookies = self._clients[name]
        client.cookies = SimpleCookie(cookies)
        return client

    def user(self, name: str) -> User:
        return getattr(self.cast, name).user


def build_world() -> World:
    cast = build_cast()
    cast.ada = Persona("ada", make.make_user("ada@example.org", name="Ada", is_staff=True, is_superuser=True))
    here = _rows(cast.riverton, by=cast.mara.user, person=cast.pia.user.people.get())
    there = _rows(cast.twin, by=cast.otto.user, person=make.make_person(cast.twin.maple))
    return World(cast, here, there)


def _rows(setting: Setting, *, by: User, person) -> dict[str, Any]:
    partnership = setting.partnership
    member = partnership.members.get(organization=setting.maple)
    Member.objects.filter(pk=member.pk).update(thanks="Thank you for ten good years.")
    rows = {
        "library": setting.library,
        "partnership": partnership,
        "organization": setting.maple,
        "person": person,
        # Another record of the same organization, in no partnership, and a word for sorting.
        "double": make.make_organization(
            setting.library,
            name="Maple Homework Club Inc.",
            categories=["youth"],
            website="https://maple.example.org",
        ),
        "tag": make.make_tag(setting.library, setting.maple),
        "saved_filter": make.make_saved_filter(setting.library, by=by, is_shared=True),
        "access": person.accesses.first() or make.make_access(person),
        "member": member,
        "pause": make.make_pause(member),
        "succession": make.make_succession(setting.maple, by=by),
        "hand_back": make.make_hand_back(member),
        "staff": setting.library.memberships.order_by("pk").last(),
        "handover": make.make_handover(partnership),
        "collaboration_line": make.make_collaboration_line(partnership, by=by),
        "closure": make.make_closure(setting.library),
        "job": make.make_job(setting.library, by=by),
        "figure_import": make.make_figure_import(partnership, by=by),
        "import_run": make.make_import(setting.library, by=by),
        "notice": make.make_notice(by, library=setting.library, about=setting.oak),
        "threshold": set_threshold(
            setting.library, by=by, name=BAND_STRENGTH, value=Decimal("4.2"), valid_from=date(2017, 1, 1)
        ),
    }
    rows_of_sums = _sums(partnership, member, by=person.user or by)
    return (
        rows
        | _invitations(setting, by=by)
        | rows_of_sums
        | _agenda(setting, by=by, person=person)
        | _judging(setting, by=by)
        | _contacts(setting, by=by)
        | _agreements(setting, by=by)
        | _at_the_table(setting, by=by, person=person)
        | _meetings(setting, person=person, delivery=rows_of_sums["delivery"])
    )


def _invitations(setting: Setting, *, by: User) -> dict[str, Any]:
    now = timezone.now()
    guest = make.make_person(setting.maple, name="Gus Guest")
    to_staff = invite_staff(setting.library, by=by, email="new@example.org", role=LibraryRole.VIEWER, now=now)
    to_guest = invite_person(guest, by=by, role=AccessRole.REPORTER, now=now)
    return {
        "guest": guest,
        "invitation": to_staff,
        "guest_invitation": to_guest,
        "secret": secret_of(to_staff.token),
        "guest_secret": secret_of(to_guest.token),
    }


def _sums(partnership: Partnership, member: Member, *, by: User) -> dict[str, Any]:
    goal = make.make_goal(partnership)
    calendar = make.make_calendar(partnership)
    measure = make.make_measure(goal, calendar=calendar)
    dimension = make.make_dimension(partnership.library)
    counted = dimension.lists.get().categories.first()
    later = make.make_list(dimension)
    report = make.make_report(member, make.make_period(calendar))
    rule = make.make_rule(partnership, owner=by)
    observation = make.make_observation(report, measure, by=by)
    _approved(member, calendar, measure, counted, by=by)
    return {
        "goal": goal,
        "calendar": calendar,
        "measure": measure,
        "target": measure.targets.get(),
        "dimension": dimension,
        "category_list": later,
        "breakdown": make.make_breakdown(measure, dimension),
        "assignment": make.make_assignment(measure, member),
        "period": report.period,
        "forecast": make.make_forecast(measure, by=by),
        "note": make.make_note(measure, report.period, by=by),
        "report": report,
        "observation": observation,
        "extension": make.make_extension(report, asked_by=by),
        "revision": keep_revision(observation, by=by, now=NOW),
        "claim": make.make_claim(observation, by=by),
        "rule": rule,
        "mailing": make.make_mailing(partnership, by=by),
        "task": make.make_task(member.organization, owner=by),
        "stop": make.make_stop(member.organization.people.first(), by=by),
        **_mail(rule, report, member.organization.people.filter(accesses__isnull=False).first()),
        **_planned(goal, member, by=by),
    }


def _approved(
    member: Member, calendar: ReportingCalendar, measure: Measure, category: SliceCategory, *, by: User
) -> None:
    """A figure of the quarter before that counts, with a part of it."""
    days = {"starts_on": date(2016, 10, 1), "next_starts_on": date(2017, 1, 1), "due_on": date(2017, 1, 15)}
    before = make.make_report(member, make.make_period(calendar, label="2016 Q4", **days))
    decided = {"decided_by": by, "decided_at": NOW, "giver": member.organization.people.first()}
    line = make.make_observation(before, measure, by=by, state="approved", **decided)
    make.make_slice(line, category, value=Decimal(40))


def _planned(goal: Goal, member: Member, *, by: User) -> dict[str, Any]:
    """The plan: a role, a promise that keeps the goal served, an activity and one of its sessions."""
    maple = member.organization
    commitment = make.make_commitment(goal, maple)
    population = make.make_population(goal.library, goal)
    activity = make.make_activity(goal, maple, commitment=commitment, population=population)
    return {
        "role": make.make_role(goal, maple),
        "commitment": commitment,
        "population": population,
        "activity": activity,
        "session": make.make_session(activity, by=by, attendance=12),
    }


def _agenda(setting: Setting, *, by: User, person: Person) -> dict[str, Any]:
    """A version that Oak has signed and Maple's approver may sign, a draft of the next, and a closed goal."""
    partnership = setting.partnership
    make.make_access(person, role=AccessRole.APPROVER)
    goal = partnership.goals.get()
    strategy, role = make.make_strategy(goal), make.make_role(goal, setting.oak)
    agenda = make.make_agenda(partnership, by=by)
    return {
        "strategy": strategy,
        "role": role,
        "agenda": agenda,
        "signature": make.make_signature(agenda, setting.oak, by=by),
        "draft": make.make_draft(partnership),
        "decision": make.make_decision(partnership, goal),
        "closed_goal": make.make_goal(
            partnership, title="Street parties", closed_on=date(2017, 3, 1), close_reason="Done."
        ),
    }


def _mail(rule: ReminderRule, report: Report, person: Person) -> dict[str, Any]:
    delivery = Delivery.objects.create(
        library=rule.library,
        kind="digest",
        person=person,
        to_email=person.email,
        language="en",
        message_id=f"<{rule.pk}@example.org>",
        subject="Figures for 2017 Q1",
        state=DeliveryState.SENT,
        created_at=NOW,
        next_attempt_at=NOW,
        accepted_at=NOW,
    )
    reminder = Reminder.objects.create(
        library=rule.library,
        partnership=rule.partnership,
        organization=person.organization,
        rule=rule,
        subject_id=report.pk,
        recipient=person,
        anchor_on=report.period.due_on,
        offset_days=-2,
        send_at=NOW,
        state=ReminderState.SENT,
        settled_at=NOW,
        delivery=delivery,
    )
    now = timezone.now()
    asked = Asked(delivery, rule.source, report.pk)
    record = Asked(delivery, "record_confirm", person.organization_id)
    Bounce.objects.create(
        library=rule.library,
        person=person,
        delivery=delivery,
        email=person.email,
        kind=BounceKind.SOFT,
        at=NOW,
    )
    MailHold.objects.get_or_create(reason="Restored", defaults={"held_at": NOW, "released_at": NOW})
    TickLease.objects.get_or_create(name="plan", defaults={"last_run_at": NOW})
    return {
        "delivery": delivery,
        "reminder": reminder,
        "choices_secret": choice_secrets([person], now=now)[person.pk],
        "report_secret": action_secrets([asked], now=now)[asked.key],
        "record_secret": action_secrets([record], now=now)[record.key],
    }


def _meetings(setting: Setting, *, person: Person, delivery: Delivery) -> dict[str, Any]:
    """One that is to come, to which the person is asked, and one that is over, of which they missed."""
    now = timezone.now()
    coming = make.make_meeting(setting.partnership, on=now.date() + timedelta(days=20))
    past = make.make_meeting(setting.partnership, title="Spring meeting", on=date(2017, 4, 4))
    group = make.make_group(setting.partnership, is_backbone=True)
    invitation = make.make_meeting_invitation(coming, person)
    make.make_meeting_invitation(past, person)
    asked = Asked(delivery, "meeting_answer", invitation.pk)
    return {
        "meeting": coming,
        "past_meeting": past,
        "series": make.make_series(setting.partnership),
        "group": group,
        "group_person": make.make_group_person(group, person),
        "meeting_invitation": invitation,
        "attendance": make.make_attendance(past, person, state="absent"),
        "meeting_secret": action_secrets([asked], now=now)[asked.key],
    }


def _judging(setting: Setting, *, by: User) -> dict[str, Any]:
    evaluation = make.make_evaluation(setting.library, setting.maple, setting.oak, by=by)
    candidate = evaluation.candidates.first()
    return {
        "evaluation": evaluation,
        "candidate": candidate,
        "rating": make.make_rating(candidate, by=by),
    }


def _contacts(setting: Setting, *, by: User) -> dict[str, Any]:
    entry = make.make_contact(setting.maple, by=by, note="They can lend a room on Tuesdays.")
    return {
        "contact": entry,
        "former_logo": make.make_logo(setting.library, by=by, name="former.png"),
        "logo": make.make_logo(setting.library, by=by),
        "contact_file": make.make_contact_file(entry, by=by),
        "removed_contact": make.make_contact(setting.maple, by=by, archived_at=NOW),
        "interval": make.make_interval(setting.maple, owner=by),
    }


def _agreements(setting: Setting, *, by: User) -> dict[str, Any]:
    """One that Maple has signed, with a line, a paper and a topic; and a draft that nobody has."""
    partnership, day = setting.partnership, date(2017, 1, 9)
    parties = (setting.backbone, setting.maple)
    agreement = make.make_agreement(partnership, *parties, signed_on=day, ends_on=date(2037, 12, 31))
    goal = partnership.goals.order_by("pk").first()
    make.make_commitment(goal, setting.maple, title="Tutors on Thursdays", agreement=agreement)
    draft = make.make_agreement(partnership, *parties, name="Books to borrow")
    return {
        "agreement": agreement,
        "agreement_party": agreement.parties.get(organization=setting.maple),
        "agreement_point": make.make_point(agreement),
        "agreement_file": make.make_agreement_file(agreement, by=by, at=NOW),
        "agreement_draft": draft,
        "ended_agreement": make.make_agreement(
            partnership,
            *parties,
            name="Chairs",
            signed_on=day,
            ended_on=date(2017, 3, 31),
            end_reason="The chairs are ours now.",
        ),
    }


def _at_the_table(setting: Setting, *, by: User, person: Person) -> dict[str, Any]:
    """A meeting that Maple was at, what stands open, and minutes that a link opens."""
    meeting = make.make_meeting(
        setting.partnership, on=date(2017, 3, 20), minutes="We talked about the hall."
    )
    make.make_attendance(meeting, person)
    minutes = make.make_minutes(meeting, by=by)
    guest = make.make_person(setting.oak, name="Ada Absent")
    make.make_access(guest)
    delivery = Delivery.objects.create(
        library=setting.library,
        kind="minutes",
        person=guest,
        to_email=guest.email,
        language="en",
        message_id=f"<minutes-{minutes.pk}@example.org>",
        state=DeliveryState.SENT,
        created_at=NOW,
        next_attempt_at=NOW,
        accepted_at=NOW,
    )
    receipt = make.make_receipt(minutes, guest, delivery=delivery)
    asked = Asked(delivery, "minutes_unread", receipt.pk)
    return {
        "held_meeting": meeting,
        "minutes": minutes,
        "receipt": receipt,
        "minutes_secret": action_secrets([asked], now=timezone.now())[asked.key],
        "action_item": make.make_action(setting.partnership, setting.maple, by=by),
        "closed_action": make.make_action(
            setting.partnership,
            setting.maple,
            by=by,
            what="Ask the printer",
            ended_at=NOW,
            ended_by=by,
            outcome="done",
        ),
        "telling": make.make_telling(setting.partnership.decisions.first(), guest),
    }
