"""What the agenda, the plan and the figures show of the collaboration strategies."""

from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from measurements.models import (
    Activity,
    AgendaVersion,
    Commitment,
    Goal,
    GoalPopulation,
    Measure,
    MeasureNote,
    Role,
    Signature,
)
from partners.collaboration import Evidence
from partners.exporting import Ask


def _goals(ask: Ask, partnership_id: int) -> QuerySet[Goal]:
    return ask.visible(Goal).open().filter(partnership=partnership_id)


def _headlines(ask: Ask, partnership_id: int) -> QuerySet[Measure]:
    return ask.visible(Measure).filter(partnership=partnership_id, is_headline=True)


def _notes(ask: Ask, partnership_id: int) -> QuerySet[MeasureNote]:
    return ask.visible(MeasureNote).filter(partnership=partnership_id)


def _people(ask: Ask, partnership_id: int) -> QuerySet[GoalPopulation]:
    return ask.visible(GoalPopulation).filter(partnership=partnership_id, goal__closed_on=None)


def _roles(ask: Ask, partnership_id: int) -> QuerySet[Role]:
    return ask.visible(Role).filter(partnership=partnership_id, goal__closed_on=None)


def _promises(ask: Ask, partnership_id: int) -> QuerySet[Commitment]:
    confirmed = ask.visible(Commitment).filter(partnership=partnership_id, confirmed_at__isnull=False)
    return confirmed.filter(ends_on__gte=ask.today)


def _timetable(ask: Ask, partnership_id: int) -> QuerySet[Activity]:
    going_on = Q(ends_on=None) | Q(ends_on__gte=ask.today)
    return ask.visible(Activity).filter(going_on, partnership=partnership_id)


def _signatures(ask: Ask, partnership_id: int) -> QuerySet[Signature]:
    return ask.visible(Signature).filter(partnership=partnership_id)


def _saying(*sections: str):
    """Versions of the agenda that say something under each of these headings."""

    def versions(ask: Ask, partnership_id: int) -> QuerySet[AgendaVersion]:
        rows = ask.visible(AgendaVersion).filter(partnership=partnership_id)
        for section in sections:
            said = {f"content__sections__{section}__isnull": False}
            rows = rows.filter(**said).exclude(**{f"content__sections__{section}": ""})
        return rows

    return versions


EVIDENCE = (
    Evidence(
        "headlines",
        "story",
        _headlines,
        lambda n: ngettext("%(n)d headline figure", "%(n)d headline figures", n) % {"n": n},
        "headlines",
    ),
    Evidence(
        "measure_notes",
        "story",
        _notes,
        lambda n: ngettext("%(n)d story behind a figure", "%(n)d stories behind figures", n) % {"n": n},
        "headlines",
        day="written_at",
    ),
    Evidence(
        "causes",
        "cause",
        _saying("problem", "vision"),
        lambda n: (
            ngettext(
                "%(n)d version of the agenda says what is wrong today and what you want to see",
                "%(n)d versions of the agenda say what is wrong today and what you want to see",
                n,
            )
            % {"n": n}
        ),
        "agenda",
    ),
    Evidence(
        "populations",
        "cause",
        _people,
        lambda n: ngettext("%(n)d group of people named", "%(n)d groups of people named", n) % {"n": n},
        "roles",
    ),
    Evidence(
        "goals",
        "goals",
        _goals,
        lambda n: ngettext("%(n)d goal", "%(n)d goals", n) % {"n": n},
        "goals",
    ),
    Evidence(
        "rewards",
        "goals",
        _saying("rewards"),
        lambda n: (
            ngettext(
                "%(n)d version of the agenda says what each of you gets",
                "%(n)d versions of the agenda say what each of you gets",
                n,
            )
            % {"n": n}
        ),
        "agenda",
    ),
    Evidence(
        "signatures",
        "goals",
        _signatures,
        lambda n: ngettext("%(n)d signature", "%(n)d signatures", n) % {"n": n},
        "agenda",
        day="signed_on",
    ),
    Evidence(
        "timetable",
        "communication",
        _timetable,
        lambda n: (
            ngettext("%(n)d activity in the calendar", "%(n)d activities in the calendar", n) % {"n": n}
        ),
        "activity_calendar",
    ),
    Evidence(
        "roles",
        "roles",
        _roles,
        lambda n: ngettext("%(n)d role in the matrix", "%(n)d roles in the matrix", n) % {"n": n},
        "roles",
    ),
    Evidence(
        "promises",
        "roles",
        _promises,
        lambda n: ngettext("%(n)d confirmed commitment", "%(n)d confirmed commitments", n) % {"n": n},
        "commitments",
    ),
    Evidence(
        "deciding",
        "decisions",
        _saying("deciding"),
        lambda n: (
            ngettext(
                "%(n)d version of the agenda says how you decide",
                "%(n)d versions of the agenda say how you decide",
                n,
            )
            % {"n": n}
        ),
        "agenda",
    ),
)
