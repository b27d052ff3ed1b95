"""Addresses of the room."""

app_name = "assessments"
urlpatterns: list = []
