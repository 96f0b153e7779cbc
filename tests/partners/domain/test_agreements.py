from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from partners.choices import AgreementStatus, AgreementTopic, TopicState
from partners.domain.agreement_signing import (
    send_agreement,
    sign_agreement,
    take_back_agreement,
    undo_signature,
)
from partners.domain.agreement_terms import (
    amend_agreement,
    end_agreement,
    renew_agreement,
    resume_agreement,
)
from partners.domain.agreements import (
    add_agreement,
    change_agreement,
    check_agreement,
    remove_agreement,
    restore_agreement,
    review_agreement,
)
from partners.domain.movers import Parties
from partners.domain.versions import Stale
from partners.history import told
from partners.models import Agreement, AgreementParty, AgreementPoint, AuditEvent
from partners.terms import status_of
from tests import make
from tests.cast import build_cast

NOW = datetime(2026, 6, 1, 18, tzinfo=UTC)
TODAY = date(2026, 6, 1)
SIGNED = date(2026, 1, 5)
YEAR = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
PARTIES = Parties(AgreementParty._meta.label)
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    return build_cast()


@pytest.fixture
def mara(cast):
    return cast.mara.user


@pytest.fixture
def both(cast):
    return cast.riverton.backbone, cast.riverton.maple


@pytest.fixture
def agreement(cast, both):
    return make.make_agreement(cast.riverton.partnership, *both, signed_on=SIGNED, **YEAR)


def _with_term(agreement):
    return Agreement.objects.with_term().get(pk=agreement.pk)


def _status(agreement, on=TODAY):
    return status_of(_with_term(agreement).term, on=on)


def _sign(party, by, on=TODAY):
    return sign_agreement(
        party, by=by, version=party.version, signed_on=on, signer=None, signer_name="Dana", today=TODAY
    )


def test_agreement_is_a_draft_with_its_parties(cast, mara, both):
    values = {"name": "Rooms", **YEAR}

    found = add_agreement(cast.riverton.partnership, by=mara, now=NOW, values=values, parties=both)

    assert {party.organization for party in found.parties.all()} == set(both)
    assert _status(found) == AgreementStatus.DRAFT


def test_one_party_twice_is_not_two(cast, mara, both):
    with pytest.raises(ValidationError, match="two parties or more"):
        add_agreement(
            cast.riverton.partnership,
            by=mara,
            now=NOW,
            values={"name": "Rooms", **YEAR},
            parties=[both[0], both[0]],
        )

    assert not Agreement.objects.exists()


def test_it_is_sent_signed_by_one_and_by_all(cast, mara, both):
    draft = make.make_agreement(cast.riverton.partnership, *both, **YEAR)
    send_agreement(draft, by=mara, version=1, sent_on=TODAY, today=TODAY)
    one, other = draft.parties.all()
    found = [_status(draft)]

    _sign(one, mara)
    found.append(_status(draft))
    _sign(other, mara)
    found.append(_status(draft))

    assert found == [AgreementStatus.SENT, AgreementStatus.SENT, AgreementStatus.ACTIVE]


def test_first_signature_tells_that_it_was_sent(cast, mara, both):
    draft = make.make_agreement(cast.riverton.partnership, *both, **YEAR)

    _sign(draft.parties.first(), mara, on=date(2026, 5, 30))

    assert _with_term(draft).sent_on == date(2026, 5, 30)


def test_nobody_signs_tomorrow(cast, mara, agreement):
    with pytest.raises(ValidationError, match="still to come"):
        _sign(agreement.parties.first(), mara, on=TODAY + timedelta(days=1))


def test_signature_is_taken_back(mara, agreement):
    party = agreement.parties.first()

    undo_signature(party, by=mara, version=1)

    assert AgreementParty.objects.get(pk=party.pk).signer_name == ""
    assert _status(agreement) == AgreementStatus.SENT


def test_second_saver_of_a_signature_is_told(mara, agreement):
    party = agreement.parties.first()
    undo_signature(party, by=mara, version=1)

    with pytest.raises(Stale):
        _sign(party, mara)


def test_what_somebody_signed_is_no_draft_again_and_not_removed(mara, agreement):
    with pytest.raises(ValidationError, match="Take back the signature"):
        take_back_agreement(agreement, by=mara, version=1)
    with pytest.raises(ValidationError, match="Somebody has signed"):
        remove_agreement(agreement, by=mara, version=1, now=NOW)


def test_who_has_signed_stays_a_party(cast, mara, agreement):
    others = [cast.riverton.oak, cast.riverton.maple]

    with pytest.raises(ValidationError, match="stays a party"):
        change_agreement(agreement, by=mara, version=1, now=NOW, values={}, parties=others)


def test_other_parties_are_in_the_history_and_make_older_pages_stale(cast, mara, both):
    draft = make.make_agreement(cast.riverton.partnership, *both, **YEAR)
    three = [*both, cast.riverton.oak]

    changed = change_agreement(draft, by=mara, version=1, now=NOW, values={}, parties=three)

    event = AuditEvent.objects.get(action="agreement.parties_changed")
    assert changed.version == 2
    assert told([event])[0]["changes"] == [
        {
            "label": "Parties",
            "before": "Maple Homework Club, Valley Learning Network",
            "after": "Maple Homework Club, Oak Hill Adult School, Valley Learning Network",
        }
    ]


def test_removed_draft_comes_back(cast, mara, both):
    draft = make.make_agreement(cast.riverton.partnership, *both, **YEAR)

    removed = remove_agreement(draft, by=mara, version=1, now=NOW)
    assert list(Agreement.objects.kept()) == []
    restore_agreement(removed, by=mara)

    assert list(Agreement.objects.kept()) == [draft]


def test_renewal_starts_the_day_after_and_counts_once_signed(mara, agreement):
    renewal = renew_agreement(agreement, by=mara, now=NOW, on=TODAY, ends_on=date(2027, 12, 31))
    before = _with_term(agreement).renewed_from
    for party in renewal.parties.all():
        _sign(party, mara)

    assert renewal.starts_on == date(2027, 1, 1)
    assert (before, _with_term(agreement).renewed_from) == (None, date(2027, 1, 1))
    assert Agreement.objects.get(pk=agreement.pk).ends_on == date(2026, 12, 31)


def test_agreement_is_renewed_once_unless_the_draft_was_removed(mara, agreement):
    first = renew_agreement(agreement, by=mara, now=NOW, on=TODAY, ends_on=None)
    with pytest.raises(ValidationError, match="already been renewed"):
        renew_agreement(agreement, by=mara, now=NOW, on=TODAY, ends_on=None)
    remove_agreement(first, by=mara, version=1, now=NOW)

    again = renew_agreement(agreement, by=mara, now=NOW, on=TODAY, ends_on=None)

    assert again.renews == agreement
    with pytest.raises(ValidationError, match="already been renewed"):
        restore_agreement(Agreement.objects.get(pk=first.pk), by=mara)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends_on": None}, "has no end"),
        ({"ended_on": date(2026, 3, 1), "end_reason": "Moved."}, "ended early"),
        ({"sent_on": None}, "Not all parties"),
    ],
    ids=["open", "ended", "unsigned"],
)
def test_some_agreements_have_no_next_term(mara, agreement, fields, sentence):
    if "sent_on" in fields:
        agreement.parties.update(signed_on=None, signer_name="")
    Agreement.objects.filter(pk=agreement.pk).update(**fields)

    with pytest.raises(ValidationError, match=sentence):
        renew_agreement(agreement, by=mara, now=NOW, on=TODAY, ends_on=None)


def test_one_that_went_on_by_itself_is_renewed_from_tomorrow(cast, mara, both):
    old = make.make_agreement(
        cast.riverton.partnership,
        *both,
        signed_on=date(2025, 1, 5),
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
        goes_on=True,
    )

    renewal = renew_agreement(old, by=mara, now=NOW, on=TODAY, ends_on=date(2027, 5, 31))

    assert renewal.starts_on == date(2026, 6, 2)


def test_signed_amendment_that_ends_later_extends(mara, agreement):
    values = {"name": "One more term", "starts_on": TODAY, "ends_on": date(2027, 6, 30)}

    amendment = amend_agreement(agreement, by=mara, now=NOW, values=values)
    before = _with_term(agreement).is_extended
    for party in amendment.parties.all():
        _sign(party, mara)

    assert (before, _with_term(agreement).is_extended) == (False, True)
    with pytest.raises(ValidationError, match="Renew the amendment"):
        renew_agreement(agreement, by=mara, now=NOW, on=TODAY, ends_on=None)


def test_agreement_ends_early_with_a_reason_and_goes_on_again(mara, agreement):
    ended = end_agreement(agreement, by=mara, version=1, ended_on=date(2026, 5, 31), reason="They moved.")
    status = _status(agreement)
    resume_agreement(ended, by=mara, version=2)

    assert (status, _status(agreement)) == (AgreementStatus.ENDED, AgreementStatus.ACTIVE)


@pytest.mark.parametrize(
    ("ended_on", "reason", "sentence"),
    [(date(2027, 1, 1), "Why", "ends before that day anyway"), (TODAY, "", "Say why")],
    ids=["too late", "no reason"],
)
def test_early_end_is_early_and_has_a_reason(mara, agreement, ended_on, reason, sentence):
    with pytest.raises(ValidationError, match=sentence):
        end_agreement(agreement, by=mara, version=1, ended_on=ended_on, reason=reason)


def test_draft_is_removed_not_ended(cast, mara, both):
    draft = make.make_agreement(cast.riverton.partnership, *both, **YEAR)

    with pytest.raises(ValidationError, match="remove the draft"):
        end_agreement(draft, by=mara, version=1, ended_on=TODAY, reason="Why")


def test_review_is_not_to_come(mara, agreement):
    with pytest.raises(ValidationError, match="still to come"):
        review_agreement(
            agreement, by=mara, version=1, reviewed_on=TODAY + timedelta(days=1), note="", today=TODAY
        )


def test_checklist_keeps_what_was_looked_at_and_says_so(mara, agreement):
    states = dict.fromkeys(AgreementTopic.values, "") | {
        AgreementTopic.OBJECTIVES: TopicState.FULL,
        AgreementTopic.DISPUTES: TopicState.ABSENT,
    }

    checked = check_agreement(agreement, by=mara, version=1, states=states)
    check_agreement(agreement, by=mara, version=2, states=states)

    points = dict(AgreementPoint.objects.values_list("topic", "state"))
    event = AuditEvent.objects.get(action="agreement.checked")
    assert points == {topic: state for topic, state in states.items() if state}
    assert checked.version == 2
    assert "What we do when we disagree: Not in place" in told([event])[0]["changes"][0]["after"]


def test_second_saver_of_the_checklist_is_told(mara, agreement):
    check_agreement(agreement, by=mara, version=1, states={AgreementTopic.DISPUTES: TopicState.FULL})

    with pytest.raises(Stale):
        check_agreement(agreement, by=mara, version=1, states={AgreementTopic.ENDING: TopicState.FULL})


def test_database_refuses_another_library_s_party(cast, agreement):
    party = AgreementParty(library=cast.riverton.library, agreement=agreement, organization=cast.twin.maple)

    with pytest.raises(IntegrityError):
        _store(party)


@transaction.atomic
def _store(party):
    party.save()
    # Some databases look at once, others when a transaction ends.
    connection.check_constraints()


def test_merged_record_is_a_party_once_and_keeps_the_signature(cast, agreement):
    double = make.make_organization(cast.riverton.library, name="Maple Club")
    make.make_party(agreement, double)

    PARTIES.move(double, cast.riverton.maple)

    parties = dict(AgreementParty.objects.values_list("organization__name", "signed_on"))
    assert parties == {"Maple Club": SIGNED, "Valley Learning Network": SIGNED}


def test_two_only_parties_are_not_merged(cast, agreement):
    (sentence,) = PARTIES.conflicts(cast.riverton.maple, cast.riverton.backbone)

    assert sentence == "They are the only two parties of “Rooms and tutors”. Change its parties first."


AROUND = [None, *(TODAY + timedelta(days=days) for days in (-400, -91, -1, 0, 1, 89, 90, 91))]


def _every_shape(partnership, both):
    """One agreement for each way in which its dates can lie around today."""
    for number, (ends_on, ended_on, goes_on, is_signed) in enumerate(
        product(AROUND, AROUND[:6], (False, True), (True, False))
    ):
        is_late = ended_on and ends_on and not goes_on and ended_on > ends_on
        if is_late or (goes_on and ends_on is None):
            continue
        yield Agreement(
            library=partnership.library,
            partnership=partnership,
            name=f"{number}",
            starts_on=min(filter(None, [ends_on, AROUND[number % 8 + 1]])),
            ends_on=ends_on,
            ended_on=ended_on,
            end_reason="Why" if ended_on else "",
            goes_on=goes_on,
            sent_on=TODAY if is_signed or number % 3 else None,
        )


def test_database_and_dates_agree_on_every_status(cast, both):
    partnership = cast.riverton.partnership
    rows = Agreement.objects.bulk_create(_every_shape(partnership, both))
    AgreementParty.objects.bulk_create(
        AgreementParty(
            library=partnership.library,
            agreement=row,
            organization=organization,
            signed_on=TODAY if row.sent_on and int(row.name) % 2 == 0 else None,
            signer_name="Dana" if row.sent_on and int(row.name) % 2 == 0 else "",
        )
        for row in rows
        for organization in both
    )

    found = list(Agreement.objects.with_term().with_status(on=TODAY))

    assert {row.status_now for row in found} == set(AgreementStatus.values)
    assert [row.status_now for row in found] == [status_of(row.term, on=TODAY) for row in found]
