"""Every page goes through one door: nobody enters without signing in, and what cannot be done is said on a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import translation

from argosy.kernel.errors import ArgosyError, NotFound, Refused
from argosy.records.reading import once
from argosy.web import errors

View = Callable[..., HttpResponse]


def page(route: str, view: View, name: str) -> URLPattern:
    """An address for signed-in people only."""
    return path(route, _closed(view), name=name)


def open_page(route: str, view: View, name: str) -> URLPattern:
    """An address for everyone: signing in, the health of the server, the language switch."""
    return path(route, view, name=name)


def _closed(view: View) -> View:
    @wraps(view)
    def enter(request: HttpRequest, **given: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        _speak(request)
        try:
            with once():
                return view(request, **given)
        except ArgosyError as error:
            return errors.said(request, error, _status(error))

    return enter


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; a fragment asks the browser to go there whole."""
    answer = redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": settings.LOGIN_URL if answer.url is None else answer.url})
    return answer


def _speak(request: HttpRequest) -> None:
    """The person's own language, unless they chose another on this machine."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(request.user.language.lower())
        request.LANGUAGE_CODE = translation.get_language()


def _status(error: ArgosyError) -> int:
    if isinstance(error, NotFound):
        return 404
    return 403 if isinstance(error, Refused) else 400
