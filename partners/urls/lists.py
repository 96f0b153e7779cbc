"""Addresses of lists that come in and go out, and of long work."""

from django.urls import path

from partners.views import exports, imports, jobs

LIBRARY = "libraries/<slug:slug>/"

urlpatterns = [
    # Lists in and out
    path(f"{LIBRARY}exports/everything/", exports.ArchiveView.as_view(), name="archive"),
    path(f"{LIBRARY}exports/<slug:noun>/", exports.ExportView.as_view(), name="export"),
    path(f"{LIBRARY}jobs/", jobs.JobsView.as_view(), name="jobs"),
    path(f"{LIBRARY}jobs/<int:pk>/", jobs.JobView.as_view(), name="job"),
    path(f"{LIBRARY}jobs/<int:pk>/file/", jobs.JobFileView.as_view(), name="job_file"),
    path(f"{LIBRARY}imports/", imports.ImportsView.as_view(), name="imports"),
    path(f"{LIBRARY}imports/<int:pk>/", imports.ImportView.as_view(), name="import"),
    path(f"{LIBRARY}imports/<int:pk>/undo/", imports.ImportUndoView.as_view(), name="import_undo"),
]
