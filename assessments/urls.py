"""Addresses of the room."""

from django.urls import path

from assessments.offer import PULSE
from assessments.views import asked, evidence, items, pulse, report, rounds, sitting

app_name = "assessments"
urlpatterns = [
    path("assessment/", sitting.start, name="start"),
    path("assessment/early/", sitting.early, name="start-early"),
    path("assessment/p/<int:number>/", sitting.page, name="page"),
    path("assessment/check/", sitting.check, name="check"),
    path("assessment/stop/", sitting.stop, name="stop"),
    path("assessment/pulse/", pulse.start, name="pulse-start"),
    path("assessment/pulse/p/<int:number>/", sitting.page, {"form": PULSE}, name="pulse-page"),
    path("assessment/pulse/check/", sitting.check, {"form": PULSE}, name="pulse-check"),
    path("assessment/pulse/stop/", sitting.stop, {"form": PULSE}, name="pulse-stop"),
    path("assessment/pulse/pulses.csv", pulse.scores_csv, name="pulse-csv"),
    path("assessment/pulse/recompute.json", pulse.recompute, name="pulse-recompute"),
    path("assessment/items/", items.show, name="items"),
    path("assessment/items/<slug:key>-v<int:version>.<slug:kind>", items.file, name="items-file"),
    path("assessment/evidence/", evidence.show, name="evidence"),
    path("assessment/<uuid:sitting_id>/others/", evidence.others, name="others"),
    path("assessment/<uuid:sitting_id>/report/", report.show, name="report"),
    path("assessment/<uuid:sitting_id>/report.pdf", report.pdf, name="report-pdf"),
    path("assessment/<uuid:sitting_id>/profile.csv", report.profile_csv, name="profile-csv"),
    path("assessment/<uuid:sitting_id>/progress.csv", report.progress_csv, name="progress-csv"),
    path("assessment/<uuid:sitting_id>/recompute.json", report.recompute, name="recompute"),
    path("assessment/rounds/", rounds.index, name="rounds"),
    path("assessment/rounds/new/", rounds.new, name="round-new"),
    path("assessment/rounds/<uuid:round_id>/", rounds.show, name="round"),
    path("assessment/rounds/<uuid:round_id>/remind/", rounds.send_reminder, name="round-remind"),
    path("assessment/rounds/<uuid:round_id>/close/", rounds.close, name="round-close"),
    path("assessment/rounds/<uuid:round_id>/others.csv", rounds.numbers, name="round-csv"),
    path("asked/", asked.index, name="asked"),
    path("asked/<uuid:ask_id>/", asked.answer, name="asked-answer"),
]
