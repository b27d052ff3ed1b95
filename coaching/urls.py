"""Addresses of the room."""

from django.urls import path

from coaching.models import Share
from coaching.views import (
    asking,
    feedback,
    protection,
    responding,
    sharing,
    team,
    thanks,
    thread,
    totals,
)

app_name = "coaching"
urlpatterns = [
    path("sharing/", sharing.list_shares, name="share-list"),
    path("sharing/new/<uuid:row>/", sharing.new, {"kind": Share.Kind.MOMENT}, name="share-new"),
    path("sharing/pattern/<uuid:row>/", sharing.new, {"kind": Share.Kind.PATTERN}, name="share-pattern"),
    path("sharing/plan/<uuid:row>/", sharing.new, {"kind": Share.Kind.PLAN}, name="share-plan"),
    path("sharing/report/<uuid:row>/", sharing.new, {"kind": Share.Kind.REPORT}, name="share-report"),
    path("sharing/<uuid:row>/", sharing.show, name="share"),
    path("feedback/<uuid:row>/reply/", thread.reply, name="reply"),
    path("sharing/<uuid:row>/stop/", sharing.stop, name="share-stop"),
    path("feedback/", feedback.list_feedback, name="feedback-list"),
    path("feedback/new/", feedback.new, name="feedback-new"),
    path("feedback/ask/", asking.ask, name="feedback-ask"),
    path("feedback/words/<uuid:row>/", responding.change, name="feedback-change"),
    path("feedback/<uuid:row>/", feedback.show, name="feedback"),
    path("feedback/<uuid:row>/answer/", feedback.answer, name="feedback-answer"),
    path("feedback/<uuid:row>/aside/", asking.leave, name="feedback-aside"),
    path("feedback/<uuid:row>/take-back/", asking.take_back, name="feedback-take-back"),
    path("feedback/<uuid:row>/thank/", responding.thank, name="feedback-thank"),
    path("feedback/<uuid:row>/disagree/", responding.disagree, name="feedback-disagree"),
    path("feedback/<uuid:row>/unshow/", responding.unshow, name="feedback-unshow"),
    path("feedback/hidden/", protection.hidden, name="hidden"),
    path("feedback/<uuid:row>/hide/", protection.hide, name="hide"),
    path("feedback/<uuid:row>/report/", protection.report, name="report"),
    path("reports/", protection.list_reports, name="reports"),
    path("reports/<uuid:row>/", protection.read, name="report-read"),
    path("team/", team.home, name="team"),
    path("team/inbox/<uuid:row>/", team.read, name="inbox-read"),
    path("team/inbox/<uuid:row>/answer/", team.answer, name="inbox-answer"),
    path("thanks/", thanks.list_thanks, name="thanks-list"),
    path("thanks/new/", thanks.new, name="thanks-new"),
    path("thanks/<uuid:row>/", thanks.show, name="thanks"),
    path("thanks/<uuid:row>/remove/", thanks.remove, name="thanks-remove"),
    path("team/insights/", totals.insights, name="insights"),
    path("you/totals/", totals.consent, name="totals-consent"),
]
