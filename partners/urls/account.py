"""Addresses of one's account, and of pages for everybody."""

from django.urls import path

from partners.views import (
    account,
    account_mails,
    email_changes,
    factors,
    feeds,
    invitations,
    preferences,
    privacy,
)
from partners.views.gallery import gallery

LIBRARY = "libraries/<slug:slug>/"

urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("language/", preferences.LanguageView.as_view(), name="set_language"),
    path("theme/", preferences.ThemeView.as_view(), name="set_theme"),
    # One's own account
    path("account/", account.AccountView.as_view(), name="account"),
    path("account/email/", email_changes.EmailChangeView.as_view(), name="email_change"),
    path("account/email/stop/", email_changes.EmailChangeStopView.as_view(), name="email_change_stop"),
    path("account/email/<str:secret>/", email_changes.EmailAnswerView.as_view(), name="email_answer"),
    path("account/lost-factor/", factors.LostFactorView.as_view(), name="lost_factor"),
    path("account/sessions/end/", account.OtherSessionsEndView.as_view(), name="sessions_end"),
    path("account/sessions/<int:pk>/end/", account.SessionEndView.as_view(), name="session_end"),
    path("account/calendar/", feeds.CalendarsView.as_view(), name="account_calendar"),
    path("account/calendar/<slug:slug>/make/", feeds.CalendarMakeView.as_view(), name="calendar_make"),
    path("account/calendar/<slug:slug>/end/", feeds.CalendarEndView.as_view(), name="calendar_end"),
    path("account/calendar/<slug:slug>/choose/", feeds.CalendarChooseView.as_view(), name="calendar_choose"),
    path("calendar/<str:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
    path("account/mails/", account_mails.AccountMailsView.as_view(), name="account_mails"),
    path(
        "account/mails/<int:pk>/", account_mails.AccountMailChangeView.as_view(), name="account_mail_change"
    ),
    path(
        "invitations/<str:secret>/again/", invitations.InvitationAgainView.as_view(), name="invitation_again"
    ),
    path("invitations/<str:secret>/", invitations.InvitationView.as_view(), name="invitation"),
    path(f"{LIBRARY}privacy/", privacy.PrivacyView.as_view(), name="privacy"),
    path(
        f"{LIBRARY}staff/<int:pk>/lost-factor/", factors.FactorResetView.as_view(), name="staff_factor_reset"
    ),
]
