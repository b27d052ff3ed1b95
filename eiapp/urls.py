"""Addresses: each room's own, allauth's at plain paths, and the pages that belong to no room."""

from django.urls import include, path

from eiapp import views
from people.views.session import hide_screen, show_screen, stay

urlpatterns = [
    path("", views.home, name="home"),
    path("today/", views.today, name="today"),
    path("support/", views.support, name="support"),
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("method/", views.method, name="method"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("hidden/", hide_screen, name="hide-screen"),
    path("hidden/back/", show_screen, name="show-screen"),
    path("hidden/stay/", stay, name="stay"),
    # Tried in this order: the pages of every day come first.
    path("", include("journal.urls")),
    path("", include("assessments.urls")),
    path("", include("coaching.urls")),
    path("", include("people.urls")),
    path("", include("people.account_urls")),
    path("", include("hiring.urls")),
]

handler400 = "eiapp.errors.bad_request"
handler403 = "eiapp.errors.forbidden"
handler404 = "eiapp.errors.not_found"
handler500 = "eiapp.errors.server_error"
