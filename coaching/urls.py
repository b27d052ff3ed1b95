"""Addresses of the room."""

from django.urls import path

from coaching.models import Share
from coaching.views import sharing, team, thread

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
    path("team/", team.home, name="team"),
    path("team/inbox/<uuid:row>/", team.read, name="inbox-read"),
    path("team/inbox/<uuid:row>/answer/", team.answer, name="inbox-answer"),
]
