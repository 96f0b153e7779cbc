"""Drills in which processes die, are replaced, or are too many."""

from datetime import date

from partnerships.drills.ledger import Findings
from partnerships.drills.stage import ONE_DAY, Stage
from partnerships.drills.world import due_at

AT_ONCE = 2
SECONDS_A_MAIL = 0.01
EXTRA_WORKERS, EXTRA_BEATS = ("second", "third"), ("other-beat",)


def kill_workers(stage: Stage) -> Findings:
    """SIGKILL in mid-batch, again and again; a new worker each time."""
    blows = stage.scale.blows
    _begin(stage)
    for blow in range(blows):
        stage.wait_for_mails(_part(stage, blow, blows))
        stage.crew.kill("worker")
        stage.let_leases_end()
        stage.crew.start_worker()
    stage.wait_for_end()
    # What was between the server's answer and the mark leaves again, one mail for each process.
    return stage.close_books(may_double=AT_ONCE * blows)


def deploy(stage: Stage) -> Findings:
    """SIGTERM in mid-batch while a new worker starts: one day politely, the next to every process at once."""
    tuesday = stage.next_monday() + ONE_DAY
    _begin(stage, tuesday, tuesday + ONE_DAY)
    stage.wait_for_mails(stage.scale.mails // 3)
    stage.crew.start_worker("newer")
    stage.crew.stop("worker")
    stage.wait_for_end(tuesday)
    stage.go_to(due_at(tuesday + ONE_DAY))
    stage.wait_for_mails(stage.scale.mails * 4 // 3)
    stage.crew.stop("newer", with_children=True)
    stage.let_leases_end()
    stage.crew.start_worker()
    stage.wait_for_end()
    return stage.close_books(may_double=AT_ONCE)


def crowd(stage: Stage) -> Findings:
    """Two beats and three workers share one day's mails."""
    for name in EXTRA_WORKERS:
        stage.crew.start_worker(name)
    for name in EXTRA_BEATS:
        stage.crew.start_beat(name)
    _begin(stage)
    stage.wait_for_end()
    # Whoever comes late must find nothing.
    stage.clock.go_on(minutes=1)
    stage.wait_for_tick()
    found = stage.close_books()
    for name in EXTRA_WORKERS + EXTRA_BEATS:
        stage.crew.kill(name)
    return found


def _begin(stage: Stage, *days: date) -> None:
    """Start with everything planned and its hour come."""
    stage.begin(*days)
    stage.behave(seconds_a_mail=SECONDS_A_MAIL)
    stage.crew.start_both()
    stage.wait_for_plan()
    stage.go_to(due_at(stage.days[0]))


def _part(stage: Stage, number: int, count: int) -> int:
    return stage.owed * (number + 1) // (count + 1)
