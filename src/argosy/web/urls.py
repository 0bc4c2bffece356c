"""Addresses of the pages. ``page`` lets signed-in people in only; the few open ones say so."""

from __future__ import annotations

from django.views.i18n import set_language

from argosy.web.door import open_page, page
from argosy.web.health import health
from argosy.web.views import desk

app_name = "web"
urlpatterns = [
    open_page("health/", health, "health"),
    open_page("language/", set_language, "language"),
    page("", desk.home, "home"),
    page("today/", desk.today, "today"),
]
