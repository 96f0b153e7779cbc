"""Breaks things on purpose and shows that no reminder is lost, doubled or early."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from partnerships.drills import report
from partnerships.drills.catalogue import CATALOGUE
from partnerships.drills.database import check_redis, empty_database, own_database
from partnerships.drills.errors import DrillError
from partnerships.drills.stage import LONG, SHORT, Scale, open_stage

# A drill with a planted fault often waits in vain.
PATIENCE_WITH_FAULT = 30


class Command(BaseCommand):
    help = "Send mails in a database of its own while worker, Redis, PostgreSQL or mail server fail."
    # The database in the settings is not touched.
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("name", nargs="*", help=f"all, or some of: {', '.join(CATALOGUE)}")
        parser.add_argument("--short", action="store_true", help="with few mails, as the tests do")
        parser.add_argument(
            "--planted", action="store_true", help="break the program and see that the drill notices"
        )
        parser.add_argument("--redis", default=settings.REDIS_URL, help="an empty Redis database")
        parser.add_argument(
            "--restart-postgres", default="", metavar="COMMAND", help="how to really restart PostgreSQL"
        )

    def handle(
        self, *, name: list[str], short: bool, planted: bool, redis: str, restart_postgres: str, **options
    ):
        if unknown := sorted(set(name) - CATALOGUE.keys()):
            raise CommandError(f"There is no drill {', '.join(unknown)}; there are {', '.join(CATALOGUE)}.")
        names = [known for known in CATALOGUE if not name or known in name]
        scale = SHORT if short or planted else LONG
        try:
            check_redis(redis)
            with own_database():
                self._say(report.HEAD)
                hold = self._planted if planted else self._all
                bad = list(hold(names, scale, redis=redis, restart=restart_postgres))
        except DrillError as error:
            raise CommandError(str(error)) from error
        if bad:
            raise CommandError(f"{len(bad)} of {len(names)}: {', '.join(bad)}.")

    def _all(self, names: Sequence[str], scale: Scale, *, redis: str, restart: str) -> Iterable[str]:
        """Hold each on one stage after the other; yield the names of those that failed."""
        with open_stage(scale, redis_url=redis, postgres_restart=restart) as stage:
            for name in names:
                started_at = time.monotonic()
                found = CATALOGUE[name].hold_on(stage)
                self._say(report.line(name, found, time.monotonic() - started_at))
                if found.faults:
                    yield name

    def _planted(self, names: Sequence[str], scale: Scale, *, redis: str, restart: str) -> Iterable[str]:
        """Hold each with its fault, on a stage of its own; yield the names of those that noticed nothing."""
        impatient = replace(scale, patience_seconds=PATIENCE_WITH_FAULT)
        for name in names:
            fault = CATALOGUE[name].fault.__name__
            started_at = time.monotonic()
            with open_stage(impatient, redis_url=redis, fault=fault, postgres_restart=restart) as stage:
                found = CATALOGUE[name].hold_on(stage)
            empty_database()
            self._say(report.line_of_planted(name, fault, found, time.monotonic() - started_at))
            if not found.faults:
                yield name

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        # A drill takes its time: also in a file, each line stands there at once.
        self.stdout.flush()
