from measurements.models.activities import Activity, ActivityHelper, Session
from measurements.models.agendas import AgendaDraft, AgendaVersion, Signature
from measurements.models.claims import Claim
from measurements.models.commitments import Commitment
from measurements.models.dimensions import CategoryList, Dimension, MeasureDimension, SliceCategory
from measurements.models.extensions import Extension
from measurements.models.forecasts import Forecast
from measurements.models.goals import Goal, GoalDecision, Role, Strategy
from measurements.models.measures import Assignment, Measure, MeasureVersion
from measurements.models.notes import MeasureNote
from measurements.models.periods import Period, ReportingCalendar
from measurements.models.populations import GoalPopulation, Population
from measurements.models.reports import Observation, Report, Slice
from measurements.models.revisions import Revision
from measurements.models.targets import StaffFigure, Target

__all__ = [
    "Activity",
    "ActivityHelper",
    "AgendaDraft",
    "AgendaVersion",
    "Assignment",
    "CategoryList",
    "Claim",
    "Commitment",
    "Dimension",
    "Extension",
    "Forecast",
    "Goal",
    "GoalDecision",
    "GoalPopulation",
    "Measure",
    "MeasureDimension",
    "MeasureNote",
    "MeasureVersion",
    "Observation",
    "Period",
    "Population",
    "Report",
    "ReportingCalendar",
    "Revision",
    "Role",
    "Session",
    "Signature",
    "Slice",
    "SliceCategory",
    "StaffFigure",
    "Strategy",
    "Target",
]
