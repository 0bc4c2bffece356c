"""Addresses: signing in, the API and the pages. Each room keeps its own list."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("argosy.config.accounts")),
    *([path("api/v1/", include("argosy.api.urls"))] if find_spec("argosy.api") else []),
    *([path("", include("argosy.web.urls"))] if find_spec("argosy.web") else []),
]

handler400 = "argosy.web.errors.bad_request"
handler403 = "argosy.web.errors.denied"
handler404 = "argosy.web.errors.not_found"
handler500 = "argosy.web.errors.broken"
