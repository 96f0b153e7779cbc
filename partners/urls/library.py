"""Addresses of a library's settings, staff, tasks and notices."""

from django.urls import path

from partners.views import logos, notices, settings, staff, tasks

LIBRARY = "libraries/<slug:slug>/"

urlpatterns = [
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
    path(f"{LIBRARY}settings/closures/", settings.ClosuresView.as_view(), name="closures"),
    path(
        f"{LIBRARY}settings/closures/<int:pk>/remove/",
        settings.ClosureRemoveView.as_view(),
        name="closure_remove",
    ),
    path(f"{LIBRARY}tasks/<int:pk>/done/", tasks.TaskDoneView.as_view(), name="task_done"),
    path(f"{LIBRARY}tasks/<int:pk>/open/", tasks.TaskReopenView.as_view(), name="task_reopen"),
]
