from datetime import UTC, date, datetime, timedelta

from partnerships.drills.ledger import Row, check
from partnerships.drills.mailserver import Accepted

DAY = date(2028, 3, 7)
NINE = datetime(2028, 3, 7, 17, tzinfo=UTC)
PIA = Row("pia@example.org", DAY, "sent", "<1@x>")
NICK = Row("nick@example.org", DAY, "sent", "<2@x>")
TO_PIA = Accepted("<1@x>", "pia@example.org", NINE)
TO_NICK = Accepted("<2@x>", "nick@example.org", NINE)


def row(person, state):
    return Row(person.to, person.day, state, person.message_id)


def test_each_sent_once_is_in_order():
    found = check(2, [PIA, NICK], [TO_PIA, TO_NICK])

    assert (found.settled, found.maybe, found.faults) == (2, 0, [])


def test_lost_mail_is_found():
    assert check(2, [PIA, NICK], [TO_PIA]).faults == ["1 marked as sent, and never arrived"]


def test_what_nobody_planned_is_found():
    assert check(2, [PIA], [TO_PIA]).faults == ["1 not planned"]


def test_open_row_is_found():
    assert check(2, [PIA, row(NICK, "queued")], [TO_PIA]).faults == ["1 not settled as they should be"]


def test_second_arrival_is_a_fault_unless_a_blow_explains_it():
    twice = [TO_PIA, TO_PIA, TO_NICK]

    assert check(2, [PIA, NICK], twice).faults == ["1 arrived twice, more than the faults explain"]
    assert check(2, [PIA, NICK], twice, may_double=1).faults == []


def test_mail_under_another_id_is_found():
    stray = Accepted("<3@x>", "pia@example.org", NINE)

    assert check(2, [PIA, NICK], [TO_PIA, TO_NICK, stray]).faults == ["1 arrived without a row that says so"]


def test_early_mail_is_found():
    early = Accepted("<1@x>", "pia@example.org", NINE - timedelta(seconds=1))

    assert check(2, [PIA, NICK], [early, TO_NICK]).faults == ["1 arrived before their time"]


def test_refused_and_missed_must_say_so():
    failed = row(NICK, "failed")

    assert check(2, [PIA, failed], [TO_PIA], refused=[NICK.to]).faults == []
    assert check(2, [PIA, NICK], [TO_PIA, TO_NICK], refused=[NICK.to]).settled == 1
    assert check(1, [row(PIA, "missed")], [], missed=[DAY]).faults == []
