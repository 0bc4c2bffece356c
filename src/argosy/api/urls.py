"""Addresses of the API. What it does not have, and methods an address does not take, are answered in its own shape too."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from argosy.api import errors
from argosy.api.application import api


def shaped(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose refusal of a method has the shape of every other error, and whose answers no cache keeps."""

    @wraps(view)
    def answer(request: HttpRequest, **given: Any) -> HttpResponse:
        try:
            response = view(request, **given)
        except Http404:
            response = errors.no_address(request)
        if isinstance(response, HttpResponseNotAllowed):
            response = errors.no_method(request, response.headers["Allow"])
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    _pattern.callback = shaped(_pattern.callback)

urlpatterns = [
    path("", include((_patterns, _app), namespace=_namespace)),
    re_path(r"^.*$", csrf_exempt(errors.no_address), name="api-no-address"),
]
