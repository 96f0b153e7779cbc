"""Figures that somebody says are not right, figures that staff type in, and more time."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from measurements.choices import ClaimOutcome
from measurements.domain.behalf import enter_on_behalf
from measurements.domain.behalf_letters import compose_behalf_letters
from measurements.domain.claims import ask_correction, contest_figure, reopen_figure, settle_claim
from measurements.domain.extensions import ask_extension, end_extension, grant_extension, refuse_extension
from measurements.domain.observations import Answer, approve, save_draft, submit_report
from measurements.models import Claim, Extension, Observation, Revision
from measurements.series import published_series
from partners.domain.versions import Stale
from partners.models import AuditEvent, Delivery, Notice, Person
from tests import make
from tests.measurements.conftest import NOW

CLOSED = datetime(2017, 5, 2, 18, tzinfo=UTC)  # two days after the closing day


def _submit(desk, value=130, *, version=0, now=NOW):
    answer = Answer(desk.measure, "number", Decimal(value), "", version)
    save_draft(desk.report, by=desk.pia, now=now, answer=answer)
    return submit_report(desk.report, by=desk.pia, now=now)[0]


def _approved(desk):
    return approve(_submit(desk), by=desk.cole, now=NOW, version=2)


def _behalf(desk, value=130, *, version=0, now=NOW, by=None):
    giver = Person.objects.get(user=desk.pia)
    answers = [Answer(desk.measure, "number", Decimal(value), "", version)]
    return enter_on_behalf(desk.report, by=by or desk.cole, now=now, giver=giver, answers=answers)[0]


def test_each_change_after_handing_in_keeps_what_was_handed_in(desk):
    line = _submit(desk, 130)
    _submit(desk, 131, version=line.version)
    line = Observation.objects.get()
    _submit(desk, 132, version=line.version)

    kept = Revision.objects.values_list("number", "state", "value", "replaced_by__name")
    assert list(kept) == [(1, "submitted", 130, "Pia"), (2, "submitted", 131, "Pia")]


def test_drafts_are_not_kept(desk):
    save_draft(desk.report, by=desk.pia, now=NOW, answer=Answer(desk.measure, "number", Decimal(1)))
    save_draft(desk.report, by=desk.pia, now=NOW, answer=Answer(desk.measure, "number", Decimal(2), "", 1))

    assert not Revision.objects.exists()


def test_correction_opens_the_figure_and_keeps_the_approved_one(desk):
    line = _approved(desk)
    claim = ask_correction(line, by=desk.pia, now=NOW, reason="We counted twice.")

    settle_claim(
        claim, by=desk.cole, now=NOW, version=1, outcome=ClaimOutcome.REOPENED, answer="Please go on."
    )

    line.refresh_from_db()
    kept = Revision.objects.get()
    assert (line.state, line.returned_reason) == ("returned", "Please go on.")
    assert (kept.state, kept.value, kept.decided_by, kept.why) == (
        "approved",
        130,
        desk.cole,
        "Please go on.",
    )
    assert approve(_submit(desk, 120, version=line.version), by=desk.cole, now=NOW, version=6).value == 120


def test_correction_after_the_closing_day_leaves_two_weeks_for_it(desk):
    line = _approved(desk)
    claim = ask_correction(line, by=desk.pia, now=CLOSED, reason="We counted twice.")
    settle_claim(claim, by=desk.cole, now=CLOSED, version=1, outcome="reopened", answer="Yes.")
    line.refresh_from_db()

    assert Extension.objects.get().until == date(2017, 5, 16)
    assert _submit(desk, 120, version=line.version, now=CLOSED + timedelta(days=14)).value == 120


def test_figure_that_is_kept_counts_on(desk):
    line = _approved(desk)
    claim = ask_correction(line, by=desk.pia, now=NOW, reason="We counted twice.")
    settle_claim(claim, by=desk.cole, now=NOW, version=1, outcome="kept", answer="It is as agreed.")

    line.refresh_from_db()
    assert (line.state, Claim.objects.get().outcome) == ("approved", "kept")
    assert Notice.objects.filter(user=desk.pia, kind="claim_settled").exists()


def test_a_figure_is_questioned_once_at_a_time(desk):
    line = _approved(desk)
    ask_correction(line, by=desk.pia, now=NOW, reason="We counted twice.")

    with pytest.raises(ValidationError, match="being looked at already"):
        ask_correction(line, by=desk.pia, now=NOW, reason="Again.")


def test_two_who_settle_at_once_do_not_both_succeed(desk):
    line = _approved(desk)
    claim = ask_correction(line, by=desk.pia, now=NOW, reason="We counted twice.")
    stale = Claim.objects.get()
    settle_claim(claim, by=desk.cole, now=NOW, version=1, outcome="kept", answer="No.")

    with pytest.raises(Stale):
        settle_claim(stale, by=desk.mara, now=NOW, version=1, outcome="reopened", answer="Yes.")


def test_reopening_needs_a_reason_and_the_version_that_was_seen(desk):
    line = _approved(desk)

    with pytest.raises(ValidationError, match="Say why"):
        reopen_figure(line, by=desk.cole, now=NOW, version=3, reason=" ")
    with pytest.raises(Stale):
        reopen_figure(line, by=desk.cole, now=NOW, version=2, reason="Wrong quarter.")

    assert reopen_figure(line, by=desk.cole, now=NOW, version=3, reason="Wrong quarter.").state == "returned"


def test_figure_told_by_phone_names_its_giver_and_may_be_approved_by_the_typist(desk):
    line = _behalf(desk)
    approved = approve(line, by=desk.cole, now=NOW, version=line.version)

    assert (line.giver.name, line.given_by, line.first_submitted_at) == ("Pia", desk.cole, NOW)
    assert approved.is_approved_by_typist
    event = AuditEvent.objects.get(action="report.entered_on_behalf")
    assert event.changes == {"giver": [None, "Pia"], desk.measure.name: [None, "130"]}


def test_giver_is_told_by_mail(desk):
    _behalf(desk)
    (delivery,) = Delivery.objects.all()

    letter = compose_behalf_letters([delivery], NOW)[delivery.pk].letter

    assert letter.reply_to == (desk.cole.email,)
    assert "Learners in tutoring groups: 130" in letter.text
    assert "say so until April 24, 2017" in letter.text


def test_mail_about_a_figure_that_was_changed_since_is_not_sent(desk):
    line = _behalf(desk)
    _submit(desk, 131, version=line.version, now=NOW + timedelta(hours=1))
    (delivery,) = Delivery.objects.all()

    assert compose_behalf_letters([delivery], NOW)[delivery.pk].reason == "not_expected"


def test_second_entry_revises_the_first_whoever_types_it(desk):
    first = _submit(desk, 130)
    second = _behalf(desk, 140, version=first.version)

    assert (second.pk, second.value, Observation.objects.count()) == (first.pk, 140, 1)
    assert list(Revision.objects.values_list("value", flat=True)) == [130]
    with pytest.raises(Stale):
        _behalf(desk, 150, version=1)


def test_draft_that_staff_type_over_stays_the_partners_own(desk):
    save_draft(desk.report, by=desk.pia, now=NOW, answer=Answer(desk.measure, "number", Decimal(4711)))
    _behalf(desk, 130, version=1)
    library = desk.cast.riverton.library

    assert not Revision.objects.visible_to(desk.cast.mara.scope, library=library).exists()
    assert Revision.objects.visible_to(desk.cast.pia.scope, library=library).get().value == 4711


def test_staff_type_after_the_closing_day_but_not_before_the_period_is_over(desk):
    assert _behalf(desk, now=CLOSED).state == "submitted"

    with pytest.raises(ValidationError, match="This period opens"):
        _behalf(desk, 131, version=1, now=datetime(2017, 3, 1, tzinfo=UTC))


def test_contested_figure_waits_until_it_is_settled(desk):
    line = _behalf(desk)
    claim = contest_figure(line, by=desk.pia, now=NOW, reason="I said 103.")
    line.refresh_from_db()

    with pytest.raises(ValidationError, match="contests this figure"):
        approve(line, by=desk.mara, now=NOW, version=line.version)
    settle_claim(claim, by=desk.mara, now=NOW, version=1, outcome="kept", answer="We listened again.")

    line.refresh_from_db()
    assert approve(line, by=desk.mara, now=NOW, version=line.version).state == "approved"


def test_contested_figure_leaves_totals_until_it_is_settled(desk):
    library, scope = desk.cast.riverton.library, desk.cast.mara.scope
    line = _behalf(desk)
    approve(line, by=desk.cole, now=NOW, version=line.version)

    def total():
        series = published_series(scope, [desk.measure], library, on=NOW.date())
        return series[desk.measure.pk][0].total.value

    assert total() == 130
    claim = contest_figure(line, by=desk.pia, now=NOW, reason="I said 103.")
    assert total() is None
    settle_claim(claim, by=desk.mara, now=NOW, version=1, outcome="kept", answer="We listened again.")
    assert total() == 130


def test_own_figure_in_place_of_a_contested_one_settles_it(desk):
    line = _behalf(desk)
    contest_figure(line, by=desk.pia, now=NOW, reason="I said 103.")
    line.refresh_from_db()

    changed = _submit(desk, 103, version=line.version)

    assert (changed.contested_at, changed.giver, Claim.objects.get().outcome) == (None, None, "corrected")


LAST = datetime(2017, 4, 25, 6, 59, 59, tzinfo=UTC)  # 24 April, 23:59:59 in Los Angeles


def test_fourteen_whole_days_to_contest(desk):
    line = _behalf(desk)

    with pytest.raises(ValidationError, match="no longer be contested"):
        contest_figure(line, by=desk.pia, now=LAST + timedelta(seconds=1), reason="I said 103.")

    assert contest_figure(line, by=desk.pia, now=LAST, reason="I said 103.").kind == "contest"


def test_more_time_opens_for_one_member_and_ends_by_itself(desk):
    asked = ask_extension(desk.report, by=desk.pia, now=CLOSED, reason="Our server was down.")
    granted = grant_extension(
        desk.report, by=desk.cole, now=CLOSED, until=date(2017, 5, 7), reason="Their server was down."
    )

    assert (granted.pk, granted.until, granted.asked_by) == (asked.pk, date(2017, 5, 7), desk.pia)
    last = datetime(2017, 5, 8, 6, 59, 59, tzinfo=UTC)
    assert _submit(desk, now=last).state == "submitted"
    with pytest.raises(ValidationError, match="Closed on April 30"):
        _submit(desk, 131, version=2, now=last + timedelta(seconds=1))
    answer = Answer(desk.measure, "number", Decimal(1))
    with pytest.raises(ValidationError, match="Closed on April 30"):
        save_draft(desk.oak_report, by=desk.mara, now=last, answer=answer)


def test_more_time_for_one_measure_opens_no_other(desk):
    hours = make.make_measure(desk.goal, calendar=desk.calendar, name="Hours")
    make.make_assignment(hours, desk.maple)
    grant_extension(
        desk.report, by=desk.cole, now=CLOSED, until=date(2017, 5, 7), reason="Late list.", measure=hours
    )

    answer = Answer(hours, "number", Decimal(40))
    assert save_draft(desk.report, by=desk.pia, now=CLOSED, answer=answer).value == 40
    with pytest.raises(ValidationError, match="Closed on April 30"):
        _submit(desk, now=CLOSED)


def test_more_time_is_asked_for_once_and_only_when_closed(desk):
    with pytest.raises(ValidationError, match="is not closed"):
        ask_extension(desk.report, by=desk.pia, now=NOW, reason="Later.")
    asked = ask_extension(desk.report, by=desk.pia, now=CLOSED, reason="Later.")
    with pytest.raises(ValidationError, match="asked for already"):
        ask_extension(desk.report, by=desk.pia, now=CLOSED, reason="Later.")

    refused = refuse_extension(asked, by=desk.cole, now=CLOSED, version=1)

    assert (refused.until, refused.settled_by) == (None, desk.cole)
    assert ask_extension(desk.report, by=desk.pia, now=CLOSED, reason="Please.").pk != asked.pk


def test_time_taken_back_closes_the_report(desk):
    row = grant_extension(desk.report, by=desk.cole, now=CLOSED, until=date(2017, 5, 7), reason="Late.")
    end_extension(row, by=desk.cole, version=1)

    with pytest.raises(ValidationError, match="Closed on April 30"):
        _submit(desk, now=CLOSED)
