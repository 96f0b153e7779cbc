from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as apps
from allauth.mfa.webauthn import views as passkeys
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from partnerships.pages import agreements, demo, desk, health, home, hub, outbox, search, system

# One way to sign in, with one set of limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# And one way to change a password, with its limits and its notice by mail.
admin.site.password_change = RedirectView.as_view(  # type: ignore[method-assign,assignment]
    pattern_name="account_change_password"
)

# The pages of allauth that we want, by the names it looks them up by; the others have no address here.
ACCOUNTS = [
    path("login/", account.login, name="account_login"),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # The second factor
    path("2fa/", factors.index, name="mfa_index"),
    path("2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/app/add/", apps.activate_totp, name="mfa_activate_totp"),
    path("2fa/app/remove/", apps.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    # They stand on the page of the second factor.
    path("2fa/passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "2fa/passkeys/reauthenticate/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path("2fa/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("2fa/passkeys/<int:pk>/change/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
]

urlpatterns = [
    path("", home.front, name="front"),
    path("home/", home.HomeView.as_view(), name="home"),
    path("libraries/<slug:slug>/", desk.LibraryHomeView.as_view(), name="library_home"),
    path("libraries/<slug:slug>/search/", search.SearchView.as_view(), name="search"),
    path("libraries/<slug:slug>/partnerships/<int:pk>/", hub.HubView.as_view(), name="partnership"),
    path("libraries/<slug:slug>/agreements/<int:pk>/", agreements.AgreementView.as_view(), name="agreement"),
    path(
        "libraries/<slug:slug>/agreements/<int:pk>/paper/",
        agreements.AgreementPaperView.as_view(),
        name="agreement_paper",
    ),
    path("libraries/<slug:slug>/agreements/memo/", agreements.BoardMemoView.as_view(), name="board_memo"),
    path("demo/", demo.demo, name="demo"),
    path("demo/sign-in/", demo.demo_sign_in, name="demo_sign_in"),
    path("health/", health.health, name="health"),
    path("health/ready/", system.ready, name="ready"),
    path("system/", system.SystemView.as_view(), name="system"),
    path("system/mail/release/", system.MailReleaseView.as_view(), name="mail_release"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<str:mail_id>/", outbox.caught_mail, name="caught_mail"),
    path("outbox/<str:mail_id>/html/", outbox.caught_html, name="caught_html"),
    path("accounts/", include(ACCOUNTS)),
    path("admin/", admin.site.urls),
    path("", include("partners.urls")),
    path("", include("worksheets.urls")),
    path("", include("measurements.urls")),
]
