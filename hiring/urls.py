"""Addresses of the room: HR's under /hiring/, a candidate's under /c/."""

from django.urls import path

from hiring.views import candidates, fairness, invitations, openings, parts, taking

app_name = "hiring"
urlpatterns = [
    path("hiring/", openings.list_openings, name="opening-list"),
    path("hiring/new/", openings.new, name="opening-new"),
    path("hiring/<uuid:opening_id>/", openings.show, name="opening"),
    path("hiring/<uuid:opening_id>/open/", openings.open_it, name="opening-open"),
    path("hiring/<uuid:opening_id>/close/", openings.close, name="opening-close"),
    path("hiring/<uuid:opening_id>/job/", parts.job, name="opening-job"),
    path("hiring/<uuid:opening_id>/stages/", parts.stages, name="opening-stages"),
    path("hiring/<uuid:opening_id>/guide/", parts.guide, name="opening-guide"),
    path("hiring/<uuid:opening_id>/guide/new/", parts.question_new, name="opening-question-new"),
    path("hiring/<uuid:opening_id>/guide/q/<slug:code>/", parts.question, name="opening-question"),
    path("hiring/<uuid:opening_id>/rule/", parts.rule, name="opening-rule"),
    path("hiring/<uuid:opening_id>/told/", parts.told, name="opening-told"),
    path("hiring/<uuid:opening_id>/team/", parts.team, name="opening-team"),
    path("hiring/<uuid:opening_id>/invite/", invitations.invite, name="invite"),
    path("hiring/<uuid:opening_id>/fairness/", fairness.show, name="opening-fairness"),
    path("hiring/<uuid:opening_id>/fairness.csv", fairness.as_file, name="opening-fairness-csv"),
    path("hiring/c/<uuid:candidate_id>/", candidates.show, name="candidate"),
    path("hiring/c/<uuid:candidate_id>/link/", candidates.send_link, name="send-link"),
    path("hiring/c/<uuid:candidate_id>/revoke/", invitations.revoke, name="revoke"),
    path("hiring/c/<uuid:candidate_id>/reopen/", invitations.reopen, name="reopen"),
    path("hiring/c/<uuid:candidate_id>/scorecard/", candidates.scorecard, name="scorecard"),
    path("hiring/c/<uuid:candidate_id>/profile/", candidates.profile, name="profile"),
    path("hiring/c/<uuid:candidate_id>/decision/", candidates.make_decision, name="decision"),
    path("c/p/<int:number>/", taking.page, name="candidate-page"),
    path("c/check/", taking.check, name="candidate-check"),
    path("c/later/", taking.later, name="candidate-later"),
    path("c/done/", taking.done, name="candidate-done"),
    path("c/withdraw/", taking.withdraw, name="candidate-withdraw"),
    path("c/<str:token>/", taking.start, name="candidate-start"),
]
