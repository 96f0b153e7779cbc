"""What a drill's process does when it starts: take over the drill's clock and, if asked, a planted fault."""

import os
from pathlib import Path

from django.utils import timezone

from partnerships.drills.clock import MovedClock
from partnerships.drills.environment import CLOCK, FAULT
from partnerships.drills.faults import FAULTS

if CLOCK in os.environ:
    # Nothing below the ticks reads a clock, and the database's own is never asked.
    timezone.now = MovedClock(Path(os.environ[CLOCK])).now
if os.environ.get(FAULT):
    FAULTS[os.environ[FAULT]]()
