"""Addresses of the room: welcome, invitations, drafts, preferences, the admin's area."""

from django.urls import path

from people.views import account, admin, door, invitations, mail, session, welcome

app_name = "people"
urlpatterns = [
    path("welcome/<int:step>/", welcome.welcome, name="welcome"),
    path("account/create/<str:token>/", invitations.accept, name="invitation-accept"),
    path("drafts/save/", session.save_draft, name="draft-save"),
    path("drafts/drop/", session.drop, name="draft-drop"),
    path("door/", door.door, name="door"),
    path("door/answer/", door.answer, name="door-answer"),
    path("you/preferences/", account.preferences, name="preferences"),
    path("you/mail/", mail.mail, name="mail"),
    path("you/mail/address/", mail.address, name="mail-address"),
    path("you/mail/address/code/", mail.code, name="mail-code"),
    path("you/mail/address/remove/", mail.remove, name="mail-remove"),
    path("mail/off/<str:token>/", mail.off, name="mail-off"),
    path("you/security/", account.security, name="security"),
    path("you/organisation/", account.switch, name="membership-switch"),
    path("admin-area/", admin.people, name="admin-people"),
    path("admin-area/people/<uuid:member_id>/", admin.person, name="admin-person"),
    path("admin-area/people/<uuid:member_id>/close/", admin.close, name="admin-close"),
    path("admin-area/invitations/", admin.invitations, name="admin-invitations"),
    path("admin-area/invitations/<uuid:invitation_id>/take-back/", admin.take_back, name="admin-take-back"),
    path("admin-area/reports/", admin.report_contact, name="admin-report-contact"),
    path("admin-area/teams/", admin.teams, name="admin-teams"),
    path("admin-area/teams/new/", admin.team, name="admin-team-new"),
    path("admin-area/teams/<uuid:team_id>/", admin.team, name="admin-team"),
]
