"""Drills in which the mail server does what mail servers do."""

from datetime import timedelta

from partners.choices import DeliveryState
from partners.models import Delivery
from partnerships.drills.ledger import Findings
from partnerships.drills.stage import Stage
from partnerships.drills.world import address, due_at

SLOW = 0.05
# The first retry comes after a minute.
RETRY = timedelta(minutes=1, seconds=1)


def refuse_everybody(stage: Stage) -> Findings:
    """The server lets nobody in, and later does."""
    _begin(stage, is_busy=True)
    _wait_for_retries(stage, stage.owed)
    stage.behave()
    return _end(stage)


def answer_slowly(stage: Stage) -> Findings:
    """Every mail takes its time, and one gets no answer within the fifteen seconds that a worker waits."""
    _begin(stage, seconds_a_mail=SLOW)
    if stage.scale.blows > 3:  # noqa: PLR2004 - only the long form has the time
        stage.mail.manners.hangs = 1
        stage.wait_for_mails(1)
        _wait_for_retries(stage, 1)
    return _end(stage)


def greylist(stage: Stage) -> Findings:
    """Each address is told once to come again later."""
    _begin(stage, greylists=True)
    _wait_for_retries(stage, stage.owed)
    return _end(stage)


def refuse_one(stage: Stage) -> Findings:
    """One mailbox does not exist; the others get their mail."""
    refused = address(stage.scale.mails // 2)
    _begin(stage, refused=frozenset({refused}))
    stage.wait_for_end()
    return stage.close_books(refused=[refused])


def drop_after_data(stage: Stage) -> Findings:
    """The server takes mails over and hangs up before it says so: nobody can know, so they leave again."""
    drops = stage.scale.blows
    _begin(stage, drops=drops)
    _wait_for_retries(stage, drops)
    stage.clock.set_to(stage.clock.now() + RETRY)
    stage.wait_for_end()
    found = stage.close_books(may_double=drops)
    if found.maybe != drops:
        found.faults.append(f"{drops} mails hung up on, {found.maybe} left again")
    return found


def _begin(stage: Stage, **manners) -> None:
    stage.begin()
    stage.behave(**manners)
    stage.crew.start_both()
    stage.wait_for_plan()
    stage.go_to(due_at(stage.days[0]))


def _wait_for_retries(stage: Stage, count: int) -> None:
    own = Delivery.objects.filter(reminders__anchor_on__in=stage.days)
    waiting = own.filter(state=DeliveryState.QUEUED, attempts__gte=1).exclude(error="")
    stage.wait_until(lambda: waiting.count() >= count, f"{count} mails wait for another attempt")


def _end(stage: Stage) -> Findings:
    stage.clock.set_to(stage.clock.now() + RETRY)
    stage.wait_for_end()
    return stage.close_books()
