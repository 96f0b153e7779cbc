from django.urls import path

from measurements.views import goals, measure, measures, reports, reviews

LIBRARY = "libraries/<slug:slug>/"

urlpatterns = [
    path(f"{LIBRARY}partnerships/<int:pk>/goals/add/", goals.GoalAddView.as_view(), name="goal_add"),
    path(f"{LIBRARY}goals/<int:pk>/change/", goals.GoalChangeView.as_view(), name="goal_change"),
    path(f"{LIBRARY}goals/<int:pk>/measures/add/", measures.MeasureAddView.as_view(), name="measure_add"),
    path(f"{LIBRARY}measures/<int:pk>/", measure.MeasureView.as_view(), name="measure"),
    path(f"{LIBRARY}measures/<int:pk>/change/", measures.MeasureChangeView.as_view(), name="measure_change"),
    path(
        f"{LIBRARY}measures/<int:pk>/deadlines/", measures.DeadlinesView.as_view(), name="measure_deadlines"
    ),
    path(f"{LIBRARY}measures/<int:pk>/assign/", measures.MeasureAssignView.as_view(), name="measure_assign"),
    path(f"{LIBRARY}assignments/<int:pk>/end/", measures.AssignmentEndView.as_view(), name="assignment_end"),
    path(f"{LIBRARY}reports/<int:pk>/", reports.ReportView.as_view(), name="report"),
    path(f"{LIBRARY}reports/<int:pk>/review/", reviews.ReviewView.as_view(), name="report_review"),
    path(f"{LIBRARY}figures/<int:pk>/approve/", reviews.ApproveView.as_view(), name="figure_approve"),
    path(f"{LIBRARY}figures/<int:pk>/return/", reviews.ReturnView.as_view(), name="figure_return"),
]
