from django.urls import path

from partners import urls_members
from partners.views import (
    account,
    account_mails,
    action_item_forms,
    action_items,
    action_items_bulk,
    agreement_files,
    agreement_signing,
    agreement_terms,
    agreements,
    archiving,
    attendance,
    bulk,
    collaboration,
    contacts,
    contacts_bulk,
    coverage,
    deliveries,
    email_changes,
    exports,
    factors,
    feeds,
    files,
    group_people,
    groups,
    handovers,
    imports,
    invitations,
    jobs,
    logos,
    mail_pauses,
    mail_reasons,
    mail_state,
    mailbox,
    mailings,
    meeting_invitations,
    meeting_links,
    meeting_papers,
    meeting_series,
    meeting_table,
    meetings,
    merging,
    minutes,
    minutes_links,
    minutes_sending,
    notices,
    occurrences,
    organizations,
    partnerships,
    people,
    people_lists,
    preferences,
    privacy,
    record_links,
    records,
    reminders,
    saved_filters,
    settings,
    staff,
    tags,
    tasks,
    telling,
    touch,
    webhooks,
    words,
)
from partners.views.gallery import gallery

LIBRARY = "libraries/<slug:slug>/"
MEETINGS = f"{LIBRARY}partnerships/<int:pk>/meetings/"
MEETING = f"{LIBRARY}meetings/<int:pk>/"

AGREEMENT = f"{LIBRARY}agreements/<int:pk>/"
AGREEMENTS = [
    path(f"{LIBRARY}agreements/", agreements.AgreementsView.as_view(), name="agreements"),
    path(f"{LIBRARY}agreements/gaps/", coverage.AgreementGapsView.as_view(), name="agreement_gaps"),
    path(
        f"{LIBRARY}partnerships/<int:pk>/agreements/",
        agreements.PartnershipAgreementsView.as_view(),
        name="partnership_agreements",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/agreements/add/",
        agreements.AgreementAddView.as_view(),
        name="agreement_add",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/agreements/",
        coverage.OrganizationAgreementsView.as_view(),
        name="organization_agreements",
    ),
    path(f"{AGREEMENT}change/", agreements.AgreementChangeView.as_view(), name="agreement_change"),
    path(f"{AGREEMENT}remove/", agreements.AgreementRemoveView.as_view(), name="agreement_remove"),
    path(f"{AGREEMENT}put-back/", agreements.AgreementRestoreView.as_view(), name="agreement_restore"),
    path(f"{AGREEMENT}send/", agreement_signing.AgreementSendView.as_view(), name="agreement_send"),
    path(
        f"{AGREEMENT}take-back/",
        agreement_signing.AgreementTakeBackView.as_view(),
        name="agreement_take_back",
    ),
    path(
        f"{AGREEMENT}parties/<int:party>/sign/",
        agreement_signing.AgreementSignView.as_view(),
        name="agreement_sign",
    ),
    path(
        f"{AGREEMENT}parties/<int:party>/take-back/",
        agreement_signing.AgreementUnsignView.as_view(),
        name="agreement_unsign",
    ),
    path(f"{AGREEMENT}renew/", agreement_terms.AgreementRenewView.as_view(), name="agreement_renew"),
    path(f"{AGREEMENT}amend/", agreement_terms.AgreementAmendView.as_view(), name="agreement_amend"),
    path(f"{AGREEMENT}end/", agreement_terms.AgreementEndView.as_view(), name="agreement_end"),
    path(f"{AGREEMENT}resume/", agreement_terms.AgreementResumeView.as_view(), name="agreement_resume"),
    path(f"{AGREEMENT}review/", agreement_terms.AgreementReviewView.as_view(), name="agreement_review"),
    path(
        f"{AGREEMENT}checklist/",
        agreement_terms.AgreementChecklistView.as_view(),
        name="agreement_checklist",
    ),
    path(f"{AGREEMENT}files/<int:file>/", agreement_files.AgreementFileView.as_view(), name="agreement_file"),
    path(
        f"{AGREEMENT}files/<int:file>/remove/",
        agreement_files.AgreementFileRemoveView.as_view(),
        name="agreement_file_remove",
    ),
    path(
        f"{AGREEMENT}files/<int:file>/put-back/",
        agreement_files.AgreementFileRestoreView.as_view(),
        name="agreement_file_restore",
    ),
]

urlpatterns = [
    *AGREEMENTS,
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
    # Behind the links in mails
    path("mail/<str:secret>/", mailbox.MailChoicesView.as_view(), name="mail_choices"),
    path("mail/<str:secret>/stop/", mailbox.MailStopView.as_view(), name="mail_stop"),
    path("mail/<str:secret>/pause/", mailbox.PauseWishView.as_view(), name="mail_pause"),
    path("mail/<str:secret>/not-me/", mailbox.NotMeView.as_view(), name="mail_not_me"),
    path("mail/<str:secret>/again/", mailbox.MailAgainView.as_view(), name="mail_again"),
    path("mail/<str:secret>/record/", record_links.RecordLinkView.as_view(), name="record_link"),
    path("mail/<str:secret>/minutes/", minutes_links.MinutesLinkView.as_view(), name="minutes_link"),
    path("mail/<str:secret>/meeting/", meeting_links.MeetingLinkView.as_view(), name="meeting_answer"),
    path(
        "invitations/<str:secret>/again/", invitations.InvitationAgainView.as_view(), name="invitation_again"
    ),
    path("invitations/<str:secret>/", invitations.InvitationView.as_view(), name="invitation"),
    path("mail/webhooks/<slug:provider>/", webhooks.mail_webhook, name="mail_webhook"),
    path(f"{LIBRARY}privacy/", privacy.PrivacyView.as_view(), name="privacy"),
    # The directory
    path(f"{LIBRARY}organizations/", organizations.OrganizationsView.as_view(), name="organizations"),
    path(
        f"{LIBRARY}organizations/add/",
        organizations.OrganizationAddView.as_view(),
        name="organization_add",
    ),
    path(f"{LIBRARY}organizations/<int:pk>/", organizations.OrganizationView.as_view(), name="organization"),
    path(
        f"{LIBRARY}organizations/<int:pk>/change/",
        organizations.OrganizationChangeView.as_view(),
        name="organization_change",
    ),
    path(f"{LIBRARY}organizations/<int:pk>/record/", records.RecordView.as_view(), name="record"),
    path(f"{LIBRARY}organizations/<int:pk>/people/add/", people.PersonAddView.as_view(), name="person_add"),
    path(f"{LIBRARY}people/", people_lists.PeopleView.as_view(), name="people"),
    path(f"{LIBRARY}people/bulk/", people_lists.PeopleBulkView.as_view(), name="people_bulk"),
    path(
        f"{LIBRARY}people/bring-back/", people_lists.PeopleBringBackView.as_view(), name="people_bring_back"
    ),
    path(f"{LIBRARY}people/<int:pk>/change/", people.PersonChangeView.as_view(), name="person_change"),
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
    path(f"{LIBRARY}people/<int:pk>/invite/", people.PersonInviteView.as_view(), name="person_invite"),
    path(f"{LIBRARY}accesses/<int:pk>/end/", people.AccessEndView.as_view(), name="access_end"),
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
    path(f"{LIBRARY}contacts/", contacts.ContactsView.as_view(), name="contacts"),
    path(f"{LIBRARY}contacts/bulk/", contacts_bulk.ContactsBulkView.as_view(), name="contacts_bulk"),
    path(
        f"{LIBRARY}contacts/put-back/",
        contacts_bulk.ContactsPutBackView.as_view(),
        name="contacts_put_back",
    ),
    path(f"{LIBRARY}contacts/calls/", touch.CallsView.as_view(), name="calls"),
    path(f"{LIBRARY}contacts/<int:pk>/change/", contacts.ContactChangeView.as_view(), name="contact_change"),
    path(f"{LIBRARY}contacts/<int:pk>/remove/", contacts.ContactRemoveView.as_view(), name="contact_remove"),
    path(
        f"{LIBRARY}contacts/<int:pk>/put-back/",
        contacts.ContactRestoreView.as_view(),
        name="contact_restore",
    ),
    path(
        f"{LIBRARY}contacts/<int:pk>/files/<int:file>/",
        files.ContactFileView.as_view(),
        name="contact_file",
    ),
    path(
        f"{LIBRARY}contacts/<int:pk>/files/<int:file>/remove/",
        files.ContactFileRemoveView.as_view(),
        name="contact_file_remove",
    ),
    path(
        f"{LIBRARY}contacts/<int:pk>/files/<int:file>/put-back/",
        files.ContactFileRestoreView.as_view(),
        name="contact_file_restore",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/contacts/",
        contacts.OrganizationContactsView.as_view(),
        name="organization_contacts",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/contacts/add/",
        contacts.ContactAddView.as_view(),
        name="contact_add",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/keep-in-touch/",
        touch.KeepInTouchView.as_view(),
        name="keep_in_touch",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/keep-in-touch/stop/",
        touch.KeepInTouchStopView.as_view(),
        name="keep_in_touch_stop",
    ),
    # Sorting and tidying the directory
    path(f"{LIBRARY}organizations/bulk/", bulk.BulkView.as_view(), name="organizations_bulk"),
    path(
        f"{LIBRARY}organizations/bring-back/",
        archiving.OrganizationsBringBackView.as_view(),
        name="organizations_bring_back",
    ),
    path(f"{LIBRARY}organizations/duplicates/", merging.DuplicatesView.as_view(), name="duplicates"),
    path(
        f"{LIBRARY}organizations/<int:pk>/archive/",
        archiving.OrganizationArchiveView.as_view(),
        name="organization_archive",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/bring-back/",
        archiving.OrganizationBringBackView.as_view(),
        name="organization_bring_back",
    ),
    path(f"{LIBRARY}organizations/<int:pk>/labels/", tags.LabelsView.as_view(), name="organization_labels"),
    path(f"{LIBRARY}organizations/<int:pk>/merge/", merging.MergeChoiceView.as_view(), name="merge_choice"),
    path(
        f"{LIBRARY}organizations/<int:pk>/merge/<int:other>/",
        merging.MergeView.as_view(),
        name="organization_merge",
    ),
    path(f"{LIBRARY}tags/", tags.TagsView.as_view(), name="tags"),
    path(f"{LIBRARY}tags/<int:pk>/change/", tags.TagChangeView.as_view(), name="tag_change"),
    path(f"{LIBRARY}tags/<int:pk>/merge/", tags.TagMergeView.as_view(), name="tag_merge"),
    path(f"{LIBRARY}tags/<int:pk>/remove/", tags.TagRemoveView.as_view(), name="tag_remove"),
    # What a list is chosen by, under a name
    path(f"{LIBRARY}filters/", saved_filters.SavedFiltersView.as_view(), name="saved_filters"),
    path(
        f"{LIBRARY}filters/<slug:noun>/add/",
        saved_filters.SavedFilterAddView.as_view(),
        name="saved_filter_add",
    ),
    path(
        f"{LIBRARY}filters/<int:pk>/change/",
        saved_filters.SavedFilterChangeView.as_view(),
        name="saved_filter_change",
    ),
    path(
        f"{LIBRARY}filters/<int:pk>/remove/",
        saved_filters.SavedFilterRemoveView.as_view(),
        name="saved_filter_remove",
    ),
    path(
        f"{LIBRARY}filters/<int:pk>/put-back/",
        saved_filters.SavedFilterRestoreView.as_view(),
        name="saved_filter_restore",
    ),
    # Lists in and out
    path(f"{LIBRARY}exports/everything/", exports.ArchiveView.as_view(), name="archive"),
    path(f"{LIBRARY}exports/<slug:noun>/", exports.ExportView.as_view(), name="export"),
    path(f"{LIBRARY}jobs/", jobs.JobsView.as_view(), name="jobs"),
    path(f"{LIBRARY}jobs/<int:pk>/", jobs.JobView.as_view(), name="job"),
    path(f"{LIBRARY}jobs/<int:pk>/file/", jobs.JobFileView.as_view(), name="job_file"),
    path(f"{LIBRARY}imports/", imports.ImportsView.as_view(), name="imports"),
    path(f"{LIBRARY}imports/<int:pk>/", imports.ImportView.as_view(), name="import"),
    path(f"{LIBRARY}imports/<int:pk>/undo/", imports.ImportUndoView.as_view(), name="import_undo"),
    # Partnerships
    path(f"{LIBRARY}partnerships/", partnerships.PartnershipsView.as_view(), name="partnerships"),
    path(f"{LIBRARY}partnerships/add/", partnerships.PartnershipAddView.as_view(), name="partnership_add"),
    path(
        f"{LIBRARY}partnerships/<int:pk>/change/",
        partnerships.PartnershipChangeView.as_view(),
        name="partnership_change",
    ),
    path(f"{LIBRARY}partnerships/<int:pk>/groups/", groups.GroupsView.as_view(), name="groups"),
    path(f"{LIBRARY}partnerships/<int:pk>/groups/add/", groups.GroupAddView.as_view(), name="group_add"),
    path(f"{LIBRARY}groups/<int:pk>/", groups.GroupView.as_view(), name="group"),
    path(f"{LIBRARY}groups/<int:pk>/change/", groups.GroupChangeView.as_view(), name="group_change"),
    path(
        f"{LIBRARY}groups/<int:pk>/people/add/",
        group_people.GroupPeopleAddView.as_view(),
        name="group_people_add",
    ),
    path(
        f"{LIBRARY}groups/<int:pk>/people/undo/",
        group_people.GroupPeopleUndoView.as_view(),
        name="group_people_undo",
    ),
    path(
        f"{LIBRARY}group-people/<int:pk>/change/",
        group_people.GroupPersonChangeView.as_view(),
        name="group_person_change",
    ),
    path(
        f"{LIBRARY}group-people/<int:pk>/remove/",
        group_people.GroupPersonRemoveView.as_view(),
        name="group_person_remove",
    ),
    path(
        f"{LIBRARY}group-people/<int:pk>/restore/",
        group_people.GroupPersonRestoreView.as_view(),
        name="group_person_restore",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/collaboration/",
        collaboration.CollaborationView.as_view(),
        name="collaboration",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/collaboration/<slug:strategy>/",
        collaboration.CollaborationSayView.as_view(),
        name="collaboration_say",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/collaboration/<slug:strategy>/undo/",
        collaboration.CollaborationUndoView.as_view(),
        name="collaboration_undo",
    ),
    path(f"{LIBRARY}partnerships/<int:pk>/handover/", handovers.HandoverView.as_view(), name="handover"),
    path(
        f"{LIBRARY}partnerships/<int:pk>/handover/change/",
        handovers.HandoverChangeView.as_view(),
        name="handover_change",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/members/add/",
        partnerships.MemberAddView.as_view(),
        name="member_add",
    ),
    path(f"{LIBRARY}members/<int:pk>/change/", partnerships.MemberChangeView.as_view(), name="member_change"),
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
    # Staff
    path(f"{LIBRARY}staff/", staff.StaffView.as_view(), name="staff"),
    path(f"{LIBRARY}staff/invite/", staff.StaffInviteView.as_view(), name="staff_invite"),
    path(f"{LIBRARY}staff/<int:pk>/role/", staff.StaffRoleView.as_view(), name="staff_role"),
    path(
        f"{LIBRARY}staff/<int:pk>/lost-factor/", factors.FactorResetView.as_view(), name="staff_factor_reset"
    ),
    path(f"{LIBRARY}staff/<int:pk>/remove/", staff.StaffRemoveView.as_view(), name="staff_remove"),
    path(
        f"{LIBRARY}invitations/<int:pk>/resend/",
        staff.InvitationResendView.as_view(),
        name="invitation_resend",
    ),
    path(
        f"{LIBRARY}invitations/<int:pk>/withdraw/",
        staff.InvitationWithdrawView.as_view(),
        name="invitation_withdraw",
    ),
    # Notices
    path(f"{LIBRARY}notices/", notices.NoticesView.as_view(), name="notices"),
    path(f"{LIBRARY}notices/read/", notices.NoticesReadView.as_view(), name="notices_read"),
    path(f"{LIBRARY}notices/unread/", notices.NoticesUnreadView.as_view(), name="notices_unread"),
    # Settings
    path(f"{LIBRARY}settings/", settings.LibrarySettingsView.as_view(), name="settings"),
    path(f"{LIBRARY}logo/", logos.LogoPictureView.as_view(), name="library_logo"),
    path(f"{LIBRARY}settings/logo/", logos.LogoView.as_view(), name="settings_logo"),
    path(f"{LIBRARY}settings/logo/remove/", logos.LogoRemoveView.as_view(), name="settings_logo_remove"),
    path(
        f"{LIBRARY}settings/logo/<int:pk>/restore/",
        logos.LogoRestoreView.as_view(),
        name="settings_logo_restore",
    ),
    path(f"{LIBRARY}settings/bands/", settings.BandsView.as_view(), name="settings_bands"),
    path(
        f"{LIBRARY}settings/small-counts/",
        settings.SmallCountsView.as_view(),
        name="settings_small_counts",
    ),
    path(f"{LIBRARY}settings/reminders/", reminders.LibraryRulesView.as_view(), name="library_rules"),
    path(f"{LIBRARY}settings/reminders/rule/", reminders.LibraryRuleView.as_view(), name="library_rule"),
    path(f"{LIBRARY}settings/words/", words.ReminderWordsView.as_view(), name="settings_words"),
    path(f"{LIBRARY}settings/closures/", settings.ClosuresView.as_view(), name="closures"),
    path(
        f"{LIBRARY}settings/closures/<int:pk>/remove/",
        settings.ClosureRemoveView.as_view(),
        name="closure_remove",
    ),
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
    path(f"{LIBRARY}tasks/<int:pk>/done/", tasks.TaskDoneView.as_view(), name="task_done"),
    path(f"{LIBRARY}tasks/<int:pk>/open/", tasks.TaskReopenView.as_view(), name="task_reopen"),
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
    *urls_members.urlpatterns,
]
