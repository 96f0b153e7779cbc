"""What makes pages longer: rows of every kind, as many as one asks for."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from measurements.domain.lines import keep_revision
from measurements.models import Assignment
from partners.domain.deliveries import new_delivery
from partners.models import ContactPerson, Delivery, Reminder
from tests import make
from tests.architecture.world import World


def _organizations(world: World, numbers: range) -> None:
    for number in numbers:
        make.make_organization(world.here["library"], name=f"Group {number}")


def _people(world: World, numbers: range) -> None:
    for number in numbers:
        make.make_access(make.make_person(world.here["organization"], name=f"Person {number}"))


def _everybody(world: World, numbers: range) -> None:
    for number in numbers:
        organization = make.make_organization(world.here["library"], name=f"Group {number}")
        make.make_access(make.make_person(organization, name=f"Person {number}"))


def _partnerships(world: World, numbers: range) -> None:
    for number in numbers:
        partnership = make.make_partnership(world.here["library"], name=f"Circle {number}")
        make.make_member(partnership, world.here["organization"])


def _members(world: World, numbers: range) -> None:
    """Organizations in the partnership, each with a measure to report and a report of it."""
    rows = world.here
    for number in numbers:
        organization = make.make_organization(rows["library"], name=f"Member {number}")
        member = make.make_member(rows["partnership"], organization)
        make.make_assignment(rows["measure"], member)
        report = make.make_report(member, rows["period"])
        make.make_observation(report, rows["measure"], by=world.user("mara"))


def _measures(world: World, numbers: range) -> None:
    rows = world.here
    for number in numbers:
        measure = make.make_measure(rows["goal"], calendar=rows["calendar"], name=f"Measure {number}")
        make.make_assignment(measure, rows["member"])
        make.make_observation(rows["report"], measure, by=world.user("pia"))


def _headlines(world: World, numbers: range) -> None:
    rows = world.here
    for number in numbers:
        measure = make.make_measure(
            rows["goal"], calendar=rows["calendar"], name=f"Headline {number}", is_headline=True
        )
        make.make_assignment(measure, rows["member"])
        make.make_observation(rows["report"], measure, by=world.user("pia"))


def _revisions(world: World, numbers: range) -> None:
    for _ in numbers:
        keep_revision(world.here["observation"], by=world.user("pia"), now=timezone.now())


def _goals(world: World, numbers: range) -> None:
    _members(world, numbers)
    for number in numbers:
        goal = make.make_goal(world.here["partnership"], title=f"Goal {number}")
        make.make_measure(goal, calendar=world.here["calendar"], name="Learners")


def _agendas(world: World, numbers: range) -> None:
    """Goals with strategies and roles, decisions about one of them, and members that signed."""
    rows = world.here
    for number in numbers:
        organization = make.make_organization(rows["library"], name=f"Carrier {number}")
        make.make_member(rows["partnership"], organization)
        make.make_signature(rows["agenda"], organization, by=world.user("mara"))
        goal = make.make_goal(rows["partnership"], title=f"Goal {number}")
        for owner in (goal, rows["goal"]):
            make.make_strategy(owner, title=f"Strategy {number}")
            make.make_role(owner, organization)
            make.make_measure(owner, calendar=rows["calendar"], name=f"Measure {number}")
        make.make_decision(rows["partnership"], goal, rows["goal"], text=f"Decision {number}")


def _reports(world: World, numbers: range) -> None:
    """Reports of earlier periods that Pia's organization still owes."""
    rows = world.here
    Assignment.objects.filter(pk=rows["assignment"].pk).update(starts_on=date(2015, 1, 1))
    for number in numbers:
        starts_on = date(2017, 1, 1) + timedelta(days=100 * (number + 1))
        period = make.make_period(
            rows["calendar"],
            starts_on=starts_on,
            next_starts_on=starts_on + timedelta(days=100),
            due_on=starts_on + timedelta(days=115),
            label=f"Period {number}",
        )
        make.make_report(rows["member"], period)


def _evaluations(world: World, numbers: range) -> None:
    candidates = world.cast.riverton.maple, world.cast.riverton.oak
    for number in numbers:
        make.make_evaluation(
            world.here["library"], *candidates, by=world.user("mara"), title=f"Question {number}"
        )


def _raters(world: World, numbers: range) -> None:
    for number in numbers:
        rater = make.make_user(name=f"Rater {number}")
        make.make_rating(world.here["candidate"], by=rater, value=number % 5 + 1)


def _staff(world: World, numbers: range) -> None:
    for _ in numbers:
        make.make_staff(world.here["library"])


def _saved_filters(world: World, numbers: range) -> None:
    for number in numbers:
        make.make_saved_filter(
            world.here["library"], by=world.user("cole"), name=f"Filter {number}", is_shared=True
        )


def _closures(world: World, numbers: range) -> None:
    for number in numbers:
        make.make_closure(world.here["library"], on=date(2037, 1, 1) + timedelta(days=number))


def _deliveries(world: World, numbers: range) -> None:
    pattern = world.here["delivery"]
    for number in numbers:
        pattern.pk, pattern.message_id = None, f"<more-{number}@example.org>"
        Delivery.objects.bulk_create([pattern])


def _reminders(world: World, numbers: range) -> None:
    pattern = world.here["reminder"]
    for number in numbers:
        pattern.pk, pattern.offset_days = None, number + 1
        Reminder.objects.bulk_create([pattern])


def _mailings(world: World, numbers: range) -> None:
    """More people of the members, each with a mail by hand."""
    rows = world.here
    for number in numbers:
        person = make.make_person(rows["organization"], name=f"Reader {number}")
        make.make_access(person)
        mail = new_delivery(
            "mailing",
            library=rows["library"],
            to_email=person.email,
            language="en",
            now=timezone.now(),
            person=person,
            mailing=rows["mailing"],
        )
        mail.save()


def _contacts(world: World, numbers: range) -> None:
    rows = world.here
    for number in numbers:
        entry = make.make_contact(rows["organization"], by=world.user("mara"), note=f"Note {number}")
        make.make_contact_file(entry, by=world.user("mara"))
        for person in (rows["person"], make.make_person(rows["organization"], name=f"Person {number}")):
            ContactPerson.objects.create(
                library=rows["library"], organization=rows["organization"], entry=entry, person=person
            )


def _intervals(world: World, numbers: range) -> None:
    for number in numbers:
        organization = make.make_organization(world.here["library"], name=f"Group {number}")
        make.make_contact(organization, by=world.user("mara"))
        make.make_interval(organization, owner=world.user("mara"))


def _plans(world: World, numbers: range) -> None:
    """Goals with members that have a role, a promise, and an activity with a session."""
    rows = world.here
    for number in numbers:
        goal = make.make_goal(rows["partnership"], title=f"Goal {number}")
        organization = make.make_organization(rows["library"], name=f"Member {number}")
        make.make_member(rows["partnership"], organization)
        make.make_role(goal, organization)
        commitment = make.make_commitment(goal, organization)
        group = make.make_population(rows["library"], goal, name=f"Group {number}")
        activity = make.make_activity(goal, organization, commitment=commitment, population=group)
        make.make_session(activity, by=world.user("mara"), attendance=number)
        make.make_helper(activity, rows["organization"])


def _sessions(world: World, numbers: range) -> None:
    for number in numbers:
        on = timezone.now().date() - timedelta(days=7 * number + 30)
        make.make_session(world.here["activity"], by=world.user("mara"), on=on)


def _notices(world: World, numbers: range) -> None:
    for number in numbers:
        organization = make.make_organization(world.here["library"], name=f"Group {number}")
        make.make_notice(
            world.user("mara"), library=world.here["library"], about=organization, by=world.user("cole")
        )


def _versions(world: World, numbers: range) -> None:
    for number in numbers:
        starts_on = date(2020, 1, 1) + timedelta(days=number)
        make.make_version(world.here["measure"], number=number + 2, starts_on=starts_on)


def _dimensions(world: World, numbers: range) -> None:
    for number in numbers:
        dimension = make.make_dimension(world.here["library"], name=f"Breakdown {number}")
        make.make_breakdown(world.here["measure"], dimension)


def _actions(world: World, numbers: range) -> None:
    """What members took on, before and at the meeting, each with somebody who sees to it."""
    rows = world.here
    for number in numbers:
        organization = make.make_organization(rows["library"], name=f"Member {number}")
        make.make_member(rows["partnership"], organization)
        person = make.make_person(organization, name=f"Person {number}")
        make.make_meeting_invitation(rows["held_meeting"], person)
        decision = make.make_decision(rows["partnership"], meeting=rows["held_meeting"])
        make.make_telling(decision, person)
        make.make_receipt(rows["minutes"], person)
        earlier = make.make_meeting(rows["partnership"], title=f"Meeting {number}", on=date(2017, 2, 1))
        for meeting in (earlier, rows["held_meeting"]):
            make.make_action(
                rows["partnership"], organization, by=world.user("mara"), person=person, meeting=meeting
            )


def _categories(world: World, numbers: range) -> None:
    for number in numbers:
        make.make_category(world.here["dimension"], name=f"Category {number}")


def _agreements(world: World, numbers: range) -> None:
    """Agreements of two members each, with a line that an activity keeps, a paper, and a renewal."""
    rows, by = world.here, world.user("mara")
    for number in numbers:
        organization = make.make_organization(rows["library"], name=f"Party {number}")
        make.make_member(rows["partnership"], organization)
        parties = (organization, rows["organization"])
        day = timezone.now().date()
        agreement = make.make_agreement(
            rows["partnership"],
            *parties,
            name=f"Agreement {number}",
            signed_on=date(2017, 1, 9),
            ends_on=day + timedelta(days=40),
        )
        make.make_point(agreement)
        make.make_agreement_file(agreement, by=by, at=timezone.now(), name=f"{number}.txt")
        for one in (agreement, rows["agreement"]):
            line = make.make_commitment(
                rows["goal"], rows["organization"], title=f"Line {number}", agreement=one
            )
            activity = make.make_activity(rows["goal"], rows["organization"], commitment=line)
            make.make_session(activity, by=by, attendance=number)
        make.make_agreement(rows["partnership"], *parties, name=f"Change {number}", amends=rows["agreement"])


def _groups(world: World, numbers: range) -> None:
    """Groups with people and meetings; the first one grows in both."""
    rows = world.here
    for number in numbers:
        person = make.make_person(rows["organization"], name=f"Person {number}")
        group = make.make_group(rows["partnership"], name=f"Group {number}")
        for one in (group, rows["group"]):
            make.make_group_person(one, person)
            on = date(2017, 5, 1) + timedelta(days=number)
            make.make_meeting(rows["partnership"], group=one, on=on)


def _collaboration(world: World, numbers: range) -> None:
    """Records of every kind that shows how a partnership works together."""
    _agendas(world, numbers)
    _contacts(world, numbers)
    _groups(world, numbers)


# What makes a page longer, by its name.
GROWS: dict[str, Callable[[World, range], None]] = {
    "agenda": _agendas,
    "agenda_draft": _agendas,
    "agenda_compare": _agendas,
    "agenda_paper": _agendas,
    "signature": _agendas,
    "goals": _agendas,
    "goal": _agendas,
    "decisions": _agendas,
    "agreements": _agreements,
    "agreement_gaps": _agreements,
    "partnership_agreements": _agreements,
    "organization_agreements": _agreements,
    "agreement": _agreements,
    "agreement_paper": _agreements,
    "agreement_change": _agreements,
    "board_memo": _agreements,
    "groups": _groups,
    "group": _groups,
    "group_people_add": _groups,
    "collaboration": _collaboration,
    "organizations": _organizations,
    "saved_filters": _saved_filters,
    "organization": _people,
    "people": _everybody,
    "contacts": _contacts,
    "organization_contacts": _contacts,
    "contact_change": _contacts,
    "calls": _intervals,
    "notices": _notices,
    "partnerships": _partnerships,
    "partnership": _goals,
    "evaluations": _evaluations,
    "evaluation_results": _raters,
    "staff": _staff,
    "closures": _closures,
    "evaluation_paper": _raters,
    "deliveries": _deliveries,
    "delivery": _reminders,
    "occurrences": _reminders,
    "organization_occurrences": _reminders,
    "partnership_occurrences": _reminders,
    "person_mail_reasons": _reminders,
    "partnership_write": _mailings,
    "organization_write": _mailings,
    "mailing": _mailings,
    "record": _people,
    "reminder_rule": _reminders,
    "measure": _members,
    "measure_definitions": _versions,
    "dimensions": _dimensions,
    "dimension_change": _categories,
    "measure_breakdowns": _dimensions,
    "report": _measures,
    "report_review": _measures,
    "period": _members,
    "figure": _revisions,
    "home": _reports,
    "roles": _plans,
    "roles_change": _plans,
    "commitments": _plans,
    "activities": _plans,
    "activity_calendar": _plans,
    "activity_timeline": _plans,
    "plan_gaps": _plans,
    "headlines": _headlines,
    "reporting_calendar": _members,
    "library_headlines": _headlines,
    "activity": _sessions,
    "action_items": _actions,
    "partnership_action_items": _actions,
    "action_item_add": _actions,
    "meeting_table": _actions,
    "minutes": _actions,
    "minutes_send": _actions,
    "minutes_publish": _actions,
    "decision_tell": _actions,
}
