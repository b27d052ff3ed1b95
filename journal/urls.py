"""Addresses of the room."""

from django.urls import path

from journal.views import changing, lists, locked, patterns, reading, removing, writing

app_name = "journal"
urlpatterns = [
    path("now/", writing.write, name="moment-write"),
    path("hidden/now/", locked.write, name="moment-locked"),
    path("moments/locked/", locked.waiting, name="locked-list"),
    path("moments/", lists.list_moments, name="moment-list"),
    path("moments/new/", changing.new, name="moment-new"),
    path("moments/deleted/", removing.deleted, name="moments-deleted"),
    path("moments/<uuid:row>/", reading.read, name="moment-read"),
    path("moments/<uuid:row>/edit/", changing.change, name="moment-edit"),
    path("moments/<uuid:row>/delete/", removing.delete, name="moment-delete"),
    path("moments/<uuid:row>/undo/", removing.undo, name="moment-undo"),
    path("moments/<uuid:row>/restore/", removing.restore, name="moment-restore"),
    path("patterns/", patterns.show, name="patterns"),
    path("patterns/triggers.csv", patterns.triggers_csv, name="patterns-triggers-csv"),
]
