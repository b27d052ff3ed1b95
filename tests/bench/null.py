"""The unit of measure: Django, one view, no middleware, a constant page of 20 KB."""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = b"<!doctype html><title>null</title>" + b"x" * 20_000


def null(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("", null)]

settings.configure(
    SECRET_KEY="signs nothing", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], LOGGING_CONFIG=None
)
django.setup()
application = get_wsgi_application()
