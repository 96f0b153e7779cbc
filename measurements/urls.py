from django.urls import path

from measurements.views import (
    acceptances,
    activities,
    agendas,
    behalf,
    calendar,
    claims,
    commitments,
    curves,
    decisions,
    definitions,
    dimensions,
    drafting,
    extensions,
    figure_imports,
    gaps,
    goals,
    headlines,
    measure,
    measures,
    meeting,
    periods,
    plans,
    report_links,
    reporting,
    reports,
    reviews,
    roles,
    sessions,
    signatures,
    starters,
    targets,
    yearly,
)

LIBRARY = "libraries/<slug:slug>/"
PARTNERSHIP = f"{LIBRARY}partnerships/<int:pk>/"
GOAL = f"{LIBRARY}goals/<int:pk>/"

AGENDAS = [
    path(f"{PARTNERSHIP}agenda/", agendas.AgendaView.as_view(), name="agenda"),
    path(f"{PARTNERSHIP}agenda/start/", drafting.AgendaStartView.as_view(), name="agenda_start"),
    path(f"{PARTNERSHIP}agenda/open/", drafting.AgendaOpenView.as_view(), name="agenda_open"),
    path(f"{PARTNERSHIP}agenda/draft/", agendas.AgendaDraftView.as_view(), name="agenda_draft"),
    path(f"{PARTNERSHIP}agenda/change/", drafting.AgendaChangeView.as_view(), name="agenda_change"),
    path(f"{PARTNERSHIP}agenda/discard/", drafting.AgendaDiscardView.as_view(), name="agenda_discard"),
    path(f"{PARTNERSHIP}agenda/send/", drafting.AgendaPublishView.as_view(), name="agenda_publish"),
    path(f"{PARTNERSHIP}agenda/compare/", agendas.AgendaCompareView.as_view(), name="agenda_compare"),
    path(f"{LIBRARY}agendas/<int:pk>/", agendas.AgendaVersionView.as_view(), name="agenda_version"),
    path(f"{LIBRARY}agendas/<int:pk>/paper/", agendas.AgendaPaperView.as_view(), name="agenda_paper"),
    path(f"{LIBRARY}agendas/<int:pk>/sign/", signatures.AgendaSignView.as_view(), name="agenda_sign"),
    path(
        f"{LIBRARY}agendas/<int:pk>/sign-on-paper/",
        signatures.PaperSignatureView.as_view(),
        name="agenda_sign_on_paper",
    ),
    path(f"{LIBRARY}signatures/<int:pk>/", signatures.SignatureView.as_view(), name="signature"),
    path(
        f"{LIBRARY}signatures/<int:pk>/undo/", signatures.SignatureUndoView.as_view(), name="signature_undo"
    ),
]

GOALS = [
    path(f"{PARTNERSHIP}goals/", goals.GoalsView.as_view(), name="goals"),
    path(f"{PARTNERSHIP}goals/add/", goals.GoalAddView.as_view(), name="goal_add"),
    path(GOAL, goals.GoalView.as_view(), name="goal"),
    path(f"{GOAL}change/", goals.GoalChangeView.as_view(), name="goal_change"),
    path(f"{GOAL}review/", goals.GoalReviewView.as_view(), name="goal_review"),
    path(f"{GOAL}close/", goals.GoalCloseView.as_view(), name="goal_close"),
    path(f"{GOAL}reopen/", goals.GoalReopenView.as_view(), name="goal_reopen"),
    path(f"{GOAL}measures/start/", starters.StartersView.as_view(), name="measure_starters"),
    path(f"{GOAL}move/", plans.GoalMoveView.as_view(), name="goal_move"),
    path(f"{GOAL}strategies/add/", plans.StrategyAddView.as_view(), name="strategy_add"),
    path(f"{GOAL}roles/add/", plans.RoleAddView.as_view(), name="role_add"),
    path(f"{LIBRARY}strategies/<int:pk>/change/", plans.StrategyChangeView.as_view(), name="strategy_change"),
    path(f"{LIBRARY}strategies/<int:pk>/remove/", plans.StrategyRemoveView.as_view(), name="strategy_remove"),
    path(f"{LIBRARY}roles/<int:pk>/remove/", plans.RoleRemoveView.as_view(), name="role_remove"),
    path(f"{PARTNERSHIP}decisions/", decisions.DecisionsView.as_view(), name="decisions"),
    path(f"{PARTNERSHIP}decisions/add/", decisions.DecisionAddView.as_view(), name="decision_add"),
    path(
        f"{LIBRARY}decisions/<int:pk>/change/", decisions.DecisionChangeView.as_view(), name="decision_change"
    ),
]

CALENDARS = [
    path(f"{PARTNERSHIP}reporting/", reporting.ReportingCalendarView.as_view(), name="reporting_calendar"),
    path(f"{PARTNERSHIP}figures/bring/", figure_imports.FiguresBringView.as_view(), name="figures_bring"),
    path(
        f"{LIBRARY}figures-brought/<int:pk>/",
        figure_imports.FiguresBroughtView.as_view(),
        name="figures_brought",
    ),
    path(
        f"{LIBRARY}figures-brought/<int:pk>/undo/",
        figure_imports.FiguresTakeBackView.as_view(),
        name="figures_take_back",
    ),
    path(f"{PARTNERSHIP}reporting/add/", reporting.CalendarAddView.as_view(), name="calendar_add"),
    path(
        f"{LIBRARY}reporting/<int:pk>/change/", reporting.CalendarChangeView.as_view(), name="calendar_change"
    ),
    path(
        f"{LIBRARY}reporting/<int:pk>/frequency/",
        reporting.FrequencyView.as_view(),
        name="calendar_frequency",
    ),
    path(f"{LIBRARY}reporting/<int:pk>/next-year/", yearly.NextYearView.as_view(), name="calendar_next_year"),
    path(
        f"{LIBRARY}reporting/<int:pk>/measures/add/",
        reporting.CalendarMeasureAddView.as_view(),
        name="calendar_measure_add",
    ),
]

urlpatterns = [
    *AGENDAS,
    *GOALS,
    *CALENDARS,
    path(f"{LIBRARY}goals/<int:pk>/measures/add/", measures.MeasureAddView.as_view(), name="measure_add"),
    path(
        f"{LIBRARY}goals/<int:pk>/measures/divide/", measures.DerivedAddView.as_view(), name="measure_divide"
    ),
    path(
        f"{LIBRARY}measures/<int:pk>/different-people/",
        measures.StaffFigureAddView.as_view(),
        name="staff_figure_add",
    ),
    path(f"{LIBRARY}measures/<int:pk>/targets/", targets.TargetsView.as_view(), name="measure_targets"),
    path(f"{LIBRARY}targets/<int:pk>/change/", targets.TargetChangeView.as_view(), name="target_change"),
    path(f"{LIBRARY}measures/<int:pk>/", measure.MeasureView.as_view(), name="measure"),
    path(
        f"{LIBRARY}measures/<int:pk>/definitions/",
        definitions.DefinitionsView.as_view(),
        name="measure_definitions",
    ),
    path(f"{LIBRARY}breakdowns/", dimensions.DimensionsView.as_view(), name="dimensions"),
    path(f"{LIBRARY}breakdowns/add/", dimensions.DimensionAddView.as_view(), name="dimension_add"),
    path(
        f"{LIBRARY}breakdowns/<int:pk>/change/",
        dimensions.DimensionChangeView.as_view(),
        name="dimension_change",
    ),
    path(
        f"{LIBRARY}breakdowns/<int:pk>/lists/add/",
        dimensions.ListBeginView.as_view(),
        name="category_list_add",
    ),
    path(
        f"{LIBRARY}breakdowns/lists/<int:pk>/remove/",
        dimensions.ListDropView.as_view(),
        name="category_list_drop",
    ),
    path(
        f"{LIBRARY}measures/<int:pk>/breakdowns/",
        dimensions.MeasureBreakdownsView.as_view(),
        name="measure_breakdowns",
    ),
    path(
        f"{LIBRARY}measure-breakdowns/<int:pk>/end/",
        dimensions.BreakdownEndView.as_view(),
        name="breakdown_end",
    ),
    path(f"{LIBRARY}measures/<int:pk>/meeting/", meeting.MeetingView.as_view(), name="measure_meeting"),
    path(f"{LIBRARY}measures/<int:pk>/forecast/", curves.ForecastAddView.as_view(), name="forecast_add"),
    path(f"{LIBRARY}measures/<int:pk>/notes/add/", curves.NoteAddView.as_view(), name="note_add"),
    path(f"{LIBRARY}notes/<int:pk>/change/", curves.NoteChangeView.as_view(), name="note_change"),
    path(f"{LIBRARY}measures/<int:pk>/change/", measures.MeasureChangeView.as_view(), name="measure_change"),
    path(
        f"{LIBRARY}measures/<int:pk>/deadlines/", measures.DeadlinesView.as_view(), name="measure_deadlines"
    ),
    path(f"{LIBRARY}measures/<int:pk>/assign/", measures.MeasureAssignView.as_view(), name="measure_assign"),
    path(f"{LIBRARY}assignments/<int:pk>/end/", measures.AssignmentEndView.as_view(), name="assignment_end"),
    path(f"{LIBRARY}reports/<int:pk>/", reports.ReportView.as_view(), name="report"),
    path("answers/report/<str:secret>/", report_links.ReportLinkView.as_view(), name="report_link"),
    path(
        "answers/report/<str:secret>/lines/",
        report_links.ReportLinkLinesView.as_view(),
        name="report_link_lines",
    ),
    path(f"{LIBRARY}reports/<int:pk>/review/", reviews.ReviewView.as_view(), name="report_review"),
    path(f"{LIBRARY}reports/<int:pk>/lines/", reports.ReportLinesView.as_view(), name="report_lines"),
    path(f"{LIBRARY}reports/<int:pk>/behalf/", behalf.BehalfView.as_view(), name="report_behalf"),
    path(
        f"{LIBRARY}reports/<int:pk>/extension/ask/",
        extensions.AskExtensionView.as_view(),
        name="extension_ask",
    ),
    path(
        f"{LIBRARY}reports/<int:pk>/extension/",
        extensions.GrantExtensionView.as_view(),
        name="extension_grant",
    ),
    path(
        f"{LIBRARY}reports/<int:pk>/measures/<int:measure>/parts/",
        acceptances.AcceptPartsView.as_view(),
        name="parts_accept",
    ),
    path(
        f"{LIBRARY}reports/<int:pk>/measures/<int:measure>/parts/end/",
        acceptances.RefusePartsView.as_view(),
        name="parts_refuse",
    ),
    path(
        f"{LIBRARY}extensions/<int:pk>/refuse/",
        extensions.RefuseExtensionView.as_view(),
        name="extension_refuse",
    ),
    path(f"{LIBRARY}extensions/<int:pk>/end/", extensions.EndExtensionView.as_view(), name="extension_end"),
    path(f"{LIBRARY}periods/<int:pk>/", periods.PeriodView.as_view(), name="period"),
    path(f"{LIBRARY}figures/<int:pk>/", claims.FigureView.as_view(), name="figure"),
    path(f"{LIBRARY}figures/<int:pk>/claim/", claims.ClaimView.as_view(), name="figure_claim"),
    path(f"{LIBRARY}figures/<int:pk>/reopen/", claims.ReopenView.as_view(), name="figure_reopen"),
    path(f"{LIBRARY}claims/<int:pk>/settle/", claims.SettleView.as_view(), name="claim_settle"),
    path(f"{LIBRARY}figures/<int:pk>/approve/", reviews.ApproveView.as_view(), name="figure_approve"),
    path(f"{LIBRARY}figures/<int:pk>/return/", reviews.ReturnView.as_view(), name="figure_return"),
    path(f"{PARTNERSHIP}roles/", roles.MatrixView.as_view(), name="roles"),
    path(f"{PARTNERSHIP}roles/change/", roles.RolesChangeView.as_view(), name="roles_change"),
    path(f"{LIBRARY}goals/<int:pk>/groups/", roles.PopulationsView.as_view(), name="goal_populations"),
    path(f"{PARTNERSHIP}commitments/", commitments.CommitmentsView.as_view(), name="commitments"),
    path(f"{PARTNERSHIP}commitments/add/", commitments.CommitmentAddView.as_view(), name="commitment_add"),
    path(
        f"{LIBRARY}commitments/<int:pk>/change/",
        commitments.CommitmentChangeView.as_view(),
        name="commitment_change",
    ),
    path(
        f"{LIBRARY}commitments/<int:pk>/confirm/",
        commitments.CommitmentConfirmView.as_view(),
        name="commitment_confirm",
    ),
    path(f"{PARTNERSHIP}activities/", activities.ActivitiesView.as_view(), name="activities"),
    path(f"{PARTNERSHIP}activities/add/", activities.ActivityAddView.as_view(), name="activity_add"),
    path(f"{PARTNERSHIP}calendar/", calendar.CalendarView.as_view(), name="activity_calendar"),
    path(f"{PARTNERSHIP}year/", calendar.TimelineView.as_view(), name="activity_timeline"),
    path(f"{LIBRARY}headlines/", headlines.LibraryHeadlinesView.as_view(), name="library_headlines"),
    path(f"{PARTNERSHIP}headlines/", headlines.HeadlinesView.as_view(), name="headlines"),
    path(f"{PARTNERSHIP}missing/", gaps.GapsView.as_view(), name="plan_gaps"),
    path(f"{LIBRARY}activities/<int:pk>/", activities.ActivityView.as_view(), name="activity"),
    path(
        f"{LIBRARY}activities/<int:pk>/change/",
        activities.ActivityChangeView.as_view(),
        name="activity_change",
    ),
    path(
        f"{LIBRARY}activities/<int:pk>/sessions/", sessions.SessionsView.as_view(), name="activity_sessions"
    ),
]
