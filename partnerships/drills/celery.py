"""The Celery app of a drill's worker and beat: the real one, with the drill's clock and pace."""

import os

from partnerships.celery import app
from partnerships.drills.environment import PACE

# How many ticks pass before a silent broker is asked whether it lives: at the real pace, Celery's own 25 s.
ASK_EVERY_TICKS = 5

# Read once Django is set up and before the worker's processes are forked.
app.conf.imports = ("partnerships.drills.planting",)
if PACE in os.environ:
    pace = float(os.environ[PACE])
    app.conf.broker_transport_options["health_check_interval"] = ASK_EVERY_TICKS * pace
    for entry in app.conf.beat_schedule.values():
        entry["schedule"] = pace
