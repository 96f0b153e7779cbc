"""Drills in which Redis or PostgreSQL goes away while mails fall due."""

import shlex
import subprocess
import time
from datetime import timedelta

from django.db import connection

from partnerships.drills.ledger import Findings
from partnerships.drills.proxy import State
from partnerships.drills.stage import Stage, empty_redis
from partnerships.drills.world import due_at

AT_ONCE = 2
SECONDS_A_MAIL = 0.01
PROMPT = timedelta(minutes=2)

FORBID = "ALTER DATABASE {} ALLOW_CONNECTIONS {}"
END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"


def flush_redis(stage: Stage) -> Findings:
    """Everything in Redis is deleted while mails are on their way, more than once."""
    _begin(stage)
    for number in range(3):
        stage.wait_for_mails(stage.owed * number // 3 + 1)
        empty_redis(stage.redis.target)
    stage.wait_for_end()
    return stage.close_books()


def cut_off_redis(stage: Stage) -> Findings:
    """Nobody reaches Redis when the mails fall due."""
    return _without_redis(stage, "gone")


def let_redis_hang(stage: Stage) -> Findings:
    """Redis takes every word and answers none when the mails fall due."""
    return _without_redis(stage, "hanging")


def cut_off_postgres(stage: Stage) -> Findings:
    """PostgreSQL goes away in mid-batch three times, and lets nobody in for a while."""
    _begin(stage)
    blows = 3
    for blow in range(blows):
        stage.wait_for_mails(stage.owed * (blow + 1) // (blows + 1))
        _restart(stage)
        stage.let_leases_end()
    stage.wait_for_end()
    return stage.close_books(may_double=AT_ONCE * blows)


def _begin(stage: Stage) -> None:
    stage.begin()
    stage.behave(seconds_a_mail=SECONDS_A_MAIL)
    stage.crew.start_both()
    stage.wait_for_plan()
    stage.go_to(due_at(stage.days[0]))


def _without_redis(stage: Stage, state: State) -> Findings:
    stage.begin()
    stage.crew.start_both()
    stage.wait_for_plan()
    stage.wait_for_tick()
    # A tick on its way when Redis goes can end the worker: kombu has lost the connection to give it back to.
    # On a server it is started again, and so it is here.
    stage.is_supervised = True
    stage.redis.become(state)
    time.sleep(stage.scale.outage_seconds)
    stage.go_to(due_at(stage.days[0]))
    time.sleep(stage.scale.outage_seconds)
    stage.redis.become("open")
    returned_at = stage.clock.now()
    stage.wait_for_end()
    found = stage.close_books()
    if stage.clock.now() - returned_at > PROMPT:
        found.faults.append("more than two minutes after Redis came back")
    return found


def _restart(stage: Stage) -> None:
    if stage.postgres_restart:
        # Given by whoever started the drill; no shell reads it.
        subprocess.run(shlex.split(stage.postgres_restart), check=True)  # noqa: S603
        connection.close()
        return
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (own,) = cursor.fetchone()
    with connection._nodb_cursor() as cursor:
        quoted = connection.ops.quote_name(name)
        cursor.execute(FORBID.format(quoted, "false"))
        cursor.execute(END_ALL, [name, own])
        time.sleep(stage.scale.outage_seconds)
        cursor.execute(FORBID.format(quoted, "true"))
