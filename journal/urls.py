"""Addresses of the room."""

from django.urls import path

from journal.views import along, lists, patterns, reading, writing

app_name = "journal"
urlpatterns = [
    path("now/", writing.write, name="moment-write"),
    path("moments/", lists.list_moments, name="moment-list"),
    path("moments/take-along/", along.along, name="along"),
    path("moments/take-along/moments.<slug:kind>", along.file, name="along-file"),
    path("moments/take-along/check/", along.check, name="along-check"),
    path("moments/take-along/drop/", along.drop, name="along-drop"),
    path("moments/print/", along.printed, name="moment-print"),
    path("moments/<uuid:row>/", reading.read, name="moment-read"),
    path("patterns/", patterns.show, name="patterns"),
    path("patterns/triggers.csv", patterns.triggers_csv, name="patterns-triggers-csv"),
]
