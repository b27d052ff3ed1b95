"""Addresses of the room."""

app_name = "journal"
urlpatterns: list = []
