from measurements.models.goals import Goal
from measurements.models.measures import Assignment, Measure
from measurements.models.periods import Period, ReportingCalendar
from measurements.models.reports import Observation, Report

__all__ = ["Assignment", "Goal", "Measure", "Observation", "Period", "Report", "ReportingCalendar"]
