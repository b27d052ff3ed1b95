"""Addresses of the room."""

from django.urls import path

from journal.views import lists, locked, patterns, reading, writing

app_name = "journal"
urlpatterns = [
    path("now/", writing.write, name="moment-write"),
    path("hidden/now/", locked.write, name="moment-locked"),
    path("moments/locked/", locked.waiting, name="locked-list"),
    path("moments/", lists.list_moments, name="moment-list"),
    path("moments/<uuid:row>/", reading.read, name="moment-read"),
    path("patterns/", patterns.show, name="patterns"),
    path("patterns/triggers.csv", patterns.triggers_csv, name="patterns-triggers-csv"),
]
