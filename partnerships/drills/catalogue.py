"""All drills by name, each with the fault that it is known to notice."""

from collections.abc import Callable
from dataclasses import dataclass

from partnerships.drills import calendar, faults, killing, outages, postal
from partnerships.drills.errors import DrillError
from partnerships.drills.ledger import Findings
from partnerships.drills.stage import Drill, Stage


@dataclass(frozen=True, slots=True)
class Entry:
    """A drill and a planted fault: with it, the drill must fail."""

    hold: Drill
    fault: Callable[[], None]

    @property
    def summary(self) -> str:
        return (self.hold.__doc__ or "").strip().splitlines()[0]

    def hold_on(self, stage: Stage) -> Findings:
        """Hold it; that it came to a stop is among the findings."""
        try:
            return self.hold(stage)
        except DrillError as error:
            return Findings(stage.owed, 0, 0, [str(error)])


CATALOGUE: dict[str, Entry] = {
    # First, because its days are fixed: the others take what comes after.
    "clock-changes": Entry(calendar.change_clocks, faults.forget_summer_time),
    "worker-killed": Entry(killing.kill_workers, faults.mark_after_the_batch),
    "deploy": Entry(killing.deploy, faults.mark_after_the_batch),
    "two-beats-three-workers": Entry(killing.crowd, faults.share_without_claim),
    "redis-flushed": Entry(outages.flush_redis, faults.trust_the_broker),
    "redis-gone": Entry(outages.cut_off_redis, faults.leave_with_the_broker),
    "redis-hanging": Entry(outages.let_redis_hang, faults.wait_for_the_broker_for_ever),
    "postgres-gone": Entry(outages.cut_off_postgres, faults.mark_after_the_batch),
    "mail-refused": Entry(postal.refuse_everybody, faults.give_up_at_once),
    "mail-slow": Entry(postal.answer_slowly, faults.share_without_claim),
    "mail-greylisted": Entry(postal.greylist, faults.take_busy_for_no),
    "one-mailbox-refused": Entry(postal.refuse_one, faults.try_again_whatever_the_answer),
    "dropped-after-data": Entry(postal.drop_after_data, faults.make_a_new_mail_of_each_attempt),
    "two-days-away": Entry(calendar.stay_away, faults.never_look_back),
}
