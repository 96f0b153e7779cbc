from django.urls import path

from partners.views import (
    deliveries,
    exports,
    imports,
    invitations,
    organizations,
    partnerships,
    people,
    preferences,
    reminders,
    staff,
)
from partners.views.gallery import gallery

LIBRARY = "libraries/<slug:slug>/"

urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("language/", preferences.LanguageView.as_view(), name="set_language"),
    path("theme/", preferences.ThemeView.as_view(), name="set_theme"),
    path("invitations/<str:secret>/", invitations.InvitationView.as_view(), name="invitation"),
    path(LIBRARY, partnerships.LibraryHomeView.as_view(), name="library_home"),
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
