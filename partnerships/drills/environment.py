"""What the processes of a drill are told by their environment."""

# The file with the clock's shift, a planted fault by name, and the seconds from tick to tick.
CLOCK, FAULT, PACE = "DRILL_CLOCK", "DRILL_FAULT", "DRILL_PACE"
