"""What the neighbors signed: one that ends soon, one renewed, one with a gap, one on its way, and a draft."""

from dataclasses import dataclass
from datetime import date, timedelta

from measurements.domain.commitments import change_commitment
from measurements.models import Commitment
from partners.choices import AgreementTopic, TopicState
from partners.domain.agreement_signing import send_agreement, sign_agreement
from partners.domain.agreement_terms import renew_agreement
from partners.domain.agreements import add_agreement, check_agreement, review_agreement
from partners.domain.files import NewFile
from partners.models import Agreement, AgreementParty
from partnerships.demo.stories.beginning import Told
from partnerships.demo.stories.days import told_at
from partnerships.demo.stories.directory import MAPLE, OAK_HILL, PARISH, WORKFORCE
from partnerships.demo.stories.people import Neighbor

_SIGNED = NewFile(
    "Signed by both.txt",
    b"Placement tests and a classroom\n\nSigned at the main library, one copy each.\n",
    "text/plain",
)
_LOOKED_AT: dict[str, str] = {
    AgreementTopic.OBJECTIVES: TopicState.FULL,
    AgreementTopic.EXCLUSIVITY: TopicState.NOT_RELEVANT,
    AgreementTopic.RESOURCES: TopicState.FULL,
    AgreementTopic.RESPONSIBILITIES: TopicState.FULL,
    AgreementTopic.COMMUNICATION: TopicState.PARTIAL,
    AgreementTopic.DECISIONS: TopicState.PARTIAL,
    AgreementTopic.DISPUTES: TopicState.ABSENT,
    AgreementTopic.ENDING: TopicState.PARTIAL,
}


@dataclass(frozen=True)
class Paper:
    """One agreement of the library with others; days are counted from today."""

    name: str
    summary: str
    others: tuple[Neighbor, ...]
    starts_on: date
    ends_on: date | None
    file: NewFile | None = None


def sign(told: Told) -> None:
    """Write down what was signed, sent and drafted."""
    today, began = told.days.today, told.days.anchor_on
    maple = Paper(
        "Tutors and rooms for the evening groups",
        "The club brings volunteer tutors; the library brings the rooms and trains them.",
        (MAPLE,),
        began,
        today - timedelta(days=236),
    )
    oak = Paper(
        "Placement tests and a classroom",
        "The adult school tests new learners and lends a classroom on Thursdays and Saturdays.",
        (OAK_HILL,),
        began,
        today + timedelta(days=40),
        _SIGNED,
    )
    hall = "The parish hall on two evenings"
    first = Paper(
        hall, "Two evenings a week, with the kitchen.", (PARISH,), began, today - timedelta(days=150)
    )
    second = Paper(hall, first.summary, (PARISH,), today - timedelta(days=90), today + timedelta(days=275))
    _renew(told, _signed(told, maple), until=today + timedelta(days=129))
    _look_at(told, _signed(told, oak))
    _keep(told, oak.name, OAK_HILL)
    for paper in (first, second):
        _signed(told, paper)
    _send(told)
    _draft(told)


def _signed(told: Told, paper: Paper) -> Agreement:
    return _sign_all(told, _write(told, paper), on=paper.starts_on)


def _write(told: Told, paper: Paper) -> Agreement:
    cast = told.cast
    with told_at(told.days.at(paper.starts_on)):
        return add_agreement(
            told.partnership,
            by=cast.manager,
            now=told.days.now,
            values={
                "name": paper.name,
                "summary": paper.summary,
                "starts_on": paper.starts_on,
                "ends_on": paper.ends_on,
                "notice_days": 30,
                "review_months": 12,
                "owner": cast.manager,
            },
            parties=[cast.own, *(cast.organization(neighbor) for neighbor in paper.others)],
            files=[paper.file] if paper.file else [],
        )


def _sign_all(told: Told, agreement: Agreement, *, on: date) -> Agreement:
    for party in AgreementParty.objects.filter(agreement=agreement).select_related("organization"):
        _sign_for(told, party, on=on)
    return Agreement.objects.get(pk=agreement.pk)


def _sign_for(told: Told, party: AgreementParty, *, on: date) -> None:
    cast = told.cast
    signer = None if party.organization.is_own else cast.people[party.organization_id]
    with told_at(told.days.at(on)):
        sign_agreement(
            party,
            by=cast.manager,
            version=party.version,
            signed_on=on,
            signer=signer,
            signer_name=signer.name if signer else cast.manager.get_full_name(),
            today=told.days.today,
        )


def _renew(told: Told, agreement: Agreement, *, until: date) -> None:
    on = told.days.today - timedelta(days=240)
    with told_at(told.days.at(on)):
        renewal = renew_agreement(agreement, by=told.cast.manager, now=told.days.now, on=on, ends_on=until)
    _sign_all(told, renewal, on=on)


def _look_at(told: Told, agreement: Agreement) -> None:
    """A review some months ago, and the topics gone through."""
    days, by = told.days, told.cast.manager
    on = days.today - timedelta(days=200)
    note = "The classroom is full on Saturdays. We ask for a second one in the next term."
    with told_at(days.at(on)):
        reviewed = review_agreement(
            agreement, by=by, version=agreement.version, reviewed_on=on, note=note, today=days.today
        )
        check_agreement(reviewed, by=by, version=reviewed.version, states=_LOOKED_AT)


def _keep(told: Told, name: str, neighbor: Neighbor) -> None:
    """The neighbor's promises are lines of its agreement."""
    agreement = Agreement.objects.get(partnership=told.partnership, name=name)
    organization = told.cast.organization(neighbor)
    for promise in Commitment.objects.filter(partnership=told.partnership, organization=organization):
        change_commitment(
            promise,
            by=told.cast.manager,
            version=promise.version,
            values={"agreement": agreement},
            is_own=False,
            now=told.days.now,
        )


def _send(told: Told) -> None:
    """Sent two weeks ago; the library has signed, the other has not."""
    days = told.days
    on = days.today - timedelta(days=14)
    paper = Paper(
        "Places for job seekers",
        "The center keeps six places in the evening group for people it knows.",
        (WORKFORCE,),
        days.today,
        days.today + timedelta(days=364),
    )
    agreement = _write(told, paper)
    with told_at(days.at(on)):
        send_agreement(
            agreement, by=told.cast.manager, version=agreement.version, sent_on=on, today=days.today
        )
    own = AgreementParty.objects.select_related("organization").get(
        agreement=agreement, organization=told.cast.own
    )
    _sign_for(told, own, on=on)


def _draft(told: Told) -> None:
    today = told.days.today
    summary = "Counts only, no names: who sends what by when, and how long it is kept."
    starts_on = today + timedelta(days=30)
    _write(told, Paper("Figures that we share", summary, (MAPLE, OAK_HILL), starts_on, None))
