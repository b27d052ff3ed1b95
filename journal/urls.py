"""Addresses of the room."""

from django.urls import path, register_converter

from journal.views import days, lists, patterns, reading, writing

register_converter(days.DayConverter, "day")

app_name = "journal"
urlpatterns = [
    path("now/", writing.write, name="moment-write"),
    path("moments/", lists.list_moments, name="moment-list"),
    path("moments/day/<day:day>/", days.show_day, name="day"),
    path("moments/calendar/", days.show_month, name="calendar"),
    path("moments/year/", days.show_year, name="year"),
    path("moments/<uuid:row>/", reading.read, name="moment-read"),
    path("patterns/", patterns.show, name="patterns"),
    path("patterns/triggers.csv", patterns.triggers_csv, name="patterns-triggers-csv"),
]
