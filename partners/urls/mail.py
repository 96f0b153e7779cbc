"""Addresses of reminders and of mail that left or waits."""

from django.urls import path

from partners.views import deliveries, mail_reasons, mail_state, mailings, occurrences, reminders, words

LIBRARY = "libraries/<slug:slug>/"

urlpatterns = [
    path(f"{LIBRARY}settings/reminders/", reminders.LibraryRulesView.as_view(), name="library_rules"),
    path(f"{LIBRARY}settings/reminders/rule/", reminders.LibraryRuleView.as_view(), name="library_rule"),
    path(f"{LIBRARY}settings/words/", words.ReminderWordsView.as_view(), name="settings_words"),
    # Reminders and mail
    path(
        f"{LIBRARY}partnerships/<int:pk>/reminders/",
        reminders.ReminderRuleView.as_view(),
        name="reminder_rule",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/reminders/as-the-library/",
        reminders.ReminderRuleFollowView.as_view(),
        name="reminder_rule_follow",
    ),
    path(f"{LIBRARY}reminders/<int:pk>/test/", reminders.ReminderTestView.as_view(), name="reminder_test"),
    path(f"{LIBRARY}mail/", deliveries.DeliveriesView.as_view(), name="deliveries"),
    path(f"{LIBRARY}mail/reminders/", occurrences.OccurrencesView.as_view(), name="occurrences"),
    path(
        f"{LIBRARY}organizations/<int:pk>/reminders/",
        occurrences.OrganizationOccurrencesView.as_view(),
        name="organization_occurrences",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/reminders/all/",
        occurrences.PartnershipOccurrencesView.as_view(),
        name="partnership_occurrences",
    ),
    path(
        f"{LIBRARY}people/<int:pk>/mail/",
        mail_reasons.PersonMailReasonsView.as_view(),
        name="person_mail_reasons",
    ),
    path(
        f"{LIBRARY}people/<int:pk>/mail/bounces/",
        mail_reasons.PersonBouncesView.as_view(),
        name="person_bounces",
    ),
    path(
        f"{LIBRARY}people/<int:pk>/mail/works-again/",
        mail_reasons.PersonWorksAgainView.as_view(),
        name="person_works_again",
    ),
    # Mails by hand
    path(
        f"{LIBRARY}partnerships/<int:pk>/write/",
        mailings.PartnershipWriteView.as_view(),
        name="partnership_write",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/write/",
        mailings.OrganizationWriteView.as_view(),
        name="organization_write",
    ),
    path(f"{LIBRARY}mail/by-hand/<int:pk>/", mailings.MailingView.as_view(), name="mailing"),
    path(f"{LIBRARY}settings/mail/", mail_state.MailStateView.as_view(), name="settings_mail"),
    path(f"{LIBRARY}mail/send-again/", deliveries.DeliveriesRetryView.as_view(), name="deliveries_retry"),
    path(f"{LIBRARY}mail/<int:pk>/", deliveries.DeliveryView.as_view(), name="delivery"),
    path(
        f"{LIBRARY}mail/<int:pk>/answered/", deliveries.DeliveryAnswerView.as_view(), name="delivery_answer"
    ),
    path(
        f"{LIBRARY}mail/<int:pk>/send-again/", deliveries.DeliveryRetryView.as_view(), name="delivery_retry"
    ),
]
