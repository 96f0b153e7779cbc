from django.urls import path

from partners.views import (
    archiving,
    bulk,
    contacts,
    deliveries,
    exports,
    handovers,
    imports,
    invitations,
    merging,
    organizations,
    partnerships,
    people,
    preferences,
    privacy,
    reminders,
    settings,
    staff,
    tags,
    touch,
)
from partners.views.gallery import gallery

LIBRARY = "libraries/<slug:slug>/"

urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("language/", preferences.LanguageView.as_view(), name="set_language"),
    path("theme/", preferences.ThemeView.as_view(), name="set_theme"),
    path("invitations/<str:secret>/", invitations.InvitationView.as_view(), name="invitation"),
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
    path(f"{LIBRARY}organizations/<int:pk>/people/add/", people.PersonAddView.as_view(), name="person_add"),
    path(f"{LIBRARY}people/<int:pk>/change/", people.PersonChangeView.as_view(), name="person_change"),
    path(f"{LIBRARY}people/<int:pk>/invite/", people.PersonInviteView.as_view(), name="person_invite"),
    path(f"{LIBRARY}accesses/<int:pk>/end/", people.AccessEndView.as_view(), name="access_end"),
    # The contact log, and staying in touch
    path(f"{LIBRARY}contacts/", contacts.ContactsView.as_view(), name="contacts"),
    path(f"{LIBRARY}contacts/calls/", touch.CallsView.as_view(), name="calls"),
    path(f"{LIBRARY}contacts/<int:pk>/change/", contacts.ContactChangeView.as_view(), name="contact_change"),
    path(f"{LIBRARY}contacts/<int:pk>/remove/", contacts.ContactRemoveView.as_view(), name="contact_remove"),
    path(
        f"{LIBRARY}contacts/<int:pk>/put-back/",
        contacts.ContactRestoreView.as_view(),
        name="contact_restore",
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
    # Lists in and out
    path(
        f"{LIBRARY}organizations/export/",
        exports.OrganizationsExportView.as_view(),
        name="organizations_export",
    ),
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
    # Staff
    path(f"{LIBRARY}staff/", staff.StaffView.as_view(), name="staff"),
    path(f"{LIBRARY}staff/invite/", staff.StaffInviteView.as_view(), name="staff_invite"),
    path(f"{LIBRARY}staff/<int:pk>/role/", staff.StaffRoleView.as_view(), name="staff_role"),
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
    # Settings
    path(f"{LIBRARY}settings/", settings.LibrarySettingsView.as_view(), name="settings"),
    path(f"{LIBRARY}settings/bands/", settings.BandsView.as_view(), name="settings_bands"),
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
    path(f"{LIBRARY}mail/", deliveries.DeliveriesView.as_view(), name="deliveries"),
    path(f"{LIBRARY}mail/<int:pk>/", deliveries.DeliveryView.as_view(), name="delivery"),
    path(
        f"{LIBRARY}mail/<int:pk>/send-again/", deliveries.DeliveryRetryView.as_view(), name="delivery_retry"
    ),
]
