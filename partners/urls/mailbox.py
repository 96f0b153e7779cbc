"""Addresses that mails lead to, and those of mail services."""

from django.urls import path

from partners.views import mail_pauses, mailbox, meeting_links, minutes_links, record_links, webhooks

LIBRARY = "libraries/<slug:slug>/"

urlpatterns = [
    # Behind the links in mails
    path("mail/<str:secret>/", mailbox.MailChoicesView.as_view(), name="mail_choices"),
    path("mail/<str:secret>/stop/", mailbox.MailStopView.as_view(), name="mail_stop"),
    path("mail/<str:secret>/pause/", mailbox.PauseWishView.as_view(), name="mail_pause"),
    path("mail/<str:secret>/not-me/", mailbox.NotMeView.as_view(), name="mail_not_me"),
    path("mail/<str:secret>/again/", mailbox.MailAgainView.as_view(), name="mail_again"),
    path("mail/<str:secret>/record/", record_links.RecordLinkView.as_view(), name="record_link"),
    path("mail/<str:secret>/minutes/", minutes_links.MinutesLinkView.as_view(), name="minutes_link"),
    path("mail/<str:secret>/meeting/", meeting_links.MeetingLinkView.as_view(), name="meeting_answer"),
    path("mail/webhooks/<slug:provider>/", webhooks.mail_webhook, name="mail_webhook"),
    path(
        f"{LIBRARY}people/<int:pk>/mail/pauses/",
        mail_pauses.PersonMailPausesView.as_view(),
        name="person_mail_pauses",
    ),
    path(
        f"{LIBRARY}people/<int:pk>/mail/pauses/resume/",
        mail_pauses.PersonMailResumeView.as_view(),
        name="person_mail_resume",
    ),
]
