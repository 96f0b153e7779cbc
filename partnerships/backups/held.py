"""The one row that a restore adds. In SQL: it has to arrive together with the rows it is about."""

TABLE = "partners_mailhold"
REASON = "A backup was restored"
# Who was signed in at the time of a backup says nothing about who may be now.
UNSAVED_TABLES = ("django_session", "cache")
