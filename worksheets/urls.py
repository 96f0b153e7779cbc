from django.urls import path

from worksheets.views.evaluations import EvaluationAddView, EvaluationListView
from worksheets.views.paper import BlankPaperView, PaperView
from worksheets.views.results import EvaluationResultsView
from worksheets.views.sheets import EvaluationCellsView, EvaluationView

_worksheets = "libraries/<slug:slug>/worksheets/"

urlpatterns = [
    path(_worksheets, EvaluationListView.as_view(), name="evaluations"),
    path(f"{_worksheets}add/", EvaluationAddView.as_view(), name="evaluation_add"),
    path(f"{_worksheets}<int:pk>/", EvaluationView.as_view(), name="evaluation"),
    path(f"{_worksheets}<int:pk>/cells/", EvaluationCellsView.as_view(), name="evaluation_cells"),
    path(f"{_worksheets}<int:pk>/results/", EvaluationResultsView.as_view(), name="evaluation_results"),
    path(f"{_worksheets}<int:pk>/paper/", PaperView.as_view(), name="evaluation_paper"),
    path(f"{_worksheets}blank/", BlankPaperView.as_view(), name="worksheet_blank"),
]
