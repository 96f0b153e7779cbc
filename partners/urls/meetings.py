"""Addresses of meetings, minutes, decisions told, and action items."""

from django.urls import path

from partners.views import (
    action_item_forms,
    action_items,
    action_items_bulk,
    attendance,
    meeting_invitations,
    meeting_papers,
    meeting_series,
    meeting_table,
    meetings,
    minutes,
    minutes_sending,
    telling,
)

LIBRARY = "libraries/<slug:slug>/"
MEETINGS = f"{LIBRARY}partnerships/<int:pk>/meetings/"
MEETING = f"{LIBRARY}meetings/<int:pk>/"

urlpatterns = [
    # The contact log, and staying in touch
    # Meetings at the table, and their minutes
    path(
        f"{LIBRARY}meetings/<int:pk>/minutes/publish/",
        minutes.MinutesPublishView.as_view(),
        name="minutes_publish",
    ),
    path(f"{LIBRARY}minutes/<int:pk>/", minutes.MinutesView.as_view(), name="minutes"),
    path(f"{LIBRARY}minutes/<int:pk>/paper/", minutes.MinutesPaperView.as_view(), name="minutes_paper"),
    path(f"{LIBRARY}minutes/<int:pk>/send/", minutes_sending.MinutesSendView.as_view(), name="minutes_send"),
    path(f"{LIBRARY}decisions/<int:pk>/tell/", telling.DecisionTellView.as_view(), name="decision_tell"),
    path(
        f"{LIBRARY}meetings/<int:pk>/table/", meeting_table.MeetingTableView.as_view(), name="meeting_table"
    ),
    path(
        f"{LIBRARY}meetings/<int:pk>/table/entry/",
        meeting_table.MeetingEntryView.as_view(),
        name="meeting_entry",
    ),
    path(
        f"{LIBRARY}meetings/<int:pk>/table/minutes/",
        meeting_table.MinutesTextView.as_view(),
        name="minutes_text",
    ),
    # Action items
    path(f"{LIBRARY}action-items/", action_items.ActionItemsView.as_view(), name="action_items"),
    path(
        f"{LIBRARY}action-items/bulk/",
        action_items_bulk.ActionItemsBulkView.as_view(),
        name="action_items_bulk",
    ),
    path(
        f"{LIBRARY}action-items/put-back/",
        action_items_bulk.ActionItemsPutBackView.as_view(),
        name="action_items_put_back",
    ),
    path(f"{LIBRARY}action-items/<int:pk>/", action_items.ActionItemView.as_view(), name="action_item"),
    path(
        f"{LIBRARY}action-items/<int:pk>/change/",
        action_item_forms.ActionChangeView.as_view(),
        name="action_item_change",
    ),
    path(
        f"{LIBRARY}action-items/<int:pk>/standing/",
        action_item_forms.ActionStandingView.as_view(),
        name="action_item_standing",
    ),
    path(
        f"{LIBRARY}action-items/<int:pk>/close/",
        action_item_forms.ActionCloseView.as_view(),
        name="action_item_close",
    ),
    path(
        f"{LIBRARY}action-items/<int:pk>/drop/",
        action_item_forms.ActionDropView.as_view(),
        name="action_item_drop",
    ),
    path(
        f"{LIBRARY}action-items/<int:pk>/reopen/",
        action_item_forms.ActionReopenView.as_view(),
        name="action_item_reopen",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/action-items/",
        action_items.PartnershipActionItemsView.as_view(),
        name="partnership_action_items",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/action-items/add/",
        action_item_forms.ActionAddView.as_view(),
        name="action_item_add",
    ),
    # Meetings
    path(MEETINGS, meetings.MeetingsView.as_view(), name="meetings"),
    path(f"{MEETINGS}add/", meetings.MeetingAddView.as_view(), name="meeting_add"),
    path(f"{MEETINGS}series/", meeting_series.SeriesAddView.as_view(), name="meeting_series_add"),
    path(MEETING, meetings.MeetingView.as_view(), name="meeting"),
    path(f"{MEETING}change/", meetings.MeetingChangeView.as_view(), name="meeting_change"),
    path(f"{MEETING}cancel/", meetings.MeetingCancelView.as_view(), name="meeting_cancel"),
    path(f"{MEETING}put-back/", meetings.MeetingPutBackView.as_view(), name="meeting_put_back"),
    path(f"{MEETING}invite/", meeting_invitations.InviteView.as_view(), name="meeting_invite"),
    path(
        f"{MEETING}invitations/<int:invitation>/answer/",
        meeting_invitations.AnswerView.as_view(),
        name="meeting_invitation_answer",
    ),
    path(
        f"{MEETING}invitations/<int:invitation>/withdraw/",
        meeting_invitations.WithdrawView.as_view(),
        name="meeting_invitation_withdraw",
    ),
    path(f"{MEETING}paper/", meeting_papers.MeetingPaperView.as_view(), name="meeting_paper"),
    path(f"{MEETING}calendar/", meeting_papers.MeetingCalendarView.as_view(), name="meeting_calendar"),
    path(f"{MEETING}attendance/", attendance.AttendanceView.as_view(), name="attendance"),
    path(f"{MEETING}attendance/marks/", attendance.AttendanceMarksView.as_view(), name="attendance_marks"),
    path(f"{MEETING}attendance/add/", attendance.WalkInView.as_view(), name="attendance_add"),
    path(
        f"{MEETING}attendance/<int:row>/dispute/", attendance.DisputeView.as_view(), name="attendance_dispute"
    ),
    path(f"{MEETING}attendance/<int:row>/settle/", attendance.SettleView.as_view(), name="attendance_settle"),
]
