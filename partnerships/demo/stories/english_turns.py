"""What happens in the tutoring partnership besides what every story has."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from measurements.choices import ClaimOutcome, Content, Kind
from measurements.domain.acceptances import accept_parts
from measurements.domain.agendas import publish_agenda
from measurements.domain.behalf import enter_on_behalf
from measurements.domain.claims import ask_correction, contest_figure, settle_claim
from measurements.domain.decisions import record_goal_decision
from measurements.domain.drafts import change_draft
from measurements.domain.forecasts import make_forecast
from measurements.domain.goals import change_goal
from measurements.domain.measures import add_derived_measure
from measurements.domain.notes import write_note
from measurements.domain.observations import Answer, fill_in_report
from measurements.domain.targets import add_staff_figure
from measurements.models import AgendaDraft, Observation, Period, Report, SliceCategory
from measurements.upcoming import Upcoming
from partners.choices import AccessRole
from partners.domain.handovers import write_handover
from partners.domain.people import grant_access
from partnerships.demo.stories import english
from partnerships.demo.stories.agendas import sign
from partnerships.demo.stories.ages import ask_by_age, by_age
from partnerships.demo.stories.beginning import Told, add_aim
from partnerships.demo.stories.days import told_at
from partnerships.demo.stories.directory import MAPLE, OAK_HILL, PARISH, WORKFORCE
from partnerships.demo.stories.lately import approve, hand_in
from partnerships.demo.stories.people import Neighbor
from partnerships.demo.stories.reports import Sheet, sheets_of

# Who has not signed the second version.
UNSIGNED = (MAPLE, WORKFORCE)


def divide(told: Told) -> None:
    """Measures that nobody types, and what staff worked out for whole years."""
    by, days, learners = told.cast.manager, told.days, told.measures[english.LEARNERS.name]
    for name, unit, dividend, divisor in english.DERIVED:
        add_derived_measure(
            told.goals[0],
            by=by,
            values={"name": name, "unit": unit, "kind": Kind.HOW_WELL},
            dividend=told.measures[dividend.name],
            divisor=told.measures[divisor.name],
        )
    for year, people in enumerate(english.YEARLY_LEARNERS):
        values = {
            "starts_on": days.period(4 * year),
            "ends_on": days.period(4 * year + 4) - timedelta(days=1),
            "value": Decimal(people),
            "method": english.HOW_COMPARED,
        }
        add_staff_figure(learners, by=by, values=values)


def agree_again(told: Told) -> None:
    """A second goal and a second version, which two have not signed yet."""
    by, days = told.cast.manager, told.days
    on = days.today - timedelta(days=20)
    with told_at(days.at(on)):
        goal = told.goals[0]
        values = {"review_on": on + timedelta(days=13)}
        change_goal(goal, by=by, version=goal.version, values=values)
        second = add_aim(told, english.CHILD_CARE)
        draft = AgendaDraft.objects.get(partnership=told.partnership)
        draft = change_draft(draft, by=by, version=draft.version, values=english.LATER_TEXTS)
        version = publish_agenda(draft, by=by, version=draft.version, on=on)
        record_goal_decision(
            told.partnership,
            by=by,
            values={
                "text": "We add a second goal: parents told us that they have nobody for the evening.",
                "decided_on": on - timedelta(days=9),
                "present": "Maple Homework Club, Oak Hill Adult School, Saint Brigid Parish Hall, we",
                "told": "Riverton Workforce Center",
            },
            goals=[second],
        )
    sign(told, version, by=told.cast.colleague, on=on + timedelta(days=4), unsigned=UNSIGNED)
    since = days.period(english.FORECAST_AFTER)
    with told_at(days.at(since)):
        for neighbor in (MAPLE, OAK_HILL):
            grant_access(told.cast.person(neighbor), by=by, role=AccessRole.APPROVER, on=since)


def read_the_curve(told: Told) -> None:
    """A forecast of the waiting list that the figures then beat, and two notes."""
    by, days = told.cast.manager, told.days
    measure = told.measures[english.WAITING.name]
    periods = list(Period.objects.filter(calendar=measure.calendar).order_by("starts_on"))
    ahead = [Upcoming(row.dates, row.label) for row in periods[english.FORECAST_AFTER :]]
    make_forecast(
        measure,
        by=by,
        on=days.period(english.FORECAST_AFTER),
        after=0,
        points=[(row, Decimal(value)) for row, value in zip(ahead, english.EXPECTED, strict=False)],
        reason=english.WHY_FEARED,
    )
    for number, values in english.NOTES.items():
        write_note(measure, by=by, period=periods[number], now=days.handed_in_at(number + 1), values=values)
    write_handover(told.partnership, by=by, version=0, text=english.HANDOVER)


def report_last(told: Told) -> None:
    """The library's report is approved, one figure of the school's is contested, one report waits.

    One is begun, and of one nothing has come.
    """
    cast, days = told.cast, told.days
    sheets = {sheet.report.organization_id: sheet for sheet in sheets_of(told, days.last)}
    own, school, parish = (sheets[cast.organization(one).pk] for one in (None, OAK_HILL, PARISH))
    ages = ask_by_age(told)
    learners = told.measures[english.LEARNERS.name]
    hand_in(own, parts={learners: by_age(ages, own.figures[learners])})
    approve(own, told)
    _dispute(school, told)
    approve(school, told)
    hand_in(parish, parts={learners: by_age(ages, parish.figures[learners])})
    _begin(told, MAPLE, ages)


def disagree(told: Told) -> None:
    """A partner asks for a correction of a figure that counts; an earlier request has its answer."""
    cast, days = told.cast, told.days
    by = cast.users[cast.organization(MAPLE).pk]
    open_line = _line(told, MAPLE, days.last - 1, english.TUTORS.name)
    ask_correction(open_line, by=by, now=days.ago(3), reason="Two of the tutors started a month later.")
    settled = _line(told, MAPLE, days.last - 2, english.HOURS.name)
    claim = ask_correction(
        settled, by=by, now=days.ago(80), reason="I think the hours of the Saturday group are missing."
    )
    settle_claim(
        claim,
        by=cast.manager,
        now=days.ago(78),
        version=claim.version,
        outcome=ClaimOutcome.KEPT,
        answer="They are in: the sheet of the Saturday group came with the library’s report.",
    )


def _dispute(sheet: Sheet, told: Told) -> None:
    """Three figures come from the school; the fourth is typed from a call, and it says that is wrong."""
    name = english.HOURS.name
    hand_in(sheet, without=name)
    heard = Answer(told.measures[name], Content.NUMBER, Decimal(99))
    at = told.days.lately(2)
    enter_on_behalf(
        sheet.report,
        by=told.cast.colleague,
        now=at,
        giver=told.cast.person(OAK_HILL),
        answers=[heard],
    )
    line = Observation.objects.get(report=sheet.report, measure=heard.measure)
    contest_figure(line, by=sheet.by, now=told.days.lately(1), reason="Entendieron mal: son 199 horas.")


def _begin(told: Told, neighbor: Neighbor, ages: Sequence[SliceCategory]) -> None:
    """One answer typed, the rest to come; of two learners nobody wants to guess the age."""
    cast, days = told.cast, told.days
    report = Report.objects.get(member=told.member(neighbor), period__starts_on=days.period(days.last))
    learners, count = told.measures[english.LEARNERS.name], Decimal(34)
    parts = by_age(ages, count - 2)
    first = Answer(learners, Content.NUMBER, count, parts=parts)
    fill_in_report(report, by=cast.giver(report.organization), now=days.now, answers=[first])
    accept_parts(report, learners, by=cast.colleague, now=days.now, reason=english.WHY_PARTS_DIFFER)


def _line(told: Told, neighbor: Neighbor, period: int, measure: str) -> Observation:
    return Observation.objects.get(
        report__member=told.member(neighbor),
        period__starts_on=told.days.period(period),
        measure=told.measures[measure],
    )
