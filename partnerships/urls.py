from django.contrib import admin
from django.urls import include, path

from partnerships.pages import health, home

urlpatterns = [
    path("", home.front, name="front"),
    path("home/", home.HomeView.as_view(), name="home"),
    path("health/", health.health, name="health"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("partners.urls")),
    path("", include("worksheets.urls")),
    path("", include("measurements.urls")),
]
