"""Addresses of the room."""

from django.urls import path, register_converter

from journal.views import (
    along,
    changing,
    days,
    goals,
    history,
    lists,
    locked,
    own,
    patterns,
    plans,
    reading,
    removing,
    rituals,
    writing,
)

register_converter(days.DayConverter, "day")

app_name = "journal"
urlpatterns = [
    path("now/", writing.write, name="moment-write"),
    path("hidden/now/", locked.write, name="moment-locked"),
    path("moments/locked/", locked.waiting, name="locked-list"),
    path("moments/", lists.list_moments, name="moment-list"),
    path("moments/day/<day:day>/", days.show_day, name="day"),
    path("moments/calendar/", days.show_month, name="calendar"),
    path("moments/year/", days.show_year, name="year"),
    path("moments/take-along/", along.along, name="along"),
    path("moments/take-along/moments.<slug:kind>", along.file, name="along-file"),
    path("moments/take-along/check/", along.check, name="along-check"),
    path("moments/take-along/drop/", along.drop, name="along-drop"),
    path("moments/print/", along.printed, name="moment-print"),
    path("moments/new/", changing.new, name="moment-new"),
    path("moments/own-words/", own.words, name="own-words"),
    path("moments/deleted/", removing.deleted, name="moments-deleted"),
    path("moments/<uuid:row>/", reading.read, name="moment-read"),
    path("moments/<uuid:row>/history/", history.show, name="moment-history"),
    path("moments/<uuid:row>/edit/", changing.change, name="moment-edit"),
    path("moments/<uuid:row>/delete/", removing.delete, name="moment-delete"),
    path("moments/<uuid:row>/undo/", removing.undo, name="moment-undo"),
    path("moments/<uuid:row>/restore/", removing.restore, name="moment-restore"),
    path("patterns/", patterns.show, name="patterns"),
    path("patterns/triggers.csv", patterns.triggers_csv, name="patterns-triggers-csv"),
    path("plans/", plans.list_plans, name="plan-list"),
    path("plans/new/", plans.new, name="plan-new"),
    path("plans/<uuid:row>/", plans.read, name="plan-read"),
    path("plans/<uuid:row>/rehearse/", plans.rehearse, name="plan-rehearse"),
    path("plans/<uuid:row>/change/", plans.change, name="plan-change"),
    path("plans/<uuid:row>/state/", plans.settle, name="plan-state"),
    path("goals/new/", goals.new, name="goal-new"),
    path("goals/<uuid:row>/", goals.read, name="goal-read"),
    path("goals/<uuid:row>/change/", goals.change, name="goal-change"),
    path("goals/<uuid:row>/state/", goals.settle, name="goal-state"),
    path("shift/", rituals.show, name="ritual-list"),
    path("shift/<slug:code>/", rituals.write, name="ritual-write"),
    path("shift/<uuid:row>/delete/", rituals.delete, name="ritual-delete"),
]
