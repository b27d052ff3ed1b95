"""Addresses of the room."""

from django.urls import path

from journal import views

app_name = "journal"
urlpatterns = [
    path("now/", views.write, name="moment-write"),
    path("moments/", views.list_moments, name="moment-list"),
    path("moments/<uuid:row>/", views.read, name="moment-read"),
    path("patterns/", views.patterns, name="patterns"),
    path("patterns/triggers.csv", views.triggers_csv, name="patterns-triggers-csv"),
]
