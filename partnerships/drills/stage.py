"""Where a drill takes place: its clock, mail server, way to Redis, processes and library."""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection

from partners.choices import ReminderState
from partners.models import Reminder, TickLease
from partnerships.drills.clock import MovedClock
from partnerships.drills.environment import CLOCK, FAULT, PACE
from partnerships.drills.errors import DrillError
from partnerships.drills.ledger import Findings, check, read_rows
from partnerships.drills.mailserver import Accepted, MailServer, Manners
from partnerships.drills.processes import Crew
from partnerships.drills.proxy import Proxy
from partnerships.drills.world import build_world, due_at, owe_reports

LOOK_EVERY_SECONDS = 0.05
# Longer than what a killed worker had claimed stays claimed.
LEASES_END = timedelta(minutes=11)
ONE_DAY = timedelta(days=1)
FIRST_MONDAY = date(2028, 2, 28)
OPEN_STATES = [ReminderState.PLANNED, ReminderState.QUEUED]


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a drill is; a pace is the seconds from tick to tick."""

    mails: int
    blows: int
    pace: float
    outage_seconds: float
    patience_seconds: float


SHORT = Scale(mails=40, blows=2, pace=0.5, outage_seconds=1, patience_seconds=120)
LONG = Scale(mails=500, blows=20, pace=5, outage_seconds=60, patience_seconds=600)


@dataclass
class Stage:
    """All that a drill plays with."""

    scale: Scale
    clock: MovedClock
    mail: MailServer
    redis: Proxy
    crew: Crew
    postgres_restart: str = ""
    # Whether what ends by itself is started again, as deploy/ has it.
    is_supervised: bool = False
    days: tuple[date, ...] = ()
    mails_before: int = 0

    @property
    def owed(self) -> int:
        """How many mails are on their way today, or on all the days of this drill."""
        return self.scale.mails * len(self.days)

    @property
    def arrived(self) -> list[Accepted]:
        return self.mail.accepted[self.mails_before :]

    def begin(self, *days: date) -> None:
        """Let everybody owe a report on the days, else on the next Tuesday, an hour from now."""
        days = days or (self.next_monday() + ONE_DAY,)
        if not self.days:
            build_world(self.scale.mails)
        owe_reports(days)
        self.behave()
        self.days, self.mails_before = days, len(self.mail.accepted)
        self.is_supervised = False
        self.clock.set_to(due_at(days[0]) - timedelta(hours=1))

    def next_monday(self) -> date:
        """The first one on which nothing of earlier drills can be due."""
        day = max(self.days, default=FIRST_MONDAY - 7 * ONE_DAY)
        return day + (7 - day.weekday()) * ONE_DAY

    def go_to(self, moment: datetime) -> None:
        self.clock.set_to(moment)

    def let_leases_end(self) -> None:
        self.clock.set_to(self.clock.now() + LEASES_END)

    def behave(self, **manners) -> None:
        self.mail.manners = Manners(**manners)

    def wait_until(self, is_true: Callable[[], object], what: str) -> None:
        end = time.monotonic() + self.scale.patience_seconds
        while not is_true():
            if self.is_supervised:
                self.crew.restart_ended()
            if time.monotonic() > end:
                raise DrillError(f"Still waiting after {self.scale.patience_seconds:.0f} s: {what}.")
            time.sleep(LOOK_EVERY_SECONDS)

    def wait_for_plan(self, *days: date) -> None:
        days = days or self.days
        self.wait_until(lambda: self._is_planned(*days), "everything is planned")

    def _is_planned(self, *days: date) -> bool:
        return Reminder.objects.filter(anchor_on__in=days).count() >= self.scale.mails * len(days)

    def wait_for_mails(self, count: int) -> None:
        self.wait_until(lambda: len(self.arrived) >= count, f"{count} mails have arrived")

    def wait_for_end(self, *days: date) -> None:
        """Wait until nothing of these days, or of all the drill's, is open."""
        rows = Reminder.objects.filter(state__in=OPEN_STATES, anchor_on__in=days or self.days)
        self.wait_until(lambda: not rows.exists(), "everything is settled")

    def wait_for_tick(self) -> None:
        """Wait until the sender has looked at what is due now."""
        now = self.clock.now()
        self.wait_until(
            lambda: TickLease.objects.filter(name="send", last_run_at__gte=now).exists(), "a tick has run"
        )

    def close_books(self, *, may_double: int = 0, refused: Sequence[str] = (), missed: Iterable[date] = ()):
        """Compare what was owed with what arrived. Raises DrillError when a process did not last."""
        if ended := self.crew.names_of_ended():
            raise DrillError(f"Ended by itself: {', '.join(ended)}.")
        return check(
            self.owed,
            read_rows(self.days),
            self.arrived,
            may_double=may_double,
            refused=refused,
            missed=missed,
        )


Drill = Callable[[Stage], Findings]


@contextmanager
def open_stage(
    scale: Scale, *, redis_url: str, fault: str = "", postgres_restart: str = ""
) -> Iterator[Stage]:
    """Set up everything but the library and the processes; take it down at the end.

    Empties the Redis database: give one that nothing else uses.
    """
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        folder = Path(name)
        clock = MovedClock(folder / "clock")
        with MailServer(clock.now) as mail, Proxy(redis_url) as proxy:
            empty_redis(redis_url)
            environment = {
                "PARTNERSHIPS_PROFILE": "",
                "SECRET_KEY": settings.SECRET_KEY,
                "DATA_DIR": name,
                "DATABASE_URL": database_url(),
                "REDIS_URL": proxy.url,
                "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}",
                CLOCK: str(folder / "clock"),
                FAULT: fault,
                PACE: str(scale.pace),
            }
            with Crew(folder, environment) as crew:
                yield Stage(scale, clock, mail, proxy, crew, postgres_restart)
            empty_redis(redis_url)


def empty_redis(url: str) -> None:
    with redis.Redis.from_url(url) as client:
        client.flushdb()


def database_url() -> str:
    """The address of the database that this process uses, for others."""
    database = connection.settings_dict
    host = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    return f"postgres://{database['USER']}:{database['PASSWORD']}@{host}/{database['NAME']}"
