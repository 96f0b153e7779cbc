"""Drills in which days pass: nobody works, or the clocks change."""

from datetime import UTC, date, datetime, timedelta

from partnerships.drills.errors import DrillError
from partnerships.drills.ledger import Findings
from partnerships.drills.stage import ONE_DAY, Stage
from partnerships.drills.world import due_at

TOO_LONG = timedelta(days=5)
# Nine in the morning in Los Angeles, written by hand: the Friday before and the Monday after the clocks
# go forward, the leap day, the Friday before and the Monday after they go back.
MOMENTS = {
    date(2028, 2, 29): datetime(2028, 2, 29, 17, tzinfo=UTC),
    date(2028, 3, 10): datetime(2028, 3, 10, 17, tzinfo=UTC),
    date(2028, 3, 13): datetime(2028, 3, 13, 16, tzinfo=UTC),
    date(2028, 11, 3): datetime(2028, 11, 3, 16, tzinfo=UTC),
    date(2028, 11, 6): datetime(2028, 11, 6, 17, tzinfo=UTC),
}
SECOND = timedelta(seconds=1)


def stay_away(stage: Stage) -> Findings:
    """No worker for two days: what fell due meanwhile leaves; after more than three it is called missed."""
    monday = stage.next_monday()
    away, too_long_ago = [monday + ONE_DAY * number for number in range(3)], monday + 3 * ONE_DAY
    stage.begin(*away, too_long_ago)
    stage.crew.start_both()
    stage.wait_for_plan()
    stage.crew.stop("worker")
    stage.go_to(due_at(away[-1]) + timedelta(minutes=1))
    stage.crew.start_worker()
    stage.wait_for_end(*away)
    stage.crew.stop("worker")
    stage.go_to(due_at(too_long_ago) + TOO_LONG)
    stage.crew.start_worker()
    stage.wait_for_end()
    return stage.close_books(missed=[too_long_ago])


def change_clocks(stage: Stage) -> Findings:
    """Over summer time in both directions and over 29 February: nothing a minute early, nothing late."""
    stage.begin(*MOMENTS)
    stage.crew.start_both()
    for number, (day, moment) in enumerate(MOMENTS.items()):
        stage.go_to(moment - timedelta(minutes=1))
        stage.wait_for_plan(day)
        stage.wait_for_tick()
        if len(stage.arrived) > number * stage.scale.mails:
            raise DrillError(f"A mail of {day} left before its time.")
        stage.go_to(moment + SECOND)
        stage.wait_for_end(day)
        stage.wait_for_mails((number + 1) * stage.scale.mails)
    return stage.close_books()
