from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from partnerships.pages import demo, desk, health, home, hub, outbox, search, system

# One way to sign in, with one set of limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", home.front, name="front"),
    path("home/", home.HomeView.as_view(), name="home"),
    path("libraries/<slug:slug>/", desk.LibraryHomeView.as_view(), name="library_home"),
    path("libraries/<slug:slug>/search/", search.SearchView.as_view(), name="search"),
    path("libraries/<slug:slug>/partnerships/<int:pk>/", hub.HubView.as_view(), name="partnership"),
    path("demo/", demo.demo, name="demo"),
    path("demo/sign-in/", demo.demo_sign_in, name="demo_sign_in"),
    path("health/", health.health, name="health"),
    path("health/ready/", system.ready, name="ready"),
    path("system/", system.SystemView.as_view(), name="system"),
    path("system/mail/release/", system.MailReleaseView.as_view(), name="mail_release"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<str:mail_id>/", outbox.caught_mail, name="caught_mail"),
    path("outbox/<str:mail_id>/html/", outbox.caught_html, name="caught_html"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("partners.urls")),
    path("", include("worksheets.urls")),
    path("", include("measurements.urls")),
]
