"""Addresses of the room: welcome, invitations, drafts, preferences, the admin's area."""

from django.urls import path

from people.views import invitations, session

app_name = "people"
urlpatterns = [
    path("account/create/<str:token>/", invitations.accept, name="invitation-accept"),
    path("drafts/save/", session.save_draft, name="draft-save"),
    path("drafts/drop/", session.drop, name="draft-drop"),
]
